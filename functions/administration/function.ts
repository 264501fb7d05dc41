import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { CALLBACK_RULES, openPeople, openSights, openTransactions, type Place, RULES } from '../wiring.ts';
import { administrationRoutes } from './routes.ts';

export const newAdministrationApi = (place: Place) =>
  newApi(
    administrationRoutes({
      people: openPeople(place),
      sights: openSights(place),
      transactions: openTransactions(place),
      clock: place.clock,
      rules: { callback: CALLBACK_RULES, others: RULES },
    }),
    openApiDeps(place),
  );
