import { parseArgs } from 'node:util';
import { THEMES, type Theme } from './actors/index.ts';
import { Counts } from './counts.ts';
import { openMemory } from './memory.ts';
import { freshSeed } from './random.ts';
import { type Ran, type RunOptions, run } from './run.ts';
import { fromRanges, shrink, toRanges } from './shrink.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    seed: { type: 'string' },
    steps: { type: 'string', default: '4000' },
    store: { type: 'string', default: 'memory' },
    seconds: { type: 'string' },
    turns: { type: 'string' },
    theme: { type: 'string' },
    trace: { type: 'boolean', default: false },
    'shrink-seconds': { type: 'string', default: '60' },
  },
});

const runs = wholeNumber('runs', values.runs);
const steps = wholeNumber('steps', values.steps);
const seed = values.seed === undefined ? freshSeed() : wholeNumber('seed', values.seed);
const seconds =
  values.seconds === undefined ? Number.POSITIVE_INFINITY : wholeNumber('seconds', values.seconds);
const theme = values.theme === undefined ? undefined : themeNamed(values.theme);
const TELL_EVERY_MS = 10_000;

const opened = await openerOf(values.store);
console.log(`seed ${seed}: ${runs} runs of ${steps} steps on the ${values.store} store`);
const began = performance.now();
const total = newTotal();
const optionsOf = (ownSeed: number): RunOptions => ({
  seed: ownSeed,
  steps: values.turns === undefined ? steps : Number.POSITIVE_INFINITY,
  open: opened.open,
  ...(values.turns === undefined ? {} : { turns: fromRanges(values.turns) }),
  ...(theme === undefined ? {} : { theme }),
  ...(values.trace ? { trace: (line: string) => console.log(line) } : {}),
});
let toldAt = began;
let failed: Ran | undefined;
for (let index = 0; index < runs && performance.now() - began < seconds * 1000; index += 1) {
  const ran = await run(optionsOf(seed + index));
  add(ran);
  if (ran.violation !== undefined) {
    failed = ran;
    break;
  }
  if (performance.now() - toldAt < TELL_EVERY_MS) continue;
  toldAt = performance.now();
  console.log(`  ${total.runs} runs, ${total.steps} steps, ${perMinute()} steps per minute`);
}
report();
if (failed !== undefined) await tellFailure(failed);
await opened.close();

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`--${name} must be a whole number`);
  return number;
}

function themeNamed(name: string): Theme {
  if (!Object.hasOwn(THEMES, name))
    throw new RangeError(`--theme is one of ${Object.keys(THEMES).join(', ')}`);
  return name as Theme;
}

async function openerOf(store: string): Promise<{ open: RunOptions['open']; close(): Promise<void> }> {
  if (store === 'memory') return { open: openMemory, close: async () => {} };
  if (store !== 'dynamodb') throw new RangeError('--store is memory or dynamodb');
  const { startDynamoDb } = await import('./dynamodb.ts');
  return startDynamoDb();
}

function newTotal() {
  return {
    runs: 0,
    steps: 0,
    turns: 0,
    executions: 0,
    transitions: 0,
    tasks: 0,
    deliveries: 0,
    hashes: [] as string[],
    faults: new Counts(),
    outcomes: new Counts(),
    actions: new Counts(),
    cases: new Counts(),
    messages: new Counts(),
  };
}

function add(ran: Ran): void {
  total.runs += 1;
  total.steps += ran.steps;
  total.turns += ran.turns;
  total.executions += ran.executions;
  total.transitions += ran.transitions;
  total.tasks += ran.tasks;
  total.deliveries += ran.deliveries;
  total.hashes.push(ran.hash);
  for (const name of ['faults', 'outcomes', 'actions', 'cases', 'messages'] as const)
    total[name].merge(ran[name]);
}

function perMinute(): number {
  return Math.round((total.steps / (performance.now() - began)) * 60_000);
}

function report(): void {
  console.log(`
${total.runs} runs, ${total.turns} turns, ${total.steps} steps in ${Math.round((performance.now() - began) / 1000)} s: ${perMinute()} steps per minute
executions ${total.executions}, states entered ${total.transitions}, tasks ${total.tasks}, deliveries ${total.deliveries}
faults: ${total.faults}
requests: ${total.outcomes}
turns: ${total.actions}
cases: ${total.cases}
messages: ${total.messages}
history: ${total.hashes.length === 1 ? total.hashes[0] : `${total.hashes[0]} and ${total.hashes.length - 1} more`}`);
}

async function tellFailure(ran: Ran): Promise<void> {
  process.exitCode = 1;
  const { violation } = ran;
  console.log(`
BROKEN with seed ${ran.seed}, in turn ${violation?.turn}: ${violation?.invariant}
  ${violation?.where}: ${violation?.what}`);
  const {
    turns,
    ran: shortest,
    tried,
  } = await shrink(optionsOf(ran.seed), ran, wholeNumber('shrink-seconds', values['shrink-seconds']) * 1000);
  console.log(`The shortest history of ${tried} that were tried has ${turns.length} turns:
  ${shortest.violation?.where}: ${shortest.violation?.what}
  npm run simulate -- --runs 1 --seed ${ran.seed} --store ${values.store}${theme === undefined ? '' : ` --theme ${theme}`} --turns ${toRanges(turns)} --trace`);
}
