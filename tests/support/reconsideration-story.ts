import { createHash } from 'node:crypto';
import type { CarrierRequest, WantedItem } from '../../domain/carrier-request/case.ts';
import { DEFAULT_CARRIER_REQUEST_SETTINGS } from '../../domain/carrier-request/settings.ts';
import type { CaseEvent, Content, Message } from '../../domain/case.ts';
import { CaseDraft, type Decision } from '../../domain/decision.ts';
import { announceDocument, keepDocument } from '../../domain/document-events.ts';
import type { DocumentType } from '../../domain/documents.ts';
import type { Staff } from '../../domain/people.ts';
import type { AnyCase } from '../../domain/ports.ts';
import { advanceReconsideration } from '../../domain/reconsideration/advance.ts';
import { openLevel2, type SecondLevel } from '../../domain/reconsideration/ask-level.ts';
import { assess, type Judgement } from '../../domain/reconsideration/assess.ts';
import type {
  DisputedDecision,
  ReconsiderationCase,
  ReconsiderationFile,
} from '../../domain/reconsideration/case.ts';
import { missingEvidence } from '../../domain/reconsideration/evidence.ts';
import {
  finishDocument,
  freezeSnapshot,
  recordMandate,
  reviseFacts,
  waiveEvidence,
} from '../../domain/reconsideration/gather.ts';
import { groundsFor } from '../../domain/reconsideration/grounds.ts';
import {
  type LevelAnswer,
  recordLevelAnswer,
  wantLevelEvidence,
} from '../../domain/reconsideration/levels.ts';
import { answerLetter, readLetter, withdrawByLink } from '../../domain/reconsideration/link.ts';
import { openReconsideration, reconsiderationIdOf } from '../../domain/reconsideration/open.ts';
import { recordPayment, settle } from '../../domain/reconsideration/payment.ts';
import { reopen } from '../../domain/reconsideration/reopen.ts';
import {
  DEFAULT_RECONSIDERATION_SETTINGS,
  type ReconsiderationRules,
} from '../../domain/reconsideration/settings.ts';
import { type Supply, supplyEvidence } from '../../domain/reconsideration/supply.ts';
import { recordWithdrawal } from '../../domain/reconsideration/withdraw.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import { DEFAULT_CALLING_HOURS, DEFAULT_QUIET_HOURS } from '../../domain/time/calling-hours.ts';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';
import { SELLER, staff } from './people.ts';
import { present } from './present.ts';
import { at, wall } from './wall.ts';

export const RECONSIDERATION_RULES: ReconsiderationRules = {
  calendar: CHINA_CALENDAR,
  callingHours: DEFAULT_CALLING_HOURS,
  quietHours: DEFAULT_QUIET_HOURS,
  carriers: DEFAULT_CARRIER_REQUEST_SETTINGS,
  reconsideration: DEFAULT_RECONSIDERATION_SETTINGS,
};

/** A Monday; a common week without a holiday follows. */
export const FILED_AT = at('2026-03-02', '10:00');

const CARRIER = 'carrier-a';

export function reviewer(id: string, branch = 'carrier-branch', carrier = CARRIER): Staff {
  return { kind: 'staff', id, role: 'carrier-reviewer', branch, carrier };
}

export const EXPERT = staff('expert', 'expert-mu', 'head-office');
export const SECOND_EXPERT = staff('expert', 'expert-lan', 'head-office');
export const REVIEWER = reviewer('reviewer-one');
export const HEAD_REVIEWER = reviewer('reviewer-two', 'head-office');
export const FIRST_DECIDER = reviewer('adjuster-zero', 'head-office');

export const ASKED_FEN = 8_000_000;
export const GIVEN_FEN = 1_000_000;

/** A claim for a stay in hospital, paid in part for an illness that was said to have been there before. */
export const DISPUTED: DisputedDecision = {
  of: 'claim',
  carrier: CARRIER,
  number: 'CLM-2026-0001',
  line: 'other',
  claimKind: 'inpatient',
  result: 'paid in part',
  reasonCode: 'pre-existing',
  clause: 'clause-7.3',
  askedFen: ASKED_FEN,
  givenFen: GIVEN_FEN,
  decider: FIRST_DECIDER.id,
  decidedOn: '2026-02-27',
};

export const UNDERWRITING: DisputedDecision = {
  of: 'underwriting',
  carrier: CARRIER,
  number: 'APP-2026-0001',
  line: 'other',
  result: 'declined',
  reasonCode: 'declined',
  decidedOn: '2026-02-27',
};

export const CLAUSE = '7.3';

/** Every ground answered: those named with yes, the others with no. */
export function checklist(
  { of, reasonCode }: DisputedDecision,
  ...yes: readonly string[]
): Judgement['checklist'] {
  return Object.fromEntries(
    groundsFor(of, reasonCode).map(({ code }) => [code, { answer: yes.includes(code) ? 'yes' : 'no' }]),
  );
}

