import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { S3Files } from '../adapters/aws/files.ts';
import { SnsNotices } from '../adapters/aws/notices.ts';
import { StepFunctionsWorkflows } from '../adapters/aws/workflows.ts';
import { DynamoCases } from '../adapters/dynamodb/cases.ts';
import { DynamoCommissions } from '../adapters/dynamodb/commissions.ts';
import { DynamoMetrics } from '../adapters/dynamodb/metrics.ts';
import { DynamoPeople } from '../adapters/dynamodb/people.ts';
import { DynamoPolicies } from '../adapters/dynamodb/policies.ts';
import { DynamoPresence } from '../adapters/dynamodb/presence.ts';
import { DynamoSights } from '../adapters/dynamodb/sights.ts';
import { DynamoTransactions } from '../adapters/dynamodb/transactions.ts';
import { DynamoViews } from '../adapters/dynamodb/views.ts';
import { AliyunSms, readAliyunSecret } from '../adapters/sms/aliyun.ts';
import { SnsSms } from '../adapters/sms/sns.ts';
import {
  type AccountabilityRules,
  DEFAULT_ACCOUNTABILITY_SETTINGS,
} from '../domain/accountability/settings.ts';
import type { CallbackRules } from '../domain/callback/due.ts';
import { DEFAULT_CALLBACK_SETTINGS } from '../domain/callback/ladder.ts';
import { DEFAULT_CARRIER_REQUEST_SETTINGS } from '../domain/carrier-request/settings.ts';
import { type ComplaintRules, DEFAULT_COMPLAINT_SETTINGS } from '../domain/complaint/settings.ts';
import { InvariantBroken } from '../domain/errors.ts';
import { DEFAULT_EVALUATION_SETTINGS, type EvaluationRules } from '../domain/evaluation/settings.ts';
import type { Clock, Files, Firm, Sms } from '../domain/ports.ts';
import {
  DEFAULT_PRE_UNDERWRITING_SETTINGS,
  type PreUnderwritingRules,
} from '../domain/pre-underwriting/settings.ts';
import {
  DEFAULT_RECONSIDERATION_SETTINGS,
  type ReconsiderationRules,
} from '../domain/reconsideration/settings.ts';
import { DEFAULT_CALLING_HOURS, DEFAULT_QUIET_HOURS } from '../domain/time/calling-hours.ts';
import { CHINA_CALENDAR } from '../domain/time/china-calendar.ts';
import { loggedTransactions } from './logged.ts';
import { openLogger } from './observe.ts';

/**
 * The composition root: each function asks here for the adapters that it needs and for no others, so that a bundle
 * carries only what it uses. What differs between places comes from the environment alone.
 */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What of a place can be put in from outside: time, mostly. */
export interface Place {
  env: Environment;
  clock: Clock;
}

export function need(env: Environment, name: string): string {
  const value = env[name];
  if (value === undefined || value === '')
    throw new InvariantBroken(`The environment variable ${name} is not set.`);
  return value;
}

export const LAMBDA: Place = { env: process.env, clock: { now: () => new Date() } };

let documents: DynamoDBDocumentClient | undefined;

export function openDocuments(): DynamoDBDocumentClient {
  documents ??= DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return documents;
}

export const openCases = ({ env }: Place) => new DynamoCases(openDocuments(), need(env, 'TABLE_CASES'));
export const openPolicies = ({ env }: Place) =>
  new DynamoPolicies(openDocuments(), need(env, 'TABLE_POLICIES'));
export const openPeople = ({ env }: Place) => new DynamoPeople(openDocuments(), need(env, 'TABLE_POLICIES'));
export const openSights = ({ env }: Place) => new DynamoSights(openDocuments(), need(env, 'TABLE_CASES'));
export const openCommissions = ({ env }: Place) =>
  new DynamoCommissions(openDocuments(), need(env, 'TABLE_COMMISSIONS'));
export const openPresence = ({ env }: Place) => new DynamoPresence(openDocuments(), need(env, 'TABLE_CASES'));
export const openViews = ({ env }: Place) => new DynamoViews(openDocuments(), need(env, 'TABLE_POLICIES'));
export const openMetrics = ({ env, clock }: Place) =>
  new DynamoMetrics(openDocuments(), need(env, 'TABLE_METRICS'), () => clock.now());

/** A function writes to the tables it is given; the others stay without a name, and a write to one is refused by AWS. */
export const openTransactions = ({ env }: Place) =>
  loggedTransactions(
    new DynamoTransactions(openDocuments(), {
      cases: need(env, 'TABLE_CASES'),
      policies: env.TABLE_POLICIES ?? 'not-given',
      commissions: env.TABLE_COMMISSIONS ?? 'not-given',
    }),
    openLogger(),
  );

