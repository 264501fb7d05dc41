import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
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
  newAccountabilitySteps({
    ...openRunDeps(place),
    files: openFiles(place),
    firm: openFirm(place),
    workflows: openWorkflows(place),
  });

export const newMonthlyAccountabilityFunction = (place: Place) =>
  newMonthlyAccountability(openRunDeps(place));
