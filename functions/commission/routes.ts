import type { Route } from '../http/route.ts';
import { type LineApiDeps, lineRoutes } from './line-routes.ts';
import { type PayoutApiDeps, payoutRoutes } from './payout-routes.ts';

export type CommissionApiDeps = LineApiDeps & PayoutApiDeps;

export function commissionRoutes(deps: CommissionApiDeps): Route[] {
  return [...lineRoutes(deps), ...payoutRoutes(deps)];
}
