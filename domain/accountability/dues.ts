import { afterLimit, type Due, earliest } from '../due.ts';
import { addDays, startOf } from '../time/calendar.ts';
import { dueAt } from '../time/deadlines.ts';
import type { AccountabilityCase } from './case.ts';
import type { AccountabilityRules } from './settings.ts';

export const DECISION_REMINDER = 'remind of the decision';
export const DECISION_ESCALATION = 'the decision is late';
export const OBJECTIONS_END = 'the time to object is over';

/** Every moment ahead of a run at which something happens by itself, the next one first. */
export function accountabilityDues(matter: AccountabilityCase, rules: AccountabilityRules): Due[] {
  const { stage, objectUntil, proposal, objected } = matter;
  switch (stage) {
    case 'proposing':
      return proposal === undefined ? [] : earliest([decisionDue(matter, rules)]);
    case 'awaiting-objections':
      return objectUntil === undefined
        ? []
        : [
            {
              what: OBJECTIONS_END,
              at: startOf(addDays(objectUntil, 1)),
              why: [`objections are in time to the end of ${objectUntil}`, 'silence accepts'],
            },
          ];
    case 'deciding-objections':
      return objected === 0 ? [] : earliest([decisionDue(matter, rules)]);
    case 'final':
      return [];
  }
}

function decisionDue(
  { stageSince, stageReminders }: AccountabilityCase,
  rules: AccountabilityRules,
): Due | undefined {
  const { remind, escalate, every } = rules.accountability.deciding;
  const amount = stageReminders === 0 ? remind : escalate + every * (stageReminders - 1);
  const limit = dueAt({
    from: stageSince,
    duration: { unit: 'working-days', amount },
    calendar: rules.calendar,
    event: 'to be decided since',
  });
  return afterLimit(stageReminders === 0 ? DECISION_REMINDER : DECISION_ESCALATION, limit, rules);
}
