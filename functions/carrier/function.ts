import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { openCases, openFiles, openPolicies, openTransactions, type Place, RULES } from '../wiring.ts';
import { carrierRoutes } from './routes.ts';
import { vocabularyRoutes } from './vocabulary-routes.ts';

export const newCarrierApi = (place: Place) => {
  const deps = {
    cases: openCases(place),
    policies: openPolicies(place),
    transactions: openTransactions(place),
    files: openFiles(place),
    clock: place.clock,
    rules: RULES,
  };
  return newApi([...carrierRoutes(deps), ...vocabularyRoutes(deps)], openApiDeps(place));
};
