import { Refused } from '../errors.ts';
import type { Actor, Staff } from '../people.ts';
import { type CallbackFile, issueHash } from './case.ts';
import { type CallbackDecision, Draft } from './draft.ts';
import type { CallbackRules } from './due.ts';
import { trustedFrom } from './open.ts';
import { mustBeIn, queue } from './stages.ts';

/** What the broker did about the problem. The customer is asked next; the hold stays. */
export function recordRemedy(
  file: CallbackFile,
  remedy: { done: string; documents: string[] },
  by: Staff,
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const { case: callback } = file;
  mustBeIn(callback, 'awaiting-remedy');
  if (callback.problem?.cause !== 'answers') {
    throw new Refused('nobody-reached', 'The customer was not reached: correct the contact data instead.');
  }
  const { escalatedTo: _escalatedTo, ...rest } = callback;
  const draft = new Draft({ ...file, case: rest }, by, now, rules);
  draft.record('remedy-recorded', remedy, {
    stage: 'awaiting-confirmation',
    owner: queue('callback-agent', callback.branch),
    ladder: { name: 'confirmation', next: 0, from: now.toISOString() },
    calledAt: [],
    problem: {
      ...callback.problem,
      issueHash: issueHash({
        categories: callback.problem.categories,
        remedy: remedy.done,
        round: callback.round,
      }),
    },
  });
  return draft.finish({ wakes: true });
}

/**
 * The customer's contact data was corrected. With a new number the links that went to the old one are dead, and the
 * customer is asked anew from the first rung as soon as the number may confirm; a new address alone changes nothing
 * of that, but sets an unreached case going again. A `customer-data` hold stays until compliance has checked it.
 */
export function correctContact(
  file: CallbackFile,
  corrected: { phone: boolean },
  by: Actor,
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const { case: callback } = file;
  const draft = new Draft(file, by, now, rules);
  const contact = callback.contact + (corrected.phone ? 1 : 0);
  const unreached = callback.stage === 'awaiting-remedy' && callback.problem?.cause === 'unreached';
  const isAsked = callback.stage === 'awaiting-answers' || callback.stage === 'awaiting-confirmation';
  if (!unreached && !(isAsked && corrected.phone)) {
    draft.record('contact-corrected', { contact, ...corrected }, { contact });
    return draft.finish({ wakes: false });
  }
  const { problem, unapproved, escalatedTo: _escalatedTo, ...rest } = callback;
  // What somebody said on the earlier number is no longer the customer's word.
  const kept = unapproved !== undefined && unapproved.evidence.way !== 'call' ? { unapproved } : {};
  draft.case = { ...rest, ...(unreached || problem === undefined ? {} : { problem }), ...kept };
  const stage = unreached ? 'awaiting-answers' : callback.stage;
  const from = trustedFrom(corrected.phone ? now.toISOString() : undefined, now);
  draft.record(
    'contact-corrected',
    { contact, ...corrected },
    {
      contact,
      ...(corrected.phone ? { phoneFlags: [] } : {}),
      stage,
      owner: queue('callback-agent', callback.branch),
      ladder: {
        name: stage === 'awaiting-answers' ? 'answers' : 'confirmation',
        next: 0,
        from: from.toISOString(),
      },
      calledAt: [],
    },
  );
  return draft.finish({ wakes: true });
}
