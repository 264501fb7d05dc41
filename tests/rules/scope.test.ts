import { describe, expect, it } from 'vitest';
import type { PolicyInput } from '../../domain/policy/policy.ts';
import { CURRENT_SCOPE_RULE, decideScope, replayScope, SCOPE_RULES } from '../../domain/policy/scope.ts';
import { intakeOf, policyInput } from '../support/policies.ts';
import { present } from '../support/present.ts';

const RULE = CURRENT_SCOPE_RULE.version;

function product(over: Partial<PolicyInput['product']>): PolicyInput {
  const input = policyInput();
  return { ...input, product: { ...input.product, ...over } };
}

const medical = (liabilityVersion: string, renews?: string): PolicyInput => ({
  ...product({ class: 'medical-mid-high', termMonths: 12, liabilityVersion }),
  ...(renews === undefined ? {} : { renews }),
});

const everyPolicy = present(SCOPE_RULES.find(({ version }) => version === 'every-policy'));

describe('who is called back', () => {
  it.each([
    ['a policy of thirteen months', product({ termMonths: 13 }), undefined, true, 'term-over-one-year'],
    ['a whole life policy', product({ termMonths: 1200 }), undefined, true, 'term-over-one-year'],
    [
      'a long accident policy',
      product({ class: 'accident', termMonths: 24 }),
      undefined,
      true,
      'term-over-one-year',
    ],
    [
      'an accident policy of one year',
      product({ class: 'accident', termMonths: 12 }),
      undefined,
      false,
      'short-term-not-medical',
    ],
    [
      'a basic medical policy of one year',
      product({ class: 'medical-basic', termMonths: 12 }),
      undefined,
      false,
      'short-term-not-medical',
    ],
    ['a mid or high-end medical policy', medical('2026.1'), undefined, true, 'mid-high-medical'],
    [
      'its renewal with the same liability',
      medical('2026.1', 'OLD-1'),
      medical('2026.1'),
      false,
      'renewal-without-material-change',
    ],
    [
      'its renewal with a minor change',
      medical('2026.2', 'OLD-1'),
      medical('2026.1'),
      false,
      'renewal-without-material-change',
    ],
    [
      'its renewal with a material change',
      medical('2027.1', 'OLD-1'),
      medical('2026.1'),
      true,
      'renewal-with-material-change',
    ],
    [
      'its renewal of a policy that is not in the books',
      medical('2026.1', 'OLD-1'),
      undefined,
      true,
      'renewal-of-unknown-policy',
    ],
    [
      'the renewal of a long policy',
      { ...product({ termMonths: 24 }), renews: 'OLD-1' },
      product({ termMonths: 24 }),
      true,
      'term-over-one-year',
    ],
  ])('%s', (_what, policy, renewed, inScope, reason) => {
    expect(decideScope(policy, renewed)).toEqual({ inScope, reason, ruleVersion: RULE });
  });

  it('opens a case with its hold for a policy in scope, and neither for one outside', () => {
    const inside = intakeOf();
    const outside = intakeOf({ product: product({ class: 'accident', termMonths: 12 }).product });

    expect(inside.callback?.case.scopeRule).toBe(RULE);
    expect(inside.lines.map((line) => line.holds.map((hold) => hold.type))).toEqual(
      inside.lines.map(() => ['callback-not-completed']),
    );
    expect(outside.callback).toBeUndefined();
    expect(outside.lines.flatMap((line) => line.holds)).toEqual([]);
  });
});

describe('a scope rule replayed', () => {
  it('tells a policy that it would decide otherwise, with both decisions', () => {
    const { policy } = intakeOf({ product: product({ class: 'accident', termMonths: 12 }).product });

    expect(replayScope(policy, undefined, everyPolicy)).toEqual({
      policyId: policy.id,
      was: policy.scope,
      wouldBe: { inScope: true, reason: 'every-policy', ruleVersion: everyPolicy.version },
    });
  });

  it('is silent where only the reason differs', () => {
    const { policy } = intakeOf();

    expect(replayScope(policy, undefined, everyPolicy)).toBeUndefined();
  });

  it('is silent for the rule that decided, each of them', () => {
    const { policy } = intakeOf();

    for (const rule of SCOPE_RULES) {
      const decided = { ...policy, scope: decideScope(policy, undefined, rule) };
      expect(replayScope(decided, undefined, rule)).toBeUndefined();
    }
  });

  it('keeps every rule under a version of its own', () => {
    const versions = SCOPE_RULES.map(({ version }) => version);

    expect(new Set(versions).size).toBe(versions.length);
  });
});
