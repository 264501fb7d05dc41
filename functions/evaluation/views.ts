import * as z from 'zod/mini';
import { CaseEvent, type Content, type Message } from '../../domain/case.ts';
import { cardOf, EvaluationCase, KeptReply, SentMessage } from '../../domain/evaluation/case.ts';
import { evaluationDues } from '../../domain/evaluation/dues.ts';
import { evaluationNextSteps } from '../../domain/evaluation/next.ts';
import { Reading } from '../../domain/evaluation/reply.ts';
import type { EvaluationRules } from '../../domain/evaluation/settings.ts';
import type { StrayReply } from '../../domain/evaluation/stray.ts';
import { mask } from '../../domain/masking.ts';

const ReplyView = z.object({
  ...KeptReply.shape,
  /** The customer's words and what the machine made of them. */
  reading: z.optional(Reading),
});

const CardView = z.object({
  id: z.string(),
  version: z.string(),
  items: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
});

export const EvaluationView = z.object({
  case: z.omit(EvaluationCase, { wait: true, sent: true }),
  card: CardView,
  sent: z.array(z.object({ ...SentMessage.shape, template: z.optional(z.string()) })),
  replies: z.array(ReplyView),
  dues: z.array(z.object({ what: z.string(), at: z.string(), why: z.array(z.string()) })),
  next: z.array(z.object({ who: z.string(), what: z.string(), by: z.optional(z.string()) })),
  timeline: z.array(z.pick(CaseEvent, { seq: true, at: true, type: true, by: true, data: true, hash: true })),
});

/** One evaluation whole: what was asked, what became of the messages, what the customer wrote and how it was read. */
export function evaluationView(
  matter: EvaluationCase,
  {
    contents,
    messages,
    history,
  }: { contents: readonly Content[]; messages: readonly Message[]; history: readonly CaseEvent[] },
  rules: EvaluationRules,
): z.infer<typeof EvaluationView> {
  const { wait: _wait, sent, ...shown } = matter;
  const templates = new Map(messages.map(({ id, template }) => [id, template]));
  return {
    case: shown,
    card: cardView(matter),
    sent: sent.map((one) => {
      const template = templates.get(one.id);
      return { ...one, ...(template === undefined ? {} : { template }) };
    }),
    replies: matter.replies.map((reply) => ({ ...reply, ...readingOf(reply.content, contents) })),
    dues: evaluationDues(matter, rules).map(({ what, at, why }) => ({ what, at: at.toISOString(), why })),
    next: evaluationNextSteps(matter, rules),
    timeline: history.map(({ seq, at, type, by, data, hash }) => ({ seq, at, type, by, data, hash })),
  };
}

function cardView(matter: EvaluationCase): z.infer<typeof CardView> {
  const { id, version, items } = cardOf(matter);
  return { id, version, items: items.map(({ code, zh, en }) => ({ code, zh, en })) };
}

const Kept = z.object({ reading: Reading });

function readingOf(name: string, contents: readonly Content[]): { reading?: Reading } {
  const kept = Kept.safeParse(contents.find((content) => content.name === name)?.body);
  return kept.success ? { reading: kept.data.reading } : {};
}

export const InboxView = z.object({
  items: z.array(
    z.object({
      evaluation: z.object({ id: z.string(), version: z.int(), moment: z.string() }),
      card: CardView,
      since: z.string(),
      readBy: z.optional(z.string()),
      replies: z.array(ReplyView),
    }),
  ),
  next: z.optional(z.string()),
  /** Replies of no evaluation. */
  strays: z.array(
    z.object({
      id: z.string(),
      version: z.int(),
      phone: z.string(),
      text: z.string(),
      receivedAt: z.string(),
      why: z.string(),
      evaluations: z.array(z.string()),
    }),
  ),
});

export function inboxItem(
  matter: EvaluationCase,
  contents: readonly Content[],
  rules: EvaluationRules,
): z.infer<typeof InboxView>['items'][number] {
  const { id, version, moment, inbox } = matter;
  const readBy = matter.inbox === undefined ? undefined : matter.nextDueAt;
  const { replies } = evaluationView(matter, { contents, messages: [], history: [] }, rules);
  const waiting = replies.filter(({ awaitsPerson }) => awaitsPerson);
  return {
    evaluation: { id, version, moment },
    card: cardView(matter),
    since: inbox?.since ?? matter.openedAt,
    ...(readBy === undefined ? {} : { readBy }),
    replies: waiting.length > 0 ? waiting : replies,
  };
}

export function strayView({
  id,
  version,
  phone,
  text,
  receivedAt,
  why,
  evaluations,
}: StrayReply): z.infer<typeof InboxView>['strays'][number] {
  return { id, version, phone: mask('mobile', phone), text, receivedAt, why, evaluations };
}
