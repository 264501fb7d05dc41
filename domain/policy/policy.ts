import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type FieldFault, Invalid, Refused } from '../errors.ts';
import { append } from '../history.ts';
import { NonNegativeFen } from '../money.ts';
import { Actor, Id } from '../people.ts';
import { addDays, DateText } from '../time/calendar.ts';

/** New-type products (新型产品) and medical ones get extra questions; the class also decides the scope. */
export const ProductClass = z.enum([
  'ordinary-life',
  'annuity',
  'critical-illness',
  'participating',
  'universal',
  'unit-linked',
  'medical-mid-high', // 中高端医疗险
  'medical-basic',
  'accident',
]);
export type ProductClass = z.infer<typeof ProductClass>;

const PolicyNumber = z
  .string()
  .check(z.regex(/^[A-Za-z0-9-]{4,40}$/, 'must be 4 to 40 letters, digits or dashes'));

const PersonText = z.string().check(z.trim(), z.minLength(1), z.maxLength(100));
export const Phone = z
  .string()
  .check(z.regex(/^1[3-9]\d{9}$/, 'must be a mainland mobile number of 11 digits'));
export const Instant = z.iso.datetime();

export const PayeeRole = z.enum(['broker', 'team-leader']);

/** A policy as the core system, a file or a person brings it. */
export const PolicyInput = z.strictObject({
  carrier: Id,
  number: PolicyNumber,
  product: z.strictObject({
    code: Id,
    class: ProductClass,
    /** Whole life: 1200. */
    termMonths: z.int().check(z.minimum(1), z.maximum(1200)),
    /** `major.minor`: a renewal with another major has a materially changed liability (责任变化较大). */
    liabilityVersion: z.string().check(z.regex(/^\d{1,4}\.\d{1,4}$/, 'must be major.minor, as 2026.1')),
  }),
  channel: z.enum(['face-to-face', 'phone', 'internet', 'bank']),
  brokerId: Id,
  branch: Id,
  customer: z.strictObject({
    ref: Id,
    name: PersonText,
    phone: Phone,
    phoneChangedAt: z.optional(Instant),
    address: z.optional(PersonText),
  }),
  premiumFen: NonNegativeFen,
  /** Insured persons (被保险人); one when it is not told. */
  insured: z.optional(z.int().check(z.minimum(1))),
  instalments: z.boolean(),
  issuedOn: DateText,
  /** The day the customer signed for the policy (回执): the cooling-off period starts here. */
  receiptOn: z.optional(DateText),
  coolingOffDays: z.int().check(z.minimum(0), z.maximum(60)),
  commission: z
    .array(z.strictObject({ payee: Id, role: PayeeRole, amountFen: NonNegativeFen }))
    .check(z.minLength(1), z.maxLength(5)),
  renews: z.optional(PolicyNumber),
});
export type PolicyInput = z.infer<typeof PolicyInput>;

export const ScopeDecision = z.strictObject({
  inScope: z.boolean(),
  reason: z.string(),
  ruleVersion: z.string(),
});
export type ScopeDecision = z.infer<typeof ScopeDecision>;

export const Policy = z.strictObject({
  ...PolicyInput.shape,
  id: z.string(),
  scope: ScopeDecision,
  status: z.enum(['in-force', 'cancelled']),
  recordedAt: Instant,
  recordedBy: z.string(),
  /** SHA-256 of the input: the same row twice is the same policy, a changed row under the same number is not. */
  inputHash: z.string(),
  version: z.int(),
  lastHash: z.string(),
});
export type Policy = z.infer<typeof Policy>;

/** What happened to a policy after its intake, chained like the history of a case. */
export const PolicyEvent = z.strictObject({
  policyId: z.string(),
  seq: z.int(),
  at: Instant,
  type: z.enum(['receipt-recorded', 'contact-corrected', 'cancelled', 'revealed']),
  by: Actor,
  data: z.record(z.string(), z.unknown()),
  previousHash: z.string(),
  hash: z.string(),
});
export type PolicyEvent = z.infer<typeof PolicyEvent>;

/** A policy after a change, with the event that says so. */
export function followPolicy(
  before: Policy,
  to: Partial<Policy>,
  { type, by, at, data }: { type: PolicyEvent['type']; by: Actor; at: Date; data: Record<string, unknown> },
): { policy: Policy; event: PolicyEvent } {
  const end = before.version === 0 ? undefined : { seq: before.version, hash: before.lastHash };
  const event = append(end, { policyId: before.id, at: at.toISOString(), type, by, data });
  return { policy: { ...before, ...to, version: event.seq, lastHash: event.hash }, event };
}

/**
 * A policy's id: numbers are unique per carrier only, and a number belongs in no URL, log or key. So the id is a hash
 * of both, and whoever knows the number finds the policy.
 */
export function policyIdOf(carrier: string, number: string): string {
  return `pl-${createHash('sha256').update(`${carrier}\n${number}`).digest('hex').slice(0, 20)}`;
}

/** One callback case per policy: the case's id follows from the policy's, so a second case cannot be put. */
export function callbackCaseIdOf(policyId: string): string {
  return policyId.replace('pl-', 'cb-');
}

/** Last day of the cooling-off period (犹豫期), or nothing while the receipt is missing: it has not begun. */
export function coolingOffEndsOn(
  policy: Pick<PolicyInput, 'receiptOn' | 'coolingOffDays'>,
): DateText | undefined {
  return policy.receiptOn === undefined ? undefined : addDays(policy.receiptOn, policy.coolingOffDays);
}

/** Commission of a policy may be paid from the day after the cooling-off period; without one, from its issue. */
export function commissionAvailableFrom(policy: PolicyInput): DateText | undefined {
  if (policy.coolingOffDays === 0) return policy.issuedOn;
  const end = coolingOffEndsOn(policy);
  return end === undefined ? undefined : addDays(end, 1);
}

/** What no schema can see: dates against each other and against today. */
export function refuseImpossible(input: PolicyInput, today: DateText): void {
  const fields: FieldFault[] = [];
  if (input.issuedOn > today) fields.push({ field: 'issuedOn', reason: `is after today, ${today}` });
  if (input.receiptOn !== undefined) {
    if (input.receiptOn < input.issuedOn) fields.push({ field: 'receiptOn', reason: 'is before issuedOn' });
    if (input.receiptOn > today) fields.push({ field: 'receiptOn', reason: `is after today, ${today}` });
  }
  if (input.renews === input.number) fields.push({ field: 'renews', reason: 'is the policy itself' });
  const payees = input.commission.map((part) => part.payee);
  if (new Set(payees).size !== payees.length)
    fields.push({ field: 'commission', reason: 'names a payee twice' });
  const commission = input.commission.reduce((sum, part) => sum + part.amountFen, 0);
  if (commission > input.premiumFen) fields.push({ field: 'commission', reason: 'is more than the premium' });
  if (fields.length > 0) {
    throw new Invalid('The policy contradicts itself or the calendar.', fields);
  }
}

/** Cancelled in the cooling-off period (犹豫期退保), or refused: a later surrender leaves the commission alone. */
export function assertInCoolingOff(policy: Policy, cancelledOn: DateText): void {
  if (policy.coolingOffDays === 0)
    throw new Refused('no-cooling-off', 'The policy has no cooling-off period.');
  const end = coolingOffEndsOn(policy);
  if (end !== undefined && cancelledOn > end) {
    throw new Refused('cooling-off-over', `The cooling-off period ended on ${end}.`);
  }
}
