import { openGauges, openLogger } from '../observe.ts';
import {
  need,
  openCases,
  openMetrics,
  openNotices,
  openPolicies,
  openSecret,
  openTransactions,
  openWorkflows,
  type Place,
  RULES,
} from '../wiring.ts';
import { newCountHandler } from './count.ts';
import { countedSms } from './counted-sms.ts';
import { type FollowDeps, newFollow } from './follow.ts';
import { newStreamHandler } from './handler.ts';

export async function newStreamFollow(place: Place, sms: FollowDeps['sms']) {
  const key = await openSecret(place, 'LINK_SECRET_ID', 'LINK_SECRET');
  return newStreamHandler(
    newFollow({
      cases: openCases(place),
      policies: openPolicies(place),
      workflows: openWorkflows(place),
      notices: openNotices(place),
      sms: countedSms(sms, openGauges()),
      clock: place.clock,
      transactions: openTransactions(place),
      rules: RULES,
      links: { baseUrl: need(place.env, 'LINK_BASE_URL'), key },
    }),
    openLogger(),
  );
}

export const newStreamCount = (place: Place) =>
  newCountHandler({ metrics: openMetrics(place) }, openLogger());
