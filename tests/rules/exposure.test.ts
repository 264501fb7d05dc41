import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brokerRow } from '../../domain/metrics/brokers.ts';
import { differencesOf } from '../../domain/metrics/drill-down.ts';
import {
  type Exposed,
  exposureOf,
  exposureOfHistory,
  exposureTakenBack,
} from '../../domain/metrics/exposure.ts';
import { followPolicy, ProductClass } from '../../domain/policy/policy.ts';
import { totalOf } from '../support/counters.ts';
import { SELLER } from '../support/people.ts';
import { intakeOf } from '../support/policies.ts';
import { at } from '../support/wall.ts';

const NAMES = ['exposure-premium-fen', 'exposure-policies', 'exposure-person-times'];

const exposed: fc.Arbitrary<Exposed> = fc.record({
  issuedOn: fc.constantFrom('2026-01-31', '2026-02-01', '2025-12-31'),
  branch: fc.constantFrom('bj', 'sh'),
  carrier: fc.constantFrom('carrier-a', 'carrier-b'),
  brokerId: fc.constantFrom('broker-li', 'broker-wu'),
  premiumFen: fc.nat(1_000_000_000),
  product: fc.record({ class: fc.constantFrom(...ProductClass.options) }),
  insured: fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
});

describe('what a policy adds to the denominators', () => {
  it('is its premium, itself and its insured persons, by month of issue and product class', () => {
    const { policy } = intakeOf({ issuedOn: '2026-02-28', premiumFen: 1_234_567 });
    const row = { month: '2026-02', branch: policy.branch, carrier: policy.carrier };

    expect(exposureOf({ ...policy, insured: 4 })).toEqual([
      { ...row, name: `exposure-premium-fen:${policy.product.class}`, count: 1_234_567 },
      { ...row, name: `exposure-policies:${policy.product.class}`, count: 1 },
      { ...row, name: `exposure-person-times:${policy.product.class}`, count: 4 },
      { month: '2026-02', ...brokerRow(policy.brokerId), name: 'exposure-policies', count: 1 },
    ]);
  });

  it('is no premium where there is none, and nothing is taken back by what is no cancellation', () => {
    const { policy } = intakeOf();
    const names = exposureTakenBack({ ...policy, premiumFen: 0 }, '2026-03-04').map(({ name }) => name);
    expect(names).not.toContain(`exposure-premium-fen:${policy.product.class}`);
    const { event } = followPolicy(
      policy,
      {},
      { type: 'revealed', by: SELLER, at: at('2026-03-05'), data: {} },
    );
    expect(exposureOfHistory(policy, [event])).toEqual(exposureOf(policy));
  });

  it('insures one person when it does not say how many', () => {
    const { policy } = intakeOf();
    expect(totalOf(exposureOf(policy), 'exposure-person-times')).toBe(1);
  });

  it('counts in the month of issue, however late it is entered', () => {
    const { policy } = intakeOf({ issuedOn: '2025-11-30' }, at('2026-03-02'));
    expect(new Set(exposureOf(policy).map(({ month }) => month))).toEqual(new Set(['2025-11']));
  });

  it('is taken back in the month of the cancellation, and leaves the month of issue as it was told', () => {
    const { policy } = intakeOf({ issuedOn: '2026-02-28', receiptOn: '2026-02-28' });
    const cancelled = followPolicy(
      policy,
      { status: 'cancelled' },
      { type: 'cancelled', by: SELLER, at: at('2026-03-05'), data: { cancelledOn: '2026-03-04' } },
    );
    const all = exposureOfHistory(policy, [cancelled.event]);

    expect(
      differencesOf(
        exposureOf(policy),
        all.filter(({ month }) => month === '2026-02'),
      ),
    ).toEqual([]);
    for (const name of NAMES) {
      const inMarch = all.filter(({ month }) => month === '2026-03');
      expect(totalOf(inMarch, name)).toBe(-totalOf(exposureOf(policy), name));
    }
  });

  it('sums to nothing once it is taken back, and is never less than nothing before', () => {
    fc.assert(
      fc.property(exposed, (policy) => {
        const added = exposureOf(policy);
        const both = [...added, ...exposureTakenBack(policy, '2026-02-10')];
        for (const { count } of added) expect(count).toBeGreaterThan(0);
        for (const { count } of both) expect(Object.is(count, -0)).toBe(false);
        for (const name of NAMES) expect(totalOf(both, name)).toBe(0);
      }),
    );
  });

  it('does not guess the day of a cancellation that does not say it', () => {
    const { policy } = intakeOf();
    const { event } = followPolicy(
      policy,
      { status: 'cancelled' },
      { type: 'cancelled', by: SELLER, at: at('2026-03-05'), data: {} },
    );
    expect(() => exposureOfHistory(policy, [event])).toThrow(
      expect.objectContaining({ name: 'InvariantBroken' }),
    );
  });
});
