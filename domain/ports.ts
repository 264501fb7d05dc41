import type { AccountabilityCase } from './accountability/case.ts';
import type { CallbackCase } from './callback/case.ts';
import type { CarrierRequest } from './carrier-request/case.ts';
import type { Vocabulary } from './carrier-request/vocabulary.ts';
import type { CaseEvent, CaseKind, CaseSummary, Content, Message, Wait, WorkflowKind } from './case.ts';
import type { CommissionLine, LineState, LineSummary } from './commission/line.ts';
import type { CarriedBalance, PaidLine, PayoutCase, Statement } from './commission/payout.ts';
import type { ComplaintCase } from './complaint/case.ts';
import type { CorrectiveActionCase } from './corrective-action/case.ts';
import type { EvaluationCase } from './evaluation/case.ts';
import type { Sending } from './evaluation/sending.ts';
import type { StrayReply } from './evaluation/stray.ts';
import type { Counter } from './metrics/counters.ts';
import type { ExportRecord } from './metrics/exports.ts';
import type { Exposure } from './metrics/exposure.ts';
import type { Restatement, ToldFigure } from './metrics/restatement.ts';
import type { Notice } from './notices.ts';
import type { Person } from './person.ts';
import type { ImportCase } from './policy/import.ts';
import type { Carrier } from './policy/intake.ts';
import type { Policy, PolicyEvent } from './policy/policy.ts';
import type { PreUnderwritingCase } from './pre-underwriting/case.ts';
import type { Here } from './presence.ts';
import type { ReceptionDayCase } from './reception-day/case.ts';
import type { ReconsiderationCase } from './reconsideration/case.ts';
import type { Sight } from './sight.ts';
import type { DateText } from './time/calendar.ts';
import type { SavedViews } from './views.ts';

export type AnyCase =
  | CallbackCase
  | PayoutCase
  | ImportCase
  | PreUnderwritingCase
  | ReconsiderationCase
  | CarrierRequest
  | AccountabilityCase
  | ComplaintCase
  | ReceptionDayCase
  | CorrectiveActionCase
  | EvaluationCase;

export type CaseOf<K extends CaseKind> = Extract<AnyCase, { kind: K }>;

/**
 * One thing to store. `expected` is the version that must still be there, 0 for "must not exist": the write, and all
 * that stand beside it, fail when it is not so.
 */
export type Write =
  | { store: 'case'; case: AnyCase; expected: number }
  | { store: 'event'; event: CaseEvent }
  | { store: 'message'; message: Message }
  /** Stands under the version of its case, which is written with it; another one of the same name goes. */
  | { store: 'content'; content: Content }
  /** The wait is decided: whoever waits there is to be woken. */
  | { store: 'decided-wait'; caseId: string; wait: number; at: string }
  | { store: 'line'; line: CommissionLine; expected: number }
  /** `create`: must not exist. Otherwise the version before must be there. */
  | { store: 'policy'; policy: Policy; create: true }
  | { store: 'policy'; policy: Policy; create?: false; expected: number }
  | { store: 'policy-event'; event: PolicyEvent }
  | { store: 'customer-phone'; phone: string; customerRef: string }
  /** The customer wants no messages that nobody has to send. Again is the same fact. */
  | { store: 'opt-out'; phone: string; at: string }
  | { store: 'sending'; phone: string; sending: Sending; expected: number }
  | { store: 'stray-reply'; stray: StrayReply; expected: number }
  /** Beside the event that says the same. */
  | { store: 'sight'; sight: Sight }
  | { store: 'person'; person: Person; expected: number }
  /** Beside a new import: the list of all is read by it. */
  | { store: 'listed-import'; id: string; openedAt: string }
  /** Once for a policy's record and once for its cancellation. */
  | { store: 'exposure'; exposure: Exposure }
  /** A version of a carrier's vocabulary; `expected` is the state that it must be in, absent when it must be new. */
  | { store: 'vocabulary'; vocabulary: Vocabulary; expected?: Vocabulary['state'] }
  | { store: 'paid-line'; paid: PaidLine }
  | { store: 'statement'; statement: Statement }
  | { store: 'carried-balance'; balance: CarriedBalance; expected: number };

