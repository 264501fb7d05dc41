import * as z from 'zod/mini';
import { type Action, authorize } from '../../domain/access.ts';
import { type ComplaintCase, Notice } from '../../domain/complaint/case.ts';
import {
  approveDecision,
  DecisionContents,
  decide,
  decideReview,
  Reopening,
  ReviewDecision,
  recordAcceptance,
  recordSatisfaction,
  reopenComplaint,
  requestReview,
  withdrawComplaint,
} from '../../domain/complaint/decide.ts';
import { complaintDues } from '../../domain/complaint/dues.ts';
import {
  assign,
  Classification,
  classify,
  Extension,
  extend,
  FirstContact,
  OnTheSpot,
  PauseStart,
  pause,
  recordFirstContact,
  refuse,
  resume,
  settleOnTheSpot,
  transfer,
} from '../../domain/complaint/handle.ts';
import { ComplaintIntake } from '../../domain/complaint/intake.ts';
import { mergeComplaints } from '../../domain/complaint/merge.ts';
import { recuse } from '../../domain/complaint/recuse.ts';
import {
  DeskFaultRecorded,
  nameResponsible,
  ResponsibleNamed,
  recordDeskFault,
} from '../../domain/complaint/responsibility.ts';
import type { ComplaintRules } from '../../domain/complaint/settings.ts';
import { notifyDecision, tellByLink } from '../../domain/complaint/tell.ts';
import type { Decision } from '../../domain/decision.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { Cases, Clock, Files, Policies, Transactions } from '../../domain/ports.ts';
import { type Answered, type Route, route } from '../http/route.ts';
import { documentRoutes } from '../matter/documents.ts';
import { changedCase, mustBeAt, saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import {
  ComplaintId,
  complaintIdOf,
  loadComplaint,
  matterOf,
  samplesOf,
  subjectOf,
  takeDown,
  Whose,
} from './file.ts';
import { previewRoute } from './preview.ts';
import { revealRoute } from './reveal.ts';
import { ComplaintView, complaintView } from './views.ts';

export interface ComplaintApiDeps {
  cases: Cases;
  policies: Pick<Policies, 'byId'>;
  transactions: Transactions;
  files: Files;
  clock: Clock;
  rules: ComplaintRules;
}

const ById = z.object({ id: ComplaintId });
const version = z.int().check(z.minimum(1));
const Reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(5000));
const Changed = z.object({ id: z.string(), stage: z.string(), version: z.int() });

const Filed = z.strictObject({ ...ComplaintIntake.shape, matter: Whose });

