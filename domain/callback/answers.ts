import { Gone, Invalid } from '../errors.ts';
import type { Staff } from '../people.ts';
import type { PhoneFlag } from '../policy/phone-integrity.ts';
import { noteCoolingOff } from './advance.ts';
import type { CallbackFile, Evidence } from './case.ts';
import { type CallbackDecision, Draft } from './draft.ts';
import type { CallbackRules } from './due.ts';
import { type Answers, type ProblemCategory, problemsIn } from './questionnaire.ts';
import {
  awaitRemedy,
  awaitsAnswers,
  CUSTOMER,
  close,
  hashOfWord,
  mustBeIn,
  mustNotBeConcerned,
  mustNotUseFlaggedPhone,
} from './stages.ts';

export interface GivenAnswers {
  answers: Answers;
  /** What the customer said beyond the questions, as a wish to surrender. */
  problems?: ProblemCategory[] | undefined;
  evidence: Evidence;
}

/**
 * The customer's answers: a clear yes to every question releases, anything else opens a problem with its hold, in the
 * same write. By link from the customer, or taken down by staff who are not concerned.
 */
export function recordAnswers(
  file: CallbackFile,
  given: GivenAnswers,
  by: Staff,
  flags: readonly PhoneFlag[],
  now: Date,
  rules: CallbackRules,
): CallbackDecision;
export function recordAnswers(
  file: CallbackFile,
  given: GivenAnswers,
  by: 'customer',
  flags: readonly PhoneFlag[],
  now: Date,
  rules: CallbackRules,
): CallbackDecision | 'same-again';
export function recordAnswers(
  file: CallbackFile,
  given: GivenAnswers,
  by: Staff | 'customer',
  flags: readonly PhoneFlag[],
  now: Date,
  rules: CallbackRules,
): CallbackDecision | 'same-again' {
  const { case: callback } = file;
  const wordHash = hashOfWord(given);
  if (by === 'customer' && callback.lastWordHash === wordHash) return 'same-again';
  if (!awaitsAnswers(callback)) {
    if (by === 'customer') throw new Gone('This questionnaire was answered already.');
    mustBeIn(callback, 'awaiting-answers');
  }
  if (by !== 'customer') mustNotBeConcerned(callback, by);
  if ((by === 'customer') !== (given.evidence.way === 'link')) {
    throw new Invalid(
      'Staff take answers down from a call, a letter or a visit; a customer answers by link.',
      [{ field: 'evidence.way', reason: 'does not fit who answers' }],
    );
  }
  const categories = [
    ...new Set([
      ...problemsIn(given.answers, callback.questionnaire.asked, callback.questionnaire.version),
      ...(given.problems ?? []),
    ]),
  ];
  if (categories.length === 0) mustNotUseFlaggedPhone(given.evidence, flags);
  const draft = new Draft(file, by === 'customer' ? CUSTOMER : by, now, rules);
  noteCoolingOff(draft);
  const { coolingOff } = draft.case;
  draft.case = {
    ...draft.case,
    ...(by === 'customer' ? { lastWordHash: wordHash } : {}),
    ...(coolingOff === undefined || coolingOff.outcome !== undefined
      ? {}
      : { coolingOff: { ...coolingOff, outcome: 'met' as const } }),
  };
  const data = {
    answers: given.answers,
    evidence: given.evidence,
    questionnaire: callback.questionnaire.version,
    inCoolingOff: draft.case.coolingOff?.outcome === 'met',
  };
  if (categories.length === 0) {
    const { problem: _unreached, ...rest } = draft.case;
    draft.case = rest;
    close(draft, 'clean', 'answered-clean', data);
    draft.liftHold('callback-not-completed', 'every answer was yes');
  } else {
    awaitRemedy(draft, 'answers', categories, callback.round + 1, 'answered-problem', data);
    draft.placeHold('callback-problem', categories.join(', '));
    draft.liftHold('callback-not-completed', 'a problem took its place');
  }
  return draft.finish({ wakes: true });
}
