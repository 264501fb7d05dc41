import * as z from 'zod/mini';
import { type Action, authorize, seesHealthData } from '../../domain/access.ts';
import { CaseSummary } from '../../domain/case.ts';
import type { CaseDraft, Decision } from '../../domain/decision.ts';
import { DocumentType } from '../../domain/documents.ts';
import { Invalid } from '../../domain/errors.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Cases, Clock, Files, Policies, Transactions } from '../../domain/ports.ts';
import { openLevel2, SecondLevel } from '../../domain/reconsideration/ask-level.ts';
import { assess, Judgement } from '../../domain/reconsideration/assess.ts';
import type { ReconsiderationCase, ReconsiderationFile } from '../../domain/reconsideration/case.ts';
import { ClaimKind, requiredFor } from '../../domain/reconsideration/evidence-lists.ts';
import {
  finishDocument,
  freezeSnapshot,
  recordMandate,
  reviseFacts,
  Waiver,
  waiveEvidence,
} from '../../domain/reconsideration/gather.ts';
import { DecisionKind } from '../../domain/reconsideration/legal-clocks.ts';
import { openReconsideration, reconsiderationIdOf } from '../../domain/reconsideration/open.ts';
import { Payment, recordPayment, Settlement, settle } from '../../domain/reconsideration/payment.ts';
import { Reopening, reopen } from '../../domain/reconsideration/reopen.ts';
import type { ReconsiderationRules } from '../../domain/reconsideration/settings.ts';
import { Snapshot } from '../../domain/reconsideration/snapshot.ts';
import { Supply, supplyEvidence } from '../../domain/reconsideration/supply.ts';
import { recordWithdrawal } from '../../domain/reconsideration/withdraw.ts';
import { type Answered, type Route, route } from '../http/route.ts';
import { documentRoutes } from '../matter/documents.ts';
import { changedCase, loadMatter, mustBeAt, saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { listAtStage, StageQuery } from './list.ts';
import { Facts, OpeningInput, openingOf } from './opening.ts';
import { ReconsiderationView } from './shapes.ts';
import { policyAsFrozen, reconsiderationView } from './views.ts';

export interface ReconsiderationApiDeps {
  cases: Cases;
  policies: Pick<Policies, 'byId' | 'carrier'>;
  transactions: Transactions;
  files: Files;
  clock: Clock;
  rules: ReconsiderationRules;
}

const CaseId = z.string().check(z.regex(/^rc-[0-9a-f]{20}$/, 'is not the id of a reconsideration'));
const ById = z.object({ id: CaseId });
/** The version of the case that the person saw: somebody else's change in between is not overwritten. */
const version = z.int().check(z.minimum(1));

const Changed = z.object({ id: z.string(), stage: z.string(), version: z.int() });

/** The verdict is told apart by the domain's own shape, with the version beside it. */
const [Agree, Contest] = Judgement.def.options;
const JudgementInput = z.discriminatedUnion('verdict', [
  z.strictObject({ version, ...Agree.shape }),
  z.strictObject({ version, ...Contest.shape }),
]);

/** Taking a carrier's decision back to the carrier (两核复议), from the intake to the payment or the last letter. */
export function reconsiderationRoutes(deps: ReconsiderationApiDeps): Route[] {
  /** A command of a signed-in person on one case. */
  function command(
    id: string,
    staff: Staff,
    action: Action,
    seen: number,
    decide: (file: ReconsiderationFile, now: Date) => Decision | Promise<Decision>,
  ): Promise<Answered> {
    return onFreshRead(async () => {
      const file = await loadMatter(deps, 'reconsideration', id);
      authorize(staff, action, file.case);
      mustBeAt(file.case, seen);
      const now = deps.clock.now();
      const decision = await decide(file, now);
      await saveDecision(deps, decision, now);
      return { body: changedCase(decision, id) };
    });
  }

  async function policyOf({ policyId }: ReconsiderationCase): Promise<Policy | undefined> {
    return policyId === undefined ? undefined : deps.policies.byId(policyId);
  }

  return [
    route({
      method: 'POST',
      path: '/reconsiderations',
      summary: "Take up a carrier's decision; the answer's case says what is missing",
      once: 'always',
      body: OpeningInput,
      answer: Changed,
      handle: async ({ body, staff, requestId }) => {
        authorize(staff, 'reconsideration:open');
        const opening = await openingOf(body, staff, deps.policies);
        const now = deps.clock.now();
        const id = reconsiderationIdOf(`${staff.id}\n${requestId}\n${now.toISOString()}`);
        const decision = openReconsideration({ ...opening, id }, staff, now, deps.rules);
        await saveDecision(deps, decision, now);
        return { status: 201, body: changedCase(decision, id) };
      },
    }),
    route({
      method: 'GET',
      path: '/reconsiderations',
      summary: 'Cases of a branch at one stage that the person may read, whoever they wait for',
      query: StageQuery,
      answer: z.object({ items: z.array(CaseSummary), next: z.optional(z.string()) }),
      handle: async ({ query, staff }) => ({ body: await listAtStage(query, staff, deps.cases) }),
    }),
    route({
      method: 'GET',
      path: '/reconsiderations/papers',
      summary: 'The papers that a decision of this kind needs before an expert can judge it',
      query: z.strictObject({ of: DecisionKind, claimKind: z.optional(ClaimKind) }),
      answer: z.object({ papers: z.array(DocumentType) }),
      handle: async ({ query: { of, claimKind }, staff }) => {
        authorize(staff, 'reconsideration:open');
        return { body: { papers: requiredFor(of, claimKind) } };
      },
    }),
    route({
      method: 'GET',
      path: '/reconsiderations/{id}',
      summary: 'One case whole: legal clocks, what is due and why, who has seen what, levels, letters',
      params: ById,
      answer: ReconsiderationView,
      handle: async ({ path, staff }) => {
        const file = await loadMatter(deps, 'reconsideration', path.id);
        authorize(staff, 'reconsideration:read', file.case);
        const ids = [path.id, ...file.requests.map(({ id }) => id)];
        const [policy, contents, histories] = await Promise.all([
          policyOf(file.case),
          Promise.all(ids.map((id) => deps.cases.contents(id))),
          Promise.all(ids.map((id) => deps.cases.history(id))),
        ]);
        const shown = { file, policy, contents: contents.flat(), histories };
        const seesHealth = seesHealthData(staff);
        return { body: reconsiderationView(shown, { seesHealth }, deps.clock.now(), deps.rules) };
      },
    }),
    route({
      method: 'POST',
      path: '/reconsiderations/{id}/snapshot',
      summary:
        'Freeze policy, clauses and decision letter as of the date of loss; ours is taken when none is given',
      once: 'always',
      params: ById,
      body: z.strictObject({
        version,
        ...Snapshot.shape,
        policy: z.optional(z.record(z.string(), z.unknown())),
      }),
      answer: Changed,
      handle: ({ path, body: { version: seen, policy, ...rest }, staff }) =>
        command(path.id, staff, 'reconsideration:supply', seen, async (file, now) => {
          const ours = policy ?? policyAsFrozen(await policyOf(file.case));
          if (ours === undefined) {
            throw new Invalid('There is no policy of ours to freeze.', [
              { field: 'policy', reason: 'is needed: the policy is not one of ours' },
            ]);
          }
          return freezeSnapshot(file, { ...rest, policy: ours }, staff, now, deps.rules);
        }),
    }),
    route({
      method: 'POST',
      path: '/reconsiderations/{id}/facts',
      summary: 'What is known of the dates that start and stop the legal clocks, whole',
      once: 'always',
      params: ById,
      body: z.strictObject({ version, facts: Facts }),
      answer: Changed,
      handle: ({ path, body, staff }) =>
        command(path.id, staff, 'reconsideration:supply', body.version, (file, now) =>
          reviseFacts(file, body.facts, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/reconsiderations/{id}/mandate',
      summary: "The customer's mandate, a stored document",
      once: 'always',
      params: ById,
      body: z.strictObject({ version, document: Id }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...mandate }, staff }) =>
        command(path.id, staff, 'reconsideration:supply', seen, (file, now) =>
          recordMandate(file, mandate, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/reconsiderations/{id}/waivers',
      summary: 'An expert does without a required document, with a reason',
      once: 'always',
      params: ById,
      body: z.strictObject({ version, ...Waiver.shape }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...waiver }, staff }) =>
        command(path.id, staff, 'reconsideration:assess', seen, (file, now) =>
          waiveEvidence(file, waiver, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/reconsiderations/{id}/assessment',
      summary: "An expert's opinion, the first or the second: agree and explain, or contest and argue",
      once: 'always',
      params: ById,
      body: JudgementInput,
      answer: Changed,
      handle: ({ path, body: { version: seen, ...judgement }, staff }) =>
        command(path.id, staff, 'reconsideration:assess', seen, (file, now) =>
          assess(file, judgement, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/reconsiderations/{id}/level-2',
      summary: "Ask the carrier's head office, with a stated reason or evidence that no level has seen",
      once: 'always',
      params: ById,
      body: z.strictObject({ version, ...SecondLevel.shape }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...second }, staff }) =>
        command(path.id, staff, 'reconsideration:assess', seen, (file, now) =>
          openLevel2(file, second, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/reconsiderations/{id}/settle',
      summary: "Settle for the carrier's answer: the letter with the next forums, or the payment of a part",
      once: 'always',
      params: ById,
      body: z.strictObject({ version, ...Settlement.shape }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...settlement }, staff }) =>
        command(path.id, staff, 'reconsideration:assess', seen, (file, now) =>
          settle(file, settlement, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/reconsiderations/{id}/evidence',
      summary: 'What the carrier wanted to see, or why it cannot be had',
      once: 'always',
      params: ById,
      body: z.strictObject({ version, ...Supply.shape }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...supply }, staff }) =>
        command(path.id, staff, 'reconsideration:supply', seen, (file, now) =>
          supplyEvidence(file, supply, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/reconsiderations/{id}/payment',
      summary: 'The money has come',
      once: 'always',
      params: ById,
      body: z.strictObject({ version, ...Payment.shape }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...payment }, staff }) =>
        command(path.id, staff, 'reconsideration:record-payment', seen, (file, now) =>
          recordPayment(file, payment, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/reconsiderations/{id}/withdrawal',
      summary: 'The customer took the matter back in writing',
      once: 'always',
      params: ById,
      body: z.strictObject({ version, document: Id }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...letter }, staff }) =>
        command(path.id, staff, 'reconsideration:withdraw', seen, (file, now) =>
          recordWithdrawal(file, letter, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/reconsiderations/{id}/reopening',
      summary: 'Take a closed case up again: same number, same history',
      once: 'always',
      params: ById,
      body: z.strictObject({ version, ...Reopening.shape }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...reopening }, staff }) =>
        command(path.id, staff, 'reconsideration:reopen', seen, (file, now) =>
          reopen(file, reopening, staff, now, deps.rules),
        ),
    }),
    ...documentRoutes(deps, {
      path: '/reconsiderations',
      idShape: CaseId,
      load: async (cases, id) => (await loadMatter({ cases }, 'reconsideration', id)).case,
      supply: 'reconsideration:supply',
      see: 'reconsideration:read',
      async finish(draft) {
        const { requests } = await loadMatter(deps, 'reconsideration', draft.case.id);
        // The place loads reconsiderations only, so this is one.
        return finishDocument(draft as unknown as CaseDraft<ReconsiderationCase>, requests, deps.rules);
      },
    }),
  ];
}
