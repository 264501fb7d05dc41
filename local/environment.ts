import type { Environment } from '../functions/wiring.ts';
import { SAMPLE_BRANCHES } from './sample/people.ts';
import type { TableKey } from './services/create-tables.ts';
import type { Identity } from './services/identity.ts';
import type { Messaging } from './services/messaging.ts';
import type { LocalStepFunctions } from './step-functions/index.ts';

export interface EnvironmentParts {
  tables: Readonly<Record<TableKey, string>>;
  messaging: Messaging;
  stepFunctions: LocalStepFunctions;
  identity: Identity;
  port: number;
}

/** What the templates of `infra/` put into the environment of the functions, of this machine. */
export function environmentOf(parts: EnvironmentParts): Environment {
  const { tables, messaging, identity, port } = parts;
  const machines = parts.stepFunctions.stateMachineArns;
  return {
    TABLE_CASES: tables.cases,
    TABLE_POLICIES: tables.policies,
    TABLE_COMMISSIONS: tables.commissions,
    TABLE_METRICS: tables.metrics,
    TABLE_IDEMPOTENCY: tables.idempotency,
    BUCKET_FILES: 'files',
    TOPIC_CALLBACK_PROBLEMS: messaging.topicArn('callback-problems'),
    TOPIC_HOLDS: messaging.topicArn('holds'),
    TOPIC_ESCALATIONS: messaging.topicArn('escalations'),
    TOPIC_PAYOUTS: messaging.topicArn('payouts'),
    TOPIC_CARRIER_REQUESTS: messaging.topicArn('carrier-requests'),
    TOPIC_RECONSIDERATIONS: messaging.topicArn('reconsiderations'),
    TOPIC_COMPLAINTS: messaging.topicArn('complaints'),
    TOPIC_ACCOUNTABILITY: messaging.topicArn('accountability'),
    MACHINE_CALLBACK: machines.callback,
    MACHINE_PAYOUT: machines.payout,
    MACHINE_POLICY_IMPORT: machines['policy-import'],
    MACHINE_PRE_UNDERWRITING: machines['pre-underwriting'],
    MACHINE_RECONSIDERATION: machines.reconsideration,
    MACHINE_COMPLAINT: machines.complaint,
    MACHINE_EVALUATION: machines.evaluation,
    MACHINE_ACCOUNTABILITY: machines.accountability,
    LINK_BASE_URL: `http://localhost:${port}`,
    LINK_SECRET: 'only-for-this-machine',
    BRANCHES: SAMPLE_BRANCHES.join(','),
    CONSOLE_CONNECTS: `${identity.issuer} ${messaging.endpoint}`,
  };
}
