import * as z from 'zod/mini';
import type { ComplaintCase } from '../complaint/case.ts';
import { classify, OnTheSpot, settleOnTheSpot } from '../complaint/handle.ts';
import type { ComplaintRules } from '../complaint/settings.ts';
import type { Decision } from '../decision.ts';
import { InvariantBroken } from '../errors.ts';
import type { Staff } from '../people.ts';
import { DateText } from '../time/calendar.ts';
import type { DeskOutcome } from './case.ts';

/** What the desk does with a complaint: simple ones on the spot, complex ones by a date. */
export const AtTheDesk = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('settled-on-the-spot'), ...OnTheSpot.shape }),
  z.strictObject({
    outcome: z.literal('promised'),
    promisedOn: DateText,
    reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(5000)),
  }),
  z.strictObject({ outcome: z.literal('open') }),
]);
export type AtTheDesk = z.infer<typeof AtTheDesk> & { outcome: DeskOutcome };

/**
 * A complaint that is being taken down is settled or promised in the same breath: one decision, stored whole or not at
 * all.
 * @throws Refused, Invalid when the complaint cannot be settled or promised so
 */
export function treatAtDesk(
  taken: Decision,
  treatment: AtTheDesk,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  const complaint = complaintOf(taken);
  switch (treatment.outcome) {
    case 'open':
      return taken;
    case 'promised': {
      const { promisedOn, reason } = treatment;
      const promise = { complexity: 'complex', promisedOn, reason } as const;
      return asOne(taken, classify(complaint, promise, by, at, rules));
    }
    case 'settled-on-the-spot': {
      const { outcome: _desk, ...settlement } = treatment;
      return asOne(taken, settleOnTheSpot(complaint, settlement, by, at, rules));
    }
  }
}

/**
 * Two decisions about one case, the second made on what the first left. The workflow is woken from where it waits in
 * the store, once; a case that is new waits nowhere yet.
 */
function asOne(first: Decision, second: Decision): Decision {
  const [before, after] = [first.cases[0], second.cases[0]];
  if (before === undefined || after === undefined) throw new InvariantBroken('A decision is about no case.');
  const ends = before.expected === 0 ? [] : first.ends;
  const wait = before.expected === 0 ? 0 : before.case.wait;
  return {
    cases: [{ case: { ...after.case, wait }, expected: before.expected }],
    events: [...first.events, ...second.events],
    contents: [...first.contents, ...second.contents],
    messages: [...first.messages, ...second.messages],
    ends,
  };
}

function complaintOf({ cases }: Decision): ComplaintCase {
  const changed = cases[0]?.case;
  if (changed?.kind !== 'complaint') throw new InvariantBroken('What was taken down is no complaint.');
  return changed;
}
