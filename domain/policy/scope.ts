import type { Policy, PolicyInput, ScopeDecision } from './policy.ts';

/** What the scope rule looks at, no more. */
export type ScopeFacts = Pick<PolicyInput, 'product' | 'renews'>;

export interface ScopeRule {
  version: string;
  decide(policy: ScopeFacts, renewed: ScopeFacts | undefined): Omit<ScopeDecision, 'ruleVersion'>;
}

const ONE_YEAR_IN_MONTHS = 12;

const byTerm: ScopeRule = {
  version: '2023-10',
  decide(policy, renewed) {
    if (policy.product.termMonths > ONE_YEAR_IN_MONTHS)
      return { inScope: true, reason: 'term-over-one-year' };
    if (policy.product.class !== 'medical-mid-high')
      return { inScope: false, reason: 'short-term-not-medical' };
    if (policy.renews === undefined) return { inScope: true, reason: 'mid-high-medical' };
    // A renewal of a policy that is not in our books cannot be compared: the stricter answer.
    if (renewed === undefined) return { inScope: true, reason: 'renewal-of-unknown-policy' };
    return majorOf(policy) === majorOf(renewed)
      ? { inScope: false, reason: 'renewal-without-material-change' }
      : { inScope: true, reason: 'renewal-with-material-change' };
  },
};

/** Everything that is sold gets called back: the rule a firm would try before it widens its promise. */
const everyPolicy: ScopeRule = {
  version: 'every-policy',
  decide: () => ({ inScope: true, reason: 'every-policy' }),
};

/** Each rule that ever decided stays, so that an old decision can be explained and a new one replayed. */
export const SCOPE_RULES: readonly ScopeRule[] = [byTerm, everyPolicy];
export const CURRENT_SCOPE_RULE: ScopeRule = byTerm;

function majorOf(policy: ScopeFacts): string {
  return policy.product.liabilityVersion.split('.', 1)[0] ?? '';
}

/**
 * Who is called back (回访范围): every policy over one year; of the shorter ones mid and high-end medical, and their
 * renewals when the liability changed materially. Source: the practice of the founding document.
 */
export function decideScope(
  policy: ScopeFacts,
  renewed: ScopeFacts | undefined,
  rule: ScopeRule = CURRENT_SCOPE_RULE,
): ScopeDecision {
  return { ...rule.decide(policy, renewed), ruleVersion: rule.version };
}

export interface ScopeDifference {
  policyId: string;
  was: ScopeDecision;
  wouldBe: ScopeDecision;
}

/** A rule replayed over a policy that another rule decided: what would differ, or nothing. */
export function replayScope(
  policy: Policy,
  renewed: Policy | undefined,
  rule: ScopeRule,
): ScopeDifference | undefined {
  const wouldBe = decideScope(policy, renewed, rule);
  return wouldBe.inScope === policy.scope.inScope
    ? undefined
    : { policyId: policy.id, was: policy.scope, wouldBe };
}
