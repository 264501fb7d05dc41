import * as z from 'zod/mini';
import { authorize, verdict } from '../../domain/access.ts';
import { Invalid, NOTHING_HERE, NotFound, Refused } from '../../domain/errors.ts';
import { Line, Moment } from '../../domain/evaluation/cards.ts';
import { type EvaluationCase, Grades } from '../../domain/evaluation/case.ts';
import { gradeByHand, recordReply } from '../../domain/evaluation/replies.ts';
import type { StrayReply } from '../../domain/evaluation/stray.ts';
import { Id, type Staff } from '../../domain/people.ts';
import { Phone } from '../../domain/policy/policy.ts';
import type { Clock, StrayReplies } from '../../domain/ports.ts';
import { PolicyNamed, policyNamed } from '../complaint/file.ts';
import { paging } from '../http/paging.ts';
import { type Route, route } from '../http/route.ts';
import { changedCase, mustBeAt } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { type EvaluationDeps, loadEvaluation, phoneOf, saveEvaluation } from './file.ts';
import { type Evaluated, evaluatedOfPolicy, openOnce } from './open.ts';
import { EvaluationView, evaluationView, InboxView, inboxItem, strayView } from './views.ts';

export type EvaluationApiDeps = EvaluationDeps & { strays: StrayReplies; clock: Clock };

const EvaluationId = z.string().check(z.regex(/^ev-[0-9a-f]{20}$/, 'is not the id of an evaluation'));
const ById = z.object({ id: EvaluationId });
const version = z.int().check(z.minimum(1));
const Reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(500));
const Changed = z.object({ id: z.string(), stage: z.string(), version: z.int() });

/** A policy of ours says all of it, and then nothing of it may be asked for. */
const Whose = {
  policyId: z.optional(z.string().check(z.regex(/^pl-[0-9a-f]{20}$/, 'is not a policy id'))),
  policy: z.optional(PolicyNamed),
  matter: z.optional(
    z.strictObject({
      customerRef: Id,
      phone: Phone,
      line: Line,
      branch: Id,
      brokerId: Id,
      concerned: z._default(z.array(Id).check(z.maxLength(20)), []),
      carrier: z.optional(Id),
    }),
  ),
};

const Opened = z.strictObject({
  moment: Moment,
  ...Whose,
  /** The claim, by the core system's id. Each claim is asked about by itself. */
  claim: z.optional(Id),
  /** Which resolution of it, when it was settled more than once. */
  resolution: z._default(z.int().check(z.minimum(1), z.maximum(100)), 1),
});

/** Service evaluations (服务评价): opened by the core system, answered by SMS, read by a person where a machine cannot. */
export function evaluationRoutes(deps: EvaluationApiDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/evaluations',
      summary: 'Ask a customer about a moment of the service; the same moment again is the same evaluation',
      body: Opened,
      answer: z.object({ ...Changed.shape, outcome: z.enum(['opened', 'unchanged']) }),
      handle: async ({ body, staff }) => {
        const evaluated = await evaluatedIn(body, deps);
        authorize(staff, 'evaluation:open', { branch: evaluated.branch });
        const { id, outcome, evaluation } = await openOnce(evaluated, staff, deps.clock.now(), deps);
        const { stage, version: now } = evaluation;
        return { status: outcome === 'opened' ? 201 : 200, body: { id, stage, version: now, outcome } };
      },
    }),
    route({
      method: 'GET',
      path: '/evaluations/inbox',
      summary: 'What customers wrote that a person must read: of evaluations, and of none',
      query: z.strictObject({ ...paging, branch: z.optional(Id) }),
      answer: InboxView,
      handle: async ({ query, staff }) => {
        const branch = branchFor(staff, query.branch);
        authorize(staff, 'evaluation:read', { branch });
        return { body: await inboxOf(branch, query, staff, deps) };
      },
    }),
    route({
      method: 'POST',
      path: '/evaluations/inbox/{reply}',
      summary: 'What a reply of no evaluation was meant for, or that it needs nothing',
      params: z.object({ reply: z.string().check(z.regex(/^reply-[A-Za-z0-9_-]{22}$/)) }),
      body: z.strictObject({ version, evaluation: z.optional(EvaluationId), reason: z.optional(Reason) }),
      answer: z.object({ reply: z.string(), evaluation: z.optional(z.string()) }),
      handle: ({ path: { reply }, body, staff }) =>
        onFreshRead(async () => {
          const stray = await strayFor(reply, staff, deps);
          mustBeAt({ id: stray.id, stage: 'kept', version: stray.version }, body.version);
          await seeTo(stray, body, staff, deps);
          return {
            body: { reply, ...(body.evaluation === undefined ? {} : { evaluation: body.evaluation }) },
          };
        }),
    }),
    route({
      method: 'GET',
      path: '/evaluations/{id}',
      summary: 'One evaluation: messages and their delivery, what was written and how it was read, history',
      params: ById,
      answer: EvaluationView,
      handle: async ({ path: { id }, staff }) => {
        const matter = await loadEvaluation(deps, id);
        authorize(staff, 'evaluation:read', subjectOf(matter));
        const [contents, messages, history] = await Promise.all([
          deps.cases.contents(id),
          deps.cases.messages(id),
          deps.cases.history(id),
        ]);
        return { body: evaluationView(matter, { contents, messages, history }, deps.rules) };
      },
    }),
    route({
      method: 'POST',
      path: '/evaluations/{id}/readings',
      summary: 'What a person reads in a reply; without a grade there was none in it',
      params: ById,
      body: z.strictObject({
        version,
        reply: z.string(),
        says: Grades,
        optOut: z.optional(z.boolean()),
      }),
      answer: z.object({ ...Changed.shape, complaint: z.optional(z.string()) }),
      handle: ({ path: { id }, body: { version: seen, ...reading }, staff }) =>
        onFreshRead(async () => {
          const matter = await loadEvaluation(deps, id);
          authorize(staff, 'evaluation:read-by-hand', subjectOf(matter));
          mustBeAt(matter, seen);
          const now = deps.clock.now();
          const decision = gradeByHand({ case: matter }, reading, staff, now, deps.rules);
          const phone = await phoneOf(matter, deps);
          const { complaintId } = await saveEvaluation(deps, decision, now, { phone });
          const complaint = complaintId === undefined ? {} : { complaint: complaintId };
          return { body: { ...changedCase(decision, id), ...complaint } };
        }),
    }),
  ];
}

