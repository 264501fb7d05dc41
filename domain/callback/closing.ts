import { Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import { noteCoolingOff } from './advance.ts';
import type { CallbackFile, ClosingCause } from './case.ts';
import { type CallbackDecision, Draft } from './draft.ts';
import type { CallbackRules } from './due.ts';
import { close, mustBeIn, mustNotBeConcerned } from './stages.ts';

/**
 * Closing without the customer's word (结案): the policy has ended after its cooling-off period, or the customer has
 * died, so nobody is left to say that it is settled. One person proposes it with a document, another decides: practice,
 * not law. A customer's hold is never released by it, for the commission under it is void.
 */

/**
 * Proposes to close an open case. Nothing stops for it: the ladder goes on, and a word of the customer that closes the
 * case makes the proposal void.
 * @param proposal `reason` is a sentence, `document` the id of what proves the cause
 * @throws NotAllowed for seller and payees
 * @throws Refused when the case is closed, or a proposal waits already
 */
export function proposeClosing(
  file: CallbackFile,
  proposal: { cause: ClosingCause; reason: string; document: string },
  by: Staff,
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const { case: callback } = file;
  mustBeIn(callback, 'awaiting-answers', 'awaiting-remedy', 'awaiting-confirmation');
  mustNotBeConcerned(callback, by);
  if (callback.closing !== undefined) {
    throw new Refused('already-proposed', 'A proposal to close this case waits for its verdict.');
  }
  const { cause, document } = proposal;
  const draft = new Draft(file, by, now, rules);
  draft.record(
    'closing-proposed',
    { ...proposal },
    { closing: { by: by.id, at: now.toISOString(), cause, document } },
  );
  return draft.finish({ wakes: false });
}

/**
 * The second person has seen the document: refuses, which leaves all as it was, or approves, which ends the case and
 * voids its held commission in the same write. What was paid stays paid.
 * @throws NotAllowed for seller and payees
 * @throws Refused when nothing was proposed, by the one who proposed it, or while the customer's word waits unheard
 */
export function decideClosing(
  file: CallbackFile,
  verdict: { approve: boolean; reason: string },
  by: Staff,
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const { case: callback } = file;
  mustBeIn(callback, 'awaiting-answers', 'awaiting-remedy', 'awaiting-confirmation');
  mustNotBeConcerned(callback, by);
  const { closing, unapproved } = callback;
  if (closing === undefined)
    throw new Refused('nothing-proposed', 'No proposal to close waits for a verdict.');
  if (closing.by === by.id)
    throw new Refused('second-person', 'Who proposed the closing does not decide it.');
  const draft = new Draft(file, by, now, rules);
  const { cause, document, by: proposedBy } = closing;
  if (!verdict.approve) {
    const { closing: _refused, ...rest } = callback;
    draft.case = rest;
    draft.record('closing-refused', { reason: verdict.reason, cause, proposedBy });
    return draft.finish({ wakes: false });
  }
  if (unapproved !== undefined) {
    throw new Refused(
      'word-unheard',
      'The customer has said that it is settled: that is to be judged first.',
    );
  }
  noteCoolingOff(draft);
  close(draft, 'closed-without-word', 'closed-without-word', {
    reason: verdict.reason,
    cause,
    document,
    proposedBy,
  });
  draft.voidUnpaid(`closed without the customer's word: ${cause}`);
  return draft.finish({ wakes: true });
}
