import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { loggedRun } from '../logged.ts';
import { openLogger } from '../observe.ts';
import { openCases, openFirm, openMetrics, openTransactions, type Place } from '../wiring.ts';
import { newMonthlyCheck } from './monthly.ts';
import { correctiveActionRoutes } from './routes.ts';

export const newCorrectiveActionApi = (place: Place) =>
  newApi(
    correctiveActionRoutes({
      cases: openCases(place),
      metrics: openMetrics(place),
      transactions: openTransactions(place),
      clock: place.clock,
    }),
    openApiDeps(place),
  );

export const newMonthlyCheckFunction = (place: Place) =>
  loggedRun(
    newMonthlyCheck({
      cases: openCases(place),
      metrics: openMetrics(place),
      transactions: openTransactions(place),
      clock: place.clock,
      firm: openFirm(place),
    }),
    openLogger(),
  );
