import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { loggedRun, loggedSteps } from '../logged.ts';
import { openLogger } from '../observe.ts';
import {
  CALLBACK_RULES,
  openCases,
  openCommissions,
  openFiles,
  openFirm,
  openMetrics,
  openPolicies,
  openTransactions,
  type Place,
} from '../wiring.ts';
import { newMonthlyPayout } from './monthly.ts';
import { commissionRoutes } from './routes.ts';
import { newPayoutSteps } from './steps/index.ts';

export const newCommissionApi = (place: Place) =>
  newApi(
    commissionRoutes({
      cases: openCases(place),
      commissions: openCommissions(place),
      policies: openPolicies(place),
      metrics: openMetrics(place),
      files: openFiles(place),
      transactions: openTransactions(place),
      clock: place.clock,
      firm: openFirm(place),
      rules: CALLBACK_RULES,
    }),
    openApiDeps(place),
  );

export const newPayoutStepsFunction = (place: Place) =>
  loggedSteps(
    newPayoutSteps({
      cases: openCases(place),
      commissions: openCommissions(place),
      policies: openPolicies(place),
      files: openFiles(place),
      transactions: openTransactions(place),
      clock: place.clock,
      firm: openFirm(place),
    }),
    openLogger(),
  );

export const newMonthlyPayoutFunction = (place: Place) =>
  loggedRun(
    newMonthlyPayout({
      cases: openCases(place),
      transactions: openTransactions(place),
      clock: place.clock,
    }),
    openLogger(),
  );
