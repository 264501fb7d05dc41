import { Invalid } from '../errors.ts';
import type { Staff } from '../people.ts';
import { dateOf } from '../time/calendar.ts';
import { isCallingTime, partOfDay } from '../time/calling-hours.ts';
import { usesPhone } from './advance.ts';
import { type AttemptResult, type CallbackCase, type CallbackFile, RESULTS_OF } from './case.ts';
import { type CallbackDecision, Draft } from './draft.ts';
import type { CallbackRules } from './due.ts';
import type { Way } from './ladder.ts';
import { mustBeIn, mustNotBeConcerned } from './stages.ts';

/** An attempt that did not reach the customer. It is always kept; it moves the ladder only when it is what was due. */
export function recordAttempt(
  file: CallbackFile,
  attempt: { way: Way; result: AttemptResult; note?: string | undefined },
  by: Staff,
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const { case: callback } = file;
  mustBeIn(callback, 'awaiting-answers', 'awaiting-confirmation');
  mustNotBeConcerned(callback, by);
  if (!RESULTS_OF[attempt.way].includes(attempt.result)) {
    throw new Invalid('The result does not fit the way.', [
      { field: 'result', reason: `for a ${attempt.way} it is one of ${RESULTS_OF[attempt.way].join(', ')}` },
    ]);
  }
  const draft = new Draft(file, by, now, rules);
  const state = callback.ladder;
  const counts = attemptCounts(callback, attempt.way, now, rules);
  const data = { ...attempt, counts };
  if (!counts || state === undefined) {
    draft.record('attempt-recorded', data);
    return draft.finish({ wakes: false });
  }
  const { task: _done, missed: _missed, ...rest } = state;
  const wrongNumber = attempt.result === 'empty-number' || attempt.result === 'wrong-person';
  const { rungs } = rules.settings.ladders[state.name];
  const otherWay = rungs.findIndex((rung, index) => index >= state.next && !usesPhone(rung));
  const { escalatedTo: _answered, ...onTime } = draft.case;
  draft.case = onTime;
  draft.record('attempt-recorded', data, {
    ladder: {
      ...rest,
      next: wrongNumber ? (otherWay < 0 ? rungs.length : otherWay) : state.next,
      from: now.toISOString(),
    },
    ...(attempt.way === 'call' ? { calledAt: [...callback.calledAt, now.toISOString()] } : {}),
  });
  if (wrongNumber) draft.holdForData(`a call ended with ${attempt.result}`);
  return draft.finish({ wakes: true });
}

/**
 * Three calls on different days and hours: a second call on the same day, or at the same time of day as the one before,
 * is kept in the history and counts for none.
 */
function attemptCounts(callback: CallbackCase, way: Way, now: Date, rules: CallbackRules): boolean {
  if (callback.ladder?.task?.way !== way) return false;
  if (way !== 'call') return true;
  if (!isCallingTime(now, rules.callingHours, rules.calendar)) return false;
  const last = callback.calledAt.at(-1);
  if (last !== undefined && partOfDay(last) === partOfDay(now)) return false;
  return !callback.calledAt.some((at) => dateOf(at) === dateOf(now));
}
