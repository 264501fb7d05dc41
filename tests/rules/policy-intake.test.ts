import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../domain/history.ts';
import { type IntakeFacts, takeIn } from '../../domain/policy/intake.ts';
import {
  assertInCoolingOff,
  callbackCaseIdOf,
  followPolicy,
  type Policy,
  policyIdOf,
} from '../../domain/policy/policy.ts';
import { COMPLIANCE, CORE_SYSTEM, LEADER, SELLER } from '../support/people.ts';
import { carrierOf, INTAKE_AT, intakeOf, type PolicyOver, policyInput, RULES } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';

/** The Monday on which it comes in, and the days around it. */
const [BEFORE, TODAY, TOMORROW] = ['2026-03-01', '2026-03-02', '2026-03-03'];
const PREMIUM = 1_000_000;

const paid = (payee: string, amountFen: number) => ({ payee, role: 'broker', amountFen }) as const;

function fieldsRefused(over: PolicyOver, facts: Partial<IntakeFacts> = {}): string[] {
  const input = policyInput(over);
  const known = { carrier: carrierOf(input), renewed: undefined, ...facts };
  const faults = faultsOf(() => takeIn(input, known, CORE_SYSTEM, INTAKE_AT, RULES));
  return faults.map((fault) => present(fault.split(' ')[0]));
}

describe('a policy that comes in', () => {
  it.each<[string, PolicyOver, string]>([
    ['was issued tomorrow', { issuedOn: TOMORROW, receiptOn: undefined }, 'issuedOn'],
    ['was signed for before it was issued', { issuedOn: TODAY, receiptOn: BEFORE }, 'receiptOn'],
    ['was signed for tomorrow', { receiptOn: TOMORROW }, 'receiptOn'],
    ['renews itself', { number: 'POL-SAME', renews: 'POL-SAME' }, 'renews'],
    ['pays one person twice', { commission: [paid(SELLER.id, 1), paid(SELLER.id, 2)] }, 'commission'],
    [
      'pays more than its premium',
      { premiumFen: PREMIUM, commission: [paid(SELLER.id, PREMIUM), paid(LEADER.id, 1)] },
      'commission',
    ],
  ])('is refused when it %s', (_what, over, field) => {
    expect(fieldsRefused(over)).toEqual([field]);
  });

  it('is told everything that is wrong with it at once', () => {
    const over = { issuedOn: TOMORROW, receiptOn: BEFORE, number: 'POL-SAME', renews: 'POL-SAME' };
    expect(fieldsRefused(over)).toEqual(['issuedOn', 'receiptOn', 'renews']);
  });

  it('is taken when it is of today, and pays its whole premium', () => {
    expect(fieldsRefused({ issuedOn: TODAY, receiptOn: TODAY })).toEqual([]);
    const commission = [paid(SELLER.id, PREMIUM - 1), paid(LEADER.id, 1)];
    expect(fieldsRefused({ premiumFen: PREMIUM, commission })).toEqual([]);
  });

  it('is of a carrier, a product and a class that the firm sells', () => {
    const { product } = policyInput();
    const carrier = carrierOf(policyInput());
    expect(fieldsRefused({}, { carrier: undefined })).toEqual(['carrier']);
    expect(fieldsRefused({ product: { ...product, code: 'life-2' } }, { carrier })).toEqual(['product.code']);
    expect(fieldsRefused({ product: { ...product, class: 'annuity' } }, { carrier })).toEqual([
      'product.class',
    ]);
  });
});

describe('the commission of a policy that comes in', () => {
  const lineOf = (over: PolicyOver) => {
    const { availableFrom, holds } = present(intakeOf(over).lines[0]);
    return { availableFrom, holds: holds.map(({ type }) => type) };
  };

  it('waits for the receipt, without which nothing says from when it may be paid', () => {
    expect(lineOf({ receiptOn: undefined })).toEqual({
      availableFrom: undefined,
      holds: ['callback-not-completed', 'receipt-missing'],
    });
  });

  it('waits for no receipt where there is no cooling-off period: it may be paid from the issue', () => {
    expect(lineOf({ receiptOn: undefined, coolingOffDays: 0, issuedOn: BEFORE })).toEqual({
      availableFrom: BEFORE,
      holds: ['callback-not-completed'],
    });
  });
});

describe('a policy in the books', () => {
  it('is known by its carrier and its number, and its case by the same', () => {
    const id = policyIdOf('carrier-a', 'POL-1');
    expect(policyIdOf('carrier-a', 'POL-1')).toBe(id);
    expect(policyIdOf('carrier-b', 'POL-1')).not.toBe(id);
    expect(policyIdOf('carrier-a', 'POL-2')).not.toBe(id);
    expect(id.replace(/^pl-/, 'cb-')).toBe(callbackCaseIdOf(id));
    expect(callbackCaseIdOf(id)).toMatch(/^cb-[0-9a-f]{20}$/);
  });

  it('has a history that is one chain, its end on the record', () => {
    const { policy } = intakeOf();
    const happens = (before: Policy, to: Partial<Policy>, type: 'contact-corrected' | 'cancelled') =>
      followPolicy(before, to, { type, by: COMPLIANCE, at: INTAKE_AT, data: {} });
    const first = happens(policy, {}, 'contact-corrected');
    const second = happens(first.policy, { status: 'cancelled' }, 'cancelled');

    const { version, lastHash, status } = second.policy;
    expect(verifyChain([first.event, second.event], { seq: version, hash: lastHash })).toBeUndefined();
    expect([version, status]).toEqual([2, 'cancelled']);
  });

  it('is not cancelled in a cooling-off period that it has not', () => {
    const { policy } = intakeOf({ coolingOffDays: 0 });
    expect(ruleOf(() => assertInCoolingOff(policy, TODAY))).toBe('no-cooling-off');
  });
});