export const openWorkflows = ({ env }: Place) =>
  new StepFunctionsWorkflows(new SFNClient({}), {
    callback: env.MACHINE_CALLBACK,
    payout: env.MACHINE_PAYOUT,
    'pre-underwriting': env.MACHINE_PRE_UNDERWRITING,
    reconsideration: env.MACHINE_RECONSIDERATION,
    'policy-import': env.MACHINE_POLICY_IMPORT,
    complaint: env.MACHINE_COMPLAINT,
    evaluation: env.MACHINE_EVALUATION,
    accountability: env.MACHINE_ACCOUNTABILITY,
  });

export const openNotices = ({ env }: Place) =>
  new SnsNotices(new SNSClient({}), {
    'callback-problems': env.TOPIC_CALLBACK_PROBLEMS,
    holds: env.TOPIC_HOLDS,
    escalations: env.TOPIC_ESCALATIONS,
    payouts: env.TOPIC_PAYOUTS,
    'carrier-requests': env.TOPIC_CARRIER_REQUESTS,
    reconsiderations: env.TOPIC_RECONSIDERATIONS,
    complaints: env.TOPIC_COMPLAINTS,
    accountability: env.TOPIC_ACCOUNTABILITY,
  });

export const openFiles = ({ env }: Place) =>
  new S3Files(new S3Client({ forcePathStyle: env.S3_PATH_STYLE === 'true' }), need(env, 'BUCKET_FILES'));

/** The console as it was built; the folder is that of its addresses, so that CloudFront finds it without a rule. */
export function openConsoleFiles({ env }: Place): Pick<Files, 'read'> {
  const bucket = new S3Files(new S3Client({}), need(env, 'BUCKET_CONSOLE'));
  return { read: (name) => bucket.read(`console/${name}`) };
}

/** A secret's text: its id in AWS, or, on a machine of one's own, the secret itself in the environment. */
export async function openSecret({ env }: Place, idVariable: string, ownVariable: string): Promise<string> {
  const own = env[ownVariable];
  if (own !== undefined) return own;
  const client = new SecretsManagerClient({});
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: need(env, idVariable) }));
  if (SecretString === undefined) throw new InvariantBroken(`The secret of ${idVariable} has no text.`);
  return SecretString;
}

/** The SMS gateway of the place: SNS sends none in the China regions, and China's gateways none elsewhere. */
export async function openSms(place: Place): Promise<Sms> {
  const { env, clock } = place;
  const gateway = need(env, 'SMS_GATEWAY');
  switch (gateway) {
    case 'sns':
      // One attempt: SNS knows no repeated message, and the stream brings it again anyway.
      return new SnsSms(new SNSClient({ maxAttempts: 1 }), { signName: need(env, 'SMS_SIGN_NAME') });
    case 'aliyun': {
      const secret = readAliyunSecret(await openSecret(place, 'SMS_SECRET_ID', 'SMS_SECRET'));
      return new AliyunSms({
        ...secret,
        endpoint: ALIYUN_SMS,
        now: () => clock.now(),
        nonce: () => randomUUID(),
      });
    }
    default:
      throw new InvariantBroken(`There is no SMS gateway ${gateway}.`);
  }
}

const ALIYUN_SMS = 'https://dysmsapi.aliyuncs.com';

export const CALLBACK_RULES: CallbackRules = {
  settings: DEFAULT_CALLBACK_SETTINGS,
  calendar: CHINA_CALENDAR,
  callingHours: DEFAULT_CALLING_HOURS,
  quietHours: DEFAULT_QUIET_HOURS,
};

/** What every workflow but the callback is decided with. */
export const RULES: PreUnderwritingRules &
  ReconsiderationRules &
  ComplaintRules &
  EvaluationRules &
  AccountabilityRules = {
  calendar: CHINA_CALENDAR,
  callingHours: DEFAULT_CALLING_HOURS,
  quietHours: DEFAULT_QUIET_HOURS,
  carriers: DEFAULT_CARRIER_REQUEST_SETTINGS,
  preUnderwriting: DEFAULT_PRE_UNDERWRITING_SETTINGS,
  reconsideration: DEFAULT_RECONSIDERATION_SETTINGS,
  complaint: DEFAULT_COMPLAINT_SETTINGS,
  evaluation: DEFAULT_EVALUATION_SETTINGS,
  accountability: DEFAULT_ACCOUNTABILITY_SETTINGS,
};

export function openFirm({ env }: Place): Firm {
  return { branches: need(env, 'BRANCHES').split(',') };
}
