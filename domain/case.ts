import * as z from 'zod/mini';
import { append } from './history.ts';
import { Actor, Id } from './people.ts';

/** Every long-running matter is a case: one record, one history, one workflow, found by the same lists. */
export const CaseKind = z.enum([
  'callback',
  'payout',
  'policy-import',
  'pre-underwriting',
  'reconsideration',
  'carrier-request',
  'accountability',
  'complaint',
  'reception-day',
  'corrective-action',
  'evaluation',
]);
export type CaseKind = z.infer<typeof CaseKind>;

/** Moved by people, or by the workflow of the case that they belong to: no execution waits for them. */
const WITHOUT_WORKFLOW = ['carrier-request', 'reception-day', 'corrective-action'] as const;

export type WorkflowKind = Exclude<CaseKind, (typeof WITHOUT_WORKFLOW)[number]>;

export function hasWorkflow(kind: CaseKind): kind is WorkflowKind {
  return !WITHOUT_WORKFLOW.some((without) => without === kind);
}

/** What the id of a case begins with. Behind it stand 20 hex digits, or the month of a run. */
const PREFIXES = new Map<string, CaseKind>([
  ['cb', 'callback'],
  ['payout', 'payout'],
  ['import', 'policy-import'],
  ['pu', 'pre-underwriting'],
  ['rc', 'reconsideration'],
  ['cr', 'carrier-request'],
  ['ac', 'accountability'],
  ['cp', 'complaint'],
  ['rd', 'reception-day'],
  ['ca', 'corrective-action'],
  ['ev', 'evaluation'],
]);

/** Nothing for a text that is no id of a case. */
export function kindOfId(id: string): CaseKind | undefined {
  const [, prefix = ''] = /^([a-z]+)-(?:[0-9a-f]{20}|\d{4}-\d{2})$/.exec(id) ?? [];
  return PREFIXES.get(prefix);
}

const Instant = z.iso.datetime();

/** What every case has, whatever its kind. Stage names differ by kind; only the category says if its clock runs. */
export const caseHead = {
  id: z.string(),
  category: z.enum(['open', 'closed']),
  /** Number of events so far: the `expected version` of the next change, and the `seq` of the last event. */
  version: z.int(),
  lastHash: z.string(),
  branch: Id,
  /** Whose work list it is on: a role's queue of a branch (`callback-agent@bj`) or a person's id. */
  owner: z.string(),
  /** When something happens next even if nobody does anything. Absent only when closed. */
  nextDueAt: z.optional(Instant),
  /** Number of the wait that the workflow is in or is going to: each decision that wakes it raises this. */
  wait: z.int(),
  openedAt: Instant,
  closedAt: z.optional(Instant),
};

export interface CaseHead {
  id: string;
  kind: CaseKind;
  stage: string;
  category: 'open' | 'closed';
  version: number;
  lastHash: string;
  branch: string;
  owner: string;
  nextDueAt?: string | undefined;
  wait: number;
  openedAt: string;
  closedAt?: string | undefined;
}

/** What a list shows of a case. */
export const CaseSummary = z.strictObject({
  id: z.string(),
  kind: CaseKind,
  stage: z.string(),
  category: z.enum(['open', 'closed']),
  version: z.int(),
  branch: Id,
  carrier: z.optional(Id),
  owner: z.string(),
  nextDueAt: z.optional(Instant),
  openedAt: Instant,
  closedAt: z.optional(Instant),
  policyId: z.optional(z.string()),
  round: z.optional(z.int()),
  escalatedTo: z.optional(z.string()),
  /** What a carrier is asked for, and the case that it is asked for. */
  purpose: z.optional(z.string()),
  about: z.optional(z.string()),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

/** One thing that happened: who, when, what, why, chained by hash to the one before. Never changed. */
export const CaseEvent = z.strictObject({
  caseId: z.string(),
  kind: CaseKind,
  seq: z.int(),
  at: Instant,
  type: z.string(),
  by: Actor,
  /** Where it counts in the figures. */
  branch: Id,
  carrier: z.optional(Id),
  data: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
});
export type CaseEvent = z.infer<typeof CaseEvent>;

export interface EventContent {
  type: string;
  by: Actor;
  at: Date;
  data: Record<string, unknown>;
}

/** The next event of a case, and the case that has it: version and last hash always move together. */
export function follow<C extends CaseHead & { carrier?: string | undefined }>(
  before: C,
  content: EventContent,
): { case: C; event: CaseEvent } {
  const event = append(before.version === 0 ? undefined : { seq: before.version, hash: before.lastHash }, {
    caseId: before.id,
    kind: before.kind,
    at: content.at.toISOString(),
    type: content.type,
    by: content.by,
    branch: before.branch,
    ...(before.carrier === undefined ? {} : { carrier: before.carrier }),
    data: content.data,
  });
  return { event, case: { ...before, version: event.seq, lastHash: event.hash } };
}

/** Something the customer is to get. What it says is decided by `template`; the link in it is made when it is sent. */
export const Message = z.strictObject({
  /** One per intent, whatever is delivered twice: case and event that wrote it. */
  id: z.string(),
  caseId: z.string(),
  /** Whose customer gets it. Without a policy it goes to the number in the case's content `contact`. */
  policyId: z.optional(z.string()),
  template: z.enum([
    'callback-invitation',
    'callback-reminder',
    'confirmation-request',
    'confirmation-reminder',
    'consent-request',
    'explanation',
    'explanation-reminder',
    'outcome-letter',
    'complaint-decision',
    'evaluation-request',
    'evaluation-reminder',
    'evaluation-unclear',
  ]),
  round: z.int(),
  status: z.enum(['intended', 'sent', 'failed']),
  intendedAt: Instant,
  sentAt: z.optional(Instant),
  /** The gateway's own id of the message. */
  receipt: z.optional(z.string()),
});
export type Message = z.infer<typeof Message>;

/**
 * What a case holds apart from its record and history, because it must be possible to erase it: health data, a phone
 * number, a carrier's opinion. Events keep the hash, so what was said can be proven as long as it is there.
 */
export const Content = z.strictObject({
  caseId: z.string(),
  /** Unique in the case, as `disclosure` or `answer-1`. */
  name: z.string(),
  /** SHA-256 over the canonical JSON of the body, base64url; stays when the body goes. */
  hash: z.string(),
  body: z.optional(z.unknown()),
  erasedAt: z.optional(Instant),
});
export type Content = z.infer<typeof Content>;

/** A place where a workflow waits for a decision. `token` stays on the server. */
export const Wait = z.strictObject({
  caseId: z.string(),
  wait: z.int(),
  execution: z.optional(z.string()),
  token: z.optional(z.string()),
  decidedAt: z.optional(Instant),
  deliveredAt: z.optional(Instant),
});
export type Wait = z.infer<typeof Wait>;
