import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { authorize } from '../../domain/access.ts';
import { SECOND_CAUSES } from '../../domain/complaint/causes.ts';
import { ActionOpening, dropAction, openAction } from '../../domain/corrective-action/act.ts';
import { CorrectiveActionCase } from '../../domain/corrective-action/case.ts';
import { monthsBeforeAction, rateOfCause, WHOLE_FIRM } from '../../domain/corrective-action/rate.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { Cases, Clock, Metrics, Transactions } from '../../domain/ports.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import { type Route, route } from '../http/route.ts';
import { changedCase, mustBeAt, saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { actionsOf, countersOfMonths, loadAction, mustBeOfCause } from './file.ts';
import { ActionList, ActionView, actionView, OneActionView, oneActionView } from './views.ts';

export interface CorrectiveActionApiDeps {
  cases: Cases;
  metrics: Pick<Metrics, 'read'>;
  transactions: Transactions;
  clock: Clock;
}

const ById = z.object({
  id: z.string().check(z.regex(/^ca-[0-9a-f]{20}$/, 'is not the id of a corrective action')),
});
const Changed = z.object({ id: z.string(), stage: z.string(), version: z.int() });

/** Corrective actions (溯源整改): begun, looked at each month, and over when the rate of the cause has fallen. */
export function correctiveActionRoutes(deps: CorrectiveActionApiDeps): Route[] {
  const { cases, metrics, clock } = deps;
  return [
    route({
      method: 'POST',
      path: '/corrective-actions',
      summary: 'Begin an action against a cause; the rate before is taken from the counters',
      once: 'always',
      body: z.strictObject({ ...ActionOpening.shape, branch: z.optional(Id) }),
      answer: ActionView,
      handle: async ({ body: { branch: asked, ...opening }, staff, requestId }) => {
        const branch = asked ?? homeOf(staff);
        authorize(staff, 'corrective-action:run', { branch });
        await mustBeOfCause(cases, opening.complaints, opening.cause, staff);
        const now = clock.now();
        const counters = await countersOfMonths(metrics, monthsBeforeAction(dateOf(now)));
        const { cause, carrier } = opening;
        const before = rateOfCause(counters, { cause, branch, carrier });
        const seed = `${staff.id}\n${requestId}\n${now.toISOString()}`;
        const id = `ca-${createHash('sha256').update(seed).digest('hex').slice(0, 20)}`;
        await saveDecision(deps, openAction(opening, { id, branch, before }, staff, now), now);
        return { status: 201, body: actionView(await loadAction(deps, id)) };
      },
    }),
    route({
      method: 'GET',
      path: '/corrective-actions',
      summary:
        'The actions of a branch, the open ones unless told otherwise; without one, of the own branch or the head office',
      query: z.strictObject({ branch: z.optional(Id), stage: z.optional(CorrectiveActionCase.shape.stage) }),
      answer: ActionList,
      handle: async ({ query, staff }) => {
        const branch = query.branch ?? homeOf(staff);
        authorize(staff, 'corrective-action:run', { branch });
        const items = (await actionsOf(cases, branch, query.stage)).map(actionView);
        return { body: { branch, items, causes: SECOND_CAUSES } };
      },
    }),
    route({
      method: 'GET',
      path: '/corrective-actions/{id}',
      summary: 'One action: what is done, the rate before, every month since, its history',
      params: ById,
      answer: OneActionView,
      handle: async ({ path: { id }, staff }) => {
        const action = await loadAction(deps, id);
        authorize(staff, 'corrective-action:run', { branch: action.branch });
        const [contents, history] = await Promise.all([cases.contents(id), cases.history(id)]);
        return { body: oneActionView(action, contents, history) };
      },
    }),
    route({
      method: 'POST',
      path: '/corrective-actions/{id}/dropping',
      summary: 'Given up, with a reason, by somebody else than who began it',
      once: 'always',
      params: ById,
      body: z.strictObject({
        version: z.int().check(z.minimum(1)),
        reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(5000)),
      }),
      answer: Changed,
      handle: ({ path: { id }, body: { version, reason }, staff }) =>
        onFreshRead(async () => {
          const action = await loadAction(deps, id);
          authorize(staff, 'corrective-action:run', { branch: action.branch });
          mustBeAt(action, version);
          const now = clock.now();
          const decision = dropAction(action, { reason }, staff, now);
          await saveDecision(deps, decision, now);
          return { body: changedCase(decision, id) };
        }),
    }),
  ];
}

function homeOf({ branch }: Staff): string {
  return branch ?? WHOLE_FIRM;
}
