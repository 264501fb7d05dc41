import type { Cases, Clock, Commissions, FigureRecords, Files, Firm, Metrics } from '../../domain/ports.ts';
import type { Route } from '../http/route.ts';
import { alertRoutes } from './alerts.ts';
import { callbackFiguresRoutes } from './callbacks.ts';
import { carrierFigures } from './carriers.ts';
import { casesBehindRoutes } from './cases.ts';
import { complaintFiguresRoutes } from './complaints.ts';
import { dashboardRoutes } from './dashboard.ts';
import { holdFiguresRoutes } from './holds.ts';
import { restatementRoutes } from './restatements.ts';
import { reviewPackRoutes } from './review-pack.ts';

export interface FiguresApiDeps {
  metrics: Pick<Metrics, 'read' | 'readBrokers'>;
  figureRecords: FigureRecords;
  commissions: Pick<Commissions, 'inState'>;
  cases: Pick<Cases, 'list' | 'byId' | 'history'>;
  files: Pick<Files, 'read'>;
  firm: Firm;
  clock: Clock;
}

export function figuresRoutes(deps: FiguresApiDeps): Route[] {
  return [
    ...carrierFigures(deps),
    ...complaintFiguresRoutes(deps),
    ...dashboardRoutes(deps),
    ...callbackFiguresRoutes(deps),
    ...holdFiguresRoutes(deps),
    ...alertRoutes(deps),
    ...casesBehindRoutes(deps),
    ...reviewPackRoutes(deps),
    ...restatementRoutes(deps),
  ];
}
