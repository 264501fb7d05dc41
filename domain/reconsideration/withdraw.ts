import { endSharing } from '../carrier-request/commands.ts';
import type { Decision } from '../decision.ts';
import { storedDocuments } from '../documents.ts';
import type { Staff } from '../people.ts';
import type { ReconsiderationFile } from './case.ts';
import { mustBeOpen } from './commands.ts';
import { ReconsiderationDraft } from './draft.ts';
import type { ReconsiderationRules } from './settings.ts';

/** The customer takes the matter back: the carrier is shown nothing more. */
export function withdraw(
  draft: ReconsiderationDraft,
  evidence: { way: 'link' } | { way: 'letter'; document: string },
): void {
  for (const request of draft.requests) endSharing(request, 'withdrawn', 'the customer took the matter back');
  draft.record('withdrawn', { from: draft.case.stage, evidence });
  draft.close('withdrawn');
}

/**
 * Staff record the customer's written withdrawal, at any stage.
 * @param document the customer's letter, a stored document of the case
 * @throws Refused when the case is closed, Invalid when the letter is not there
 */
export function recordWithdrawal(
  file: ReconsiderationFile,
  { document }: { document: string },
  by: Staff,
  now: Date,
  rules: ReconsiderationRules,
): Decision {
  mustBeOpen(file.case);
  storedDocuments(file.case.documents, [document], 'document');
  const draft = new ReconsiderationDraft(file, by, now, rules);
  withdraw(draft, { way: 'letter', document });
  return draft.finish({ wakes: true });
}
