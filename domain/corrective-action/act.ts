import * as z from 'zod/mini';
import { Cause, mustBeCause } from '../complaint/causes.ts';
import { CaseDraft, type Decision } from '../decision.ts';
import { Refused } from '../errors.ts';
import { monthsBetween, monthsEarlier } from '../metrics/months.ts';
import { type Actor, Id, type Staff } from '../people.ts';
import { dateOf } from '../time/calendar.ts';
import type { CorrectiveActionCase, Share } from './case.ts';

export const ActionOpening = z.strictObject({
  cause: Cause,
  what: z.string().check(z.trim(), z.minLength(1), z.maxLength(5000)),
  carrier: z.optional(Id),
  /** By how much the rate must fall. */
  targetPercent: z._default(z.int().check(z.minimum(1), z.maximum(100)), 20),
  /** Some of those that it is to prevent. */
  complaints: z._default(
    z
      .array(z.string().check(z.regex(/^cp-[0-9a-f]{20}$/, 'is not the id of a complaint')))
      .check(z.maxLength(200)),
    [],
  ),
});
export type ActionOpening = z.infer<typeof ActionOpening>;

/** Below this many policies a rate says nothing about an effect. Practice, not law. */
export const LEAST_DENOMINATOR = 100;
const MONTHS_TO_FALL = 2; // one good month is luck
const MOST_CAUGHT_UP = 12; // months that a lost schedule left out

export function openAction(
  { what, ...opening }: ActionOpening,
  { id, branch, before }: { id: string; branch: string; before: Share },
  by: Staff,
  at: Date,
): Decision {
  mustBeCause(opening.cause);
  const empty: CorrectiveActionCase = {
    id,
    kind: 'corrective-action',
    stage: 'open',
    category: 'open',
    version: 0,
    lastHash: '',
    branch,
    owner: by.id,
    wait: 0,
    openedAt: at.toISOString(),
    cause: opening.cause,
    ...(opening.carrier === undefined ? {} : { carrier: opening.carrier }),
    before,
    targetPercent: opening.targetPercent,
    checks: [],
    startedOn: dateOf(at),
    complaints: opening.complaints,
  };
  const draft = new CaseDraft(empty, by, at);
  draft.record('action-opened', {
    cause: opening.cause,
    before,
    targetPercent: opening.targetPercent,
    what: draft.keep('what', { what }),
  });
  return draft.finish({ nextDueAt: undefined, wakes: false });
}

/** What the effect can be measured from; without it every month says "not fallen". */
export type Measurable = 'measurable' | 'too-few-policies' | 'no-complaints';

/** An action on a cause that nobody complained of, or of which no rate can be told, has nothing to fall from. */
export function measurableOf({ numerator, denominator }: Share): Measurable {
  if (denominator < LEAST_DENOMINATOR) return 'too-few-policies';
  return numerator === 0 ? 'no-complaints' : 'measurable';
}

/** Has the rate fallen by the target? Compared as whole numbers: a/b <= c/d * (100 - t) / 100. */
export function hasFallen(before: Share, after: Share, targetPercent: number): boolean {
  if (measurableOf(before) !== 'measurable' || after.denominator < LEAST_DENOMINATOR) return false;
  const left = BigInt(after.numerator) * BigInt(before.denominator) * 100n;
  const right = BigInt(before.numerator) * BigInt(after.denominator) * BigInt(100 - targetPercent);
  return left <= right;
}

/** Months whose effect is to be looked at: whole ones after the action began, each once, in order. */
export function monthsToCheck({ stage, startedOn, checks }: CorrectiveActionCase, at: Date): string[] {
  const done = checks.at(-1)?.month ?? startedOn.slice(0, 7);
  const last = monthsEarlier(dateOf(at).slice(0, 7), 1);
  if (stage !== 'open' || done >= last) return [];
  const earliest = monthsEarlier(last, MOST_CAUGHT_UP);
  return monthsBetween(done < earliest ? earliest : done, last).slice(1);
}

/**
 * Once a month the rate of the cause is looked at. When it was down in two months that follow each other, the action
 * has worked.
 * @returns nothing for a month that is not over, was looked at, or does not come after the last one looked at
 */
export function checkEffect(
  action: CorrectiveActionCase,
  month: string,
  after: Share,
  by: Actor,
  at: Date,
): Decision | undefined {
  if (!monthsToCheck(action, at).includes(month)) return undefined;
  const fell = hasFallen(action.before, after, action.targetPercent);
  const checks = [...action.checks, { month, share: after, fell }];
  const draft = new CaseDraft(action, by, at);
  draft.record('effect-checked', { month, ...after, fell }, { checks });
  const months = Array.from({ length: MONTHS_TO_FALL }, (_, back) => monthsEarlier(month, back));
  const isDown = (of: string) => checks.some((check) => check.month === of && check.fell);
  if (months.every(isDown)) {
    draft.record(
      'action-effective',
      { months: months.toReversed() },
      { stage: 'effective', category: 'closed', closedAt: at.toISOString() },
    );
  }
  return draft.finish({ nextDueAt: undefined, wakes: false });
}

/** Given up, as for another one: with a reason, by somebody else than who opened it. @throws Refused */
export function dropAction(
  action: CorrectiveActionCase,
  { reason }: { reason: string },
  by: Staff,
  at: Date,
): Decision {
  if (action.stage !== 'open') throw new Refused('closed', `The action is ${action.stage}.`);
  if (action.owner === by.id) throw new Refused('second-person', 'Who opened the action does not drop it.');
  const draft = new CaseDraft(action, by, at);
  draft.record(
    'action-dropped',
    { reason: draft.keep('dropped', { reason }) },
    { stage: 'dropped', category: 'closed', closedAt: at.toISOString() },
  );
  return draft.finish({ nextDueAt: undefined, wakes: false });
}