export const UPHELD: LevelAnswer = {
  outcome: 'upheld',
  reason: 'pre-existing',
  wording: 'we stay with our decision',
};
export const CHANGED: LevelAnswer = { outcome: 'changed', wording: 'we pay what was claimed' };
export const inPart = (amountFen: number): LevelAnswer => ({
  outcome: 'changed-in-part',
  amountFen,
  wording: 'we pay a part',
});

let opened = 0;

/** One reconsideration as its decisions make it: what is stored after each, and what has happened so far. */
export class ReconsiderationStory {
  now: Date;
  readonly rules: ReconsiderationRules;
  readonly id: string;
  readonly events: CaseEvent[] = [];
  readonly messages: Message[] = [];
  readonly contents = new Map<string, Content>();
  readonly #cases = new Map<string, AnyCase>();
  #bytes = 0;

  constructor(
    decision: DisputedDecision = DISPUTED,
    { facts, when = FILED_AT, rules = RECONSIDERATION_RULES }: StoryOptions = {},
  ) {
    opened += 1;
    this.now = when;
    this.rules = rules;
    this.id = reconsiderationIdOf(`story ${opened}`);
    const opening = {
      id: this.id,
      branch: 'bj',
      brokerId: SELLER.id,
      concerned: [SELLER.id, 'leader-yi'],
      customerRef: 'customer-1',
      phone: '13900000001',
      decision,
      ...(facts === undefined ? {} : { facts }),
    };
    this.take(openReconsideration(opening, SELLER, when, rules));
  }

  get case(): ReconsiderationCase {
    return this.#cases.get(this.id) as ReconsiderationCase;
  }

  get requests(): CarrierRequest[] {
    return this.case.levels.map(({ requestId }) => this.#cases.get(requestId) as CarrierRequest);
  }

  get file(): ReconsiderationFile {
    return { case: this.case, requests: this.requests };
  }

  /** What the carrier was asked last. */
  get request(): CarrierRequest {
    return present(this.requests.at(-1));
  }

  /** Of the case itself, its requests' left out. */
  get types(): string[] {
    return this.ofCase.map(({ type }) => type);
  }

  get ofCase(): CaseEvent[] {
    return this.events.filter(({ caseId }) => caseId === this.id);
  }

  get lastEvent(): CaseEvent {
    return present(this.ofCase.at(-1));
  }

  event(type: string): CaseEvent {
    return present(this.ofCase.findLast((one) => one.type === type));
  }

  get timeline(): string[] {
    return this.ofCase.map(({ at: when, type }) => `${wall(when)} ${type}`);
  }

  get sent(): string[] {
    return this.messages.map(({ template }) => template);
  }

  /** What is stored under every id, to be proven. */
  get stored(): AnyCase[] {
    return [...this.#cases.values()];
  }

  body(name: string, caseId = this.id): Record<string, unknown> {
    return present(this.contents.get(`${caseId} ${name}`)).body as Record<string, unknown>;
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
    for (const content of decision.contents) this.contents.set(`${content.caseId} ${content.name}`, content);
    return decision;
  }

  #takeUnlessSaid(decision: Decision | 'same-again'): Decision | 'same-again' {
    return decision === 'same-again' ? decision : this.take(decision);
  }

  advance(): Decision | undefined {
    const decision = advanceReconsideration(this.file, this.now, this.rules);
    return decision === undefined ? undefined : this.take(decision);
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

  // Evidence

  announce(type: DocumentType, bytes = this.#nextBytes()): string {
    const claim = { type, media: 'application/pdf', bytes, sha256: sha256Of(bytes) } as const;
    const draft = new CaseDraft<ReconsiderationCase>(this.case, SELLER, this.now);
    const { id } = announceDocument(draft as never, claim, SELLER.id);
    this.take(finishDocument(draft, this.requests, this.rules));
    return id;
  }

  arrives(id: string): void {
    const { bytes, sha256, media } = present(this.case.documents.find((document) => document.id === id));
    const draft = new CaseDraft<ReconsiderationCase>(this.case, SELLER, this.now);
    keepDocument(draft as never, id, { bytes, sha256, media });
    this.take(finishDocument(draft, this.requests, this.rules));
  }

  bring(type: DocumentType, bytes?: number): string {
    const id = this.announce(type, bytes);
    this.arrives(id);
    return id;
  }

  #nextBytes(): number {
    this.#bytes += 1;
    return this.#bytes;
  }

  mandate(document: string, by: Staff = SELLER): Decision {
    return this.take(recordMandate(this.file, { document }, by, this.now, this.rules));
  }

  freeze(decisionLetter: string, takenOn = '2026-01-15', by: Staff = SELLER): Decision {
    const clauses = [{ code: CLAUSE, title: 'Illness that was there before', text: 'wording of the clause' }];
    const snapshot = { takenOn, policy: { number: 'POL-1', premiumFen: 100 }, clauses, decisionLetter };
    return this.take(freezeSnapshot(this.file, snapshot, by, this.now, this.rules));
  }

  waive(type: DocumentType, by: Staff = EXPERT): Decision {
    return this.take(
      waiveEvidence(this.file, { type, reason: 'is with the court' }, by, this.now, this.rules),
    );
  }

  facts(stated: Record<string, unknown>): Decision {
    return this.take(reviseFacts(this.file, stated, SELLER, this.now, this.rules));
  }

  /** Everything that is required is brought, named and frozen. */
  gather(): this {
    for (const type of missingEvidence(this.case)) {
      if (this.case.documents.every((document) => document.type !== type)) this.bring(type);
    }
    this.mandate(this.document('mandate'));
    if (this.case.snapshotHash === undefined) this.freeze(this.document('decision-letter'));
    return this;
  }

  document(type: DocumentType): string {
    return present(this.case.documents.find((document) => document.type === type)).id;
  }

  // The firm's experts

  judge(judgement: Judgement, by: Staff = EXPERT): Decision {
    return this.take(assess(this.file, judgement, by, this.now, this.rules));
  }

  agree(by: Staff = EXPERT): this {
    this.judge(
      {
        verdict: 'agree',
        checklist: checklist(this.case.decision),
        explanation: [{ text: 'the illness was named in the report', clauses: [CLAUSE], documents: [] }],
      },
      by,
    );
    this.advance();
    return this;
  }

  contest(by: Staff = EXPERT): this {
    const ground = this.case.decision.of === 'claim' ? 'ambiguous-wording' : 'new-evidence';
    this.judge(
      {
        verdict: 'contest',
        checklist: checklist(this.case.decision, ground),
        argument: [{ text: 'it can be read otherwise', clauses: [CLAUSE], documents: [], ground }],
      },
      by,
    );
    return this;
  }

  level2(
    second: Partial<SecondLevel> = { reason: 'the first reviewer left the report out' },
    by = EXPERT,
  ): this {
    this.take(openLevel2(this.file, { documents: [], ...second }, by, this.now, this.rules));
    return this;
  }

  settle(by: Staff = EXPERT): this {
    const explanation = [{ text: 'the carrier stays with it', clauses: [CLAUSE], documents: [] }];
    this.take(settle(this.file, { explanation }, by, this.now, this.rules));
    this.advance();
    return this;
  }

  // The carrier

  answers(answer: LevelAnswer, by: Staff = this.#mayDecide(), requestId = this.request.id): string {
    const { answering, decision } = recordLevelAnswer(this.file, requestId, answer, by, this.now, this.rules);
    if (decision !== undefined) this.take(decision);
    return answering;
  }

  #mayDecide(): Staff {
    return this.request.headOfficeOnly ? HEAD_REVIEWER : REVIEWER;
  }

