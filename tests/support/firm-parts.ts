import { ALIYUN_TAKEN, AliyunPush } from '../../adapters/sms/aliyun-push.ts';
import { LocalPush } from '../../adapters/sms/local-push.ts';
import type { CallbackRules } from '../../domain/callback/due.ts';
import type { EvaluationSettings } from '../../domain/evaluation/settings.ts';
import type {
  Cases,
  Clock,
  Commissions,
  FigureRecords,
  Files,
  Metrics,
  Notices,
  People,
  Policies,
  Presence,
  Sights,
  Sms,
  SmsInbox,
  StrayReplies,
  Transactions,
  Views,
  Workflows,
} from '../../domain/ports.ts';
import { newMonthlyAccountability } from '../../functions/accountability/monthly.ts';
import { accountabilityRoutes } from '../../functions/accountability/routes.ts';
import { newAccountabilitySteps } from '../../functions/accountability/steps/index.ts';
import { administrationRoutes } from '../../functions/administration/routes.ts';
import { callbackRoutes } from '../../functions/callback/routes.ts';
import { newCallbackSteps } from '../../functions/callback/steps/index.ts';
import { carrierRoutes } from '../../functions/carrier/routes.ts';
import { vocabularyRoutes } from '../../functions/carrier/vocabulary-routes.ts';
import { newMonthlyPayout } from '../../functions/commission/monthly.ts';
import { commissionRoutes } from '../../functions/commission/routes.ts';
import { newPayoutSteps } from '../../functions/commission/steps/index.ts';
import { complaintRoutes } from '../../functions/complaint/routes.ts';
import { newComplaintSteps } from '../../functions/complaint/steps/index.ts';
import { newMonthlyCheck } from '../../functions/corrective-action/monthly.ts';
import { correctiveActionRoutes } from '../../functions/corrective-action/routes.ts';
import { callbackAnswers } from '../../functions/customer/callback-answers.ts';
import { complaintAnswers } from '../../functions/customer/complaint-answers.ts';
import { consentAnswers } from '../../functions/customer/consent-answers.ts';
import { evaluationAnswers } from '../../functions/customer/evaluation-answers.ts';
import { letterAnswers } from '../../functions/customer/letter-answers.ts';
import { customerRoutes } from '../../functions/customer/routes.ts';
import { deskRoutes } from '../../functions/desk/routes.ts';
import { evaluationFiguresRoutes } from '../../functions/evaluation/figures.ts';
import { newSmsRepull } from '../../functions/evaluation/repull.ts';
import { evaluationRoutes } from '../../functions/evaluation/routes.ts';
import { smsRoutes } from '../../functions/evaluation/sms-routes.ts';
import { newEvaluationSteps } from '../../functions/evaluation/steps/index.ts';
import { newEarlyWarning } from '../../functions/figures/early-warning.ts';
import { figuresRoutes } from '../../functions/figures/routes.ts';
import type { Route } from '../../functions/http/route.ts';
import { policyRoutes } from '../../functions/policy/routes.ts';
import { newImportSteps } from '../../functions/policy/steps/index.ts';
import { newTakeIn } from '../../functions/policy/take-in.ts';
import { eraseDue } from '../../functions/pre-underwriting/erase.ts';
import { preUnderwritingRoutes } from '../../functions/pre-underwriting/routes.ts';
import { newPreUnderwritingSteps } from '../../functions/pre-underwriting/steps/index.ts';
import { receptionDayRoutes } from '../../functions/reception-day/routes.ts';
import { reconsiderationRoutes } from '../../functions/reconsideration/routes.ts';
import { newReconsiderationSteps } from '../../functions/reconsideration/steps/index.ts';
import { newCount } from '../../functions/stream/count.ts';
import { newFollow } from '../../functions/stream/follow.ts';
import { sweep } from '../../functions/sweeper/sweep.ts';
import { RULES as CARRIER_RULES } from '../../functions/wiring.ts';
import type { LambdaRegistry } from '../../local/services/lambda-invoke.ts';
import type { Follow } from './firm-stream.ts';

/** Everything that a firm stores, whoever keeps it. */
export interface Store {
  transactions: Transactions;
  cases: Cases;
  policies: Policies;
  strays: StrayReplies;
  sights: Sights;
  people: People;
  commissions: Commissions;
  metrics: Metrics;
  figureRecords: FigureRecords;
  presence: Presence;
  views: Views;
}

/** What a firm is made of that is another thing in each place. */
export interface FirmPorts {
  store: Store;
  workflows: Workflows;
  sms: Sms;
  inbox: SmsInbox;
  notices: Notices;
  files: Files;
  clock: Clock;
  rules: CallbackRules;
  /** What of the settings of evaluations is other than usual. */
  evaluation?: Partial<EvaluationSettings>;
}

export const LINK_KEY = 'a key of these tests';
/** In the path of the address that the gateway pushes to. */
export const PUSH_TOKEN = 'token-of-these-tests-012345';
/** What customers reply to, up to the extension. */
export const NUMBER_BEFORE_EXTENSION = '1069000012';
export const FIRM = { branches: ['bj', 'sh'] };

/** The handlers that are deployed, over these ports. @returns who follows the stream, and the routes */
export function assembleFirm(
  registry: LambdaRegistry,
  ports: FirmPorts,
): { follows: readonly Follow[]; routes: readonly Route[] } {
  const deps = depsOf(ports);
  registerFunctions(registry, ports, deps);
  return { follows: followsOf(ports, deps), routes: routesOf(ports, deps) };
}

type Deps = ReturnType<typeof depsOf>;