/** What the store tells of a committed change, in order per case, at least once. */
export type Committed =
  | { is: 'new-case'; case: AnyCase }
  | { is: 'wait'; wait: Wait }
  | { is: 'new-message'; message: Message }
  | { is: 'event'; event: CaseEvent }
  | { is: 'exposure'; exposure: Exposure };

export interface Page<T> {
  items: T[];
  /** Give it back to get the next page; absent on the last one. */
  next?: string;
}

/**
 * Stores all writes or none.
 * @throws StaleVersion when a version has moved on, AlreadyExists when something that must be new is there
 * @throws Throttled when the store asks to slow down
 */
export interface Transactions {
  commit(writes: readonly Write[]): Promise<void>;
}

export interface CaseQuery {
  /**
   * `stage` of a branch, as `bj#awaiting-remedy`; `carrier-stage` of a carrier's requests, as `life-a#answered`; `day` of
   * reception desks, as `2026-03-24`.
   */
  by: 'owner' | 'stage' | 'carrier-stage' | 'customer' | 'day';
  value: string;
  /** By owner or stage: only what comes up, or was closed, from this moment on. */
  since?: string | undefined;
  /** And only up to this one, which is part of it. */
  until?: string | undefined;
  /** From the end of the order instead of its beginning. */
  latestFirst?: boolean | undefined;
  limit: number;
  next?: string | undefined;
}

export interface Cases {
  /** @throws NotFound when there is no case of this kind by this id */
  load<K extends CaseKind>(kind: K, id: string): Promise<CaseOf<K>>;
  byId(id: string): Promise<AnyCase | undefined>;
  /** In order of `nextDueAt`; closed ones by when they closed. */
  list(query: CaseQuery): Promise<Page<CaseSummary>>;
  /** Policy imports, the newest first. */
  imports(limit: number, next?: string): Promise<Page<ImportCase>>;
  /** Every case, in no order: for `verify`. */
  all(next?: string): Promise<Page<AnyCase>>;
  /** Events in order, all of them. */
  history(id: string): Promise<CaseEvent[]>;
  messages(id: string): Promise<Message[]>;
  contents(id: string): Promise<Content[]>;
  content(caseId: string, name: string): Promise<Content | undefined>;
  message(caseId: string, id: string): Promise<Message | undefined>;
  /** Open cases whose `nextDueAt` is before the time, oldest first. */
  overdue(before: Date, next?: string): Promise<Page<{ caseId: string; dueAt: string }>>;
  /** Cases whose content is to be erased by the date. */
  erasable(until: DateText, next?: string): Promise<Page<{ caseId: string }>>;
  /** Decided waits that were not delivered. */
  undelivered(decidedBefore: Date): Promise<Wait[]>;
  /** Puts the token of a wait where the decision will find it; tells whether the decision has come already. */
  storeToken(wait: { caseId: string; wait: number; execution: string; token: string }): Promise<Wait>;
  wait(caseId: string, wait: number): Promise<Wait | undefined>;
  markDelivered(caseId: string, wait: number, at: Date): Promise<void>;
  markSent(
    message: Pick<Message, 'caseId' | 'id'>,
    outcome: Pick<Message, 'status' | 'sentAt' | 'receipt'>,
  ): Promise<void>;
}

