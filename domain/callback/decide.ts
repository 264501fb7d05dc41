import { createHash } from 'node:crypto';
import type { CommissionLine } from '../commission/line.ts';
import { Gone, Invalid, NotAllowed, Refused } from '../errors.ts';
import { canonicalJson } from '../history.ts';
import type { Actor, Staff } from '../people.ts';
import { FRESH_NUMBER_MS, type PhoneFlag } from '../policy/phone-integrity.ts';
import { callbackCaseIdOf, coolingOffEndsOn, type Policy } from '../policy/policy.ts';
import { type DateText, dateOf } from '../time/calendar.ts';
import { isCallingTime } from '../time/calling-hours.ts';
import {
  type AttemptResult,
  type CallbackCase,
  type CallbackFile,
  type CarrierCallback,
  type Evidence,
  isConcerned,
  issueHash,
  RESULTS_OF,
} from './case.ts';
import { type CallbackDecision, Draft } from './draft.ts';
import { type CallbackRules, coolingOffDue, duesOf, ladderDue } from './due.ts';
import type { LadderName, Way } from './ladder.ts';
import {
  type Answers,
  CURRENT_QUESTIONNAIRE,
  type ProblemCategory,
  problemsIn,
  questionsFor,
  URGENT_CATEGORIES,
} from './questionnaire.ts';

const WORKFLOW: Actor = { kind: 'system', id: 'callback-workflow' };
const CUSTOMER: Actor = { kind: 'customer' };

function queue(role: string, branch: string): string {
  return `${role}@${branch}`;
}

/** The case of a policy in scope, as it begins. Its holds are on the lines already, placed by the intake. */
export function openCallback(policy: Policy, by: Actor, at: Date, rules: CallbackRules): CallbackDecision {
  const coolingOff = coolingOffOf(policy);
  const empty: CallbackCase = {
    id: callbackCaseIdOf(policy.id),
    kind: 'callback',
    stage: 'awaiting-answers',
    category: 'open',
    version: 0,
    lastHash: '',
    branch: policy.branch,
    owner: queue('callback-agent', policy.branch),
    wait: 0,
    openedAt: at.toISOString(),
    policyId: policy.id,
    carrier: policy.carrier,
    brokerId: policy.brokerId,
    concerned: [...new Set([policy.brokerId, ...policy.commission.map((part) => part.payee)])],
    customerRef: policy.customer.ref,
    productClass: policy.product.class,
    scopeRule: policy.scope.ruleVersion,
    settings: rules.settings.version,
    questionnaire: {
      version: CURRENT_QUESTIONNAIRE,
      asked: questionsFor(policy, CURRENT_QUESTIONNAIRE).map((question) => question.id),
    },
    round: 0,
    ladder: { name: 'answers', next: 0, from: at.toISOString() },
    calledAt: [],
    contact: 0,
    ...(coolingOff === undefined ? {} : { coolingOff: { endsOn: coolingOff } }),
    phoneFlags: [],
  };
  const draft = new Draft({ case: empty, lines: [] }, by, at, rules);
  draft.record('callback-opened', {
    policyId: policy.id,
    scope: policy.scope.reason,
    rule: policy.scope.ruleVersion,
  });
  return draft.finish({ wakes: false });
}

/** A policy without a cooling-off period has no deadline to miss. */
function coolingOffOf(policy: Policy): DateText | undefined {
  return policy.coolingOffDays === 0 ? undefined : coolingOffEndsOn(policy);
}

/** Rungs that reach the customer by the number on file; a flagged number is passed over. */
function usesPhone(rung: { does: string; way?: Way }): boolean {
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
  for (;;) {
    const due = duesOf(draft.case, rules)[0];
    if (due === undefined || due.at > now) break;
    if (due.what === 'cooling-off period ends') missCoolingOff(draft);
    else climb(draft, flags, rules);
  }
  return draft.case.version === file.case.version ? undefined : draft.finish({ wakes: false });
}

