import { advance } from '../../domain/callback/advance.ts';
import { recordAnswers } from '../../domain/callback/answers.ts';
import { recordAttempt } from '../../domain/callback/attempts.ts';
import type {
  AttemptResult,
  CallbackCase,
  CallbackFile,
  ClosingCause,
  Evidence,
} from '../../domain/callback/case.ts';
import { decideClosing, proposeClosing } from '../../domain/callback/closing.ts';
import { confirmByLink, enterConfirmation, judgeConfirmation } from '../../domain/callback/confirmation.ts';
import type { CallbackDecision } from '../../domain/callback/draft.ts';
import type { CallbackRules } from '../../domain/callback/due.ts';
import type { Way } from '../../domain/callback/ladder.ts';
import type { Answers, ProblemCategory } from '../../domain/callback/questionnaire.ts';
import { correctContact, recordRemedy } from '../../domain/callback/remedy.ts';
import { cancelCallback, recordCarrierCallback, recordReceipt } from '../../domain/callback/reports.ts';
import type { CaseEvent, Message } from '../../domain/case.ts';
import { type CommissionLine, liftHold, setAvailableFrom } from '../../domain/commission/line.ts';
import type { Staff } from '../../domain/people.ts';
import type { PhoneFlag } from '../../domain/policy/phone-integrity.ts';
import { commissionAvailableFrom, type Policy } from '../../domain/policy/policy.ts';
import { AGENT, BRANCH_MANAGER, COMPLIANCE, CORE_SYSTEM, SECOND_AGENT, SELLER } from './people.ts';
import { INTAKE_AT, intakeOf, type PolicyOver, RULES } from './policies.ts';
import { present } from './present.ts';
import { wall } from './wall.ts';

export const RECORDED: Evidence = { way: 'call', recording: 'recording-1' };
export const SIGNED_SLIP: Evidence = { way: 'letter', slip: 'slip-1' };
const BY_LINK: Evidence = { way: 'link' };

/** One callback as its decisions make it: what is stored after each, and what has happened so far. */
export class CallbackStory {
  policy: Policy;
  file: CallbackFile;
  now: Date;
  flags: PhoneFlag[] = [];
  readonly events: CaseEvent[] = [];
  readonly messages: Message[] = [];
  readonly rules: CallbackRules;

  /** A policy that came in, with its case opened and nothing done yet. */
  constructor(over: PolicyOver = {}, when: Date = INTAKE_AT, rules: CallbackRules = RULES) {
    const { policy, lines, callback } = intakeOf(over, when);
    this.policy = policy;
    this.now = when;
    this.rules = rules;
    const opened = present(callback);
    this.file = { case: opened.case, lines };
    this.events.push(...opened.events);
  }

  get case(): CallbackCase {
    return this.file.case;
  }

  get lines(): readonly CommissionLine[] {
    return this.file.lines;
  }

  /** Types of the active holds, the same on every line of the policy. */
  get holds(): string[] {
    return present(this.lines[0]).holds.map((hold) => hold.type);
  }

  get lastEvent(): CaseEvent {
    return present(this.events.at(-1));
  }

  /** When and what, in Shanghai wall time: `2026-03-02 10:00 customer-asked sms-invitation`. */
  get timeline(): string[] {
    return this.events.map(({ at, type, data }) =>
      [wall(at), type, ...('rung' in data ? [String(data.rung)] : [])].join(' '),
    );
  }

  /** Stores a decision, as the store would: only on the version that it was made from. */
  take(decision: CallbackDecision): CallbackDecision {
    if (decision.expected !== this.case.version)
      throw new Error('the decision was made from another version');
    const changed = new Map(decision.lines.map(({ line }) => [line.payee, line]));
    this.file = {
      case: decision.case,
      lines: this.lines.map((line) => changed.get(line.payee) ?? line),
    };
    this.events.push(...decision.events);
    this.messages.push(...decision.messages);
    return decision;
  }

  /** Does what is due now. */
  advance(): CallbackDecision | undefined {
    const decision = advance(this.file, this.flags, this.now, this.rules);
    return decision === undefined ? undefined : this.take(decision);
  }

  /** Lets time go by until a moment, each step at its due time, as the workflow does it. */
  until(moment: Date): this {
    for (;;) {
      const { nextDueAt } = this.case;
      if (nextDueAt === undefined || new Date(nextDueAt) > moment) break;
      this.now = new Date(Math.max(this.now.getTime(), Date.parse(nextDueAt)));
      this.advance();
    }
    this.now = moment;
    return this;
  }

  allYes(): Answers {
    return Object.fromEntries(this.case.questionnaire.asked.map((id) => [id, 'yes'] as const));
  }

