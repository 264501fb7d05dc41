import * as z from 'zod/mini';
import type { CaseEvent, Content, Message } from '../case.ts';
import type { CommissionLine } from '../commission/line.ts';
import { CaseDraft, type Decision } from '../decision.ts';
import { CaseDocument } from '../documents.ts';
import type { Due } from '../due.ts';
import { Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import type { Policy } from '../policy/policy.ts';
import type { AnyCase } from '../ports.ts';

const Instant = z.iso.datetime();

/**
 * What of a case moves on without an event of its own, as it stood when a packet of a version was first made: it stands
 * in the event that says so. With the events up to the version, which never change, the same packet can be made again
 * years later.
 */
export const Snapshot = z.strictObject({
  stage: z.string(),
  category: z.enum(['open', 'closed']),
  closedAt: z.optional(Instant),
  /** What comes next, and why then. */
  deadlines: z.array(z.strictObject({ what: z.string(), at: Instant, why: z.array(z.string()) })),
  messages: z.array(
    z.strictObject({
      id: z.string(),
      template: z.string(),
      status: z.enum(['intended', 'sent', 'failed']),
      intendedAt: Instant,
      sentAt: z.optional(Instant),
      receipt: z.optional(z.string()),
    }),
  ),
  contents: z.array(z.strictObject({ name: z.string(), hash: z.string(), erasedAt: z.optional(Instant) })),
  documents: z.array(CaseDocument),
  /** How many entries each ledger had. */
  lines: z.array(z.strictObject({ payee: z.string(), entries: z.int() })),
  /** How many events the policy had. */
  policyVersion: z.optional(z.int()),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** A case with everything that is kept about it. */
export interface CaseFacts {
  case: AnyCase;
  history: readonly CaseEvent[];
  messages: readonly Message[];
  contents: readonly Content[];
  lines: readonly CommissionLine[];
  policy?: Policy | undefined;
  dues: readonly Due[];
}

export function snapshotOf({ case: record, messages, contents, lines, policy, dues }: CaseFacts): Snapshot {
  const { stage, category, closedAt } = record;
  return {
    stage,
    category,
    ...(closedAt === undefined ? {} : { closedAt }),
    deadlines: dues.map(({ what, at, why }) => ({ what, at: at.toISOString(), why: [...why] })),
    messages: messages.map(({ id, template, status, intendedAt, sentAt, receipt }) => ({
      id,
      template,
      status,
      intendedAt,
      ...(sentAt === undefined ? {} : { sentAt }),
      ...(receipt === undefined ? {} : { receipt }),
    })),
    contents: contents.map(({ name, hash, erasedAt }) => ({
      name,
      hash,
      ...(erasedAt === undefined ? {} : { erasedAt }),
    })),
    documents: 'documents' in record ? [...record.documents] : [],
    lines: lines.map(({ payee, entries }) => ({ payee, entries: entries.length })),
    ...(policy === undefined ? {} : { policyVersion: policy.version }),
  };
}

const MADE = 'evidence-packet-made';

const Made = z.object({ version: z.int(), snapshot: z.optional(Snapshot) });

/**
 * The case as it stood at a version: now, or as the first packet of that version has kept it.
 * @throws Refused for a version of which no packet was ever made
 */
export function snapshotAt(facts: CaseFacts, version: number): Snapshot {
  for (const { type, data } of facts.history) {
    const made = type === MADE ? Made.safeParse(data) : undefined;
    if (made?.data?.version === version && made.data.snapshot !== undefined) return made.data.snapshot;
  }
  if (version === facts.case.version) return snapshotOf(facts);
  throw new Refused(
    'no-such-packet',
    'No packet of this version was made while the case stood there: it can be made of the present one.',
    { details: { version: facts.case.version } },
  );
}

/** That a packet left the house: of which version, how much of it, why, and its SHA-256 in hex. */
export function recordPacket(
  record: AnyCase,
  packet: { version: number; reason?: string | undefined; sha256: string; snapshot: Snapshot },
  by: Staff,
  at: Date,
): Decision {
  const { version, reason, sha256, snapshot } = packet;
  const draft = new CaseDraft<AnyCase>(record, by, at);
  draft.record(MADE, {
    version,
    whole: reason !== undefined,
    ...(reason === undefined ? {} : { reason }),
    sha256,
    ...(version === record.version ? { snapshot } : {}),
  });
  const nextDueAt = record.nextDueAt === undefined ? undefined : new Date(record.nextDueAt);
  return draft.finish({ nextDueAt, wakes: false });
}