function missCoolingOff(draft: Draft): void {
  const { coolingOff } = draft.case;
  if (coolingOff === undefined) return;
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
    // Nothing is skipped in silence: the task stays open for as long again, and the manager is told each time.
    draft.record(
      'task-missed',
      { rung: state.task.rung, to: 'branch-manager' },
      { ladder: { ...state, from }, escalatedTo: 'branch-manager' },
    );
    return;
  }
  const rung = rungs[state.next] ?? (state.name === 'answers' ? undefined : rungs.at(-1));
  if (rung === undefined) {
    giveUp(draft);
    return;
  }
  const ladder = { ...state, next: Math.min(state.next + 1, rungs.length), from };
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

function awaitRemedy(
  draft: Draft,
  cause: 'answers' | 'unreached',
  categories: ProblemCategory[],
  round: number,
  type: string,
  data: Record<string, unknown>,
): void {
  const { unapproved: _unapproved, escalatedTo: _escalatedTo, ...callback } = draft.case;
  const name: LadderName = categories.some((category) => URGENT_CATEGORIES.has(category))
    ? 'remedy-urgent'
    : 'remedy';
  const from = draft.at.toISOString();
  draft.case = callback;
  draft.record(
    type,
    { ...data, categories, round },
    {
      stage: 'awaiting-remedy',
      round,
      owner: callback.brokerId,
      ladder: { name, next: 0, from },
      problem: {
        cause,
        categories,
        openedAt: callback.problem?.openedAt ?? from,
        issueHash: issueHash({ categories, round }),
      },
    },
  );
}

function close(
  draft: Draft,
  stage: 'clean' | 'settled' | 'cancelled',
  type: string,
  data: Record<string, unknown>,
): void {
  const { ladder: _ladder, escalatedTo: _escalatedTo, unapproved: _unapproved, ...callback } = draft.case;
  draft.case = callback;
  draft.record(type, data, { stage, category: 'closed', closedAt: draft.at.toISOString() });
}

function mustBeIn(callback: CallbackCase, ...stages: CallbackCase['stage'][]): void {
  if (!stages.includes(callback.stage)) {
    throw new Refused('wrong-stage', `The case is at ${callback.stage}, not at ${stages.join(' or ')}.`, {
      details: { stage: callback.stage },
    });
  }
}

function mustNotBeConcerned(callback: CallbackCase, by: Staff): void {
  if (isConcerned(callback, by.id)) {
    throw new NotAllowed(
      'Whoever sold the policy or is paid for it may not take down what the customer says.',
    );
  }
}

function mustNotUseFlaggedPhone(evidence: Evidence, flags: readonly PhoneFlag[]): void {
  if (flags.length > 0 && (evidence.way === 'link' || evidence.way === 'call')) {
    throw new Refused(
      'phone-flagged',
      "The customer's number is flagged, so it proves nothing: a letter or a visit can.",
      {
        details: { flags: [...flags] },
      },
    );
  }
}

/** May the customer's first answers still come? Until they have, even when the firm has given up on reaching them. */
function awaitsAnswers(callback: CallbackCase): boolean {
  return (
    callback.stage === 'awaiting-answers' ||
    (callback.stage === 'awaiting-remedy' && callback.problem?.cause === 'unreached')
  );
}

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
  const { task: _done, ...rest } = state;
  const wrongNumber = attempt.result === 'empty-number' || attempt.result === 'wrong-person';
  const { rungs } = rules.settings.ladders[state.name];
  const otherWay = rungs.findIndex((rung, index) => index >= state.next && !usesPhone(rung));
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

/** Three calls on different days and hours: a second call on the same day is kept in the history and counts for none. */
function attemptCounts(callback: CallbackCase, way: Way, now: Date, rules: CallbackRules): boolean {
  if (callback.ladder?.task?.way !== way) return false;
  if (way !== 'call') return true;
  if (!isCallingTime(now, rules.callingHours, rules.calendar)) return false;
  return !callback.calledAt.some((at) => dateOf(at) === dateOf(now));
}

export interface GivenAnswers {
  answers: Answers;
  /** What the customer said beyond the questions, as a wish to surrender. */
  problems?: ProblemCategory[] | undefined;
  evidence: Evidence;
}

/**
 * The customer's answers: a clear yes to every question releases, anything else opens a problem with its hold, in the
 * same write. By link from the customer, or taken down by staff who are not concerned.
 */
