import { Gone, Invalid, Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import type { PhoneFlag } from '../policy/phone-integrity.ts';
import type { CallbackFile, Evidence } from './case.ts';
import { type CallbackDecision, Draft } from './draft.ts';
import type { CallbackRules } from './due.ts';
import {
  awaitRemedy,
  CUSTOMER,
  close,
  hashOfWord,
  mustBeIn,
  mustNotBeConcerned,
  mustNotUseFlaggedPhone,
} from './stages.ts';

/** The customer says by link whether it is settled: the only word that releases at once. */
export function confirmByLink(
  file: CallbackFile,
  word: { settled: boolean; comment?: string | undefined },
  round: number,
  flags: readonly PhoneFlag[],
  now: Date,
  rules: CallbackRules,
): CallbackDecision | 'same-again' {
  const { case: callback } = file;
  const wordHash = hashOfWord({ ...word, round });
  if (callback.lastWordHash === wordHash) return 'same-again';
  if (callback.stage !== 'awaiting-confirmation' || callback.round !== round) {
    throw new Gone('This question was answered already.');
  }
  if (word.settled) mustNotUseFlaggedPhone({ way: 'link' }, flags);
  const draft = new Draft(file, CUSTOMER, now, rules);
  draft.case = { ...draft.case, lastWordHash: wordHash };
  settle(draft, word.settled, { evidence: { way: 'link' }, comment: word.comment });
  return draft.finish({ wakes: true });
}

function settle(draft: Draft, settled: boolean, data: Record<string, unknown>): void {
  if (settled) {
    close(draft, 'settled', 'confirmed-settled', { ...data, round: draft.case.round });
    draft.liftHold('callback-problem', 'the customer confirmed that it is settled');
    return;
  }
  const { problem, round } = draft.case;
  awaitRemedy(draft, 'answers', problem?.categories ?? [], round + 1, 'confirmed-not-settled', data);
}

/**
 * The customer's word from a recorded call, a letter or a visit, entered by one person. *Not settled* holds at once;
 * *settled* waits for a second person.
 */
export function enterConfirmation(
  file: CallbackFile,
  word: { settled: boolean; evidence: Evidence },
  by: Staff,
  flags: readonly PhoneFlag[],
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const { case: callback } = file;
  mustBeIn(callback, 'awaiting-confirmation');
  mustNotBeConcerned(callback, by);
  if (word.evidence.way === 'link') {
    throw new Invalid('Only the customer answers by link.', [
      { field: 'evidence.way', reason: 'is not for staff' },
    ]);
  }
  if (word.settled) mustNotUseFlaggedPhone(word.evidence, flags);
  const draft = new Draft(file, by, now, rules);
  if (!word.settled) {
    settle(draft, false, { evidence: word.evidence });
    return draft.finish({ wakes: true });
  }
  draft.record(
    'confirmation-entered',
    { evidence: word.evidence },
    { unapproved: { by: by.id, at: now.toISOString(), evidence: word.evidence } },
  );
  return draft.finish({ wakes: false });
}

/** The second person has heard the recording: approves, which releases, or throws it out, which leaves all as it was. */
export function judgeConfirmation(
  file: CallbackFile,
  verdict: { approve: boolean; reason: string },
  by: Staff,
  flags: readonly PhoneFlag[],
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const { case: callback } = file;
  mustBeIn(callback, 'awaiting-confirmation');
  mustNotBeConcerned(callback, by);
  const { unapproved } = callback;
  if (unapproved === undefined) throw new Refused('nothing-entered', 'No confirmation waits for approval.');
  if (unapproved.by === by.id)
    throw new Refused('second-person', 'Who entered the call does not approve it.');
  const draft = new Draft(file, by, now, rules);
  if (!verdict.approve) {
    const { unapproved: _rejected, ...rest } = callback;
    draft.case = rest;
    draft.record('confirmation-not-approved', { reason: verdict.reason, enteredBy: unapproved.by });
    return draft.finish({ wakes: false });
  }
  // The number may have been flagged since the call was entered.
  mustNotUseFlaggedPhone(unapproved.evidence, flags);
  settle(draft, true, { evidence: unapproved.evidence, enteredBy: unapproved.by, reason: verdict.reason });
  return draft.finish({ wakes: true });
}