  customerAnswers(over: Answers = {}, problems?: ProblemCategory[]): CallbackDecision | 'same-again' {
    const given = { answers: { ...this.allYes(), ...over }, problems, evidence: BY_LINK };
    const decision = recordAnswers(this.file, given, 'customer', this.flags, this.now, this.rules);
    return decision === 'same-again' ? decision : this.take(decision);
  }

  staffAnswers(over: Answers = {}, by: Staff = AGENT, evidence: Evidence = RECORDED): CallbackDecision {
    const given = { answers: { ...this.allYes(), ...over }, evidence };
    return this.take(recordAnswers(this.file, given, by, this.flags, this.now, this.rules));
  }

  attempt(way: Way, result: AttemptResult, by: Staff = AGENT): CallbackDecision {
    return this.take(recordAttempt(this.file, { way, result }, by, this.now, this.rules));
  }

  remedy(by: Staff = SELLER): CallbackDecision {
    const remedy = { done: 'explained the cover again', documents: [] };
    return this.take(recordRemedy(this.file, remedy, by, this.now, this.rules));
  }

  customerConfirms(settled: boolean, round: number = this.case.round): CallbackDecision | 'same-again' {
    const decision = confirmByLink(this.file, { settled }, round, this.flags, this.now, this.rules);
    return decision === 'same-again' ? decision : this.take(decision);
  }

  enter(settled: boolean, by: Staff = AGENT, evidence: Evidence = RECORDED): CallbackDecision {
    return this.take(
      enterConfirmation(this.file, { settled, evidence }, by, this.flags, this.now, this.rules),
    );
  }

  judge(approve: boolean, by: Staff = SECOND_AGENT): CallbackDecision {
    return this.take(
      judgeConfirmation(this.file, { approve, reason: 'heard it' }, by, this.flags, this.now, this.rules),
    );
  }

  proposeClosing(by: Staff = BRANCH_MANAGER, cause: ClosingCause = 'customer-died'): CallbackDecision {
    const proposal = { cause, reason: 'the family brought the certificate', document: 'certificate-1' };
    return this.take(proposeClosing(this.file, proposal, by, this.now, this.rules));
  }

  decideClosing(approve: boolean, by: Staff = COMPLIANCE): CallbackDecision {
    const verdict = { approve, reason: 'saw the certificate' };
    return this.take(decideClosing(this.file, verdict, by, this.now, this.rules));
  }

  correctContact(by: Staff = BRANCH_MANAGER, corrected = { phone: true }): CallbackDecision {
    return this.take(correctContact(this.file, corrected, by, this.now, this.rules));
  }

  carrierCalledBack(on: string): CallbackDecision {
    const word = { result: 'success', on } as const;
    return this.take(recordCarrierCallback(this.file, word, AGENT, this.now, this.rules));
  }

  receipt(receiptOn: string): CallbackDecision {
    this.policy = { ...this.policy, receiptOn };
    const availableFrom = present(commissionAvailableFrom(this.policy));
    const change = (line: CommissionLine) =>
      liftHold(
        setAvailableFrom(line, availableFrom, CORE_SYSTEM, this.now),
        'receipt-missing',
        'the receipt came',
        CORE_SYSTEM,
        this.now,
      );
    return this.take(recordReceipt(this.file, this.policy, change, CORE_SYSTEM, this.now, this.rules));
  }

  cancel(cancelledOn: string): CallbackDecision {
    return this.take(cancelCallback(this.file, cancelledOn, CORE_SYSTEM, this.now, this.rules));
  }

  changeLines(change: (line: CommissionLine) => CommissionLine): void {
    this.file = { ...this.file, lines: this.lines.map(change) };
  }
}

/** A customer said no to one question: the case waits for the broker's remedy. */
export function withProblem(over: PolicyOver = {}, when: Date = INTAKE_AT): CallbackStory {
  const story = new CallbackStory(over, when);
  story.advance();
  story.customerAnswers({ 'cover-known': 'no' });
  return story;
}

/** The broker has recorded a remedy, and the customer is asked whether it is settled. */
export function withRemedy(over: PolicyOver = {}, when: Date = INTAKE_AT): CallbackStory {
  const story = withProblem(over, when);
  story.remedy();
  story.advance();
  return story;
}

/** Everybody does what is due at once, and nobody reaches the customer. */
export function triedInVain(story: CallbackStory): CallbackStory {
  const IN_VAIN = { call: 'no-answer', letter: 'posted', visit: 'not-at-home' } as const;
  while (story.case.stage === 'awaiting-answers') {
    story.until(new Date(present(story.case.nextDueAt)));
    const task = story.case.ladder?.task;
    if (task !== undefined) story.attempt(task.way, IN_VAIN[task.way]);
  }
  return story;
}
