import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { loggedSteps } from '../logged.ts';
import { openLogger } from '../observe.ts';
import {
  CALLBACK_RULES,
  openCases,
  openCommissions,
  openPolicies,
  openTransactions,
  openWorkflows,
  type Place,
} from '../wiring.ts';
import type { FileDeps } from './file.ts';
import { callbackRoutes } from './routes.ts';
import { newCallbackSteps } from './steps/index.ts';

export function openFileDeps(place: Place): FileDeps {
  return {
    cases: openCases(place),
    commissions: openCommissions(place),
    policies: openPolicies(place),
    transactions: openTransactions(place),
  };
}

export const newCallbackApi = (place: Place) =>
  newApi(
    callbackRoutes({ ...openFileDeps(place), clock: place.clock, rules: CALLBACK_RULES }),
    openApiDeps(place),
  );

export const newCallbackStepsFunction = (place: Place) =>
  loggedSteps(
    newCallbackSteps({
      ...openFileDeps(place),
      workflows: openWorkflows(place),
      clock: place.clock,
      rules: CALLBACK_RULES,
    }),
    openLogger(),
  );
