import functions from '../../functions/functions.json' with { type: 'json' };
import { PRICES } from '../prices.ts';
import { print, readable } from '../report.ts';
import type { Units } from '../units.ts';
import { sum, type Used } from './counter.ts';
import type { CountedStory } from './story.ts';

/** A line of the workflow's history, or what Lambda and the API say of one call, roughly. */
const LINE_KILOBYTES = 0.5;

interface Item {
  what: string;
  count: number;
  price: number;
}

export interface Bill {
  items: Item[];
  writes: number;
  reads: number;
  /** USD for 1,000 cases, without the fees of the SMS. */
  dollars: number;
}

/** What so many cases cost at list prices. */
export function billOf(used: Used): Bill {
  const { cases, requests } = used;
  const unitsOf = (write: boolean): number =>
    sum(used.units.filter((each) => each.write === write).map(({ units }) => units));
  const [writes, reads] = [unitsOf(true), unitsOf(false)];
  const calls = sum(used.functions.map((each) => each.calls));
  const gigabyteSeconds = sum(
    used.functions.map(({ name, milliseconds }) => (functions[name].memory / 1024) * (milliseconds / 1000)),
  );
  // An execution is one trace with its steps; each other call is its own.
  const traces = calls - used.invocations + used.executions;
  const items = [
    { what: 'state transitions', count: used.transitions, price: PRICES.stateTransition },
    { what: 'DynamoDB write units', count: writes, price: PRICES.writeUnit },
    { what: 'DynamoDB read units', count: reads, price: PRICES.readUnit },
    { what: 'Lambda invocations', count: calls, price: PRICES.lambdaRequest },
    { what: 'Lambda GB-seconds', count: gigabyteSeconds, price: PRICES.lambdaGigabyteSecond },
    { what: 'API requests', count: requests, price: PRICES.apiRequest },
    { what: 'SNS publishes', count: used.published, price: PRICES.publish },
    { what: 'S3 writes', count: used.s3.writes, price: PRICES.s3Write },
    { what: 'S3 reads', count: used.s3.reads, price: PRICES.s3Read },
    {
      what: 'log lines, kB',
      count: (used.events + calls + requests) * LINE_KILOBYTES,
      price: PRICES.loggedKilobyte,
    },
    { what: 'traces, if each is kept', count: traces, price: PRICES.trace },
    { what: 'stream reads (here)', count: used.streamReads, price: PRICES.streamRead },
  ];
  const dollars = (1000 / cases) * sum(items.map(({ count, price }) => count * price));
  return { items, writes, reads, dollars };
}

/** The detail of one kind of case, all figures a case. */
export function tell(
  { name, steps }: CountedStory,
  { cases, units, failed, functions: own }: Used,
  { items, dollars }: Bill,
  say: (line: string) => void,
): void {
  say(`${name}: ${cases} of them, one after the other; all figures a case`);
  if (failed > 0) say(`${failed} calls of DynamoDB lost a race and went again, and are not counted`);
  say('');
  tellUnits(units, steps, cases, say);
  say('');
  print(
    ['function', 'MB', 'invocations', 'mean ms'],
    own.map((each) => [
      each.name,
      String(functions[each.name].memory),
      readable(each.calls / cases),
      readable(each.milliseconds / each.calls),
    ]),
    say,
  );
  say('');
  print(
    ['bill', 'a case', 'USD per 1,000'],
    [
      ...items.map(({ what, count, price }) => [
        what,
        readable(count / cases),
        ((count / cases) * price * 1000).toFixed(4),
      ]),
      ['all, without the fees of the SMS', '', dollars.toFixed(4)],
    ],
    say,
  );
  say('');
}

function tellUnits(
  units: readonly Units[],
  order: readonly string[],
  cases: number,
  say: (line: string) => void,
): void {
  const known = new Set([...order, ...units.map(({ step }) => step)]);
  const steps = [...known].filter((step) => units.some((each) => each.step === step));
  const places = [...new Set(units.map(({ table, on }) => `${table} ${on}`))].sort();
  for (const write of [true, false]) {
    const of = (match: (each: Units) => boolean): string => {
      const total = sum(
        units.filter((each) => each.write === write && match(each)).map((each) => each.units),
      );
      return total === 0 ? '' : readable(total / cases);
    };
    const rows = places.map((place) => [
      place,
      ...steps.map((step) => of((each) => `${each.table} ${each.on}` === place && each.step === step)),
      of((each) => `${each.table} ${each.on}` === place),
    ]);
    print(
      [write ? 'write units' : 'read units', ...steps, 'all'],
      [
        ...rows.filter((row) => row.at(-1) !== ''),
        ['all', ...steps.map((step) => of((each) => each.step === step)), of(() => true)],
      ],
      say,
    );
    if (write) say('');
  }
}
