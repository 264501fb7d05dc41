import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { loggedRun, loggedSteps } from '../logged.ts';
import { openLogger } from '../observe.ts';
import {
  openCases,
  openFiles,
  openFirm,
  openTransactions,
  openWorkflows,
  type Place,
  RULES,
} from '../wiring.ts';
import { newMonthlyAccountability } from './monthly.ts';
import { accountabilityRoutes } from './routes.ts';
import { newAccountabilitySteps } from './steps/index.ts';

const openRunDeps = (place: Place) => ({
  cases: openCases(place),
  transactions: openTransactions(place),
  clock: place.clock,
  rules: RULES,
});

export const newAccountabilityApi = (place: Place) =>
  newApi(
    accountabilityRoutes({ ...openRunDeps(place), files: openFiles(place), firm: openFirm(place) }),
    openApiDeps(place),
  );

export const newAccountabilityStepsFunction = (place: Place) =>
  loggedSteps(
    newAccountabilitySteps({
      ...openRunDeps(place),
      files: openFiles(place),
      firm: openFirm(place),
      workflows: openWorkflows(place),
    }),
    openLogger(),
  );

export const newMonthlyAccountabilityFunction = (place: Place) =>
  loggedRun(newMonthlyAccountability(openRunDeps(place)), openLogger());
