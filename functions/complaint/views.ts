import * as z from 'zod/mini';
import { CaseEvent, type Content } from '../../domain/case.ts';
import { needsApproval } from '../../domain/complaint/approval.ts';
import { ComplaintCase, GROUP_FROM, isEscalated, isMultiChannel } from '../../domain/complaint/case.ts';
import { SECOND_CAUSES } from '../../domain/complaint/causes.ts';
import { complaintClocks } from '../../domain/complaint/clocks.ts';
import { DecisionContents, NEXT_FORUMS } from '../../domain/complaint/decide.ts';
import { complaintDues } from '../../domain/complaint/dues.ts';
import { complaintNextAction } from '../../domain/complaint/next.ts';
import type { ComplaintRules } from '../../domain/complaint/settings.ts';
import { CaseDocument } from '../../domain/documents.ts';
import { mask } from '../../domain/masking.ts';
import { isOverdue } from '../../domain/time/deadlines.ts';

const DueView = z.object({ what: z.string(), at: z.string(), why: z.array(z.string()) });

export const ClockView = z.object({
  name: z.string(),
  statutory: z.boolean(),
  dueAt: z.optional(z.string()),
  standsStill: z.boolean(),
  provisional: z.boolean(),
  doneAt: z.optional(z.string()),
  overdue: z.boolean(),
  why: z.array(z.string()),
});

export const ComplaintView = z.object({
  case: z.omit(ComplaintCase, { wait: true, documents: true }),
  /** The complainant's number, masked; absent when none is known. */
  phone: z.optional(z.string()),
  /** What each contact said, in the order in which it was taken down. */
  statements: z.array(z.string()),
  /** The decision that was written last. */
  decided: z.optional(DecisionContents),
  /** Words that events name by their hash, those that are not erased. */
  words: z.record(z.string(), z.string()),
  /** Statutory and work clocks side by side. */
  clocks: z.array(ClockView),
  dues: z.array(DueView),
  next: z.optional(z.object({ who: z.string(), what: z.string(), by: z.optional(z.string()) })),
  counts: z.object({
    contacts: z.int(),
    repeat: z.boolean(),
    escalated: z.boolean(),
    multiChannel: z.boolean(),
    group: z.boolean(),
  }),
  /** What a decision must hold. */
  checklist: z.object({
    forums: z.array(z.string()),
    causes: z.record(z.string(), z.array(z.string())),
    secondPerson: z.boolean(),
  }),
  /** Reception days that drew it for a call on satisfaction. */
  samples: z.array(z.object({ day: z.string(), drawnAt: z.string() })),
  documents: z.array(CaseDocument),
  contents: z.record(z.string(), z.unknown()),
  timeline: z.array(z.pick(CaseEvent, { seq: true, at: true, type: true, by: true, data: true, hash: true })),
});

/** One complaint whole: every clock with its reasons, who must act, what was said and decided, what happened. */
export function complaintView(
  complaint: ComplaintCase,
  contents: readonly Content[],
  history: readonly CaseEvent[],
  samples: z.infer<typeof ComplaintView>['samples'],
  now: Date,
  rules: ComplaintRules,
): z.infer<typeof ComplaintView> {
  const { wait: _wait, documents, ...shown } = complaint;
  const next = complaintNextAction(complaint, rules);
  return {
    case: shown,
    ...phoneOf(contents),
    statements: statementsOf(contents),
    ...decidedOf(complaint, contents),
    words: wordsOf(contents),
    clocks: clocksView(complaint, now, rules),
    dues: complaintDues(complaint, rules).map(({ what, at, why }) => ({ what, at: at.toISOString(), why })),
    ...(next === undefined ? {} : { next }),
    counts: {
      contacts: complaint.contacts.length,
      repeat:
        complaint.isRepeat ||
        complaint.contacts.length > new Set(complaint.contacts.map((one) => one.channel)).size,
      escalated: isEscalated(complaint),
      multiChannel: isMultiChannel(complaint),
      group: (complaint.group?.size ?? 0) >= GROUP_FROM,
    },
    checklist: {
      forums: [...NEXT_FORUMS],
      causes: Object.fromEntries(
        Object.entries(SECOND_CAUSES).map(([first, second]) => [first, [...second]]),
      ),
      secondPerson: needsApproval(complaint),
    },
    samples: [...samples],
    documents,
    contents: Object.fromEntries(
      contents.flatMap(({ name, body }) => (name === 'contact' || body === undefined ? [] : [[name, body]])),
    ),
    timeline: history.map(({ seq, at, type, by, data, hash }) => ({ seq, at, type, by, data, hash })),
  };
}

export function clocksView(
  complaint: ComplaintCase,
  now: Date,
  rules: ComplaintRules,
): z.infer<typeof ClockView>[] {
  return complaintClocks(complaint, rules).map((clock) => ({
    name: clock.name,
    statutory: clock.statutory,
    ...(clock.dueAt === undefined ? {} : { dueAt: clock.dueAt.toISOString() }),
    standsStill: clock.dueAt === undefined,
    provisional: clock.provisional,
    ...(clock.doneAt === undefined ? {} : { doneAt: clock.doneAt.toISOString() }),
    overdue: isOverdue(clock, now),
    why: clock.why,
  }));
}

const WithPhone = z.object({ phone: z.string() });
const WithStatement = z.object({ statement: z.string() });

function phoneOf(contents: readonly Content[]): { phone?: string } {
  const kept = WithPhone.safeParse(contents.find(({ name }) => name === 'contact')?.body);
  return kept.success ? { phone: mask('mobile', kept.data.phone) } : {};
}

function statementsOf(contents: readonly Content[]): string[] {
  const numberOf = ({ name }: Content) => Number(name.slice(name.lastIndexOf('-') + 1));
  return contents
    .filter(({ name }) => name.startsWith('statement-'))
    .toSorted((a, b) => numberOf(a) - numberOf(b))
    .flatMap(({ body }) => WithStatement.safeParse(body).data?.statement ?? []);
}

function decidedOf(
  { decision }: ComplaintCase,
  contents: readonly Content[],
): { decided?: DecisionContents } {
  const kept = contents.find(({ name }) => name === decision?.content);
  const decided = DecisionContents.safeParse(kept?.body);
  return decided.success ? { decided: decided.data } : {};
}

/** Contents of one text, by their hash: a note, a reason, a remedy. */
export function wordsOf(contents: readonly Content[]): Record<string, string> {
  const told = contents.flatMap(({ name, hash, body }): [string, string][] => {
    const values = name === 'contact' ? [] : Object.values(body ?? {});
    const [text] = values;
    return values.length === 1 && typeof text === 'string' ? [[hash, text]] : [];
  });
  return Object.fromEntries(told);
}
