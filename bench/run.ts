import { fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import { type Bench, type Figure, printTable, verdictOf } from './report.ts';

const USAGE = `npm run bench -- [name...] [--cases N]
  Without a name: all of them. Exit 1 when a budget is broken.`;

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
  console: () => import('./console.ts'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { cases: { type: 'string' }, help: { type: 'boolean' } },
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
  const over = found.flatMap(({ figures }) => figures).filter((figure) => verdictOf(figure) === 'over');
  if (over.length > 0) console.log(`\n${over.length} over budget`);
  process.exitCode = failed || over.length > 0 ? 1 : 0;
}

function inChild(name: string): Promise<Figure[] | undefined> {
  const child = fork(
    import.meta.filename,
    [name, ...(values.cases === undefined ? [] : ['--cases', values.cases])],
    {
      execArgv: ['--expose-gc'],
    },
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
    ...(values.cases === undefined ? {} : { cases: Number(values.cases) }),
  });
  process.send?.(figures, () => process.disconnect());
}
