import { text } from 'node:stream/consumers';
import type { DynamoDBRecord } from 'aws-lambda';
import { LocalPush, signedPush } from '../adapters/sms/local-push.ts';
import type { Files, Sms, SmsInbox } from '../domain/ports.ts';
import {
  newAccountabilityApi,
  newAccountabilityStepsFunction,
  newMonthlyAccountabilityFunction,
} from '../functions/accountability/function.ts';
import { newAdministrationApi } from '../functions/administration/function.ts';
import { newCallbackApi, newCallbackStepsFunction } from '../functions/callback/function.ts';
import { newCarrierApi } from '../functions/carrier/function.ts';
import {
  newCommissionApi,
  newMonthlyPayoutFunction,
  newPayoutStepsFunction,
} from '../functions/commission/function.ts';
import { newComplaintApi, newComplaintStepsFunction } from '../functions/complaint/function.ts';
import { newConsoleFilesFunction } from '../functions/console/function.ts';
import { newCorrectiveActionApi, newMonthlyCheckFunction } from '../functions/corrective-action/function.ts';
import { newCustomerApi } from '../functions/customer/function.ts';
import { newDeskApi } from '../functions/desk/function.ts';
import {
  newEvaluationApi,
  newEvaluationStepsFunction,
  newSmsApi,
  newSmsRepullFunction,
} from '../functions/evaluation/function.ts';
import { newEvidenceApi } from '../functions/evidence/function.ts';
import { newEarlyWarningFunction, newFiguresApi } from '../functions/figures/function.ts';
import functions from '../functions/functions.json' with { type: 'json' };
import {
  newCoreEventsFunction,
  newCoverageFunction,
  newImportStepsFunction,
  newPolicyApi,
} from '../functions/policy/function.ts';
import {
  newErasure,
  newPreUnderwritingApi,
  newPreUnderwritingStepsFunction,
} from '../functions/pre-underwriting/function.ts';
import { newReceptionDayApi } from '../functions/reception-day/function.ts';
import {
  newReconsiderationApi,
  newReconsiderationStepsFunction,
} from '../functions/reconsideration/function.ts';
import { newStreamCount, newStreamFollow } from '../functions/stream/function.ts';
import { newSweeper } from '../functions/sweeper/function.ts';
import type { Place } from '../functions/wiring.ts';
import type { LambdaHandler, LambdaRegistry } from './services/lambda-invoke.ts';

export type FunctionName = keyof typeof functions;

export interface FunctionSettings {
  /** Seconds. */
  timeout: number;
  routes?: readonly string[];
  public?: boolean;
  workflow?: string;
  stream?: string;
  batchSize?: number;
  follows?: readonly { changes: readonly string[]; sortKeys: readonly string[] }[];
  schedule?: { everyMinutes?: number; daily?: string; monthly?: number; at?: string };
}

// Through `unknown`: the JSON's own type knows each function's fields only, not those that it leaves out.
export const FUNCTIONS = functions as unknown as Readonly<Record<FunctionName, FunctionSettings>>;
export const FUNCTION_NAMES = Object.keys(functions) as FunctionName[];

/** Whether a function is told of a record: what the event source mapping's filter says in AWS. */
export function isFollowed(name: FunctionName, record: DynamoDBRecord): boolean {
  const sortKey = record.dynamodb?.Keys?.sk?.S ?? '';
  return (FUNCTIONS[name].follows ?? []).some(
    ({ changes, sortKeys }) =>
      changes.includes(record.eventName ?? '') && sortKeys.some((prefix) => sortKey.startsWith(prefix)),
  );
}

const LOCAL_SMS_KEY = 'only-for-this-machine';

/** A customer's answer as the gateway of this machine pushes it. @returns where to, and what */
export function pushOfReply(reply: {
  id: string;
  phone: string;
  text: string;
  at: Date;
  extension?: string;
}): {
  path: string;
  body: Buffer;
} {
  const { at, ...rest } = reply;
  const body = Buffer.from(JSON.stringify([{ is: 'reply', ...rest, receivedAt: at.toISOString() }]));
  return { path: `/sms/replies/local/${signedPush(body, LOCAL_SMS_KEY)}`, body };
}

/** What functions use that is another thing here than in AWS. */
export interface Outside {
  sms: Sms;
  openapi: () => Promise<string>;
  /** The console as it was built. */
  console: Pick<Files, 'read'>;
}

/** The functions that are deployed, built for this machine: the same code, another clock and another gateway. */
export async function registerFunctions(
  registry: LambdaRegistry,
  place: Place,
  { sms, openapi, console: files }: Outside,
): Promise<void> {
  // The gateway of this machine pushes what it gets, so there is nothing that it would still hold.
  const gateways = { local: { push: new LocalPush({ key: LOCAL_SMS_KEY }), taken: {} } };
  const inbox: SmsInbox = { pull: async () => [], forget: async () => {} };
  const handlers: Record<FunctionName, unknown> = {
    'policy-api': newPolicyApi(place),
    'callback-api': newCallbackApi(place),
    'desk-api': newDeskApi(place),
    'commission-api': newCommissionApi(place),
    'pre-underwriting-api': newPreUnderwritingApi(place),
    'reconsideration-api': newReconsiderationApi(place),
    'carrier-api': newCarrierApi(place),
    'complaint-api': newComplaintApi(place),
    'reception-day-api': newReceptionDayApi(place),
    'corrective-action-api': newCorrectiveActionApi(place),
    'evaluation-api': newEvaluationApi(place),
    'accountability-api': newAccountabilityApi(place),
    'administration-api': newAdministrationApi(place),
    'evidence-api': newEvidenceApi(place),
    'sms-inbox': newSmsApi(place, gateways),
    'figures-api': newFiguresApi(place),
    'customer-api': await newCustomerApi(place, {
      openapi,
      page: async () => text(await files.read('customer.html')),
    }),
    'console-files': newConsoleFilesFunction(place, files),
    'callback-steps': newCallbackStepsFunction(place),
    'payout-steps': newPayoutStepsFunction(place),
    'import-steps': newImportStepsFunction(place),
    'pre-underwriting-steps': newPreUnderwritingStepsFunction(place),
    'reconsideration-steps': newReconsiderationStepsFunction(place),
    'complaint-steps': newComplaintStepsFunction(place),
    'evaluation-steps': newEvaluationStepsFunction(place),
    'accountability-steps': newAccountabilityStepsFunction(place),
    'stream-follow': await newStreamFollow(place, sms),
    'stream-count': newStreamCount(place),
    sweeper: newSweeper(place),
    coverage: newCoverageFunction(place),
    erasure: newErasure(place),
    'accountability-monthly': newMonthlyAccountabilityFunction(place),
    'corrective-actions': newMonthlyCheckFunction(place),
    'early-warning': newEarlyWarningFunction(place),
    'sms-repull': newSmsRepullFunction(place, inbox),
    'payout-monthly': newMonthlyPayoutFunction(place),
    'core-events': newCoreEventsFunction(place),
  };
  for (const name of FUNCTION_NAMES) {
    registry.register(name, handlers[name] as LambdaHandler, { timeoutSeconds: FUNCTIONS[name].timeout });
  }
}
