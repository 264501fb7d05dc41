import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Every kind of test, and what for. */
const KINDS = {
  rules: 'the rules alone: no I/O, no clock',
  workflows: 'the ASL files that AWS runs, under a clock that is moved',
  infra: 'the synthesised templates of both profiles',
  integration: 'adapters and API against DynamoDB Local, with faults injected',
  simulation: 'a whole firm, its people and its faults, all of one seed',
  security: 'who may do what on every route, attacks on each, and what must stay unsaid',
  system: 'the whole server as a process, killed and started again',
  console: 'people at their screens: a real browser against the whole local system',
} as const;
type Kind = keyof typeof KINDS;

/**
 * One after the other, so that on two cores none starves another. Beside the server that is killed, which is mostly
 * waited for, there is room for two more.
 */
const ROUNDS: readonly (readonly Kind[])[] = [
  ['rules'],
  ['workflows'],
  ['infra'],
  ['integration'],
  ['system', 'simulation', 'security'],
  ['console'],
];

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numFailedTestSuites: number;
}

const only = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'recourse-tests-'));
let passed = 0;
let failed = 0;
for (const round of ROUNDS) {
  const kinds = round.filter((kind) => only.length === 0 || only.includes(kind));
  if (kinds.length === 0) continue;
  console.log('');
  for (const kind of kinds) console.log(`== ${kind}: ${KINDS[kind]}`);
  const file = join(folder, `${kinds.join('-')}.json`);
  const code = await run([
    'vitest',
    'run',
    ...kinds.flatMap((kind) => ['--project', kind]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile=${file}`,
  ]);
  const report = read(file);
  passed += report?.numPassedTests ?? 0;
  failed += report?.numFailedTests ?? 0;
  // A file that does not load has no failed test: it counts as one, and so does a run without a report.
  if (code !== 0 && (report?.numFailedTests ?? 0) === 0)
    failed += Math.max(1, report?.numFailedTestSuites ?? 1);
}
rmSync(folder, { recursive: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function run(args: string[]): Promise<number> {
  return new Promise((resolve) => {
    spawn('npx', args, { stdio: 'inherit' }).on('close', (code) => resolve(code ?? 1));
  });
}

function read(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
