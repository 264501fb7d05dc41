import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { CallbackDecision } from '../callback/draft.ts';
import type { CallbackRules } from '../callback/due.ts';
import { openCallback } from '../callback/open.ts';
import type { Hold, HoldType } from '../commission/holds.ts';
import { accrue, type CommissionLine } from '../commission/line.ts';
import { Invalid } from '../errors.ts';
import { canonicalJson } from '../history.ts';
import { type Exposure, exposureOf } from '../metrics/exposure.ts';
import { type Actor, actorName, Id } from '../people.ts';
import { dateOf } from '../time/calendar.ts';
import {
  commissionAvailableFrom,
  type Policy,
  type PolicyInput,
  ProductClass,
  policyIdOf,
  refuseImpossible,
} from './policy.ts';
import { decideScope } from './scope.ts';

/** The carriers and products the firm sells: a policy of any other is refused. */
export const Carrier = z.strictObject({
  id: Id,
  name: z.string().check(z.minLength(1), z.maxLength(100)),
  products: z.record(
    Id,
    z.strictObject({ name: z.string().check(z.minLength(1), z.maxLength(100)), class: ProductClass }),
  ),
});
export type Carrier = z.infer<typeof Carrier>;

/** What a new policy brings with it, stored in one transaction. */
export interface Intake {
  policy: Policy;
  lines: CommissionLine[];
  callback?: CallbackDecision;
  exposure: Exposure;
}

export interface IntakeFacts {
  carrier: Carrier | undefined;
  /** The policy it renews, if that one is in our books. */
  renewed: Policy | undefined;
}

export function inputHash(input: PolicyInput): string {
  return createHash('sha256').update(canonicalJson(input)).digest('base64url');
}

/**
 * Takes a policy in: scope decided, commission accrued with the holds that belong to it, the callback case opened.
 * @throws Invalid for an unknown carrier or product, or for dates that cannot be
 */
export function takeIn(
  input: PolicyInput,
  facts: IntakeFacts,
  by: Actor,
  at: Date,
  rules: CallbackRules,
): Intake {
  refuseUnknown(input, facts.carrier);
  refuseImpossible(input, dateOf(at));
  const scope = decideScope(input, facts.renewed);
  const policy: Policy = {
    ...input,
    id: policyIdOf(input.carrier, input.number),
    scope,
    status: 'in-force',
    recordedAt: at.toISOString(),
    recordedBy: actorName(by),
    inputHash: inputHash(input),
    version: 0,
    lastHash: '',
  };
  const availableFrom = commissionAvailableFrom(input);
  const hold = (type: HoldType, reason: string): Hold => ({
    type,
    placedAt: at.toISOString(),
    placedBy: actorName(by),
    reason,
  });
  const holds = [
    ...(scope.inScope ? [hold('callback-not-completed', scope.reason)] : []),
    ...(availableFrom === undefined ? [hold('receipt-missing', 'no receipt date')] : []),
  ];
  const lines = input.commission.map((part) =>
    accrue(
      {
        policyId: policy.id,
        payee: part.payee,
        payeeRole: part.role,
        brokerId: input.brokerId,
        branch: input.branch,
        carrier: input.carrier,
        holds,
        ...(availableFrom === undefined ? {} : { availableFrom }),
      },
      part.amountFen,
      by,
      at,
    ),
  );
  const exposure: Exposure = {
    policyId: policy.id,
    seq: 0,
    at: policy.recordedAt,
    counters: exposureOf(policy),
  };
  return {
    policy,
    lines,
    exposure,
    ...(scope.inScope ? { callback: openCallback(policy, by, at, rules) } : {}),
  };
}

function refuseUnknown(input: PolicyInput, carrier: Carrier | undefined): void {
  if (carrier === undefined) {
    throw new Invalid('The carrier is not known.', [
      { field: 'carrier', reason: 'is not a carrier of this firm' },
    ]);
  }
  const product = carrier.products[input.product.code];
  if (product === undefined) {
    throw new Invalid('The product is not known.', [
      { field: 'product.code', reason: `is not a product of ${carrier.id}` },
    ]);
  }
  if (product.class !== input.product.class) {
    throw new Invalid('The product is of another class.', [
      { field: 'product.class', reason: `${input.product.code} is ${product.class}` },
    ]);
  }
}
