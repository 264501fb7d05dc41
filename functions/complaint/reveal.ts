import * as z from 'zod/mini';
import { authorize } from '../../domain/access.ts';
import { revealNumber } from '../../domain/complaint/reveal.ts';
import { NotFound } from '../../domain/errors.ts';
import { type Route, route } from '../http/route.ts';
import { saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { ComplaintId, contactPhone, loadComplaint, subjectOf } from './file.ts';
import type { ComplaintApiDeps } from './routes.ts';

const HIDE_AFTER_SECONDS = 60; // as with a value of a policy

/** Whoever handles a complaint calls its complainant, and reads no policies. */
export function revealRoute(deps: ComplaintApiDeps): Route {
  return route({
    method: 'POST',
    path: '/complaints/{id}/reveal',
    summary: "The complainant's number in clear, with a reason, kept in the history",
    params: z.object({ id: ComplaintId }),
    body: z.strictObject({ reason: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)) }),
    answer: z.object({ value: z.string(), hideAfterSeconds: z.int() }),
    handle: ({ path: { id }, body, staff }) =>
      onFreshRead(async () => {
        const complaint = await loadComplaint(deps, id);
        authorize(staff, 'complaint:handle', subjectOf(complaint));
        const value = await contactPhone(deps.cases, id);
        if (value === undefined) throw new NotFound('No number of the complainant is known.');
        const now = deps.clock.now();
        await saveDecision(deps, revealNumber(complaint, body, staff, now, deps.rules), now);
        return { body: { value, hideAfterSeconds: HIDE_AFTER_SECONDS } };
      }),
  });
}