export function recordAnswers(
  file: CallbackFile,
  given: GivenAnswers,
  by: Staff,
  flags: readonly PhoneFlag[],
  now: Date,
  rules: CallbackRules,
): CallbackDecision;
export function recordAnswers(
  file: CallbackFile,
  given: GivenAnswers,
  by: 'customer',
  flags: readonly PhoneFlag[],
  now: Date,
  rules: CallbackRules,
): CallbackDecision | 'same-again';
export function recordAnswers(
  file: CallbackFile,
  given: GivenAnswers,
  by: Staff | 'customer',
  flags: readonly PhoneFlag[],
  now: Date,
  rules: CallbackRules,
): CallbackDecision | 'same-again' {
  const { case: callback } = file;
  const wordHash = hashOfWord(given);
  if (by === 'customer' && callback.lastWordHash === wordHash) return 'same-again';
  if (!awaitsAnswers(callback)) {
    if (by === 'customer') throw new Gone('This questionnaire was answered already.');
    mustBeIn(callback, 'awaiting-answers');
  }
  if (by !== 'customer') mustNotBeConcerned(callback, by);
  if ((by === 'customer') !== (given.evidence.way === 'link')) {
    throw new Invalid(
      'Staff take answers down from a call, a letter or a visit; a customer answers by link.',
      [{ field: 'evidence.way', reason: 'does not fit who answers' }],
    );
  }
  mustNotUseFlaggedPhone(given.evidence, flags);
  const categories = [
    ...new Set([
      ...problemsIn(given.answers, callback.questionnaire.asked, callback.questionnaire.version),
      ...(given.problems ?? []),
    ]),
  ];
  const draft = new Draft(file, by === 'customer' ? CUSTOMER : by, now, rules);
  const deadline = coolingOffDue(callback);
  // The answers may come before the workflow has noted that the period is over.
  if (deadline !== undefined && deadline.at <= now) missCoolingOff(draft);
  const { coolingOff } = draft.case;
  draft.case = {
    ...draft.case,
    ...(by === 'customer' ? { lastWordHash: wordHash } : {}),
    ...(coolingOff === undefined || coolingOff.outcome !== undefined
      ? {}
      : { coolingOff: { ...coolingOff, outcome: 'met' as const } }),
  };
  const data = {
    answers: given.answers,
    evidence: given.evidence,
    questionnaire: callback.questionnaire.version,
    inCoolingOff: draft.case.coolingOff?.outcome === 'met',
  };
  if (categories.length === 0) {
    const { problem: _unreached, ...rest } = draft.case;
    draft.case = rest;
    close(draft, 'clean', 'answered-clean', data);
    draft.liftHold('callback-not-completed', 'every answer was yes');
  } else {
    awaitRemedy(draft, 'answers', categories, callback.round + 1, 'answered-problem', data);
    draft.placeHold('callback-problem', categories.join(', '));
    draft.liftHold('callback-not-completed', 'a problem took its place');
  }
  return draft.finish({ wakes: true });
}

function hashOfWord(word: object): string {
  return createHash('sha256').update(canonicalJson(word)).digest('base64url').slice(0, 22);
}

/** The carrier's own callback, beside ours: it changes nothing else. */
export function recordCarrierCallback(
  file: CallbackFile,
  carrierCallback: CarrierCallback,
  by: Staff,
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  if (carrierCallback.on > dateOf(now)) {
    throw new Invalid('The date lies ahead.', [{ field: 'on', reason: 'is after today' }]);
  }
  const draft = new Draft(file, by, now, rules);
  draft.record('carrier-callback-recorded', { ...carrierCallback }, { carrierCallback });
  return draft.finish({ wakes: false });
}

/** What the broker did about the problem. The customer is asked next; the hold stays. */
export function recordRemedy(
  file: CallbackFile,
  remedy: { done: string; documents: string[] },
  by: Staff,
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const { case: callback } = file;
  mustBeIn(callback, 'awaiting-remedy');
  if (callback.problem?.cause !== 'answers') {
    throw new Refused('nobody-reached', 'The customer was not reached: correct the contact data instead.');
  }
  const { escalatedTo: _escalatedTo, ...rest } = callback;
  const draft = new Draft({ ...file, case: rest }, by, now, rules);
  draft.record('remedy-recorded', remedy, {
    stage: 'awaiting-confirmation',
    owner: queue('callback-agent', callback.branch),
    ladder: { name: 'confirmation', next: 0, from: now.toISOString() },
    calledAt: [],
    problem: {
      ...callback.problem,
      issueHash: issueHash({
        categories: callback.problem.categories,
        remedy: remedy.done,
        round: callback.round,
      }),
    },
  });
  return draft.finish({ wakes: true });
}