function depsOf({ store, files, clock, rules, evaluation }: FirmPorts) {
  const { cases, policies, commissions, transactions } = store;
  const ofFile = { cases, policies, commissions, transactions };
  const matterRules = {
    ...CARRIER_RULES,
    ...rules,
    evaluation: { ...CARRIER_RULES.evaluation, ...evaluation },
  };
  const ofMatters = { ...ofFile, files, clock, rules: matterRules };
  return {
    ofFile,
    ofMatters,
    matterRules,
    ofAccountability: { ...ofMatters, firm: FIRM },
    ofEvaluations: { cases, policies, transactions, strays: store.strays, clock, rules: matterRules },
    takeIn: newTakeIn({ policies, transactions, clock, rules }),
  };
}

function registerFunctions(registry: LambdaRegistry, ports: FirmPorts, deps: Deps): void {
  const { store, workflows, inbox, notices, files, clock, rules } = ports;
  const { ofFile, ofMatters, ofAccountability, ofEvaluations } = deps;
  const { cases, policies, commissions, metrics, transactions } = store;
  registry.register('callback-steps', newCallbackSteps({ ...ofFile, workflows, clock, rules }));
  registry.register(
    'payout-steps',
    newPayoutSteps({ cases, commissions, policies, transactions, files, clock, firm: FIRM }),
  );
  registry.register(
    'import-steps',
    newImportSteps({ cases, files, transactions, workflows, clock, takeInPolicy: deps.takeIn }),
  );
  registry.register('sweeper', () => sweep({ cases, workflows, clock }));
  registry.register('payout-monthly', newMonthlyPayout({ cases, transactions, clock }));
  registry.register('pre-underwriting-steps', newPreUnderwritingSteps({ ...ofMatters, workflows }));
  registry.register('reconsideration-steps', newReconsiderationSteps({ ...ofMatters, workflows }));
  registry.register('complaint-steps', newComplaintSteps({ ...ofMatters, workflows }));
  registry.register('early-warning', newEarlyWarning({ metrics, notices, clock }));
  registry.register('corrective-actions', newMonthlyCheck({ ...ofAccountability, metrics }));
  registry.register('accountability-monthly', newMonthlyAccountability(ofAccountability));
  registry.register('accountability-steps', newAccountabilitySteps({ ...ofAccountability, workflows }));
  registry.register('evaluation-steps', newEvaluationSteps({ ...ofEvaluations, workflows }));
  registry.register('sms-repull', newSmsRepull({ ...ofEvaluations, inbox }));
  registry.register('erasure', async () => {
    await eraseDue(ofMatters);
  });
}

function followsOf({ store, workflows, sms, notices, clock }: FirmPorts, deps: Deps): readonly Follow[] {
  const { cases, policies, metrics, transactions } = store;
  return [
    newFollow({
      cases,
      policies,
      workflows,
      notices,
      sms,
      clock,
      links: { baseUrl: 'https://firm.example', key: LINK_KEY },
      transactions,
      rules: deps.matterRules,
    }),
    newCount({ metrics }),
  ];
}

function routesOf(ports: FirmPorts, deps: Deps): readonly Route[] {
  const { store, files, clock, rules } = ports;
  const { ofFile, ofMatters, ofAccountability, ofEvaluations, matterRules, takeIn } = deps;
  const { cases, policies, commissions, metrics, transactions, presence, views } = store;
  const ofDesk = { cases, transactions, presence, views, clock, firm: FIRM };
  const ofCommissions = { cases, commissions, policies, metrics, files, transactions, clock, firm: FIRM };
  const ofFigures = { metrics, figureRecords: store.figureRecords, commissions, cases, files };
  return [
    ...policyRoutes({ ...ofFile, clock, rules, files, takeIn }),
    ...callbackRoutes({ ...ofFile, clock, rules }),
    ...deskRoutes(ofDesk),
    ...commissionRoutes({ ...ofCommissions, rules }),
    ...preUnderwritingRoutes(ofMatters),
    ...reconsiderationRoutes(ofMatters),
    ...carrierRoutes(ofMatters),
    ...vocabularyRoutes(ofMatters),
    ...complaintRoutes(ofMatters),
    ...evaluationRoutes(ofEvaluations),
    ...evaluationFiguresRoutes({ metrics }),
    ...smsRoutes({ ...ofEvaluations, gateways: GATEWAYS, logger: { warn: () => {} } }),
    ...accountabilityRoutes(ofAccountability),
    ...receptionDayRoutes({ cases, policies, transactions, clock, rules: matterRules }),
    ...correctiveActionRoutes({ cases, metrics, transactions, clock }),
    ...figuresRoutes({ ...ofFigures, firm: FIRM, clock }),
    ...administrationRoutes({
      people: store.people,
      sights: store.sights,
      transactions,
      clock,
      rules: { callback: rules, others: matterRules },
    }),
    ...customerRoutes({
      answers: customerAnswers(ports, deps),
      openapi: async () => '{}',
      page: async () => '<!doctype html>',
    }),
  ];
}

function customerAnswers({ clock, rules }: FirmPorts, { ofFile, ofMatters, ofEvaluations }: Deps) {
  const callback = callbackAnswers({ ...ofFile, clock, rules, linkKey: LINK_KEY });
  const linked = { ...ofMatters, linkKey: LINK_KEY };
  return {
    answers: callback,
    confirmation: callback,
    consent: consentAnswers(linked),
    letter: letterAnswers(linked),
    complaint: complaintAnswers(linked),
    evaluation: evaluationAnswers({ ...ofEvaluations, linkKey: LINK_KEY }),
  };
}

const GATEWAYS = {
  aliyun: {
    push: new AliyunPush({ token: PUSH_TOKEN, numberBeforeExtension: NUMBER_BEFORE_EXTENSION }),
    taken: ALIYUN_TAKEN,
  },
  local: { push: new LocalPush({ key: PUSH_TOKEN }), taken: { taken: true } },
};
