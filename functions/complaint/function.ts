import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { loggedSteps } from '../logged.ts';
import { openLogger } from '../observe.ts';
import {
  openCases,
  openFiles,
  openPolicies,
  openTransactions,
  openWorkflows,
  type Place,
  RULES,
} from '../wiring.ts';
import { hotlineRoutes } from './hotline-routes.ts';
import { complaintRoutes } from './routes.ts';
import { newComplaintSteps } from './steps/index.ts';

export const newComplaintApi = (place: Place) => {
  const deps = {
    cases: openCases(place),
    policies: openPolicies(place),
    transactions: openTransactions(place),
    files: openFiles(place),
    clock: place.clock,
    rules: RULES,
  };
  return newApi([...complaintRoutes(deps), ...hotlineRoutes(deps)], openApiDeps(place));
};

export const newComplaintStepsFunction = (place: Place) =>
  loggedSteps(
    newComplaintSteps({
      cases: openCases(place),
      transactions: openTransactions(place),
      workflows: openWorkflows(place),
      clock: place.clock,
      rules: RULES,
    }),
    openLogger(),
  );
