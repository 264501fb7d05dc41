import type { CaseEvent, Content, Message } from '../../domain/case.ts';
import { advanceComplaint } from '../../domain/complaint/advance.ts';
import type { ComplaintCase, Notice, PauseKind } from '../../domain/complaint/case.ts';
import { type ComplaintClock, complaintClocks } from '../../domain/complaint/clocks.ts';
import {
  approveDecision,
  type DecisionContents,
  decide,
  decideReview,
  NEXT_FORUMS,
  type ReviewDecision,
  recordAcceptance,
  recordSatisfaction,
  reopenComplaint,
  requestReview,
  withdrawComplaint,
} from '../../domain/complaint/decide.ts';
import {
  assign,
  classify,
  extend,
  pause,
  recordFirstContact,
  refuse,
  resume,
  settleOnTheSpot,
  transfer,
} from '../../domain/complaint/handle.ts';
import {
  addContact,
  type ComplaintIntake,
  type Matter,
  openComplaint,
} from '../../domain/complaint/intake.ts';
import { answerByLink, withdrawByLink } from '../../domain/complaint/link.ts';
import { mergeComplaints } from '../../domain/complaint/merge.ts';
import { recuse } from '../../domain/complaint/recuse.ts';
import { type ComplaintRules, DEFAULT_COMPLAINT_SETTINGS } from '../../domain/complaint/settings.ts';
import { notifyDecision, tellByLink } from '../../domain/complaint/tell.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Staff } from '../../domain/people.ts';
import type { AnyCase } from '../../domain/ports.ts';
import { DEFAULT_CALLING_HOURS, DEFAULT_QUIET_HOURS } from '../../domain/time/calling-hours.ts';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';
import { BRANCH_MANAGER, HEAD_OFFICE, SELLER, staff } from './people.ts';
import { present } from './present.ts';
import { at, wall } from './wall.ts';

export const COMPLAINT_RULES: ComplaintRules = {
  calendar: CHINA_CALENDAR,
  callingHours: DEFAULT_CALLING_HOURS,
  quietHours: DEFAULT_QUIET_HOURS,
  complaint: DEFAULT_COMPLAINT_SETTINGS,
};

/** A Monday; a common week without a holiday follows. */
export const RECEIVED_AT = at('2026-03-02', '10:00');

export const HANDLER = staff('complaint-handler', 'handler-ren');
export const SECOND_HANDLER = staff('complaint-handler', 'handler-gui');
export const SECOND_HEAD: Staff = { kind: 'staff', id: 'head-two', role: 'head-office-manager' };

export const CONTENTS: DecisionContents = {
  findings: 'the cover was explained by a leaflet alone',
  basis: 'clause 7.3',
  reasons: 'the leaflet leaves the waiting period out',
  remedy: 'the premium is paid back',
  forums: [...NEXT_FORUMS],
  outcome: 'upheld',
  cause: { first: 'sales', second: 'cover-not-explained' },
  redressFen: 120_000,
};

let opened = 0;

export function intake(over: Partial<ComplaintIntake> = {}, when = RECEIVED_AT): ComplaintIntake {
  return {
    channel: 'hotline',
    receivedAt: when.toISOString(),
    category: 'sales',
    statement: 'nobody told me of the waiting period',
    filer: { as: 'consumer', papers: [] },
    involved: [],
    newFacts: false,
    ...over,
  };
}

export function matterOf(over: Partial<Matter> = {}): Matter {
  opened += 1;
  return {
    id: `cp-${opened.toString(16).padStart(20, '0')}`,
    branch: 'bj',
    customerRef: 'customer-1',
    policyId: `pl-${'1'.repeat(20)}`,
    carrier: 'carrier-a',
    product: 'life-1',
    productClass: 'ordinary-life',
    brokerId: SELLER.id,
    line: 'life',
    phone: '13900000001',
    ...over,
  };
}

interface StoryOptions {
  intake?: Partial<ComplaintIntake>;
  matter?: Partial<Matter>;
  earlier?: string;
  when?: Date;
  rules?: ComplaintRules;
}

/** One complaint as its decisions make it: what is stored after each, and what has happened so far. */
export class ComplaintStory {
  now: Date;
  rules: ComplaintRules;
  readonly id: string;
  readonly events: CaseEvent[] = [];
  readonly messages: Message[] = [];
  readonly contents = new Map<string, Content>();
  readonly #cases = new Map<string, AnyCase>();

  constructor({
    intake: said,
    matter,
    earlier,
    when = RECEIVED_AT,
    rules = COMPLAINT_RULES,
  }: StoryOptions = {}) {
    this.now = when;
    this.rules = rules;
    const whose = matterOf(matter);
    this.id = whose.id;
    this.take(openComplaint(intake(said, when), whose, { earlier }, HANDLER, when, rules));
  }

