import * as z from 'zod/mini';
import type { CaseEvent } from '../../case.ts';
import { Id } from '../../people.ts';
import { ConclusionClass } from '../../pre-underwriting/comparison.ts';
import { dateOf } from '../../time/calendar.ts';
import { type Added, type CounterName, factsOf, named } from './added.ts';

const Compared = z.object({
  conditions: z.array(z.string()),
  classes: z.record(Id, ConclusionClass),
  isFirst: z.boolean(),
  /** When two carriers had answered for the first time. */
  comparableAt: z.nullable(z.iso.datetime()),
  newlyComparable: z.boolean(),
  newlyDiffers: z.boolean(),
});
type Compared = z.infer<typeof Compared>;

const Chosen = z.object({ carrier: Id });

/** What pre-underwriting (核保前置) adds. Customers are counted in the row of no carrier, opinions in their carriers'. */
export function preUnderwritingCounters(event: CaseEvent): Added[] {
  switch (event.type) {
    case 'compared':
      return comparedCounters(factsOf(Compared, event));
    case 'chosen':
      return [{ name: named('chosen'), carrier: factsOf(Chosen, event).carrier }];
    case 'not-chosen':
    case 'consent-withdrawn':
    case 'terms-differ':
      return [{ name: named(event.type) }];
    default:
      return [];
  }
}

/**
 * Each request counts once, however often its opinions are compared. That its carriers differ may come out in a later
 * month than that there was something to compare; it counts in the month of the latter, so that in no span of months
 * more differ than there are.
 */
function comparedCounters(facts: Compared): Added[] {
  const { isFirst, newlyComparable, newlyDiffers, comparableAt, classes } = facts;
  const inMonth = comparableAt === null ? {} : { month: dateOf(comparableAt).slice(0, 7) };
  const counted: Added[] = [];
  const count = (name: CounterName, scope: Omit<Added, 'name'>): void => {
    const conditions = [...new Set(facts.conditions)];
    const names = [named(name), ...conditions.map((condition) => named(name, condition))];
    counted.push(...names.map((one) => ({ name: one, ...scope })));
  };
  if (isFirst) count('compared', {});
  if (newlyDiffers) count('differed', inMonth);
  if (newlyComparable) {
    count('comparable', inMonth);
    for (const carrier of Object.keys(classes)) count('opinion-comparable', { carrier });
    for (const carrier of outliersOf(classes)) count('opinion-differed', { carrier });
  }
  return counted;
}

/** Carriers whose class is not the most common one: of two that differ from each other, neither. */
function outliersOf(classes: Compared['classes']): string[] {
  const times = new Map<ConclusionClass, number>();
  for (const one of Object.values(classes)) times.set(one, (times.get(one) ?? 0) + 1);
  const most = Math.max(...times.values());
  return Object.entries(classes).flatMap(([carrier, one]) => (times.get(one) === most ? [] : [carrier]));
}
