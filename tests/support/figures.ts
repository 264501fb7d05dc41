import { MemoryStore } from '../../adapters/memory/store.ts';
import type { CaseEvent } from '../../domain/case.ts';
import { type Counter, countersOf } from '../../domain/metrics/counters.ts';
import { monthsBetween } from '../../domain/metrics/months.ts';
import type { DecisionKind } from '../../domain/reconsideration/legal-clocks.ts';
import { newCount } from '../../functions/stream/count.ts';
import { later } from './wall.ts';

let made = 0;

/** An event of a case of its own; figures look at nothing else of a history. */
export function happened(
  kind: CaseEvent['kind'],
  type: string,
  data: CaseEvent['data'],
  { at = new Date('2026-03-02T02:00:00.000Z'), branch = 'bj', carrier }: Where = {},
): CaseEvent {
  made += 1;
  return {
    caseId: `case-${made}`,
    kind,
    seq: 1,
    at: at.toISOString(),
    type,
    by: { kind: 'system', id: 'test' },
    branch,
    ...(carrier === undefined ? {} : { carrier }),
    data,
    previousHash: 'genesis',
    hash: `hash-${made}`,
  };
}

interface Where {
  at?: Date;
  branch?: string;
  carrier?: string;
}

/** Counters as they are read back after each event has come by the stream. */
export async function counted(
  events: readonly CaseEvent[],
  { from, to }: { from: string; to: string },
): Promise<Counter[]> {
  const { metrics } = new MemoryStore();
  const count = newCount({ metrics });
  for (const event of events) await count({ is: 'event', event });
  return (await Promise.all(monthsBetween(from, to).map((month) => metrics.read(month)))).flat();
}

/** The same, made anew from the histories. */
export function rebuilt(events: readonly CaseEvent[]): Counter[] {
  return events.flatMap(countersOf);
}

/** A comparison of a customer: what was known before says what is new. */
export interface Comparison {
  at: Date;
  classes: Record<string, string>;
}

export function comparisonsOf(
  comparisons: readonly Comparison[],
  { conditions = [], branch = 'bj' }: { conditions?: string[]; branch?: string } = {},
): CaseEvent[] {
  let comparableAt: string | undefined;
  let isKnown = false;
  return comparisons.map(({ at, classes }, index) => {
    const answers = Object.values(classes);
    const differs = answers.length < 2 ? null : new Set(answers).size > 1;
    const newlyComparable = differs !== null && comparableAt === undefined;
    const newlyDiffers = differs === true && !isKnown;
    if (newlyComparable) comparableAt = at.toISOString();
    isKnown ||= newlyDiffers;
    const data = {
      conditions,
      classes,
      isFirst: index === 0,
      differs,
      newlyComparable,
      comparableAt: comparableAt ?? null,
      newlyDiffers,
    };
    return happened('pre-underwriting', 'compared', data, { at, branch });
  });
}

export function closing({
  of = 'claim',
  levels = 1,
  changed = false,
  reasonCode = 'pre-existing',
  clause,
  ...where
}: Closing = {}): CaseEvent {
  const stage = changed ? 'changed' : levels === 0 ? 'accepted' : 'upheld';
  const data = { stage, of, reasonCode, levels, changed, ...(clause === undefined ? {} : { clause }) };
  return happened('reconsideration', 'reconsideration-closed', data, { carrier: 'carrier-a', ...where });
}

interface Closing extends Where {
  of?: DecisionKind;
  levels?: number;
  changed?: boolean;
  reasonCode?: string;
  clause?: string;
}

/** As many of the whole as the part, spread evenly: whether the one at this place is of the part. */
export function isPart(index: number, part: number, whole: number): boolean {
  return Math.floor(((index + 1) * part) / whole) > Math.floor((index * part) / whole);
}

const HALF_YEAR_FROM = new Date('2025-12-31T16:30:00.000Z'); // 1 January in Shanghai
const HALF_YEAR_DAYS = 180;
const BRANCHES = ['bj', 'sh', 'cd'];
const CONDITIONS = ['thyroid-nodule', 'breast-nodule', 'hypertension'];

export const HALF_YEAR = { from: '2026-01', to: '2026-06' };

/**
 * A half-year of compared customers, of whom so many got different conclusions: every seventh of those only by an
 * answer that came 40 days later, for the last ones after the half-year.
 */
export function customersOfHalfYear(customers: number, differing: number): CaseEvent[] {
  return Array.from({ length: customers }, (_, index) => {
    const at = moment(index, customers);
    const same = { 'carrier-a': 'standard', 'carrier-b': 'standard' };
    const other = { ...same, 'carrier-c': 'declined' };
    const late = { at: later(at, { days: 40 }), classes: other };
    const comparisons = !isPart(index, differing, customers)
      ? [{ at, classes: same }]
      : index % 7 === 0
        ? [{ at, classes: same }, late]
        : [{ at, classes: other }];
    const conditions = CONDITIONS.slice(0, index % (CONDITIONS.length + 1));
    return comparisonsOf(comparisons, { conditions, branch: branchOf(index) });
  }).flat();
}

/** Objected claims that ended in the half-year, so many of them changed; others that the rate is not of lie between. */
export function claimsOfHalfYear(disputed: number, changed: number): CaseEvent[] {
  return Array.from({ length: disputed }, (_, index) => {
    const where = { at: moment(index, disputed), branch: branchOf(index) };
    return [
      closing({ ...where, changed: isPart(index, changed, disputed) }),
      ...(index % 3 === 0 ? [closing({ ...where, levels: 0 })] : []),
      ...(index % 4 === 0 ? [closing({ ...where, of: 'underwriting', changed: index % 8 === 0 })] : []),
    ];
  }).flat();
}

function moment(index: number, of: number): Date {
  return later(HALF_YEAR_FROM, { minutes: Math.floor((index * HALF_YEAR_DAYS * 24 * 60) / of) });
}

function branchOf(index: number): string {
  return BRANCHES[index % BRANCHES.length] ?? 'bj';
}