/**
 * The customer's contact data was corrected: links that went to the old number are dead, and the customer is asked
 * anew from the first rung as soon as the new number may confirm. A `customer-data` hold stays until compliance has
 * checked the correction.
 */
export function correctContact(
  file: CallbackFile,
  by: Actor,
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const { case: callback } = file;
  const draft = new Draft(file, by, now, rules);
  const contact = callback.contact + 1;
  const unreached = callback.stage === 'awaiting-remedy' && callback.problem?.cause === 'unreached';
  if (callback.category === 'closed' || (callback.stage === 'awaiting-remedy' && !unreached)) {
    draft.record('contact-corrected', { contact }, { contact, phoneFlags: [] });
    return draft.finish({ wakes: false });
  }
  const { problem, escalatedTo: _escalatedTo, ...rest } = callback;
  draft.case = { ...rest, ...(unreached || problem === undefined ? {} : { problem }) };
  const stage = unreached ? 'awaiting-answers' : callback.stage;
  draft.record(
    'contact-corrected',
    { contact },
    {
      contact,
      phoneFlags: [],
      stage,
      owner: queue('callback-agent', callback.branch),
      ladder: {
        name: stage === 'awaiting-answers' ? 'answers' : 'confirmation',
        next: 0,
        from: new Date(now.getTime() + FRESH_NUMBER_MS).toISOString(),
      },
      calledAt: [],
    },
  );
  return draft.finish({ wakes: true });
}

/** The customer says by link whether it is settled: the only word that releases at once. */
export function confirmByLink(
  file: CallbackFile,
  word: { settled: boolean; comment?: string | undefined },
  round: number,
  flags: readonly PhoneFlag[],
  now: Date,
  rules: CallbackRules,
): CallbackDecision | 'same-again' {
  const { case: callback } = file;
  const wordHash = hashOfWord({ ...word, round });
  if (callback.lastWordHash === wordHash) return 'same-again';
  if (callback.stage !== 'awaiting-confirmation' || callback.round !== round) {
    throw new Gone('This question was answered already.');
  }
  mustNotUseFlaggedPhone({ way: 'link' }, flags);
  const draft = new Draft(file, CUSTOMER, now, rules);
  draft.case = { ...draft.case, lastWordHash: wordHash };
  settle(draft, word.settled, { evidence: { way: 'link' }, comment: word.comment });
  return draft.finish({ wakes: true });
}

function settle(draft: Draft, settled: boolean, data: Record<string, unknown>): void {
  if (settled) {
    close(draft, 'settled', 'confirmed-settled', { ...data, round: draft.case.round });
    draft.liftHold('callback-problem', 'the customer confirmed that it is settled');
    return;
  }
  const { problem, round } = draft.case;
  awaitRemedy(draft, 'answers', problem?.categories ?? [], round + 1, 'confirmed-not-settled', data);
}

/**
 * The customer's word from a recorded call, a letter or a visit, entered by one person. *Not settled* holds at once;
 * *settled* waits for a second person.
 */
export function enterConfirmation(
  file: CallbackFile,
  word: { settled: boolean; evidence: Evidence },
  by: Staff,
  flags: readonly PhoneFlag[],
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const { case: callback } = file;
  mustBeIn(callback, 'awaiting-confirmation');
  mustNotBeConcerned(callback, by);
  if (word.evidence.way === 'link') {
    throw new Invalid('Only the customer answers by link.', [
      { field: 'evidence.way', reason: 'is not for staff' },
    ]);
  }
  mustNotUseFlaggedPhone(word.evidence, flags);
  const draft = new Draft(file, by, now, rules);
  if (!word.settled) {
    settle(draft, false, { evidence: word.evidence });
    return draft.finish({ wakes: true });
  }
  draft.record(
    'confirmation-entered',
    { evidence: word.evidence },
    { unapproved: { by: by.id, at: now.toISOString(), evidence: word.evidence } },
  );
  return draft.finish({ wakes: false });
}

