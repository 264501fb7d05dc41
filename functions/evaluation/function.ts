import { DynamoStrayReplies } from '../../adapters/dynamodb/stray-replies.ts';
import type { SmsInbox } from '../../domain/ports.ts';
import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { loggedRun, loggedSteps } from '../logged.ts';
import { openLogger } from '../observe.ts';
import {
  need,
  openCases,
  openDocuments,
  openMetrics,
  openPolicies,
  openTransactions,
  openWorkflows,
  type Place,
  RULES,
} from '../wiring.ts';
import { evaluationFiguresRoutes } from './figures.ts';
import type { EvaluationDeps } from './file.ts';
import { newSmsRepull } from './repull.ts';
import { evaluationRoutes } from './routes.ts';
import { type PushingGateway, smsRoutes } from './sms-routes.ts';
import { newEvaluationSteps } from './steps/index.ts';

export const openEvaluationDeps = (place: Place): EvaluationDeps => ({
  cases: openCases(place),
  policies: openPolicies(place),
  transactions: openTransactions(place),
  rules: RULES,
});

const openStrays = ({ env }: Place) => new DynamoStrayReplies(openDocuments(), need(env, 'TABLE_CASES'));

const openReceiveDeps = (place: Place) => ({
  ...openEvaluationDeps(place),
  strays: openStrays(place),
  clock: place.clock,
});

export const newEvaluationApi = (place: Place) =>
  newApi(
    [
      ...evaluationRoutes(openReceiveDeps(place)),
      ...evaluationFiguresRoutes({ metrics: openMetrics(place) }),
    ],
    openApiDeps(place),
  );

/** Pushes of the gateways of the place. A push that comes twice changes nothing, so no table of requests is needed. */
export const newSmsApi = (place: Place, gateways: Readonly<Record<string, PushingGateway | undefined>>) =>
  newApi(smsRoutes({ ...openReceiveDeps(place), gateways, logger: openLogger() }), {
    logger: openLogger(),
    once: (_request, act) => act(),
  });

export const newSmsRepullFunction = (place: Place, inbox: SmsInbox) =>
  loggedRun(newSmsRepull({ ...openReceiveDeps(place), inbox }), openLogger());

export const newEvaluationStepsFunction = (place: Place) =>
  loggedSteps(
    newEvaluationSteps({
      ...openEvaluationDeps(place),
      workflows: openWorkflows(place),
      clock: place.clock,
    }),
    openLogger(),
  );
