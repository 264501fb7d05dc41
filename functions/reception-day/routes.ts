import * as z from 'zod/mini';
import { authorize } from '../../domain/access.ts';
import { ComplaintIntake } from '../../domain/complaint/intake.ts';
import type { ComplaintRules } from '../../domain/complaint/settings.ts';
import { type Decision, together } from '../../domain/decision.ts';
import { Invalid } from '../../domain/errors.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { Cases, Clock, Policies, Transactions } from '../../domain/ports.ts';
import { DeskOutcome, type ReceptionDayCase } from '../../domain/reception-day/case.ts';
import {
  closeReceptionDay,
  countComplaint,
  DayOpening,
  drawSample,
  LARGEST_SAMPLE,
  openReceptionDay,
  receptionDayIdOf,
  recordVisits,
  Visits,
} from '../../domain/reception-day/desk.ts';
import { AtTheDesk, treatAtDesk } from '../../domain/reception-day/entry.ts';
import { DateText } from '../../domain/time/calendar.ts';
import { complaintIdOf, matterOf, takeDown, Whose } from '../complaint/file.ts';
import { type Answered, type Route, route } from '../http/route.ts';
import { changedCase, saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { desksOf, loadReceptionDay, sampledComplaints } from './file.ts';
import { ReceptionDaysView, ReceptionDayView, receptionDaysView, receptionDayView } from './views.ts';

export interface ReceptionDayApiDeps {
  cases: Cases;
  policies: Pick<Policies, 'byId'>;
  transactions: Transactions;
  clock: Clock;
  rules: ComplaintRules;
}

const ById = z.object({
  id: z.string().check(z.regex(/^rd-[0-9a-f]{20}$/, 'is not the id of a reception day')),
});
const Changed = z.object({ id: z.string(), stage: z.string(), version: z.int() });

const { category, statement, filer, group, involved } = ComplaintIntake.shape;

/** A complaint as a desk takes it: who, what about, and what became of it. */
const Entry = z.strictObject({
  matter: Whose,
  category,
  statement,
  filer,
  group,
  involved,
  /** Of a matter that is open already: only new facts start the law's clock again, not that somebody came. */
  newFacts: z._default(z.boolean(), false),
  treatment: z._default(AtTheDesk, { outcome: 'open' }),
});
type Entry = z.infer<typeof Entry>;

const Entered = z.object({
  day: Changed,
  complaint: Changed,
  /** A new case, or one more contact of the open case of the same matter. */
  taken: z.enum(['opened', 'merged']),
  outcome: DeskOutcome,
});

/**
 * Reception days (局长接待日). Several people enter at one desk at once: what they enter says nothing of a version, and
 * is decided anew when somebody else was first.
 */
export function receptionDayRoutes(deps: ReceptionDayApiDeps): Route[] {
  function command(
    id: string,
    staff: Staff,
    act: (day: ReceptionDayCase, now: Date) => Decision,
  ): Promise<Answered> {
    return onFreshRead(async () => {
      const day = await loadReceptionDay(deps, id);
      authorize(staff, 'reception-day:run', day);
      const now = deps.clock.now();
      const decision = act(day, now);
      await saveDecision(deps, decision, now);
      return { body: changedCase(decision, id) };
    });
  }

  return [
    route({
      method: 'POST',
      path: '/reception-days',
      summary: 'Open a desk for a day; the same desk of a site is opened once',
      once: 'always',
      body: z.strictObject({ ...DayOpening.shape, branch: z.optional(Id) }),
      answer: Changed,
      handle: async ({ body: { branch: asked, ...opening }, staff }) => {
        const branch = asked ?? staff.branch;
        if (branch === undefined) {
          throw new Invalid('It is not said whose desk it is.', [{ field: 'branch', reason: 'is needed' }]);
        }
        authorize(staff, 'reception-day:run', { branch });
        const now = deps.clock.now();
        const decision = openReceptionDay(opening, branch, staff, now);
        await saveDecision(deps, decision, now);
        return { status: 201, body: changedCase(decision, receptionDayIdOf(opening, branch)) };
      },
    }),
    route({
      method: 'GET',
      path: '/reception-days',
      summary: 'All desks of a day, their sum, and that of each site',
      query: z.strictObject({ on: DateText }),
      answer: ReceptionDaysView,
      handle: async ({ query: { on }, staff }) => {
        authorize(staff, 'reception-day:run');
        return { body: receptionDaysView(on, await desksOf(deps.cases, on, staff)) };
      },
    }),
    route({
      method: 'GET',
      path: '/reception-days/{id}',
      summary: 'One desk: its totals, its sample of calls, its history',
      params: ById,
      answer: ReceptionDayView,
      handle: async ({ path: { id }, staff }) => {
        const day = await loadReceptionDay(deps, id);
        authorize(staff, 'reception-day:run', day);
        const [sampled, history, contents] = await Promise.all([
          sampledComplaints(deps.cases, day, staff),
          deps.cases.history(id),
          deps.cases.contents(id),
        ]);
        return { body: receptionDayView(day, sampled, { history, contents }) };
      },
    }),
    route({
      method: 'POST',
      path: '/reception-days/{id}/visits',
      summary:
        'A tally of consultations or suggestions; an Idempotency-Key tells a repeated one from the next',
      once: 'with-key',
      params: ById,
      body: Visits,
      answer: Changed,
      handle: ({ path: { id }, body, staff }) =>
        command(id, staff, (day, now) => recordVisits(day, body, staff, now)),
    }),
    route({
      method: 'POST',
      path: '/reception-days/{id}/complaints',
      summary: 'Quick entry: the complaint is taken down, treated and counted at the desk, all or nothing',
      once: 'always',
      params: ById,
      body: Entry,
      answer: Entered,
      handle: ({ path: { id }, body, staff, requestId }) => enterComplaint(id, body, staff, requestId, deps),
    }),
    route({
      method: 'POST',
      path: '/reception-days/{id}/closing',
      summary: 'The day is over: its totals stand',
      once: 'always',
      params: ById,
      answer: Changed,
      handle: ({ path: { id }, staff }) =>
        command(id, staff, (day, now) => closeReceptionDay(day, staff, now)),
    }),
    route({
      method: 'POST',
      path: '/reception-days/{id}/sample',
      summary: 'Draws the complaints whose people are called and asked whether they are satisfied',
      once: 'always',
      params: ById,
      body: z.strictObject({ size: z.int().check(z.minimum(1), z.maximum(LARGEST_SAMPLE)) }),
      answer: Changed,
      handle: ({ path: { id }, body: { size }, staff }) =>
        command(id, staff, (day, now) => drawSample(day, size, staff, now)),
    }),
  ];
}

/** Case and desk in one transaction: a complaint that is not counted, or a count without its case, cannot be. */
function enterComplaint(
  id: string,
  { matter: whose, treatment, ...said }: Entry,
  staff: Staff,
  requestId: string,
  deps: ReceptionDayApiDeps,
): Promise<Answered> {
  return onFreshRead(async () => {
    const day = await loadReceptionDay(deps, id);
    authorize(staff, 'reception-day:run', day);
    const now = deps.clock.now();
    const complaintId = complaintIdOf(`${staff.id}\n${requestId}\n${now.toISOString()}`);
    const matter = await matterOf(whose, complaintId, staff, deps.policies);
    authorize(staff, 'complaint:open', { branch: matter.branch });
    const intake: ComplaintIntake = {
      ...said,
      channel: 'reception-day',
      receivedAt: now.toISOString(),
      reference: id,
      origin: id,
    };
    const taken = await takeDown(intake, matter, staff, now, deps);
    const treated = treatAtDesk(taken.decision, treatment, staff, now, deps.rules);
    const counted = countComplaint(day, taken.id, treatment.outcome, staff, now);
    const decision = counted === 'same-again' ? treated : together([treated, counted]);
    await saveDecision(deps, decision, now);
    const stands = counted === 'same-again' ? day : changedCase(decision, id);
    return {
      status: 201,
      body: {
        day: { id, stage: stands.stage, version: stands.version },
        complaint: changedCase(decision, taken.id),
        taken: taken.outcome,
        outcome: treatment.outcome,
      },
    };
  });
}
