import { DynamoFigureRecords } from '../../adapters/dynamodb/figure-records.ts';
import { newApi } from '../http/api.ts';
import { openApiDeps } from '../http/function.ts';
import { loggedRun } from '../logged.ts';
import { openLogger } from '../observe.ts';
import {
  need,
  openCases,
  openCommissions,
  openDocuments,
  openFiles,
  openFirm,
  openMetrics,
  openNotices,
  type Place,
} from '../wiring.ts';
import { newEarlyWarning } from './early-warning.ts';
import { figuresRoutes } from './routes.ts';

export const newFiguresApi = (place: Place) =>
  newApi(
    figuresRoutes({
      metrics: openMetrics(place),
      figureRecords: new DynamoFigureRecords(openDocuments(), need(place.env, 'TABLE_METRICS')),
      commissions: openCommissions(place),
      cases: openCases(place),
      files: openFiles(place),
      firm: openFirm(place),
      clock: place.clock,
    }),
    openApiDeps(place),
  );

export const newEarlyWarningFunction = (place: Place) =>
  loggedRun(
    newEarlyWarning({ metrics: openMetrics(place), notices: openNotices(place), clock: place.clock }),
    openLogger(),
  );
