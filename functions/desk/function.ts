import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { openCases, openFirm, openPresence, openTransactions, openViews, type Place } from '../wiring.ts';
import { deskRoutes } from './routes.ts';

export const newDeskApi = (place: Place) =>
  newApi(
    deskRoutes({
      cases: openCases(place),
      transactions: openTransactions(place),
      presence: openPresence(place),
      views: openViews(place),
      clock: place.clock,
      firm: openFirm(place),
    }),
    openApiDeps(place),
  );
