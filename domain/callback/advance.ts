import { InvariantBroken } from '../errors.ts';
import type { PhoneFlag } from '../policy/phone-integrity.ts';
import { nextCallingTime, nextSendingTime } from '../time/calling-hours.ts';
import type { CallbackCase, CallbackFile } from './case.ts';
import { type CallbackDecision, Draft } from './draft.ts';
import { type CallbackRules, coolingOffDue, duesOf } from './due.ts';
import type { Rung, Way } from './ladder.ts';
import { awaitRemedy, queue, WORKFLOW } from './stages.ts';

const DAY_MS = 86_400_000;
/** Every step moves the next one ahead, so a handful follow each other: one without end would hold a function for ever. */
const MOST_STEPS = 50;
/** Whom two misses in a row did not move is not asked a third time: from then on it goes up. Practice, not law. */
const MISSES_OF_THE_BRANCH = 2;

/** Rungs that reach the customer by the number on file; a flagged number is passed over. */
export function usesPhone(rung: { does: string; way?: Way }): boolean {
  return rung.does === 'message' || rung.way === 'call';
}

/**
 * Does everything that has come due by `now`: rungs of the ladder, missed tasks, the cooling-off deadline. Called by
 * the workflow when it starts, wakes or times out, and harmless at any other moment.
 * @returns nothing when nothing was due
 */
export function advance(
  file: CallbackFile,
  flags: readonly PhoneFlag[],
  now: Date,
  rules: CallbackRules,
): CallbackDecision | undefined {
  if (file.case.category === 'closed') return undefined;
  const draft = new Draft(file, WORKFLOW, now, rules);
  for (let steps = 0; ; steps += 1) {
    const due = duesOf(draft.case, rules)[0];
    if (due === undefined || due.at > now) break;
    if (steps === MOST_STEPS) throw new InvariantBroken('A callback is due again and again at one moment.');
    if (due.what === 'cooling-off period ends') noteCoolingOff(draft);
    else climb(draft, flags, rules);
  }
  return draft.case.version === file.case.version ? undefined : draft.finish({ wakes: false });
}

/** Notes that the cooling-off period is over, once. A decision may come before the workflow has noted it. */
export function noteCoolingOff(draft: Draft): void {
  const { coolingOff } = draft.case;
  const deadline = coolingOffDue(draft.case);
  if (coolingOff === undefined || deadline === undefined || deadline.at > draft.at) return;
  draft.record(
    'cooling-off-missed',
    { endsOn: coolingOff.endsOn },
    { coolingOff: { ...coolingOff, outcome: 'missed' } },
    WORKFLOW,
  );
}

/** One step of the ladder. Each ends with `from` set to now, so what comes next is counted from what really happened. */
function climb(draft: Draft, flags: readonly PhoneFlag[], rules: CallbackRules): void {
  const { case: callback, at } = draft;
  const state = callback.ladder;
  if (state === undefined) return;
  const from = at.toISOString();
  const { rungs } = rules.settings.ladders[state.name];
  if (state.task !== undefined) {
    // Nothing is skipped in silence: the task stays open for as long again, and a manager is told each time.
    const missed = (state.missed ?? 0) + 1;
    const to = missed > MISSES_OF_THE_BRANCH ? 'head-office-manager' : 'branch-manager';
    draft.record(
      'task-missed',
      { rung: state.task.rung, missed, to },
      { ladder: { ...state, from, missed }, escalatedTo: to },
    );
    return;
  }
  const rung = rungs[state.next] ?? (state.name === 'answers' ? undefined : rungs.at(-1));
  if (rung === undefined) {
    giveUp(draft);
    return;
  }
  const allowed = allowedFrom(rung, at, rules);
  if (allowed > at) {
    const until = allowed.toISOString();
    draft.record('step-postponed', { rung: rung.rung, until }, { ladder: { ...state, notBefore: until } });
    return;
  }
  const { notBefore: _over, ...step } = state;
  if (callback.unapproved !== undefined && rung.does !== 'escalate') {
    // The customer has spoken: whoever must hear the recording is reminded instead.
    const tomorrow = nextCallingTime(at.getTime() + DAY_MS, rules.callingHours, rules.calendar).toISOString();
    draft.record(
      'reminded',
      { rung: rung.rung, who: callback.owner },
      { ladder: { ...step, notBefore: tomorrow } },
    );
    return;
  }
  const ladder = { ...step, next: Math.min(state.next + 1, rungs.length), from };
  if (flags.length > 0 && usesPhone(rung)) {
    withhold(draft, flags, rung.rung, ladder);
    return;
  }
  switch (rung.does) {
    case 'message':
      draft.record('customer-asked', { rung: rung.rung, template: rung.template }, { ladder });
      draft.send(rung.template);
      return;
    case 'task':
      draft.record(
        'task-opened',
        { rung: rung.rung, way: rung.way },
        {
          ladder: { ...ladder, task: { rung: rung.rung, way: rung.way, opensAt: from } },
          owner: queue('callback-agent', callback.branch),
        },
      );
      return;
    case 'remind':
      draft.record('reminded', { rung: rung.rung, who: callback.owner }, { ladder });
      return;
    case 'escalate':
      draft.record(
        'escalated',
        { rung: rung.rung, to: rung.to },
        {
          ladder,
          escalatedTo: rung.to,
          ...(callback.stage === 'awaiting-confirmation' ? { owner: queue(rung.to, callback.branch) } : {}),
        },
      );
      return;
  }
}

/** When a step may be done that is due: a workflow that was down until midnight wakes nobody up. */
function allowedFrom(rung: Rung, now: Date, { quietHours, callingHours, calendar }: CallbackRules): Date {
  return rung.does === 'message'
    ? nextSendingTime(now, quietHours)
    : nextCallingTime(now, callingHours, calendar);
}

/** A flagged number is not used: the step is recorded as withheld and the ladder goes on to the next way. */
function withhold(
  draft: Draft,
  flags: readonly PhoneFlag[],
  rung: string,
  ladder: NonNullable<CallbackCase['ladder']>,
): void {
  // Counted from the step before, not from now: another way is asked for at once, not after three unused calls.
  // The last rung comes again and again: counted from before, it would come without end.
  const before = draft.case.ladder;
  const from = before === undefined || before.next === ladder.next ? ladder.from : before.from;
  draft.record(
    'phone-withheld',
    { rung, flags: [...flags] },
    { ladder: { ...ladder, from }, phoneFlags: [...flags] },
  );
  if (flags.some((flag) => flag !== 'changed-in-72-hours')) {
    draft.holdForData(`the customer's number is flagged: ${flags.join(', ')}`);
  }
}

function giveUp(draft: Draft): void {
  const round = draft.case.round + 1;
  awaitRemedy(draft, 'unreached', [], round, 'unreached', {});
}