/** Whom it concerns is told that there is nothing: they do not read what the customer wrote of them. */
function subjectOf({ branch, concerned }: EvaluationCase): { branch: string; recused: readonly string[] } {
  return { branch, recused: concerned };
}

async function evaluatedIn(
  { policyId, policy, matter, moment, claim, resolution }: z.output<typeof Opened>,
  deps: EvaluationApiDeps,
): Promise<Evaluated> {
  if ([policyId, policy, matter].filter((one) => one !== undefined).length !== 1) {
    throw new Invalid('It is not said whose service it was.', [
      { field: 'policyId', reason: 'or policy or matter is needed, and one of them' },
    ]);
  }
  if (moment !== 'policy-issued' && claim === undefined) {
    throw new Invalid('It is not said which claim it was.', [{ field: 'claim', reason: 'is needed' }]);
  }
  const named = policyId ?? policy;
  const field = policyId === undefined ? 'policy.number' : 'policyId';
  const whose =
    named === undefined
      ? matter && { ...matter, concerned: [...new Set([matter.brokerId, ...matter.concerned])] }
      : evaluatedOfPolicy(await policyNamed(deps.policies, named, field));
  if (whose === undefined) throw new NotFound(NOTHING_HERE);
  return { ...whose, moment, about: claim, resolution };
}

function branchFor(staff: Staff, asked: string | undefined): string {
  const branch = asked ?? staff.branch;
  if (branch === undefined) {
    throw new Invalid('It is not said of which branch.', [{ field: 'query.branch', reason: 'is needed' }]);
  }
  return branch;
}

async function inboxOf(
  branch: string,
  { limit, next }: { limit: number; next?: string | undefined },
  staff: Staff,
  deps: EvaluationApiDeps,
): Promise<z.infer<typeof InboxView>> {
  const page = await deps.cases.list({ by: 'owner', value: `complaint-handler@${branch}`, limit, next });
  const read = await Promise.all(
    page.items
      .filter(({ kind }) => kind === 'evaluation')
      .map(async ({ id }) => ({
        matter: await loadEvaluation(deps, id),
        contents: await deps.cases.contents(id),
      })),
  );
  const shown = read.filter(
    ({ matter }) =>
      matter.inbox !== undefined && verdict(staff, 'evaluation:read', subjectOf(matter)) === 'allowed',
  );
  // With the first page: they are few.
  const strays = next === undefined ? (await deps.strays.unseen(limit)).items : [];
  return {
    items: shown.map(({ matter, contents }) => inboxItem(matter, contents, deps.rules)),
    ...(page.next === undefined ? {} : { next: page.next }),
    strays: strays.filter((one) => one.branch === undefined || one.branch === branch).map(strayView),
  };
}

/** @throws NotFound for one of another branch */
async function strayFor(id: string, staff: Staff, { strays }: EvaluationApiDeps): Promise<StrayReply> {
  const stray = await strays.byId(id);
  if (stray === undefined) throw new NotFound(NOTHING_HERE);
  authorize(staff, 'evaluation:read-by-hand', { branch: stray.branch ?? staff.branch });
  if (stray.seen !== undefined) throw new Refused('nothing-to-read', 'Somebody has seen to this reply.');
  return stray;
}

/** The reply goes on the evaluation by the common rules: in time it counts, late a person grades it there. */
async function seeTo(
  stray: StrayReply,
  { evaluation, reason }: { evaluation?: string | undefined; reason?: string | undefined },
  staff: Staff,
  deps: EvaluationApiDeps,
): Promise<void> {
  const now = deps.clock.now();
  const seen = { by: staff.id, at: now.toISOString() };
  const beside = (what: Partial<NonNullable<StrayReply['seen']>>) =>
    [
      {
        store: 'stray-reply',
        stray: { ...stray, version: stray.version + 1, seen: { ...seen, ...what } },
        expected: stray.version,
      },
    ] as const;
  if (evaluation === undefined) {
    if (reason === undefined) {
      throw new Invalid('It is not said what is to become of it.', [
        { field: 'evaluation', reason: 'or a reason is needed' },
      ]);
    }
    await deps.transactions.commit(beside({ reason }));
    return;
  }
  const matter = await loadEvaluation(deps, evaluation);
  authorize(staff, 'evaluation:read-by-hand', subjectOf(matter));
  if (matter.sent.length === 0) throw new Refused('not-asked', 'Its customer was not asked yet.');
  const given = { id: stray.given, text: stray.text, receivedAt: new Date(stray.receivedAt) };
  const decision = recordReply({ case: matter }, given, now, deps.rules);
  if (decision === undefined) await deps.transactions.commit(beside({ evaluation }));
  else await saveEvaluation(deps, decision, now, { phone: stray.phone, beside: beside({ evaluation }) });
}
