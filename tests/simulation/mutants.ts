import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MUTANTS, type Mutant } from './mutant-list.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    steps: { type: 'string', default: '2000' },
    seconds: { type: 'string', default: '60' },
    only: { type: 'string' },
  },
});

const ROOT = new URL('../../', import.meta.url);
const COPIED = ['adapters', 'domain', 'functions', 'local', 'workflows', 'tests/support', 'tests/simulation'];
const LINKED = ['node_modules', 'package.json', 'tsconfig.json'];

const folder = mkdtempSync(join(tmpdir(), 'recourse-mutants-'));
let caught = 0;
const missed: string[] = [];
try {
  for (const name of COPIED) cpSync(new URL(name, ROOT), join(folder, name), { recursive: true });
  for (const name of LINKED) symlinkSync(new URL(name, ROOT), join(folder, name));
  const chosen = MUTANTS.filter(({ what }) => values.only === undefined || what.includes(values.only));
  console.log(
    `${chosen.length} mutants, each simulated for at most ${values.seconds} s from seed ${values.seed} on`,
  );
  for (const mutant of chosen) judge(mutant);
  console.log(`\n${caught} of ${chosen.length} mutants caught`);
} finally {
  rmSync(folder, { recursive: true });
}
for (const what of missed) console.log(`NOT CAUGHT: ${what}`);
if (missed.length > 0) process.exitCode = 1;

function judge(mutant: Mutant): void {
  const { file, find, replace, what } = mutant;
  const path = join(folder, file);
  const source = readFileSync(path, 'utf8');
  const places = source.split(find).length - 1;
  if (places !== 1) {
    missed.push(`${what} (${file} has ${places} such places, and not one)`);
    return;
  }
  writeFileSync(
    path,
    source.replace(find, () => replace),
  );
  const began = performance.now();
  const by = brokenIn(simulated(mutant));
  writeFileSync(path, source);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (by === undefined) missed.push(`${what} (${file})`);
  else caught += 1;
  console.log(
    `${by === undefined ? 'MISSED' : 'caught'} in ${seconds} s  ${file}: ${what}${by === undefined ? '' : ` <- ${by}`}`,
  );
}

function simulated({ theme }: Mutant): string {
  const args = ['tests/simulation/simulate.ts', '--runs', '60', '--shrink-seconds', '0', '--theme', theme];
  for (const name of ['seed', 'steps', 'seconds'] as const) args.push(`--${name}`, values[name]);
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 3 * Number(values.seconds) * 1000,
  });
  return `${stdout}\n${stderr}`;
}

/** The invariant that broke. A mutant that does not even run is no mutant, and not caught. */
function brokenIn(output: string): string | undefined {
  return /^BROKEN with seed \d+, in turn \d+: (.+)$/m.exec(output)?.[1];
}