export interface Policies {
  byId(id: string): Promise<Policy | undefined>;
  history(id: string): Promise<PolicyEvent[]>;
  ofBroker(brokerId: string, limit: number, next?: string): Promise<Page<Policy>>;
  /** Every policy recorded as in scope in a month (`2026-11`) of its recording. */
  inScope(month: string, next?: string): Promise<Page<{ policyId: string }>>;
  /** Every policy, in no order: for replaying a scope rule and for `verify`. */
  all(next?: string): Promise<Page<Policy>>;
  /** How many customers gave this number, counted no further than three, and whether it is a staff member's. */
  phone(phone: string): Promise<{ customers: number; staff: boolean }>;
  putStaffPhone(phone: string, staffId: string): Promise<void>;
  /** Who gave this number: few, and several where a family or a seller lends one. */
  customersOf(phone: string): Promise<string[]>;
  optedOutAt(phone: string): Promise<string | undefined>;
  /** What evaluations sent to it lately. */
  sending(phone: string): Promise<Sending | undefined>;
  carrier(id: string): Promise<Carrier | undefined>;
  /** Every carrier that the firm sells for, by id. */
  carriers(): Promise<Carrier[]>;
  putCarrier(carrier: Carrier): Promise<void>;
  /** Every version of a carrier's vocabulary, the oldest first. */
  vocabularies(carrier: string): Promise<Vocabulary[]>;
}

/** Who is at a case just now. No history: what is told here is forgotten. */
export interface Presence {
  /** Everyone who was there of late, those who are gone by now among them. */
  at(caseId: string): Promise<Here[]>;
  /** In place of what the person told before. */
  put(caseId: string, here: Here): Promise<void>;
}

/** The views that a person keeps: one record, so that the limit holds whoever is quick. */
export interface Views {
  of(staffId: string): Promise<SavedViews>;
  /** @throws StaleVersion when the person changed them elsewhere meanwhile */
  put(staffId: string, views: SavedViews): Promise<void>;
}

/** Replies of no evaluation, until a person has seen to them. */
export interface StrayReplies {
  byId(id: string): Promise<StrayReply | undefined>;
  /** Those that nobody has seen to, the first first. */
  unseen(limit: number, next?: string): Promise<Page<StrayReply>>;
}

/** Who saw what is masked. */
export interface Sights {
  /** Of a month of Shanghai, as `2026-11`, the newest first. */
  ofMonth(month: string, limit: number, next?: string): Promise<Page<Sight>>;
  /** All of them, in no order: for `verify`. */
  all(next?: string): Promise<Page<Sight>>;
}

/** Who has signed in. */
export interface People {
  byId(id: string): Promise<Person | undefined>;
  /** By id. */
  list(limit: number, next?: string): Promise<Page<Person>>;
}

export interface Commissions {
  linesOf(policyId: string): Promise<CommissionLine[]>;
  line(policyId: string, payee: string): Promise<CommissionLine | undefined>;
  /** Full lines of many keys at once, in no order. */
  lines(keys: readonly Pick<CommissionLine, 'policyId' | 'payee'>[]): Promise<CommissionLine[]>;
  ofPayee(
    payee: string,
    state: LineState | undefined,
    limit: number,
    next?: string,
  ): Promise<Page<LineSummary>>;
  /** Lines of a branch in a state, by the date from which they are available; only up to `until` when given. */
  inState(branch: string, state: LineState, until?: DateText, next?: string): Promise<Page<LineSummary>>;
  paidLines(payoutId: string, next?: string): Promise<Page<PaidLine>>;
  statements(payoutId: string): Promise<Statement[]>;
  statement(payoutId: string, payee: string): Promise<Statement | undefined>;
  carriedBalance(payee: string): Promise<CarriedBalance | undefined>;
  all(next?: string): Promise<Page<CommissionLine>>;
}

/** The firm's branches: commission lists are kept per branch. */
export interface Firm {
  branches: readonly string[];
}

/** What an event adds to the figures, under an id by which it is counted once. */
export interface Counted {
  id: string;
  counters: readonly Counter[];
}

export interface Metrics {
  /**
   * Adds each counter of each event once, however often it is told: many events of one row in one update of it.
   * @throws Throttled when too many others write the same rows. Some of the events may be counted by then.
   */
  add(events: readonly Counted[]): Promise<void>;
  /** What was counted in a month by branch and carrier: one query, whatever happened in it. */
  read(month: string): Promise<Counter[]>;
  /** What was counted in a month by broker, which `read` leaves out: one query more. */
  readBrokers(month: string): Promise<Counter[]>;
  /** Every counter, those of brokers too, in no order: for `verify`. */
  all(next?: string): Promise<Page<Counter>>;
}

