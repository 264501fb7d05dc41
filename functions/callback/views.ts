import * as z from 'zod/mini';
import { AttemptResult, type CallbackCase, CallbackStage, RESULTS_OF } from '../../domain/callback/case.ts';
import { type CallbackRules, duesOf } from '../../domain/callback/due.ts';
import { Way } from '../../domain/callback/ladder.ts';
import { nextAction } from '../../domain/callback/next.ts';
import { questionsFor } from '../../domain/callback/questionnaire.ts';
import { type CaseEvent, CaseSummary, type Message } from '../../domain/case.ts';
import { mask } from '../../domain/masking.ts';
import type { Policy } from '../../domain/policy/policy.ts';

export const CustomerView = z.object({
  ref: z.string(),
  name: z.string(),
  phone: z.string(),
  address: z.optional(z.string()),
});

/** A customer as everybody sees them: enough to tell two apart, not enough to call. */
export function customerView({ customer }: Policy): z.infer<typeof CustomerView> {
  return {
    ref: customer.ref,
    name: mask('name', customer.name),
    phone: mask('mobile', customer.phone),
    ...(customer.address === undefined ? {} : { address: mask('address', customer.address) }),
  };
}

const DueView = z.object({ what: z.string(), at: z.string(), why: z.array(z.string()) });
const EventView = z.object({
  seq: z.int(),
  at: z.string(),
  type: z.string(),
  by: z.unknown(),
  data: z.record(z.string(), z.unknown()),
  hash: z.string(),
});

export const CaseList = z.object({ items: z.array(CaseSummary), next: z.optional(z.string()) });

export const CaseView = z.object({
  case: z.looseObject({ id: z.string(), stage: CallbackStage, version: z.int(), round: z.int() }),
  customer: CustomerView,
  dues: z.array(DueView),
  next: z.optional(z.object({ who: z.string(), what: z.string(), by: z.optional(z.string()) })),
  questions: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })),
  results: z.record(Way, z.array(AttemptResult)),
  timeline: z.array(EventView),
  messages: z.array(
    z.object({
      id: z.string(),
      template: z.string(),
      status: z.string(),
      intendedAt: z.string(),
      sentAt: z.optional(z.string()),
    }),
  ),
});

/** One case whole: where it stands, what is due when and why, who must act, and everything that happened. */
export function caseView(
  callback: CallbackCase,
  policy: Policy,
  history: readonly CaseEvent[],
  messages: readonly Message[],
  rules: CallbackRules,
): z.infer<typeof CaseView> {
  const { lastWordHash: _word, wait: _wait, ...shown } = callback;
  const next = nextAction(callback, rules);
  return {
    case: shown,
    customer: customerView(policy),
    dues: duesOf(callback, rules).map(({ what, at, why }) => ({ what, at: at.toISOString(), why })),
    ...(next === undefined ? {} : { next }),
    questions: questionsFor(policy, callback.questionnaire.version),
    results: Object.fromEntries(
      Object.entries(RESULTS_OF).map(([way, results]) => [way, [...results]]),
    ) as Record<Way, AttemptResult[]>,
    timeline: history.map(({ seq, at, type, by, data, hash }) => ({ seq, at, type, by, data, hash })),
    messages: messages.map(({ id, template, status, intendedAt, sentAt }) => ({
      id,
      template,
      status,
      intendedAt,
      ...(sentAt === undefined ? {} : { sentAt }),
    })),
  };
}

export const Changed = z.object({ id: z.string(), stage: CallbackStage, version: z.int(), round: z.int() });

export function changedView(callback: CallbackCase): z.infer<typeof Changed> {
  return { id: callback.id, stage: callback.stage, version: callback.version, round: callback.round };
}