  wants(types: readonly DocumentType[] = ['pathology'], by: Staff = this.#mayDecide()): Decision {
    const items: WantedItem[] = types.map((type) => ({ type, text: 'please show it' }));
    return this.take(wantLevelEvidence(this.file, this.request.id, items, by, this.now, this.rules));
  }

  supply(supply: Partial<Supply>, by: Staff = SELLER): Decision {
    return this.take(supplyEvidence(this.file, { documents: [], ...supply }, by, this.now, this.rules));
  }

  // The customer, the money, the end

  reads(round = this.case.letters.length): Decision | 'same-again' {
    return this.#takeUnlessSaid(readLetter(this.file, round, this.now, this.rules));
  }

  says(accepted: boolean, round = this.case.letters.length): Decision | 'same-again' {
    return this.#takeUnlessSaid(answerLetter(this.file, round, { accepted }, this.now, this.rules));
  }

  takesBack(round = this.case.letters.length): Decision | 'same-again' {
    return this.#takeUnlessSaid(withdrawByLink(this.file, round, this.now, this.rules));
  }

  withdrawn(document: string, by: Staff = SELLER): Decision {
    return this.take(recordWithdrawal(this.file, { document }, by, this.now, this.rules));
  }

  pays(amountFen: number, paidOn = dateOf(this.now), by: Staff = SELLER): Decision {
    return this.take(recordPayment(this.file, { amountFen, paidOn }, by, this.now, this.rules));
  }

  reopens(by: Staff = EXPERT): this {
    const reason = 'the hospital has corrected its report';
    this.take(reopen(this.file, { reason }, by, this.now, this.rules));
    return this;
  }
}

interface StoryOptions {
  facts?: Record<string, unknown>;
  when?: Date;
  rules?: ReconsiderationRules;
}

/** Of an invented file of so many bytes: two of one length are the same file. */
function sha256Of(bytes: number): string {
  return createHash('sha256').update(`file of ${bytes}`).digest('hex');
}

/** Gathered: an expert can judge. */
export const assessing = (
  ...made: ConstructorParameters<typeof ReconsiderationStory>
): ReconsiderationStory => new ReconsiderationStory(...made).gather();

/** The carrier has been asked to look again. */
export const atLevel1 = (...made: ConstructorParameters<typeof ReconsiderationStory>): ReconsiderationStory =>
  assessing(...made).contest();
