import * as z from 'zod/mini';
import type { Decision } from '../decision.ts';
import { Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import { EXPERTS, type ReconsiderationFile } from './case.ts';
import { ReconsiderationDraft } from './draft.ts';
import { isGathered } from './evidence.ts';
import type { ReconsiderationRules } from './settings.ts';

export const Reopening = z.strictObject({
  reason: z.string().check(z.trim(), z.minLength(10), z.maxLength(2000)),
});
export type Reopening = z.infer<typeof Reopening>;

/**
 * A closed case is taken up again: same number, same history, a new run. What the carrier has seen stays seen, and who
 * has decided stays out.
 * @throws Refused while it is open, or when it was taken up often enough
 */
export function reopen(
  file: ReconsiderationFile,
  { reason }: Reopening,
  by: Staff,
  now: Date,
  rules: ReconsiderationRules,
): Decision {
  const { case: matter } = file;
  if (matter.category === 'open') throw new Refused('open', 'The case is open.');
  const { reopenings } = rules.reconsideration;
  if (matter.reopened >= reopenings) {
    throw new Refused('reopened-enough', `A case is re-opened at most ${reopenings} times.`);
  }
  const draft = new ReconsiderationDraft(file, by, now, rules);
  const run = matter.reopened + 1;
  const why = draft.matter.keep(`reopening-${run}`, { reason });
  const stage = isGathered(matter) ? 'assessing' : 'gathering';
  draft.matter.drop('closedAt');
  draft.moveTo(
    stage,
    'reopened',
    { run, from: matter.stage, reason: why },
    {
      category: 'open',
      owner: stage === 'assessing' ? EXPERTS : matter.brokerId,
      reopened: run,
      gathering: { since: now.toISOString(), reminders: 0 },
    },
  );
  return draft.finish({ wakes: false });
}
