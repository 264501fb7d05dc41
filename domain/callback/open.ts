import type { Actor } from '../people.ts';
import { FRESH_NUMBER_MS } from '../policy/phone-integrity.ts';
import { callbackCaseIdOf, coolingOffEndsOn, type Policy } from '../policy/policy.ts';
import type { DateText } from '../time/calendar.ts';
import type { CallbackCase } from './case.ts';
import { type CallbackDecision, Draft } from './draft.ts';
import type { CallbackRules } from './due.ts';
import { CURRENT_QUESTIONNAIRE, questionsFor } from './questionnaire.ts';
import { queue } from './stages.ts';

/** The case of a policy in scope, as it begins. Its holds are on the lines already, placed by the intake. */
export function openCallback(policy: Policy, by: Actor, at: Date, rules: CallbackRules): CallbackDecision {
  const coolingOff = coolingOffOf(policy);
  const empty: CallbackCase = {
    id: callbackCaseIdOf(policy.id),
    kind: 'callback',
    stage: 'awaiting-answers',
    category: 'open',
    version: 0,
    lastHash: '',
    branch: policy.branch,
    owner: queue('callback-agent', policy.branch),
    wait: 0,
    openedAt: at.toISOString(),
    policyId: policy.id,
    carrier: policy.carrier,
    brokerId: policy.brokerId,
    concerned: [...new Set([policy.brokerId, ...policy.commission.map((part) => part.payee)])],
    customerRef: policy.customer.ref,
    productClass: policy.product.class,
    scopeRule: policy.scope.ruleVersion,
    settings: rules.settings.version,
    questionnaire: {
      version: CURRENT_QUESTIONNAIRE,
      asked: questionsFor(policy, CURRENT_QUESTIONNAIRE).map((question) => question.id),
    },
    round: 0,
    ladder: { name: 'answers', next: 0, from: trustedFrom(policy.customer.phoneChangedAt, at).toISOString() },
    calledAt: [],
    contact: 0,
    ...(coolingOff === undefined ? {} : { coolingOff: { endsOn: coolingOff } }),
    phoneFlags: [],
  };
  const draft = new Draft({ case: empty, lines: [] }, by, at, rules);
  draft.record('callback-opened', {
    policyId: policy.id,
    scope: policy.scope.reason,
    rule: policy.scope.ruleVersion,
  });
  return draft.finish({ wakes: false });
}

/** A number that was changed just now is not used: the first message waits until it may confirm. */
export function trustedFrom(phoneChangedAt: string | undefined, now: Date): Date {
  if (phoneChangedAt === undefined) return now;
  return new Date(Math.max(now.getTime(), Date.parse(phoneChangedAt) + FRESH_NUMBER_MS));
}

/** A policy without a cooling-off period has no deadline to miss. */
export function coolingOffOf(policy: Policy): DateText | undefined {
  return policy.coolingOffDays === 0 ? undefined : coolingOffEndsOn(policy);
}
