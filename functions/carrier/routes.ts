import * as z from 'zod/mini';
import { type Action, authorize } from '../../domain/access.ts';
import { nextOf } from '../../domain/carrier-request/advance.ts';
import {
  type CarrierRequest,
  CarrierRequestStage,
  carrierQueue,
  WantedItem,
} from '../../domain/carrier-request/case.ts';
import { confirmDeletion, mayBeShown } from '../../domain/carrier-request/commands.ts';
import { Opinion } from '../../domain/carrier-request/conclusion.ts';
import { CaseDraft } from '../../domain/decision.ts';
import { recordSight } from '../../domain/document-events.ts';
import { Conflict, Gone, NotAllowed, StaleVersion } from '../../domain/errors.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { Clock, Files, Policies, Transactions } from '../../domain/ports.ts';
import { LevelAnswer } from '../../domain/reconsideration/levels.ts';
import { paging } from '../http/paging.ts';
import { type Route, route } from '../http/route.ts';
import { viewUrlOf } from '../matter/documents.ts';
import { loadRequest, mustBeAt, saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { changedRequest, decideAnswer, decideWish, type MattersDeps } from './matters.ts';
import { AnsweredView, answeredView, RequestSummary, RequestView, requestView } from './views.ts';

export type CarrierApiDeps = MattersDeps & {
  policies: Pick<Policies, 'carrier'>;
  transactions: Transactions;
  clock: Clock;
  files: Files;
};

const ById = z.object({ id: z.string().check(z.regex(/^cr-[0-9a-f]{20}$/, 'is not the id of a request')) });
const version = z.int().check(z.minimum(1));

/**
 * What a carrier's reviewers do. Every route reads requests of the reviewer's own carrier and nothing else; the case
 * behind a request is read to decide, and never shown.
 */
export function carrierRoutes(deps: CarrierApiDeps): Route[] {
  async function own(id: string, staff: Staff, action: Action): Promise<CarrierRequest> {
    const request = await loadRequest(deps, id);
    authorize(staff, action, { carrier: request.carrier });
    return request;
  }

  /** Who lost a race too often is told where the own request stands, never where the case behind it does. */
  async function decided<T>(id: string, decide: () => Promise<T>): Promise<T> {
    try {
      return await onFreshRead(decide);
    } catch (error) {
      if (!(error instanceof StaleVersion)) throw error;
      const current = answeredView(await loadRequest(deps, id));
      throw new StaleVersion('The request has changed since you saw it.', current, { cause: error });
    }
  }

  return [
    route({
      method: 'GET',
      path: '/carrier-requests',
      summary: "The own carrier's requests: open ones by what is due next, or those at one stage",
      query: z.strictObject({ stage: z.optional(CarrierRequestStage), ...paging }),
      answer: z.object({ items: z.array(RequestSummary), next: z.optional(z.string()) }),
      handle: async ({ query: { stage, limit, next }, staff }) => {
        const { carrier } = staff;
        if (carrier === undefined) throw new NotAllowed('Only reviewers of a carrier have requests.');
        authorize(staff, 'carrier-request:read', { carrier });
        const page = await deps.cases.list({
          ...(stage === undefined
            ? { by: 'owner', value: carrierQueue(carrier) }
            : { by: 'carrier-stage', value: `${carrier}#${stage}` }),
          // Of what is over, the latest is looked for.
          latestFirst: stage !== undefined && stage !== 'asked' && stage !== 'material-wanted',
          limit,
          next,
        });
        return { body: { ...page, items: page.items.map((item) => RequestSummary.parse(item)) } };
      },
    }),
    route({
      method: 'GET',
      path: '/carrier-requests/{id}',
      summary: 'One request: packet, documents, what was wanted, the clock and why it is due when',
      params: ById,
      answer: RequestView,
      handle: async ({ path, staff }) => {
        const request = await own(path.id, staff, 'carrier-request:read');
        const [contents, history, carrier, vocabularies] = await Promise.all([
          deps.cases.contents(path.id),
          deps.cases.history(path.id),
          deps.policies.carrier(request.carrier),
          deps.policies.vocabularies(request.carrier),
        ]);
        const vocabulary = vocabularies.find(({ state }) => state === 'in-use');
        const shown = { request, contents, history, carrier, vocabulary };
        return { body: requestView(shown, staff, deps.clock.now(), deps.rules) };
      },
    }),
    route({
      method: 'POST',
      path: '/carrier-requests/{id}/answers',
      summary: 'The answer: an opinion on a risk, or a decision on what is disputed. The first one counts',
      once: 'always',
      params: ById,
      body: z.strictObject({ opinion: z.optional(Opinion), decision: z.optional(LevelAnswer) }),
      answer: AnsweredView,
      handle: ({ path, body, staff }) =>
        decided(path.id, async () => {
          const request = await own(path.id, staff, 'carrier-request:answer');
          const now = deps.clock.now();
          const { answering, decision } = await decideAnswer(request, body, staff, now, deps);
          if (decision === undefined) return { body: answeredView(request) };
          await saveDecision(deps, decision, now);
          const after = answeredView(changedRequest(decision, request.id));
          if (answering === 'beside') {
            throw new Conflict(
              'The request was answered before: that answer counts, and this one is kept.',
              after,
            );
          }
          return { body: after };
        }),
    }),
    route({
      method: 'POST',
      path: '/carrier-requests/{id}/material',
      summary: 'More is wanted before an answer: everything at once; the clock stands still meanwhile',
      once: 'always',
      params: ById,
      body: z.strictObject({ version, items: z.array(WantedItem).check(z.minLength(1), z.maxLength(20)) }),
      answer: AnsweredView,
      handle: ({ path, body, staff }) =>
        decided(path.id, async () => {
          const request = await own(path.id, staff, 'carrier-request:answer');
          mustBeAt(request, body.version);
          const now = deps.clock.now();
          const decision = await decideWish(request, body.items, staff, now, deps);
          await saveDecision(deps, decision, now);
          return { body: answeredView(changedRequest(decision, request.id)) };
        }),
    }),
    route({
      method: 'POST',
      path: '/carrier-requests/{id}/documents/{document}/view',
      summary: 'An address of a document for an hour; that it was seen is recorded first',
      params: z.object({ ...ById.shape, document: Id }),
      answer: z.object({ document: z.string(), version: z.int(), url: z.string() }),
      handle: ({ path, staff }) =>
        onFreshRead(async () => {
          const request = await own(path.id, staff, 'carrier-request:read');
          if (!mayBeShown(request)) throw new Gone('The documents are not shared any more.');
          const now = deps.clock.now();
          const draft = new CaseDraft(request, staff, now);
          const document = recordSight(draft, path.document);
          const nextDueAt = nextOf(draft.case, deps.rules);
          await saveDecision(deps, draft.finish({ nextDueAt, wakes: false }), now);
          const url = await viewUrlOf(deps.files, request.about, document);
          return { body: { document: document.id, version: draft.case.version, url } };
        }),
    }),
    route({
      method: 'POST',
      path: '/carrier-requests/{id}/deletion',
      summary: 'The carrier has deleted what it was given, after it was withdrawn',
      params: ById,
      answer: AnsweredView,
      handle: ({ path, staff }) =>
        onFreshRead(async () => {
          const request = await own(path.id, staff, 'carrier-request:answer');
          const now = deps.clock.now();
          const draft = new CaseDraft(request, staff, now);
          confirmDeletion(draft, staff);
          if (draft.isChanged) {
            await saveDecision(deps, draft.finish({ nextDueAt: undefined, wakes: false }), now);
          }
          return { body: answeredView(draft.case) };
        }),
    }),
  ];
}
