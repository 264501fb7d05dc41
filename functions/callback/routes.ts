import * as z from 'zod/mini';
import { type Action, authorize } from '../../domain/access.ts';
import { recordAnswers } from '../../domain/callback/answers.ts';
import { recordAttempt } from '../../domain/callback/attempts.ts';
import {
  AttemptResult,
  type CallbackFile,
  CarrierCallback,
  ClosingCause,
  Evidence,
} from '../../domain/callback/case.ts';
import { decideClosing, proposeClosing } from '../../domain/callback/closing.ts';
import { enterConfirmation, judgeConfirmation } from '../../domain/callback/confirmation.ts';
import type { CallbackDecision } from '../../domain/callback/draft.ts';
import type { CallbackRules } from '../../domain/callback/due.ts';
import { Way } from '../../domain/callback/ladder.ts';
import { Answers, ProblemCategory } from '../../domain/callback/questionnaire.ts';
import { recordRemedy } from '../../domain/callback/remedy.ts';
import { recordCarrierCallback } from '../../domain/callback/reports.ts';
import { StaleVersion } from '../../domain/errors.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { PhoneFlag } from '../../domain/policy/phone-integrity.ts';
import type { Clock } from '../../domain/ports.ts';
import { type Answered, type Route, route } from '../http/route.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { type FileDeps, flagsOf, loadCase, loadFile, loadPolicy, save } from './file.ts';
import { CaseList, CaseView, Changed, caseView, changedView } from './views.ts';
import { AskedList, listFor } from './work-list.ts';

export type CallbackApiDeps = FileDeps & { clock: Clock; rules: CallbackRules };

const ById = z.object({ id: z.string().check(z.regex(/^cb-[0-9a-f]{20}$/, 'is not a callback case id')) });
/** The version of the case that the person saw: somebody else's change in between is not overwritten. */
const version = z.int().check(z.minimum(1));
const Note = z.string().check(z.trim(), z.minLength(1), z.maxLength(2000));

export function callbackRoutes(deps: CallbackApiDeps): Route[] {
  /** A command of a signed-in person on one case. */
  async function command(
    id: string,
    staff: Staff,
    action: Action,
    seen: number,
    decide: (file: CallbackFile, now: Date, flags: PhoneFlag[]) => CallbackDecision,
  ): Promise<Answered> {
    return onFreshRead(async () => {
      const file = await loadFile(deps, id);
      authorize(staff, action, file.case);
      if (file.case.version !== seen) {
        throw new StaleVersion('The case has changed since you saw it.', changedView(file.case));
      }
      const now = deps.clock.now();
      const decision = decide(file, now, await flagsOf(deps, file.case.policyId, now));
      await save(deps, decision, now);
      return { body: changedView(decision.case) };
    });
  }

  return [
    route({
      method: 'GET',
      path: '/cases',
      summary:
        'Work lists: what is due next first; a page may hold fewer than `limit` and still have a `next`',
      query: AskedList,
      answer: CaseList,
      handle: async ({ query, staff }) => ({
        body: await listFor(query, staff, deps.cases, deps.clock.now()),
      }),
    }),
    route({
      method: 'GET',
      path: '/cases/{id}',
      summary: 'One case with its timeline, and why each due date is when it is',
      params: ById,
      answer: CaseView,
      handle: async ({ path, staff }) => {
        const callback = await loadCase(deps, path.id);
        authorize(staff, 'case:read', callback);
        const [policy, history, ofPolicy, messages] = await Promise.all([
          loadPolicy(deps, callback.policyId),
          deps.cases.history(path.id),
          deps.policies.history(callback.policyId),
          deps.cases.messages(path.id),
        ]);
        return { body: caseView(callback, policy, { history, ofPolicy, messages }, deps.rules) };
      },
    }),
    route({
      method: 'POST',
      path: '/cases/{id}/attempts',
      summary: 'An attempt that did not reach the customer',
      once: 'always',
      params: ById,
      body: z.strictObject({ version, way: Way, result: AttemptResult, note: z.optional(Note) }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...attempt }, staff }) =>
        command(path.id, staff, 'case:record-attempt', seen, (file, now) =>
          recordAttempt(file, attempt, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/cases/{id}/answers',
      summary: "The customer's answers from a call, a letter or a visit",
      once: 'always',
      params: ById,
      body: z.strictObject({
        version,
        answers: Answers,
        problems: z.optional(z.array(ProblemCategory).check(z.maxLength(20))),
        evidence: Evidence,
      }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...given }, staff }) =>
        command(path.id, staff, 'case:record-answers', seen, (file, now, flags) =>
          recordAnswers(file, given, staff, flags, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/cases/{id}/carrier-callback',
      summary: "The result of the carrier's own statutory callback, beside ours",
      once: 'always',
      params: ById,
      body: z.strictObject({ version, ...CarrierCallback.shape }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...carrierCallback }, staff }) =>
        command(path.id, staff, 'case:record-carrier-callback', seen, (file, now) =>
          recordCarrierCallback(file, carrierCallback, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/cases/{id}/remedies',
      summary: 'What was done about the problem; the customer is asked next',
      once: 'always',
      params: ById,
      body: z.strictObject({
        version,
        done: Note,
        documents: z._default(z.array(Id).check(z.maxLength(20)), []),
      }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...remedy }, staff }) =>
        command(path.id, staff, 'case:record-remedy', seen, (file, now) =>
          recordRemedy(file, remedy, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/cases/{id}/confirmations',
      summary:
        "The customer's word from a recorded call, a letter or a visit: 'settled' waits for a second person",
      once: 'always',
      params: ById,
      body: z.strictObject({ version, settled: z.boolean(), evidence: Evidence }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...word }, staff }) =>
        command(path.id, staff, 'case:enter-confirmation', seen, (file, now, flags) =>
          enterConfirmation(file, word, staff, flags, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/cases/{id}/confirmations/verdict',
      summary: 'The second person approves the entered confirmation or throws it out',
      once: 'always',
      params: ById,
      body: z.strictObject({ version, approve: z.boolean(), reason: Note }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...verdict }, staff }) =>
        command(path.id, staff, 'case:approve-confirmation', seen, (file, now, flags) =>
          judgeConfirmation(file, verdict, staff, flags, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/cases/{id}/closing',
      summary: "Proposes to close the case without the customer's word; the ladder goes on meanwhile",
      once: 'always',
      params: ById,
      body: z.strictObject({ version, cause: ClosingCause, reason: Note, document: Id }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...proposal }, staff }) =>
        command(path.id, staff, 'case:propose-closing', seen, (file, now) =>
          proposeClosing(file, proposal, staff, now, deps.rules),
        ),
    }),
    route({
      method: 'POST',
      path: '/cases/{id}/closing/verdict',
      summary: 'The second person approves the closing, which voids the held commission, or refuses it',
      once: 'always',
      params: ById,
      body: z.strictObject({ version, approve: z.boolean(), reason: Note }),
      answer: Changed,
      handle: ({ path, body: { version: seen, ...verdict }, staff }) =>
        command(path.id, staff, 'case:decide-closing', seen, (file, now) =>
          decideClosing(file, verdict, staff, now, deps.rules),
        ),
    }),
  ];
}
