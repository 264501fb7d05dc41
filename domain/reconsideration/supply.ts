import * as z from 'zod/mini';
import { supplyMaterial } from '../carrier-request/commands.ts';
import type { Decision } from '../decision.ts';
import { storedDocuments } from '../documents.ts';
import { Invalid, Refused } from '../errors.ts';
import { Id, type Staff } from '../people.ts';
import { levelOf } from './ask-level.ts';
import { EXPERTS, type ReconsiderationFile } from './case.ts';
import { mustBeIn } from './commands.ts';
import { ReconsiderationDraft } from './draft.ts';
import type { ReconsiderationRules } from './settings.ts';

export const Supply = z.strictObject({
  documents: z._default(z.array(Id).check(z.maxLength(20)), []),
  /** Why something that was wanted cannot be had. */
  note: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(2000))),
});
export type Supply = z.infer<typeof Supply>;

/**
 * What the carrier wants is brought, all of it, or with a note that says why not.
 * @throws Refused when nothing is wanted
 * @throws Invalid for a document that never arrived or is of another type, and for a gap that no note explains
 */
export function supplyEvidence(
  file: ReconsiderationFile,
  { documents, note }: Supply,
  by: Staff,
  now: Date,
  rules: ReconsiderationRules,
): Decision {
  const { case: matter } = file;
  mustBeIn(matter, 'level-1', 'level-2');
  const draft = new ReconsiderationDraft(file, by, now, rules);
  const request = draft.openRequest;
  const round = request?.case.material.at(-1);
  if (request === undefined || round === undefined || request.case.stage !== 'material-wanted') {
    throw new Refused('nothing-wanted', 'The carrier wants nothing.');
  }
  const brought = storedDocuments(matter.documents, documents, 'documents');
  const wanted = round.items.map(({ type }) => type);
  const wrong = brought.flatMap(({ type }, index) =>
    wanted.includes(type)
      ? []
      : [{ field: `documents.${index}`, reason: `is a ${type}, which is not wanted` }],
  );
  const lacking = wanted.filter((type) => !brought.some((document) => document.type === type));
  if (wrong.length === 0 && lacking.length > 0 && note === undefined) {
    wrong.push({
      field: 'documents',
      reason: `${lacking.join(', ')} is wanted too: bring it, or say why not`,
    });
  }
  if (wrong.length > 0) throw new Invalid('This is not what the carrier wants.', wrong);
  supplyMaterial(request, brought, note);
  const { level, requestId, evidence } = levelOf(matter, request.case.id);
  const seen = [...new Set([...evidence, ...brought.map(({ sha256 }) => sha256)])];
  draft.record(
    'level-evidence-supplied',
    {
      level,
      requestId,
      round: request.case.material.length,
      documents: brought.map(({ id, sha256 }) => ({ id, sha256 })),
    },
    {
      owner: EXPERTS,
      levels: matter.levels.map((one) => (one.requestId === requestId ? { ...one, evidence: seen } : one)),
    },
  );
  return draft.finish({ wakes: true });
}
