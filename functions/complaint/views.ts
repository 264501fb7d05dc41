import * as z from 'zod/mini';
import type { CaseEvent, Content } from '../../domain/case.ts';
import { needsApproval } from '../../domain/complaint/approval.ts';
import {
  type ComplaintCase,
  ComplaintStage,
  GROUP_FROM,
  isEscalated,
  isMultiChannel,
} from '../../domain/complaint/case.ts';
import { SECOND_CAUSES } from '../../domain/complaint/causes.ts';
import { complaintClocks } from '../../domain/complaint/clocks.ts';
import { NEXT_FORUMS } from '../../domain/complaint/decide.ts';
import { complaintDues } from '../../domain/complaint/dues.ts';
import { complaintNextAction } from '../../domain/complaint/next.ts';
import type { ComplaintRules } from '../../domain/complaint/settings.ts';
import { CaseDocument } from '../../domain/documents.ts';
import { isOverdue } from '../../domain/time/deadlines.ts';

const DueView = z.object({ what: z.string(), at: z.string(), why: z.array(z.string()) });

const ClockView = z.object({
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
  case: z.looseObject({ id: z.string(), stage: ComplaintStage, version: z.int() }),
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
  timeline: z.array(z.looseObject({ seq: z.int(), at: z.string(), type: z.string() })),
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
    clocks: complaintClocks(complaint, rules).map((clock) => ({
      name: clock.name,
      statutory: clock.statutory,
      ...(clock.dueAt === undefined ? {} : { dueAt: clock.dueAt.toISOString() }),
      standsStill: clock.dueAt === undefined,
      provisional: clock.provisional,
      ...(clock.doneAt === undefined ? {} : { doneAt: clock.doneAt.toISOString() }),
      overdue: isOverdue(clock, now),
      why: clock.why,
    })),
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
