import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type Action, authorize, seesHealthData } from '../../domain/access.ts';
import { Conclusion } from '../../domain/carrier-request/conclusion.ts';
import type { Decision } from '../../domain/decision.ts';
import { type FieldFault, Gone, Invalid, NotFound, Refused } from '../../domain/errors.ts';
import { NonNegativeFen } from '../../domain/money.ts';
import { Id, type Staff } from '../../domain/people.ts';
import { Phone } from '../../domain/policy/policy.ts';
import type { Cases, Clock, Files, Policies, Transactions } from '../../domain/ports.ts';
import { supplyOpinionMaterial } from '../../domain/pre-underwriting/answers.ts';
import { Applicant, Disclosure, Wanted } from '../../domain/pre-underwriting/case.ts';
import { choose, chooseNone, linkPolicy, requote } from '../../domain/pre-underwriting/choose.ts';
import { askConsent, consentByForm, withdrawConsent } from '../../domain/pre-underwriting/consent.ts';
import { preUnderwritingDues } from '../../domain/pre-underwriting/dues.ts';
import type { PreUnderwritingFile } from '../../domain/pre-underwriting/file.ts';
import {
  type Facts,
  type Opening,
  openPreUnderwriting,
  reviseFacts,
} from '../../domain/pre-underwriting/open.ts';
import { sendRequests } from '../../domain/pre-underwriting/send.ts';
import type { PreUnderwritingRules } from '../../domain/pre-underwriting/settings.ts';
import { DateText } from '../../domain/time/calendar.ts';
import { type Answered, type Route, route } from '../http/route.ts';
import { documentRoutes } from '../matter/documents.ts';
import { changedCase, mustBeAt, saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { loadContents, loadFacts, loadPreUnderwriting } from './file.ts';
import { PreUnderwritingView, preUnderwritingView } from './views.ts';

export interface PreUnderwritingApiDeps {
  cases: Cases;
  policies: Pick<Policies, 'byId' | 'carrier'>;
  transactions: Transactions;
  files: Files;
  clock: Clock;
  rules: PreUnderwritingRules;
}

const CaseId = z.string().check(z.regex(/^pu-[0-9a-f]{20}$/, 'is not the id of a pre-underwriting'));
const ById = z.object({ id: CaseId });
const version = z.int().check(z.minimum(1));
const Note = z.string().check(z.trim(), z.minLength(1), z.maxLength(2000));

const FactsInput = {
  applicant: Applicant,
  disclosure: Disclosure,
  wanted: z.array(Wanted).check(z.minLength(2), z.maxLength(10)),
  sumInsuredFen: NonNegativeFen.check(z.minimum(1)),
};
const OpeningInput = z.strictObject({
  ...FactsInput,
  customerRef: Id,
  phone: z.optional(Phone),
  purpose: z.string().check(z.trim(), z.minLength(1), z.maxLength(500)),
  deleteOn: DateText,
});

const Changed = z.object({ id: z.string(), stage: z.string(), version: z.int() });

/** Asking several carriers before the application (核保前置), from the disclosure to the choice. */
export function preUnderwritingRoutes(deps: PreUnderwritingApiDeps): Route[] {
  /** A command of a signed-in person on one case. */
  function command(
    id: string,
    staff: Staff,
    action: Action,
    seen: number,
    decide: (file: PreUnderwritingFile, now: Date) => Decision | Promise<Decision>,
  ): Promise<Answered> {
    return onFreshRead(async () => {
      const file = await loadPreUnderwriting(deps.cases, id);
      authorize(staff, action, file.case);
      mustBeAt(file.case, seen);
      const now = deps.clock.now();
      const decision = await decide(file, now);
      await saveDecision(deps, decision, now);
      return { body: changedCase(decision, id) };
    });
  }

  /** @throws Invalid for a carrier or product that the firm does not sell */
  async function mustBeSold(wanted: readonly Wanted[]): Promise<void> {
    const faults = await Promise.all(
      wanted.map(async ({ carrier, product }, index): Promise<FieldFault[]> => {
        const found = await deps.policies.carrier(carrier);
        if (found === undefined) return [{ field: `wanted.${index}.carrier`, reason: 'is not known' }];
        return Object.hasOwn(found.products, product)
          ? []
          : [{ field: `wanted.${index}.product`, reason: 'is not a product of this carrier' }];
      }),
    );
    if (faults.flat().length > 0) throw new Invalid('A carrier or product is not known.', faults.flat());
  }

  function openingOf(
    input: z.infer<typeof OpeningInput>,
    seed: string,
    staff: Staff,
    { branch, brokerId }: { branch: string; brokerId: string },
  ): Opening {
    const { phone, ...rest } = input;
    return {
      ...rest,
      branch,
      brokerId,
      id: `pu-${digest(`${staff.id}\n${seed}`)}`,
      ...(phone === undefined ? {} : { phone }),
    };
  }

  return [
    route({
      method: 'POST',
      path: '/pre-underwriting',
      summary: 'Prepare a request to several carriers; nothing leaves the firm yet',
      once: 'always',
      body: OpeningInput,
      answer: Changed,
      handle: async ({ body, staff, requestId }) => {
        authorize(staff, 'pre-underwriting:open');
        await mustBeSold(body.wanted);
        const now = deps.clock.now();
        const opening = openingOf(body, `${requestId}\n${now.toISOString()}`, staff, ownerOf(staff));
        const decision = openPreUnderwriting(opening, staff, now, deps.rules);
        await saveDecision(deps, decision, now);
        return { status: 201, body: changedCase(decision, opening.id) };
      },
    }),
    route({
      method: 'GET',
      path: '/pre-underwriting/{id}',
      summary: 'One case: the carriers side by side, the recommendation and its reasons, who is waited for',
      params: ById,
      answer: PreUnderwritingView,
      handle: async ({ path, staff }) => {
        const file = await loadPreUnderwriting(deps.cases, path.id);
        authorize(staff, 'pre-underwriting:read', file.case);
        const [contents, history] = await Promise.all([
          deps.cases.contents(path.id),
          deps.cases.history(path.id),
        ]);
        const seesHealth = seesHealthData(staff);
        return {
          body: preUnderwritingView(
            { file, contents, history },
            { seesHealth },
            deps.clock.now(),
            deps.rules,
          ),
        };
      },
    }),
    route({
      method: 'PUT',
      path: '/pre-underwriting/{id}/facts',
      summary: 'Correct what is asked before it is sent; a consent that was given must be given again',
      params: ById,
      body: z.strictObject({ version, ...FactsInput }),
      answer: Changed,
      handle: async ({ path, body: { version: seen, ...facts }, staff }) => {
        await mustBeSold(facts.wanted);
        return command(path.id, staff, 'pre-underwriting:prepare', seen, (file, now) =>
          reviseFacts(file, facts, staff, now, deps.rules),
        );
      },
    }),
    route({
      method: 'POST',
      path: '/pre-underwriting/{id}/consent-request',
      summary: 'Send the applicant the link to consent to the carriers that are named',
      once: 'always',
      params: ById,
      body: z.strictObject({ version }),
      answer: Changed,
      handle: ({ path, body, staff }) =>
        command(path.id, staff, 'pre-underwriting:prepare', body.version, async (file, now) => {
          const contact = await deps.cases.content(path.id, 'contact');
          return askConsent(file, { hasPhone: contact?.body !== undefined }, staff, now, deps.rules);
        }),
    }),
    route({
      method: 'POST',
      path: '/pre-underwriting/{id}/consent',
      summary: 'A signed consent that names each carrier',
      once: 'always',
      params: ById,
      body: z.strictObject({
        version,
        document: Id,
        carriers: z.array(Id).check(z.minLength(1), z.maxLength(10)),
        givenAt: z.iso.datetime(),
      }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...form }, staff }) =>
        command(path.id, staff, 'pre-underwriting:prepare', seen, (file, now) =>
          consentByForm(file, form, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/pre-underwriting/{id}/requests',
      summary: 'Ask every carrier at once',
      once: 'always',
      params: ById,
      body: z.strictObject({ version }),
      answer: Changed,
      handle: ({ path, body, staff }) =>
        command(path.id, staff, 'pre-underwriting:prepare', body.version, async (file, now) => {
          const facts = await factsOf(deps.cases, path.id);
          const ids = new Map(
            file.case.wanted.map(({ carrier }) => [carrier, `cr-${digest(`${path.id}\n${carrier}`)}`]),
          );
          return sendRequests(file, { facts, ids }, staff, now, deps.rules);
        }),
    }),
    route({
      method: 'POST',
      path: '/pre-underwriting/{id}/material',
      summary: 'What carriers wanted to see: for one of them or for all at once',
      once: 'always',
      params: ById,
      body: z.strictObject({
        version,
        supplies: z
          .array(
            z.strictObject({
              requestId: z.string().check(z.maxLength(40)),
              documents: z._default(z.array(Id).check(z.maxLength(20)), []),
              note: z.optional(Note),
            }),
          )
          .check(z.minLength(1), z.maxLength(10)),
      }),
      answer: Changed,
      handle: ({ path, body, staff }) =>
        command(path.id, staff, 'pre-underwriting:prepare', body.version, (file, now) =>
          supplyOpinionMaterial(file, body.supplies, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/pre-underwriting/{id}/choice',
      summary: 'The offer that the broker chose with the client',
      once: 'always',
      params: ById,
      body: z.strictObject({ version, requestId: z.string().check(z.maxLength(40)) }),
      answer: Changed,
      handle: ({ path, body, staff }) =>
        command(path.id, staff, 'pre-underwriting:choose', body.version, (file, now) =>
          choose(file, body.requestId, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/pre-underwriting/{id}/no-choice',
      summary: 'The client takes none',
      once: 'always',
      params: ById,
      body: z.strictObject({ version, reason: Note }),
      answer: Changed,
      handle: ({ path, body, staff }) =>
        command(path.id, staff, 'pre-underwriting:choose', body.version, (file, now) =>
          chooseNone(file, body.reason, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/pre-underwriting/{id}/requote',
      summary: 'New facts: a new request, linked to this one, with a consent of its own',
      once: 'always',
      params: ById,
      body: z.strictObject({ version, ...OpeningInput.shape }),
      answer: z.object({ ...Changed.shape, replacedBy: z.string() }),
      handle: async ({ path, body: { version: seen, ...input }, staff }) => {
        await mustBeSold(input.wanted);
        const changed = await command(path.id, staff, 'pre-underwriting:prepare', seen, (file, now) =>
          requote(file, openingOf(input, `${path.id}\n${seen}`, staff, file.case), staff, now, deps.rules),
        );
        const body = 'body' in changed ? (changed.body as z.infer<typeof Changed>) : undefined;
        return {
          status: 201,
          body: { ...body, replacedBy: `pu-${digest(`${staff.id}\n${path.id}\n${seen}`)}` },
        };
      },
    }),
    route({
      method: 'POST',
      path: '/pre-underwriting/{id}/policy',
      summary: 'The policy that came of the choice; other terms than those chosen are flagged',
      once: 'always',
      params: ById,
      body: z.strictObject({
        version,
        policyId: z.string().check(z.maxLength(60)),
        conclusion: Conclusion,
        premiumFen: NonNegativeFen,
      }),
      answer: Changed,
      handle: ({ path, body, staff }) =>
        command(path.id, staff, 'pre-underwriting:link-policy', body.version, async (file, now) => {
          const policy = await deps.policies.byId(body.policyId);
          if (policy === undefined || policy.branch !== file.case.branch) {
            throw new NotFound('There is no such policy.');
          }
          const { carrier, product, customer } = policy;
          const { policyId, conclusion, premiumFen } = body;
          const issued = {
            policyId,
            carrier,
            product: product.code,
            conclusion,
            premiumFen,
            customerRef: customer.ref,
          };
          return linkPolicy(file, issued, staff, now, deps.rules);
        }),
    }),
    route({
      method: 'POST',
      path: '/pre-underwriting/{id}/withdrawal',
      summary:
        'The applicant took the consent back in writing: sharing ends, carriers are told, everything is erased',
      once: 'always',
      params: ById,
      body: z.strictObject({ version, document: Id }),
      answer: Changed,
      handle: ({ path, body, staff }) =>
        command(path.id, staff, 'pre-underwriting:withdraw', body.version, async (file, now) => {
          const contents = await loadContents(deps.cases, file);
          const form = { way: 'form', document: body.document } as const;
          const decision = withdrawConsent(file, contents, form, staff, now, deps.rules);
          if (decision === 'same-again') throw new Refused('withdrawn', 'The consent was taken back before.');
          return decision;
        }),
    }),
    ...documentRoutes(deps, {
      path: '/pre-underwriting',
      idShape: CaseId,
      load: async (cases, id) => (await loadPreUnderwriting(cases, id)).case,
      supply: 'pre-underwriting:prepare',
      see: 'pre-underwriting:read',
      async finish(draft) {
        const file = await loadPreUnderwriting(deps.cases, draft.case.id);
        const after = { ...file, case: draft.case } as PreUnderwritingFile;
        const nextDueAt = preUnderwritingDues(after, deps.rules)[0]?.at;
        return draft.finish({ nextDueAt, wakes: false });
      },
    }),
  ];
}

/** A manager asks for a broker of the branch only by letting the broker ask: who opens it, owns it. */
function ownerOf(staff: Staff): { branch: string; brokerId: string } {
  if (staff.branch === undefined) {
    throw new Invalid('Your token names no branch.', [
      { field: 'branch', reason: 'is missing from the token' },
    ]);
  }
  return { branch: staff.branch, brokerId: staff.id };
}

async function factsOf(cases: Cases, id: string): Promise<Facts> {
  const facts = await loadFacts(cases, id);
  if (facts === undefined) throw new Gone('What was disclosed has been erased.');
  return facts;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 20);
}