/** The second person has heard the recording: approves, which releases, or throws it out, which leaves all as it was. */
export function judgeConfirmation(
  file: CallbackFile,
  verdict: { approve: boolean; reason: string },
  by: Staff,
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const { case: callback } = file;
  mustBeIn(callback, 'awaiting-confirmation');
  mustNotBeConcerned(callback, by);
  const { unapproved } = callback;
  if (unapproved === undefined) throw new Refused('nothing-entered', 'No confirmation waits for approval.');
  if (unapproved.by === by.id)
    throw new Refused('second-person', 'Who entered the call does not approve it.');
  const draft = new Draft(file, by, now, rules);
  if (!verdict.approve) {
    const { unapproved: _rejected, ...rest } = callback;
    draft.case = rest;
    draft.record('confirmation-not-approved', { reason: verdict.reason, enteredBy: unapproved.by });
    return draft.finish({ wakes: false });
  }
  settle(draft, true, { evidence: unapproved.evidence, enteredBy: unapproved.by, reason: verdict.reason });
  return draft.finish({ wakes: true });
}

/** The policy was cancelled in the cooling-off period: the case ends and the commission is void. */
export function cancelCallback(
  file: CallbackFile,
  cancelledOn: DateText,
  by: Actor,
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const draft = new Draft(file, by, now, rules);
  if (file.case.category === 'open') close(draft, 'cancelled', 'cancelled', { cancelledOn });
  else draft.record('cancelled-after-close', { cancelledOn });
  draft.voidCommission(`cancelled in the cooling-off period on ${cancelledOn}`);
  return draft.finish({ wakes: file.case.category === 'open' });
}

/** The signed receipt came: the cooling-off deadline is known from now on. */
export function recordReceipt(
  file: CallbackFile,
  policy: Policy,
  change: (line: CommissionLine) => CommissionLine,
  by: Actor,
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const endsOn = coolingOffOf(policy);
  const draft = new Draft(file, by, now, rules);
  const starts = file.case.category === 'open' && endsOn !== undefined;
  // Whoever has answered before the period began has answered in time.
  const outcome = awaitsAnswers(file.case) ? {} : { outcome: 'met' as const };
  const to = starts ? { coolingOff: { endsOn, ...outcome } } : {};
  draft.record('receipt-recorded', { receiptOn: policy.receiptOn }, to);
  draft.replaceLines(change);
  return draft.finish({ wakes: starts });
}

/** Where the workflow waits next. */
export type CallbackRoute = 'await-answers' | 'await-remedy' | 'await-confirmation' | 'closed';

export function routeOf(callback: CallbackCase): CallbackRoute {
  switch (callback.stage) {
    case 'awaiting-answers':
      return 'await-answers';
    case 'awaiting-remedy':
      return 'await-remedy';
    case 'awaiting-confirmation':
      return 'await-confirmation';
    default:
      return 'closed';
  }
}

/** Who must do what next, and by when: what the broker's card and the work list say. */
export interface NextAction {
  who: string;
  what: string;
  by?: string;
}

export function nextAction(callback: CallbackCase, rules: CallbackRules): NextAction | undefined {
  if (callback.category === 'closed') return undefined;
  const due = ladderDue(callback, rules);
  const by = due === undefined ? {} : { by: due.at.toISOString() };
  if (callback.stage === 'awaiting-remedy') {
    const what =
      callback.problem?.cause === 'unreached'
        ? 'correct the contact data'
        : 'settle the problem and record the remedy';
    return { who: callback.brokerId, what, ...by };
  }
  if (callback.unapproved !== undefined) {
    return {
      who: queue('callback-agent', callback.branch),
      what: 'hear the recording and approve it',
      ...by,
    };
  }
  const task = callback.ladder?.task;
  if (task !== undefined)
    return { who: callback.owner, what: `${task.way} the customer (${task.rung})`, ...by };
  const asked =
    callback.stage === 'awaiting-answers' ? 'answer the questionnaire' : 'say whether it is settled';
  return { who: 'customer', what: asked, ...by };
}
