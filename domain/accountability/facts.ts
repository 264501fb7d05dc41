import * as z from 'zod/mini';
import { NonNegativeFen } from '../money.ts';
import { Id } from '../people.ts';
import { Instant } from '../time/dates.ts';

/** Who can be held liable for a complaint, the nearest to it first. */
export const LiableRole = z.enum([
  'direct-person',
  'branch-complaint-handler',
  'sub-branch-complaint-head',
  'sub-branch-leader',
  'department-head',
]);
export type LiableRole = z.infer<typeof LiableRole>;

export type Responsibility = 'direct' | 'management';

/**
 * The firm's procedure names five roles and two kinds and leaves open which is which: whoever acted answers directly,
 * whoever leads answers as a manager. Practice, not law.
 */
export const RESPONSIBILITY: Readonly<Record<LiableRole, Responsibility>> = {
  'direct-person': 'direct',
  'branch-complaint-handler': 'direct',
  'sub-branch-complaint-head': 'management',
  'sub-branch-leader': 'management',
  'department-head': 'management',
};

/** The four faults of a complaint desk. */
export const DeskFault = z.enum(['late-feedback', 'attitude', 'not-escalated', 'poor-records']);
export type DeskFault = z.infer<typeof DeskFault>;

/** 1 own channels, 2 head office, 3 association or another body, 4 regulator, 5 media. */
export const ChannelRank = z.literal([1, 2, 3, 4, 5]);
export type ChannelRank = z.infer<typeof ChannelRank>;

const Contact = z.strictObject({
  at: Instant,
  channel: z.string().check(z.regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be a code in lower case')),
  rank: ChannelRank,
});
export type Contact = z.infer<typeof Contact>;

export const FoundFault = z.strictObject({
  fault: DeskFault,
  handler: Id,
  foundAt: Instant,
  /** Absent: the usual amount of the settings. */
  amountFen: z.optional(NonNegativeFen),
  /** The document that shows it. */
  evidence: Id,
});
export type FoundFault = z.infer<typeof FoundFault>;

/** Who answers in which role. */
export const Responsible = z.strictObject({ role: LiableRole, person: Id });
export type Responsible = z.infer<typeof Responsible>;

/**
 * The plain facts of one complaint that customer service could not settle and transferred. Only such a complaint is in
 * the scope of the run. Facts from after a cut are left out by the run, so they may be there.
 */
export const AccountableComplaint = z
  .strictObject({
    caseId: z.string().check(z.regex(/^cp-[0-9a-f]{20}$/, 'must be the id of a complaint')),
    branch: Id,
    line: z.enum(['life', 'property']),
    contacts: z.array(Contact).check(z.minLength(1), z.maxLength(50)),
    /** The same matter was closed before: its first contact is a repeat already. */
    isRepeat: z.boolean(),
    transferredAt: Instant,
    outcome: z.optional(z.enum(['upheld', 'upheld-in-part', 'not-upheld', 'outside-cover', 'withdrawn'])),
    closedAt: z.optional(Instant),
    satisfied: z.optional(z.boolean()),
    withdrawnAfterFirstCoordination: z.boolean(),
    /** Clearly outside cover. */
    outsideCover: z.boolean(),
    responsible: z.array(Responsible).check(z.maxLength(20)),
    deskFaults: z.array(FoundFault).check(z.maxLength(20)),
  })
  .check(
    z.refine(({ responsible }) => isEachOnce(responsible.map(({ role, person }) => `${role} ${person}`)), {
      error: 'names somebody twice in one role',
      path: ['responsible'],
    }),
    // A fault is charged per case: the same one twice would be charged twice.
    z.refine(({ deskFaults }) => isEachOnce(deskFaults.map(({ fault, handler }) => `${fault} ${handler}`)), {
      error: 'names one fault of one handler twice',
      path: ['deskFaults'],
    }),
  );
export type AccountableComplaint = z.infer<typeof AccountableComplaint>;

function isEachOnce(keys: readonly string[]): boolean {
  return new Set(keys).size === keys.length;
}
