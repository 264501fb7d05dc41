import * as z from 'zod/mini';
import { authorize } from '../../domain/access.ts';
import { Invalid, NotFound } from '../../domain/errors.ts';
import { Id, type Staff } from '../../domain/people.ts';
import { Phone, type Policy, PolicyInput, policyIdOf } from '../../domain/policy/policy.ts';
import type { Policies } from '../../domain/ports.ts';
import { DisputedDecision } from '../../domain/reconsideration/case.ts';
import type { ReconsiderationOpening } from '../../domain/reconsideration/open.ts';

/** Dates of the legal clocks: what each may be is said by the domain, with the field that is wrong. */
export const Facts = z.record(z.string().check(z.maxLength(40)), z.unknown());

export const OpeningInput = z.strictObject({
  /** A policy of ours: broker, branch, customer and number are then those of the policy. */
  policyId: z.optional(z.string().check(z.regex(/^pl-[0-9a-f]{20}$/, 'is not a policy id'))),
  /** The same policy by its number: an expert reads no policies, and has the number from the customer. */
  policyNumber: z.optional(PolicyInput.shape.number),
  branch: z.optional(Id),
  brokerId: z.optional(Id),
  customerRef: z.optional(Id),
  contact: z.optional(z.strictObject({ phone: Phone })),
  decision: DisputedDecision,
  /** What the customer says to it. It may tell of health, so it is kept as content. */
  statement: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(2000))),
  facts: z.optional(Facts),
});
export type OpeningInput = z.infer<typeof OpeningInput>;

type Opening = Omit<ReconsiderationOpening, 'id'>;

/** Whose matter it is. @throws Invalid for what is missing or does not fit, NotFound for a policy out of reach */
export async function openingOf(
  input: OpeningInput,
  staff: Staff,
  policies: Pick<Policies, 'byId' | 'carrier'>,
): Promise<Opening> {
  const { decision, statement, facts, policyNumber } = input;
  const policyId =
    input.policyId ?? (policyNumber === undefined ? undefined : policyIdOf(decision.carrier, policyNumber));
  if ((await policies.carrier(decision.carrier)) === undefined) {
    throw new Invalid('The carrier is not known.', [{ field: 'decision.carrier', reason: 'is not known' }]);
  }
  const stated = {
    decision,
    ...(statement === undefined ? {} : { statement }),
    ...(facts === undefined ? {} : { facts }),
  };
  if (policyId === undefined) return { ...stated, ...outsideOurs(input, staff) };
  const policy = await policies.byId(policyId);
  if (policy === undefined) throw new NotFound('There is no such policy.');
  const concerned = [policy.brokerId, ...policy.commission.map(({ payee }) => payee)];
  authorize(staff, 'reconsideration:open', { branch: policy.branch, concerned });
  return { ...stated, ...ofOurs(input, policy), concerned, policyId };
}

/** A policy that was sold elsewhere, or an application that came to nothing. */
function outsideOurs(
  { branch: named, brokerId: broker, customerRef, contact }: OpeningInput,
  staff: Staff,
): Omit<Opening, 'decision'> {
  const branch = staff.role === 'expert' ? named : staff.branch;
  const brokerId = staff.role === 'broker' ? staff.id : broker;
  const missing = Object.entries({ branch, brokerId, customerRef, contact })
    .filter(([, value]) => value === undefined)
    .map(([field]) => ({ field, reason: 'is needed without a policy of ours' }));
  if (branch === undefined || brokerId === undefined || customerRef === undefined || contact === undefined) {
    throw new Invalid('It is not said whose matter it is.', missing);
  }
  const foreign = [
    ...(named !== undefined && named !== branch ? [{ field: 'branch', reason: 'is not yours' }] : []),
    ...(broker !== undefined && broker !== brokerId ? [{ field: 'brokerId', reason: 'is not you' }] : []),
  ];
  if (foreign.length > 0) throw new Invalid('It is not yours to open.', foreign);
  return { branch, brokerId, customerRef, phone: contact.phone, concerned: [brokerId] };
}

function ofOurs(
  { decision, branch, brokerId, customerRef, contact }: OpeningInput,
  policy: Policy,
): Pick<Opening, 'branch' | 'brokerId' | 'customerRef' | 'phone'> {
  const faults = [
    ...differs('decision.carrier', decision.carrier, policy.carrier),
    ...differs('branch', branch, policy.branch),
    ...differs('brokerId', brokerId, policy.brokerId),
    ...differs('customerRef', customerRef, policy.customer.ref),
  ];
  if (faults.length > 0) throw new Invalid('The policy says otherwise.', faults);
  return {
    branch: policy.branch,
    brokerId: policy.brokerId,
    customerRef: policy.customer.ref,
    phone: contact?.phone ?? policy.customer.phone,
  };
}

function differs(
  field: string,
  stated: string | undefined,
  known: string,
): { field: string; reason: string }[] {
  return stated === undefined || stated === known ? [] : [{ field, reason: 'is not that of the policy' }];
}