/** What became of figures after they left the house: who took which away, and which were corrected. */
export interface FigureRecords {
  /** Kept for ever, and never changed. */
  putExport(record: ExportRecord): Promise<void>;
  /** Of a month, in order. */
  exports(month: string): Promise<ExportRecord[]>;
  figure(id: string): Promise<ToldFigure | undefined>;
  /**
   * The figure and what it was before, together.
   * @throws StaleVersion when somebody restated it meanwhile
   */
  restate(figure: ToldFigure, restatement: Restatement): Promise<void>;
  /** A page of the figures that were ever restated, by id. */
  restated(limit: number, next?: string): Promise<Page<ToldFigure>>;
  /** In order, all of them. */
  restatements(figureId: string): Promise<Restatement[]>;
}

/** Workflows: started once per name, woken by token. */
export interface Workflows {
  /** A name that was used already is success: somebody started it before. */
  start(kind: WorkflowKind, name: string, input: { caseId: string }): Promise<void>;
  /** @returns `gone` when nobody waits with this token any more */
  wake(token: string, output: object): Promise<'woken' | 'gone'>;
}

/** Tells other systems what happened: ids and facts, no personal data. */
export interface Notices {
  publish(notices: readonly Notice[]): Promise<void>;
}

export interface Sms {
  /**
   * Sends one message. The same `id` twice is one message wherever the gateway can tell.
   * @throws Throttled, Unavailable: try again
   * @throws Refused when the gateway will never take it, as for a number that does not exist
   */
  send(message: {
    id: string;
    phone: string;
    template: Message['template'];
    parameters: Record<string, string>;
    /** Two to four digits by which the reply is matched, where the firm has arranged that with the gateway. */
    extension?: string | undefined;
  }): Promise<{ receipt: string }>;
}

/** What a customer wrote back. */
export interface SmsReply {
  /** The same reply has the same id, however often and by whatever way it comes. */
  id: string;
  phone: string;
  text: string;
  /** By the gateway's time stamp. */
  receivedAt: Date;
  extension?: string | undefined;
}

/** What became of a message after the gateway took it. */
export interface SmsReport {
  /** Our id of the message. */
  messageId: string;
  receipt?: string | undefined;
  outcome: 'delivered' | 'undelivered';
  at: Date;
  /** The gateway's own word for it. */
  code?: string | undefined;
}

export interface SmsPushed {
  replies: SmsReply[];
  reports: SmsReport[];
  /** Items that are neither: the others of the same push are taken all the same. */
  unreadable: number;
}

/** The gateway tells us. It tries a few times, and never again: see `SmsInbox`. */
export interface SmsPush {
  /**
   * @param proof what only the gateway knows: the token in the path, or the signature in a header
   * @throws NotFound when it is not the gateway, TooLarge over 10 MB, Invalid when it is no list
   */
  read(push: { body: Uint8Array; proof: string | undefined; now: Date }): SmsPushed;
}

/** Replies that the gateway still holds, for what its pushes have lost. */
export interface SmsInbox {
  /** Those from `since` on at least, in order; some were pushed before. @throws Throttled, Unavailable */
  pull(since: Date): Promise<SmsReply[]>;
  /** They are stored: the gateway need not hold them any longer. */
  forget(replies: readonly SmsReply[]): Promise<void>;
}

/** Files: imports, reports, statements, proofs. */
export interface Files {
  put(key: string, body: string | Uint8Array, contentType: string): Promise<void>;
  /** @throws NotFound */
  read(key: string): Promise<AsyncIterable<Uint8Array>>;
  size(key: string): Promise<number | undefined>;
  /** A file that is not there is removed already. */
  remove(key: string): Promise<void>;
  /**
   * An address at which the holder may put one file for an hour: with `sha256` (hex) that very file only, so that it
   * cannot be swapped after it was checked.
   */
  uploadUrl(key: string, contentType: string, sha256?: string): Promise<string>;
  downloadUrl(key: string, fileName: string): Promise<string>;
}

export interface Clock {
  now(): Date;
}
