import * as z from 'zod/mini';
import { AttemptResult, CallbackCase, CallbackStage, RESULTS_OF } from '../../domain/callback/case.ts';
import { type CallbackRules, duesOf } from '../../domain/callback/due.ts';
import { Way } from '../../domain/callback/ladder.ts';
import { nextAction } from '../../domain/callback/next.ts';
import { ProblemCategory, scriptFor } from '../../domain/callback/questionnaire.ts';
import { type CaseEvent, CaseSummary, Message } from '../../domain/case.ts';
import { mask } from '../../domain/masking.ts';
import type { Policy, PolicyEvent } from '../../domain/policy/policy.ts';

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

const { id, template, status, intendedAt, sentAt } = Message.shape;

export const CaseView = z.object({
  case: z.omit(CallbackCase, { lastWordHash: true, wait: true }),
  customer: CustomerView,
  dues: z.array(DueView),
  next: z.optional(z.object({ who: z.string(), what: z.string(), by: z.optional(z.string()) })),
  /** `category`: what a no or an unclear answer means. */
  questions: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string(), category: ProblemCategory })),
  results: z.record(Way, z.array(AttemptResult)),
  timeline: z.array(EventView),
  /** What happened to the policy meanwhile: who saw a value of the customer, what was corrected. A chain of its own. */
  policyTimeline: z.array(EventView),
  messages: z.array(z.object({ id, template, status, intendedAt, sentAt })),
});

export interface Happened {
  history: readonly CaseEvent[];
  ofPolicy: readonly PolicyEvent[];
  messages: readonly Message[];
}

/** One case whole: where it stands, what is due when and why, who must act, and everything that happened. */
export function caseView(
  callback: CallbackCase,
  policy: Policy,
  { history, ofPolicy, messages }: Happened,
  rules: CallbackRules,
): z.infer<typeof CaseView> {
  const { lastWordHash: _word, wait: _wait, ...shown } = callback;
  const next = nextAction(callback, rules);
  return {
    case: shown,
    customer: customerView(policy),
    dues: duesOf(callback, rules).map(({ what, at, why }) => ({ what, at: at.toISOString(), why })),
    ...(next === undefined ? {} : { next }),
    questions: scriptFor(policy, callback.questionnaire.version),
    results: Object.fromEntries(
      Object.entries(RESULTS_OF).map(([way, results]) => [way, [...results]]),
    ) as Record<Way, AttemptResult[]>,
    timeline: history.map(eventView),
    policyTimeline: ofPolicy.map(eventView),
    messages: messages.map(({ id, template, status, intendedAt, sentAt }) => ({
      id,
      template,
      status,
      intendedAt,
      ...(sentAt === undefined ? {} : { sentAt }),
    })),
  };
}

function eventView({ seq, at, type, by, data, hash }: CaseEvent | PolicyEvent): z.infer<typeof EventView> {
  return { seq, at, type, by, data, hash };
}

export const Changed = z.object({ id: z.string(), stage: CallbackStage, version: z.int(), round: z.int() });

export function changedView(callback: CallbackCase): z.infer<typeof Changed> {
  return { id: callback.id, stage: callback.stage, version: callback.version, round: callback.round };
}