  get case(): ComplaintCase {
    return this.#cases.get(this.id) as ComplaintCase;
  }

  /** Everything that is stored, to be proven. */
  get stored(): AnyCase[] {
    return [...this.#cases.values()];
  }

  get types(): string[] {
    return this.events.filter(({ caseId }) => caseId === this.id).map(({ type }) => type);
  }

  get timeline(): string[] {
    return this.events
      .filter(({ caseId }) => caseId === this.id)
      .map(({ at: when, type, data }) =>
        [wall(when), type, data.clock, data.percent, data.to].filter((part) => part !== undefined).join(' '),
      );
  }

  event(type: string): CaseEvent {
    return present(this.events.findLast((one) => one.type === type && one.caseId === this.id));
  }

  get clocks(): ComplaintClock[] {
    return complaintClocks(this.case, this.rules);
  }

  clock(name: ComplaintClock['name']): ComplaintClock {
    return present(this.clocks.find((one) => one.name === name));
  }

  /** Shanghai wall time; undefined while it stands still. */
  due(name: ComplaintClock['name']): string | undefined {
    return wall(this.clock(name).dueAt);
  }

  body(name: string): Record<string, unknown> {
    return present(this.contents.get(name)).body as Record<string, unknown>;
  }

  /** Stores a decision, as the store would: only on the versions that it was made from. */
  take(decision: Decision): Decision {
    for (const { case: changed, expected } of decision.cases) {
      const before = this.#cases.get(changed.id);
      if ((before?.version ?? 0) !== expected) throw new Error('the decision was made from another version');
    }
    for (const { case: changed } of decision.cases) this.#cases.set(changed.id, changed);
    this.events.push(...decision.events);
    this.messages.push(...decision.messages);
    for (const content of decision.contents) {
      if (content.caseId === this.id) this.contents.set(content.name, content);
    }
    return decision;
  }

  #unlessSaid(decision: Decision | 'same-again'): Decision | 'same-again' {
    return decision === 'same-again' ? decision : this.take(decision);
  }

  advance(): Decision | undefined {
    const decision = advanceComplaint(this.case, this.now, this.rules, this.#message);
    return decision === undefined ? undefined : this.take(decision);
  }

  get #message(): Message | undefined {
    return this.messages.find(({ id }) => id === this.case.decision?.sending?.message);
  }

  /** The gateway takes the message that is on its way, or does not. Nothing where none is. */
  gateway(status: 'sent' | 'failed'): void {
    const message = this.#message;
    if (message === undefined) return;
    this.messages[this.messages.indexOf(message)] = { ...message, status, sentAt: this.now.toISOString() };
  }

  /** Lets time go by until a moment, each step at its due time, as the workflow does it. */
  until(moment: Date): this {
    this.advance();
    for (;;) {
      const { nextDueAt } = this.case;
      if (nextDueAt === undefined || new Date(nextDueAt) > moment) break;
      this.now = new Date(Math.max(this.now.getTime(), Date.parse(nextDueAt)));
      this.advance();
    }
    this.now = moment;
    return this;
  }

  /** Time goes by and nobody looks: the workflow is late. */
  late(moment: Date): this {
    this.now = moment;
    return this;
  }

  told(way: Notice['way'] = 'post', proof = 'receipt-1', when = this.now): Notice {
    return { way, at: when.toISOString(), proof };
  }

  contact(over: Partial<ComplaintIntake> = {}, by: Staff = HANDLER) {
    return this.take(addContact(this.case, intake(over, this.now), by, this.now, this.rules));
  }

  calls(by: Staff = HANDLER) {
    return this.take(recordFirstContact(this.case, { note: 'called' }, by, this.now, this.rules));
  }

  classify(complexity: 'simple' | 'complex', promisedOn?: string, by: Staff = HANDLER) {
    const said = { complexity, reason: 'seen', ...(promisedOn === undefined ? {} : { promisedOn }) };
    return this.take(classify(this.case, said, by, this.now, this.rules));
  }

  pause(kind: PauseKind, by: Staff = HANDLER, isTold = true) {
    const said = isTold ? { kind, told: this.told() } : { kind };
    return this.take(pause(this.case, said, by, this.now, this.rules));
  }

  resume(by: Staff = HANDLER) {
    return this.take(resume(this.case, by, this.now, this.rules));
  }

  extend(by: Staff = HEAD_OFFICE) {
    return this.take(
      extend(this.case, { reason: 'three hospitals', notice: this.told() }, by, this.now, this.rules),
    );
  }

  assign(handler: string, by: Staff = BRANCH_MANAGER) {
    return this.take(assign(this.case, handler, by, this.now, this.rules));
  }

