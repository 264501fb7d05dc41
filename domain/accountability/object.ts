import * as z from 'zod/mini';
import type { Decision } from '../decision.ts';
import { storedDocuments } from '../documents.ts';
import { Invalid, NotAllowed, Refused } from '../errors.ts';
import { Id, type Staff } from '../people.ts';
import { dateOf } from '../time/calendar.ts';
import type { AccountabilityFile } from './case.ts';
import { mustBeIn } from './decide.ts';
import { AccountabilityDraft } from './draft.ts';
import { lineOf } from './lines.ts';
import type { AccountabilityRules } from './settings.ts';

/** An objection (申诉) with its proof: at least one document, uploaded by the person who objects. */
export const ObjectionMade = z.strictObject({
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(5_000)),
  documents: z.array(Id).check(z.minLength(1), z.maxLength(5)),
});
export type ObjectionMade = z.infer<typeof ObjectionMade>;

/**
 * The person concerned objects to a line. It re-opens this line and no other.
 * @throws NotAllowed for anybody else
 * @throws Refused `too-late` after the last day is over in Shanghai, `already-objected`, or before the result is sent
 * @throws Invalid when a document is not there or is somebody else's
 */
export function objectTo(
  file: AccountabilityFile,
  id: string,
  { text, documents }: ObjectionMade,
  by: Staff,
  now: Date,
  rules: AccountabilityRules,
): Decision {
  const line = lineOf(file, id);
  if (line.person !== by.id) throw new NotAllowed('Only the person concerned may object to a line.');
  mustBeInTime(file, now);
  mustBeIn(file, 'awaiting-objections');
  if (line.objection !== undefined) {
    throw new Refused('already-objected', 'This line was objected to already.');
  }
  mustBeOwn(file, documents, by);
  const draft = new AccountabilityDraft(file, by, now, rules);
  const content = `objection-${draft.case.version + 1}`;
  const hash = draft.matter.keep(content, { line: id, text, documents });
  const objection = { at: now.toISOString(), content, hash, documents };
  draft.change([{ ...line, state: 'objected', objection }], 'line-objected', { line: id, hash, documents });
  return draft.finish({ wakes: false });
}

/** Silence accepted what was not objected to. @throws Refused `too-late` */
export function mustBeInTime({ case: { objectUntil } }: AccountabilityFile, now: Date): void {
  if (objectUntil === undefined || dateOf(now) <= objectUntil) return;
  throw new Refused('too-late', `An objection was in time to the end of ${objectUntil}: silence accepted.`, {
    details: { objectUntil },
  });
}

function mustBeOwn({ case: run }: AccountabilityFile, ids: readonly string[], by: Staff): void {
  const foreign = storedDocuments(run.documents, ids, 'documents').findIndex(
    ({ addedBy }) => addedBy !== by.id,
  );
  if (foreign < 0) return;
  throw new Invalid('A document that is named does not serve.', [
    { field: `documents.${foreign}`, reason: 'was not uploaded by the person who objects' },
  ]);
}