/** Complaints (消费投诉): from the intake to the answer, the review and the end. */
export function complaintRoutes(deps: ComplaintApiDeps): Route[] {
  type Decided = Decision | 'same-again';

  function command(
    id: string,
    staff: Staff,
    action: Action,
    seen: number,
    act: (complaint: ComplaintCase, now: Date) => Decided | Promise<Decided>,
  ): Promise<Answered> {
    return onFreshRead(async () => {
      const complaint = await loadComplaint(deps, id);
      authorize(staff, action, subjectOf(complaint));
      mustBeAt(complaint, seen);
      const now = deps.clock.now();
      const decision = await act(complaint, now);
      if (decision === 'same-again') {
        return { body: { id, stage: complaint.stage, version: complaint.version } };
      }
      await saveDecision(deps, decision, now);
      return { body: changedCase(decision, id) };
    });
  }

  /** A command on one complaint, as it was when the person saw it. */
  function commandRoute<B extends { version: number }>(
    path: string,
    summary: string,
    action: Action | ((body: B, staff: Staff) => Action),
    body: z.ZodMiniType<B>,
    act: (complaint: ComplaintCase, body: B, staff: Staff, now: Date) => Decided | Promise<Decided>,
  ): Route {
    return route({
      method: 'POST',
      path: `/complaints/{id}/${path}`,
      summary,
      once: 'always',
      params: ById,
      body,
      answer: Changed,
      handle: ({ path: { id }, body: asked, staff }) =>
        command(
          id,
          staff,
          typeof action === 'function' ? action(asked, staff) : action,
          asked.version,
          (complaint, now) => act(complaint, asked, staff, now),
        ),
    });
  }

  const { rules } = deps;
  return [
    route({
      method: 'POST',
      path: '/complaints',
      summary: 'Take a complaint down; the same matter while it is open is one more contact of the one case',
      once: 'always',
      body: Filed,
      answer: z.object({ ...Changed.shape, outcome: z.enum(['opened', 'merged']) }),
      handle: ({ body: { matter: whose, ...intake }, staff, requestId }) =>
        onFreshRead(async () => {
          const now = deps.clock.now();
          const id = complaintIdOf(`${staff.id}\n${requestId}\n${now.toISOString()}`);
          const matter = await matterOf(whose, id, staff, deps.policies);
          authorize(staff, 'complaint:open', { branch: matter.branch });
          const taken = await takeDown(intake, matter, staff, now, deps);
          await saveDecision(deps, taken.decision, now);
          const { outcome } = taken;
          return { status: 201, body: { ...changedCase(taken.decision, taken.id), outcome } };
        }),
    }),
    previewRoute(deps),
    route({
      method: 'GET',
      path: '/complaints/{id}',
      summary: 'One complaint: every clock and why, contacts, decision, history',
      params: ById,
      answer: ComplaintView,
      handle: async ({ path: { id }, staff }) => {
        const complaint = await loadComplaint(deps, id);
        authorize(staff, 'complaint:read', subjectOf(complaint));
        const [contents, history, samples] = await Promise.all([
          deps.cases.contents(id),
          deps.cases.history(id),
          samplesOf(deps.cases, complaint),
        ]);
        return { body: complaintView(complaint, contents, history, samples, deps.clock.now(), rules) };
      },
    }),
    commandRoute(
      'handler',
      'Who handles it',
      'complaint:assign',
      z.strictObject({ version, handler: Id }),
      (one, { handler }, staff, now) => assign(one, handler, staff, now, rules),
    ),
    commandRoute(
      'recusal',
      'Somebody is involved: out of that person’s hands and sight; everybody may say so of himself',
      ({ person }, staff) => (person === staff.id ? 'complaint:read' : 'complaint:assign'),
      z.strictObject({ version, person: Id, reason: Reason }),
      (one, body, staff, now) => recuse(one, body, staff, now, rules),
    ),
    commandRoute(
      'merge',
      'Two open complaints turn out to be one: this one ends as a part of the other',
      'complaint:assign',
      z.strictObject({ version, into: ComplaintId, newFacts: z._default(z.boolean(), false) }),
      async (one, { into, newFacts }, staff, now) => {
        const root = await loadComplaint(deps, into);
        authorize(staff, 'complaint:assign', subjectOf(root));
        return mergeComplaints(one, root, { newFacts }, staff, now, rules);
      },
    ),
    revealRoute(deps),
    commandRoute(
      'first-contact',
      'The complainant was called',
      'complaint:handle',
      z.strictObject({ ...FirstContact.shape, version }),
      (one, body, staff, now) => recordFirstContact(one, body, staff, now, rules),
    ),
    commandRoute(
      'classification',
      'Simple, or complex with a promised date',
      'complaint:handle',
      z.strictObject({ ...Classification.shape, version }),
      (one, body, staff, now) => classify(one, body, staff, now, rules),
    ),
    commandRoute(
      'pause',
      'Time that does not count begins',
      'complaint:handle',
      z.strictObject({ ...PauseStart.shape, version }),
      (one, body, staff, now) => pause(one, body, staff, now, rules),
    ),
    commandRoute(
      'resumption',
      'The clock goes on',
      'complaint:handle',
      z.strictObject({ version }),
      (one, _body, staff, now) => resume(one, staff, now, rules),
    ),
    commandRoute(
      'extension',
      'Thirty days more, with the approval and the notice',
      'complaint:extend',
      z.strictObject({ ...Extension.shape, version }),
      (one, body, staff, now) => extend(one, body, staff, now, rules),
    ),
    commandRoute(
      'settlement',
      'Settled on the spot',
      'complaint:handle',
      z.strictObject({ ...OnTheSpot.shape, version }),
      (one, body, staff, now) => settleOnTheSpot(one, body, staff, now, rules),
    ),
    commandRoute(
      'transfer',
      'Customer service cannot settle it',
      'complaint:handle',
      z.strictObject({ version, to: Id, reason: Reason }),
      (one, body, staff, now) => transfer(one, body, staff, now, rules),
    ),
    commandRoute(
      'refusal',
      'Filed by somebody who is not entitled, who is told so',
      'complaint:handle',
      z.strictObject({ version, reason: Reason, notice: Notice }),
      (one, body, staff, now) => refuse(one, body, staff, now, rules),
    ),
    commandRoute(
      'decision',
      'The decision, with everything that it must hold',
      'complaint:handle',
      z.strictObject({ ...DecisionContents.shape, version }),
      (one, { version: _seen, ...contents }, staff, now) => decide(one, contents, staff, now, rules),
    ),
    commandRoute(
      'decision/verdict',
      'The second pair of eyes',
      'complaint:approve',
      z.strictObject({ version, approve: z.boolean(), reason: Reason }),
      (one, body, staff, now) => approveDecision(one, body, staff, now, rules),
    ),
    commandRoute(
      'decision/notice',
      'The complainant was told, with proof',
      'complaint:handle',
      z.strictObject({ ...Notice.shape, version }),
      (one, body, staff, now) => notifyDecision(one, body, staff, now, rules),
    ),
    commandRoute(
      'decision/message',
      'Sends the decision to the complainant’s phone as a link: told when the gateway has taken it',
      'complaint:handle',
      z.strictObject({ version }),
      async (one, _body, staff, now) => {
        const contact = await deps.cases.content(one.id, 'contact');
        return tellByLink(one, { hasPhone: contact?.body !== undefined }, staff, now, rules);
      },
    ),
    commandRoute(
      'acceptance',
      'Whether the complainant accepts, with proof',
      'complaint:handle',
      z.strictObject({ version, accepts: z.boolean(), proof: Id }),
      (one, body, staff, now) => recordAcceptance(one, body, staff, now, rules),
    ),
    commandRoute(
      'withdrawal',
      'The complainant takes it back: it ends the day that this is received',
      'complaint:handle',
      z.strictObject({ version, proof: Id, receivedAt: z.optional(z.iso.datetime()) }),
      (one, body, staff, now) => withdrawComplaint(one, body, staff, now, rules),
    ),
    commandRoute(
      'review',
      'The complainant asks the upper level, in writing',
      'complaint:handle',
      z.strictObject({ version, document: Id, receivedAt: z.iso.datetime() }),
      (one, body, staff, now) => requestReview(one, body, staff, now, rules),
    ),
    commandRoute(
      'review/decision',
      'The upper level decides',
      'complaint:review',
      z.strictObject({ ...ReviewDecision.shape, version }),
      (one, body, staff, now) => decideReview(one, body, staff, now, rules),
    ),
    commandRoute(
      'satisfaction',
      'What the random sample of calls found',
      'complaint:handle',
      z.strictObject({ version, satisfied: z.boolean(), recording: Id }),
      (one, body, staff, now) => recordSatisfaction(one, body, staff, now, rules),
    ),
    commandRoute(
      'reopening',
      'New facts after the end',
      'complaint:assign',
      z.strictObject({ ...Reopening.shape, version }),
      (one, body, staff, now) => reopenComplaint(one, body, staff, now, rules),
    ),
    commandRoute(
      'responsible',
      'Who is to answer for it, by role, whole',
      'complaint:assign',
      z.strictObject({ ...ResponsibleNamed.shape, version }),
      (one, body, staff, now) => nameResponsible(one, body, staff, now, rules),
    ),
    commandRoute(
      'desk-faults',
      'A fault of the complaint desk, with the document that shows it',
      'complaint:assign',
      z.strictObject({ ...DeskFaultRecorded.shape, version }),
      (one, body, staff, now) => recordDeskFault(one, body, staff, now, rules),
    ),
    ...documentRoutes(deps, {
      path: '/complaints',
      idShape: ComplaintId,
      load: (cases, id) => loadComplaint({ cases }, id),
      subject: (matter) => subjectOf(matter as ComplaintCase),
      supply: 'complaint:handle',
      see: 'complaint:read',
      async finish(draft) {
        const nextDueAt = complaintDues(draft.case as ComplaintCase, rules)[0]?.at;
        return draft.finish({ nextDueAt, wakes: false });
      },
    }),
  ];
}
