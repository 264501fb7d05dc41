import { accountabilityRoutes } from '../../functions/accountability/routes.ts';
import { administrationRoutes } from '../../functions/administration/routes.ts';
import { callbackRoutes } from '../../functions/callback/routes.ts';
import { carrierRoutes } from '../../functions/carrier/routes.ts';
import { vocabularyRoutes } from '../../functions/carrier/vocabulary-routes.ts';
import { commissionRoutes } from '../../functions/commission/routes.ts';
import { hotlineRoutes } from '../../functions/complaint/hotline-routes.ts';
import { complaintRoutes } from '../../functions/complaint/routes.ts';
import { correctiveActionRoutes } from '../../functions/corrective-action/routes.ts';
import { callbackAnswers } from '../../functions/customer/callback-answers.ts';
import { complaintAnswers } from '../../functions/customer/complaint-answers.ts';
import { consentAnswers } from '../../functions/customer/consent-answers.ts';
import { evaluationAnswers } from '../../functions/customer/evaluation-answers.ts';
import { letterAnswers } from '../../functions/customer/letter-answers.ts';
import { customerRoutes } from '../../functions/customer/routes.ts';
import { deskRoutes } from '../../functions/desk/routes.ts';
import { evaluationFiguresRoutes } from '../../functions/evaluation/figures.ts';
import { evaluationRoutes } from '../../functions/evaluation/routes.ts';
import { smsRoutes } from '../../functions/evaluation/sms-routes.ts';
import { evidenceRoutes } from '../../functions/evidence/routes.ts';
import { figuresRoutes } from '../../functions/figures/routes.ts';
import type { Route } from '../../functions/http/route.ts';
import { describeApi } from '../../functions/openapi.ts';
import { policyRoutes } from '../../functions/policy/routes.ts';
import { preUnderwritingRoutes } from '../../functions/pre-underwriting/routes.ts';
import { receptionDayRoutes } from '../../functions/reception-day/routes.ts';
import { reconsiderationRoutes } from '../../functions/reconsideration/routes.ts';
import { CALLBACK_RULES, RULES } from '../../functions/wiring.ts';
import type { HouseParts } from './house.ts';

const BOTH_RULES = { callback: CALLBACK_RULES, others: RULES };

const OPENAPI = JSON.stringify(describeApi());

/** Every route over the ports of one house. That none is left out is held against the description of the API. */
export function houseRoutes(parts: HouseParts): Route[] {
  const callback = callbackAnswers(parts);
  return [
    ...policyRoutes(parts),
    ...callbackRoutes(parts),
    ...deskRoutes(parts),
    ...evidenceRoutes({ ...parts, rules: BOTH_RULES }),
    ...commissionRoutes(parts),
    ...preUnderwritingRoutes(parts),
    ...reconsiderationRoutes(parts),
    ...carrierRoutes(parts),
    ...vocabularyRoutes(parts),
    ...complaintRoutes(parts),
    ...hotlineRoutes(parts),
    ...receptionDayRoutes(parts),
    ...correctiveActionRoutes(parts),
    ...evaluationRoutes(parts),
    ...evaluationFiguresRoutes(parts),
    ...smsRoutes({ ...parts, logger: parts.line }),
    ...accountabilityRoutes(parts),
    ...administrationRoutes({ ...parts, rules: BOTH_RULES }),
    ...figuresRoutes(parts),
    ...customerRoutes({
      answers: {
        answers: callback,
        confirmation: callback,
        consent: consentAnswers(parts),
        letter: letterAnswers(parts),
        complaint: complaintAnswers(parts),
        evaluation: evaluationAnswers(parts),
      },
      openapi: async () => OPENAPI,
      page: async () => '<!doctype html><title>invented page</title>',
    }),
  ];
}
