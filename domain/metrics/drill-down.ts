import { CallbackStage } from '../callback/case.ts';
import { CarrierRequestStage } from '../carrier-request/case.ts';
import type { CaseEvent, CaseKind, CaseSummary } from '../case.ts';
import { ComplaintStage } from '../complaint/case.ts';
import { EvaluationStage } from '../evaluation/case.ts';
import { PreUnderwritingStage } from '../pre-underwriting/case.ts';
import { ReconsiderationStage } from '../reconsideration/case.ts';
import { startOf } from '../time/calendar.ts';
import { COUNTED_CALLBACK_EVENTS } from './counters/callback.ts';
import { type Counter, countersOf } from './counters.ts';
import { monthsEarlier } from './months.ts';

/** What a figure is of: names as `counted` gives them, in months, for one branch or carrier or all. */
export interface Figure {
  names: readonly string[];
  months: readonly string[];
  branch?: string | undefined;
  carrier?: string | undefined;
}

/** The events that a count is made of, each with how much it added: their sum is the count. */
export function eventsBehind(
  events: readonly CaseEvent[],
  figure: Figure,
): { event: CaseEvent; count: number }[] {
  return events.flatMap((event) => {
    const counts = countersBehind(countersOf(event), figure);
    return counts.length === 0 ? [] : [{ event, count: counts.reduce((sum, { count }) => sum + count, 0) }];
  });
}

/**
 * Those of some counters that a figure is made of. Where a name counts by itself (`compared`), what stands behind it
 * (`compared:asthma`) says the same once more; where it does not (`complaint-by-channel`), that is all there is. Rows of
 * brokers hold what those of branches hold: no figure is made of both.
 */
export function countersBehind(
  counters: readonly Counter[],
  { names, months, branch, carrier }: Figure,
): Counter[] {
  const inScope = counters.filter(
    (counter) =>
      counter.broker === undefined &&
      months.includes(counter.month) &&
      (branch === undefined || counter.branch === branch) &&
      (carrier === undefined || counter.carrier === carrier),
  );
  return [...new Set(names)].flatMap((name) => {
    const own = inScope.filter((counter) => counter.name === name);
    return own.length > 0 ? own : inScope.filter((counter) => counter.name.startsWith(`${name}:`));
  });
}

/** Kinds of cases that are counted, with every stage in which one can be: what a figure was made of is found in them. */
const STAGES = {
  callback: CallbackStage.options,
  complaint: ComplaintStage.options,
  evaluation: EvaluationStage.options,
  'pre-underwriting': PreUnderwritingStage.options,
  reconsideration: ReconsiderationStage.options,
  'carrier-request': CarrierRequestStage.options,
} satisfies Partial<Record<CaseKind, readonly string[]>>;
export type CountedKind = keyof typeof STAGES;

export function stagesOfCounted(kind: CountedKind): readonly string[] {
  return STAGES[kind];
}

const KIND_OF_NAME: readonly [RegExp, CountedKind][] = [
  [/^complaint-/, 'complaint'],
  [/^evaluation-/, 'evaluation'],
  [/^(carrier-(asked|answered|late|silent)|answer-days|evidence-days)$/, 'carrier-request'],
  [
    /^(compared|comparable|differed|opinion-.+|chosen|not-chosen|consent-withdrawn|terms-differ)$/,
    'pre-underwriting',
  ],
  [/^(level-|disputed|changed-by-|reconsideration-)|^(payments|recovered-fen)$/, 'reconsideration'],
];

/** Cases of which kind a counter counts. Undefined for what is counted of policies, or not at all. */
export function kindCounted(name: string): CountedKind | undefined {
  const base = name.split(':')[0] ?? name;
  if (COUNTED_CALLBACK_EVENTS.has(base)) return 'callback';
  return KIND_OF_NAME.find(([form]) => form.test(base))?.[1];
}

/** Counted once, with the opening: of no case that was opened before the months. */
const OF_OPENING = /^(callback-opened|complaint-(opened|by-channel|by-line|by-product|forwarded|repeated))$/;

/** Whether a case can have counted: everything that is counted happens after its opening, some of it even after its end. */
export function couldHaveCounted({ openedAt }: Pick<CaseSummary, 'openedAt'>, figure: Figure): boolean {
  const months = figure.months.toSorted();
  const first = months[0];
  const last = months.at(-1);
  if (first === undefined || last === undefined) return false;
  if (openedAt >= startOf(`${monthsEarlier(last, -1)}-01`).toISOString()) return false;
  const isOfOpening = figure.names.every((name) => OF_OPENING.test(name.split(':')[0] ?? name));
  return !isOfOpening || openedAt >= startOf(`${first}-01`).toISOString();
}

/** A stored count that is not what the histories give. */
export interface Difference extends Omit<Counter, 'count'> {
  stored: number;
  rebuilt: number;
}

/** Where stored counters differ from those made anew from the histories; a count of zero is none. */
export function differencesOf(stored: readonly Counter[], rebuilt: readonly Counter[]): Difference[] {
  const sums = new Map<string, Difference>();
  const add = (counters: readonly Counter[], into: 'stored' | 'rebuilt'): void => {
    for (const { count, ...scope } of counters) {
      const key = JSON.stringify([scope.month, scope.branch, scope.carrier, scope.broker, scope.name]);
      const sum = sums.get(key) ?? { ...scope, stored: 0, rebuilt: 0 };
      sum[into] += count;
      sums.set(key, sum);
    }
  };
  add(stored, 'stored');
  add(rebuilt, 'rebuilt');
  return [...sums.values()].filter((sum) => sum.stored !== sum.rebuilt);
}
