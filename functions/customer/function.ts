import { openFileDeps } from '../callback/function.ts';
import { newApi } from '../http/api.ts';
import { openLogger } from '../observe.ts';
import { CALLBACK_RULES, openSecret, type Place, RULES } from '../wiring.ts';
import { callbackAnswers } from './callback-answers.ts';
import { complaintAnswers } from './complaint-answers.ts';
import { consentAnswers } from './consent-answers.ts';
import { evaluationAnswers } from './evaluation-answers.ts';
import { letterAnswers } from './letter-answers.ts';
import { customerRoutes } from './routes.ts';

/** Texts that are made when the function is built. */
export interface BuiltTexts {
  /** The description of the whole API. */
  openapi: () => Promise<string>;
  /** The customer's page. */
  page: () => Promise<string>;
}

export async function newCustomerApi(place: Place, texts: BuiltTexts) {
  const linkKey = await openSecret(place, 'LINK_SECRET_ID', 'LINK_SECRET');
  const deps = { ...openFileDeps(place), clock: place.clock, linkKey };
  const callback = callbackAnswers({ ...deps, rules: CALLBACK_RULES });
  const answers = {
    answers: callback,
    confirmation: callback,
    consent: consentAnswers({ ...deps, rules: RULES }),
    letter: letterAnswers({ ...deps, rules: RULES }),
    complaint: complaintAnswers({ ...deps, rules: RULES }),
    evaluation: evaluationAnswers({ ...deps, rules: RULES }),
  };
  // A customer's word is the same when it comes again: the rules see that, and no table of requests is needed.
  return newApi(customerRoutes({ answers, ...texts }), {
    logger: openLogger(),
    once: (_request, act) => act(),
  });
}
