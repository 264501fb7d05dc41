import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type Bench, type Figure, printTable, verdictOf } from './report.ts';

const USAGE = `npm run bench -- [name...] [--cases N]
  Without a name: all of them. Exit 1 when a budget of a count or of a ratio is broken; what is slow is told.`;

/** Each says in its first lines what it counts. */
const BENCHES: Readonly<Record<string, () => Promise<{ default: Bench }>>> = {
  cost: () => import('./cost.ts'),
  bundle: () => import('./bundle.ts'),
  throughput: () => import('./throughput.ts'),
  payout: () => import('./payout.ts'),
  restart: () => import('./restart.ts'),
  csv: () => import('./csv.ts'),
  deadlines: () => import('./deadlines.ts'),
  comparison: () => import('./comparison.ts'),
  replies: () => import('./replies.ts'),
  dashboard: () => import('./dashboard.ts'),
  carriers: () => import('./carriers.ts'),
  profile: () => import('./profile.ts'),
  growth: () => import('./growth.ts'),
  peers: () => import('./peers.ts'),
  console: () => import('./console.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string' },
    asked: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
});

if (process.send === undefined) await runAll(positionals.length > 0 ? positionals : Object.keys(BENCHES));
else await runOne(positionals[0] ?? '');

/** Every bench in a process of its own: none warms up, fills or aims the clients of the next. */
async function runAll(names: readonly string[]): Promise<void> {
  const unknown = names.filter((name) => !(name in BENCHES));
  if (values.help || unknown.length > 0) {
    console.log(`${USAGE}\n  names: ${Object.keys(BENCHES).join(', ')}`);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const found: { name: string; figures: Figure[] }[] = [];
  let failed = false;
  for (const name of names) {
    console.log(`\n== ${name}`);
    const figures = await inChild(name);
    if (figures === undefined) {
      console.log(`${name} did not come to an end.`);
      failed = true;
    } else found.push({ name, figures });
  }
  console.log();
  printTable(found);
  const count = (verdict: string): number =>
    found.flatMap(({ figures }) => figures).filter((figure) => verdictOf(figure) === verdict).length;
  const over = count('over');
  if (over > 0) console.log(`\n${over} over budget`);
  if (count('slow') > 0) console.log(`\n${count('slow')} slower than promised, on this machine`);
  process.exitCode = failed || over > 0 ? 1 : 0;
}

function inChild(name: string): Promise<Figure[] | undefined> {
  const child = fork(
    import.meta.filename,
    [
      name,
      ...(positionals.length > 0 ? ['--asked'] : []),
      ...(values.cases === undefined ? [] : ['--cases', values.cases]),
    ],
    { execArgv: ['--expose-gc'] },
  );
  let figures: Figure[] | undefined;
  child.on('message', (message) => {
    figures = message as Figure[];
  });
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve(code === 0 ? figures : undefined));
  });
}

async function runOne(name: string): Promise<void> {
  const bench = await BENCHES[name]?.();
  if (bench === undefined) return;
  const figures = await bench.default({
    say: (line) => console.log(`  ${line}`),
    asked: values.asked,
    ...(values.cases === undefined ? {} : { cases: Number(values.cases) }),
  });
  process.send?.(figures, () => process.disconnect());
}
