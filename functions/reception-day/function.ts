import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { openCases, openPolicies, openTransactions, type Place, RULES } from '../wiring.ts';
import { receptionDayRoutes } from './routes.ts';

export const newReceptionDayApi = (place: Place) =>
  newApi(
    receptionDayRoutes({
      cases: openCases(place),
      policies: openPolicies(place),
      transactions: openTransactions(place),
      clock: place.clock,
      rules: RULES,
    }),
    openApiDeps(place),
  );
