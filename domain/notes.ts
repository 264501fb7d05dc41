import * as z from 'zod/mini';
import type { CaseEvent, Content } from './case.ts';
import { CaseDraft, type Decision } from './decision.ts';
import { Refused } from './errors.ts';
import { Actor, type Staff } from './people.ts';
import type { AnyCase, CaseOf } from './ports.ts';

/** Kinds of cases that people work on at a desk: they keep notes on them and see who else is there. */
export const DESK_KINDS = [
  'callback',
  'pre-underwriting',
  'reconsideration',
  'complaint',
  'evaluation',
  'corrective-action',
] as const;
export type DeskCase = CaseOf<(typeof DESK_KINDS)[number]>;

export function isDeskCase(record: AnyCase): record is DeskCase {
  return DESK_KINDS.some((kind) => kind === record.kind);
}

export const NoteText = z.string().check(z.trim(), z.minLength(1), z.maxLength(5000));

/** What somebody wrote down for colleagues (备注). It goes to no customer and moves nothing. */
export const Note = z.object({
  seq: z.int(),
  at: z.string(),
  by: Actor,
  /** Missing when it was erased. */
  text: z.optional(z.string()),
  erased: z.boolean(),
});
export type Note = z.infer<typeof Note>;

const nameOf = (seq: number): string => `note-${seq}`;

/** @throws Refused once what the case held is erased */
export function addNote(matter: DeskCase, text: string, by: Staff, at: Date): Decision {
  if (isErased(matter)) throw new Refused('erased', 'The case is erased: nothing is kept about it any more.');
  const draft = new CaseDraft<DeskCase>(matter, by, at);
  draft.record('noted', { note: draft.keep(nameOf(matter.version + 1), { text }) });
  const nextDueAt = matter.nextDueAt === undefined ? undefined : new Date(matter.nextDueAt);
  return draft.finish({ nextDueAt, wakes: false });
}

function isErased(matter: DeskCase): boolean {
  return (
    matter.kind === 'pre-underwriting' && (matter.stage === 'withdrawn' || matter.erasedAt !== undefined)
  );
}

const Body = z.object({ text: z.string() });

/** In order, those that were erased among them. */
export function notesOf(history: readonly CaseEvent[], contents: readonly Content[]): Note[] {
  const bodies = new Map(contents.map(({ name, body }) => [name, body]));
  return history
    .filter(({ type }) => type === 'noted')
    .map(({ seq, at, by }) => {
      const body = Body.safeParse(bodies.get(nameOf(seq)));
      return { seq, at, by, erased: !body.success, ...(body.success ? { text: body.data.text } : {}) };
    });
}
