import type { CaseEvent } from '../../../domain/case.ts';
import { checkEffect, dropAction, monthsToCheck, openAction } from '../../../domain/corrective-action/act.ts';
import { CorrectiveActionCase } from '../../../domain/corrective-action/case.ts';
import { monthsEarlier } from '../../../domain/metrics/months.ts';
import type { Staff } from '../../../domain/people.ts';
import { dateOf } from '../../../domain/time/calendar.ts';
import { CONTENTS } from '../../support/complaint-story.ts';
import { BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE, SELLER } from '../../support/people.ts';
import { at } from '../../support/wall.ts';
import { caseOf, type Kept, keep, keptFaults, keptStepFaults, nothingKept } from '../kept.ts';
import type { Command, Machine } from '../machine.ts';
import { asStaff } from '../staff.ts';

type State = Kept;
const ID = `ca-${'1'.repeat(20)}`;
const OPENED_AT = at('2026-03-10');
const BEFORE = { numerator: 20, denominator: 1000 };
const FALLEN = { numerator: 5, denominator: 1000 };
const NOT_FALLEN = { numerator: 19, denominator: 1000 };

function begin(before: typeof BEFORE): State {
  const opening = { cause: CONTENTS.cause, what: 'train the desk', targetPercent: 20, complaints: [] };
  const origin = { id: ID, branch: 'bj', before };
  return keep(nothingKept(OPENED_AT), openAction(opening, origin, BRANCH_MANAGER, OPENED_AT));
}

const actionOf = (state: State) => caseOf<CorrectiveActionCase>(state, ID);

/** The monthly schedule looks at the next month that is over. */
function checks(what: string, share: typeof BEFORE): Command<State> {
  return {
    name: `schedule: ${what}`,
    deed: 'look at the effect',
    by: 'outside',
    run: (state) => {
      const action = actionOf(state);
      const month = monthsToCheck(action, state.now)[0] ?? monthsEarlier(dateOf(state.now).slice(0, 7), 1);
      return keep(state, checkEffect(action, month, share, { kind: 'system', id: 'schedule' }, state.now));
    },
  };
}

const drops = (who: string, by: Staff) =>
  asStaff<State>(
    who,
    by,
    'corrective-action:run',
    actionOf,
  )('drops it', (state) =>
    keep(state, dropAction(actionOf(state), { reason: 'another one' }, by, state.now)),
  );

const MONTH_MS = 31 * 86_400_000;
const MOST_AHEAD = 2;

/** Days go by until one more month can be looked at; the schedule is never so late that it would matter. */
function untilOneMoreIsOver(state: State): State {
  const action = actionOf(state);
  const ahead = monthsToCheck(action, state.now).length;
  if (action.category === 'closed' || ahead === MOST_AHEAD) return state;
  let { now } = state;
  while (monthsToCheck(action, now).length === ahead) now = new Date(now.getTime() + MONTH_MS);
  return { ...state, now };
}

export const CORRECTIVE_ACTION: Machine<State> = {
  name: 'corrective-action',
  stages: CorrectiveActionCase.shape.stage.options,
  starts: {
    'an action begins': () => begin(BEFORE),
    'an action on a cause of no rate': () => begin({ numerator: 0, denominator: 50 }),
  },
  commands: [
    checks('the rate has fallen', FALLEN),
    checks('the rate has not fallen', NOT_FALLEN),
    checks('too few policies', { numerator: 0, denominator: 10 }),
    drops('branch manager', BRANCH_MANAGER),
    drops('head office', HEAD_OFFICE),
    drops('compliance', COMPLIANCE),
    drops('seller', SELLER),
    {
      name: 'a month goes by',
      deed: 'a month goes by',
      by: 'outside',
      run: untilOneMoreIsOver,
    },
  ],
  see: (state) => {
    const { stage, category, nextDueAt } = actionOf(state);
    return { stage, category, nextDueAt, now: state.now };
  },
  key: (state) => {
    const action = actionOf(state);
    const [before, last] = action.checks.slice(-2);
    return [
      action.stage,
      action.before.numerator,
      monthsToCheck(action, state.now).length,
      Math.min(action.checks.length, 2),
      before?.fell,
      last?.fell,
    ];
  },
  faults: keptFaults,
  faultsOfStep: (before, after) => {
    const found = keptStepFaults(before, after);
    const action = actionOf(after);
    const months = action.checks.map(({ month }) => month);
    if (new Set(months).size !== months.length) found.push('a month was looked at twice');
    if (action.stage === 'effective' && !action.checks.slice(-2).every(({ fell }) => fell))
      found.push('called effective, and it was not');
    const types = (after.histories.get(ID) ?? []).map(({ type }: CaseEvent) => type);
    if (types.filter((type) => type === 'action-effective').length > 1) found.push('ended twice');
    return found;
  },
  livingWait: () => 'the month’s schedule looks at every open action',
  never: {
    'branch manager: drops it': 'who opened it does not drop it',
    'seller: drops it': 'a broker runs no action',
  },
};
