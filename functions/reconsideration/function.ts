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
import { reconsiderationRoutes } from './routes.ts';
import { newReconsiderationSteps } from './steps/index.ts';

const openCaseDeps = (place: Place) => ({
  cases: openCases(place),
  transactions: openTransactions(place),
  clock: place.clock,
  rules: RULES,
});

export const newReconsiderationApi = (place: Place) =>
  newApi(
    reconsiderationRoutes({
      ...openCaseDeps(place),
      policies: openPolicies(place),
      files: openFiles(place),
    }),
    openApiDeps(place),
  );

export const newReconsiderationStepsFunction = (place: Place) =>
  loggedSteps(
    newReconsiderationSteps({ ...openCaseDeps(place), workflows: openWorkflows(place) }),
    openLogger(),
  );
