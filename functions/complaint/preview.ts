import * as z from 'zod/mini';
import { authorize } from '../../domain/access.ts';
import { needsApproval } from '../../domain/complaint/approval.ts';
import { ComplaintIntake } from '../../domain/complaint/intake.ts';
import { InvariantBroken } from '../../domain/errors.ts';
import { ProductClass } from '../../domain/policy/policy.ts';
import { type Route, route } from '../http/route.ts';
import { complaintIdOf, matterOf, takeDown, Whose } from './file.ts';
import type { ComplaintApiDeps } from './routes.ts';
import { ClockView, clocksView } from './views.ts';

/** Asked while a complaint is being taken down: what it says may come later. */
const { statement } = ComplaintIntake.shape;
const Foreseen = z.strictObject({
  ...ComplaintIntake.shape,
  statement: z._default(statement, '–'),
  matter: Whose,
});

const PreviewView = z.object({
  outcome: z.enum(['opened', 'merged']),
  /** The open complaint of the same matter. */
  open: z.optional(z.object({ id: z.string(), stage: z.string(), contacts: z.int() })),
  /** Whose matter it is, as far as a policy of ours says. */
  matter: z.object({
    branch: z.string(),
    carrier: z.optional(z.string()),
    productClass: z.optional(ProductClass),
    line: z.enum(['life', 'property']),
  }),
  clocks: z.array(ClockView),
  secondPerson: z.boolean(),
});

/** Decides as the intake does, and stores nothing. */
export function previewRoute(deps: Omit<ComplaintApiDeps, 'files'>): Route {
  return route({
    method: 'POST',
    path: '/complaints/preview',
    summary: 'What an intake would come to: a new case or a contact of an open one, and its clocks',
    body: Foreseen,
    answer: PreviewView,
    handle: async ({ body: { matter: whose, ...intake }, staff }) => {
      const id = complaintIdOf('foreseen');
      const matter = await matterOf(whose, id, staff, deps.policies);
      authorize(staff, 'complaint:open', { branch: matter.branch });
      const now = deps.clock.now();
      const taken = await takeDown(intake, matter, staff, now, deps);
      const complaint = taken.decision.cases[0]?.case;
      if (complaint?.kind !== 'complaint') throw new InvariantBroken('An intake is about no complaint.');
      const { stage, contacts, branch, carrier, productClass, line } = complaint;
      return {
        body: {
          outcome: taken.outcome,
          ...(taken.outcome === 'merged'
            ? { open: { id: taken.id, stage, contacts: contacts.length - 1 } }
            : {}),
          matter: { branch, carrier, productClass, line },
          clocks: clocksView(complaint, now, deps.rules),
          secondPerson: needsApproval(complaint),
        },
      };
    },
  });
}