  recuse(person: string, by: Staff = BRANCH_MANAGER) {
    return this.take(recuse(this.case, { person, reason: 'a relative' }, by, this.now, this.rules));
  }

  transfer(to = 'business-shan', by: Staff = HANDLER) {
    return this.take(transfer(this.case, { to, reason: 'a matter of sales' }, by, this.now, this.rules));
  }

  settle(by: Staff = HANDLER) {
    const said = { remedy: 'explained', cause: CONTENTS.cause, proof: 'recording-1' };
    return this.take(settleOnTheSpot(this.case, said, by, this.now, this.rules));
  }

  refuse(by: Staff = HANDLER) {
    const said = { reason: 'a neighbour', notice: this.told() };
    return this.take(refuse(this.case, said, by, this.now, this.rules));
  }

  decide(by: Staff = HANDLER, over: Partial<DecisionContents> = {}) {
    return this.take(decide(this.case, { ...CONTENTS, ...over }, by, this.now, this.rules));
  }

  judges(approve: boolean, by: Staff = BRANCH_MANAGER) {
    return this.take(approveDecision(this.case, { approve, reason: 'read' }, by, this.now, this.rules));
  }

  notify(by: Staff = HANDLER, notice = this.told()) {
    return this.take(notifyDecision(this.case, notice, by, this.now, this.rules));
  }

  sends(by: Staff = HANDLER, hasPhone = true) {
    return this.take(tellByLink(this.case, { hasPhone }, by, this.now, this.rules));
  }

  accepts(accepts: boolean, by: Staff = HANDLER) {
    return this.#unlessSaid(
      recordAcceptance(this.case, { accepts, proof: 'recording-2' }, by, this.now, this.rules),
    );
  }

  /** By the link from the message. */
  says(accepts: boolean, comment?: string) {
    const word = { accepts, ...(comment === undefined ? {} : { comment }) };
    return this.#unlessSaid(answerByLink(this.case, word, this.now, this.rules));
  }

  takesBack() {
    return this.#unlessSaid(withdrawByLink(this.case, this.now, this.rules));
  }

  withdraw(by: Staff = HANDLER, receivedAt?: Date) {
    const said = {
      proof: 'letter-1',
      ...(receivedAt === undefined ? {} : { receivedAt: receivedAt.toISOString() }),
    };
    return this.take(withdrawComplaint(this.case, said, by, this.now, this.rules));
  }

  asksReview(receivedAt = this.now, by: Staff = HANDLER) {
    const said = { document: 'letter-2', receivedAt: receivedAt.toISOString() };
    return this.take(requestReview(this.case, said, by, this.now, this.rules));
  }

  reviews(result: ReviewDecision['result'] = 'confirmed', by: Staff = SECOND_HEAD) {
    const changed = result === 'changed' ? { outcome: 'upheld-in-part' as const } : {};
    const said = { result, reasons: 'looked at it whole', notice: this.told(), ...changed };
    return this.take(decideReview(this.case, said, by, this.now, this.rules));
  }

  asks(satisfied: boolean, by: Staff = HANDLER) {
    return this.take(
      recordSatisfaction(this.case, { satisfied, recording: 'recording-3' }, by, this.now, this.rules),
    );
  }

  reopen(by: Staff = BRANCH_MANAGER, receivedAt = this.now) {
    const said = { reason: 'a recording was found', receivedAt: receivedAt.toISOString() };
    return this.take(reopenComplaint(this.case, said, by, this.now, this.rules));
  }

  /** This one becomes a part of the other story's. */
  mergeInto(other: ComplaintStory, newFacts = false, by: Staff = BRANCH_MANAGER): void {
    const decision = mergeComplaints(this.case, other.case, { newFacts }, by, this.now, this.rules);
    this.take(ofCase(decision, this.id));
    other.take(ofCase(decision, other.id));
  }
}

function ofCase(decision: Decision, id: string): Decision {
  return {
    cases: decision.cases.filter((one) => one.case.id === id),
    events: decision.events.filter(({ caseId }) => caseId === id),
    contents: decision.contents.filter(({ caseId }) => caseId === id),
    messages: decision.messages.filter(({ caseId }) => caseId === id),
    ends: decision.ends.filter(({ caseId }) => caseId === id),
  };
}

export function handling(options: StoryOptions = {}): ComplaintStory {
  const story = new ComplaintStory(options);
  story.calls();
  return story;
}

export function decided(options: StoryOptions = {}): ComplaintStory {
  const story = handling(options);
  story.decide();
  return story;
}

export function toldOf(options: StoryOptions = {}): ComplaintStory {
  const story = decided(options);
  story.notify();
  return story;
}
