import { describe, expect, it } from 'vitest';
import type { CallbackDecision } from '../../domain/callback/draft.ts';
import { routeOf } from '../../domain/callback/next.ts';
import { CallbackStory, triedInVain, withProblem, withRemedy } from '../support/callback-story.ts';
import { present } from '../support/present.ts';
import { at } from '../support/wall.ts';

const atCall = () => new CallbackStory().until(at('2026-03-04', '09:30'));

function decision(made: CallbackDecision | 'same-again' | undefined): CallbackDecision {
  if (made === 'same-again') throw new Error('the test expected a decision');
  return present(made);
}

/** What each decision does to the wait that the workflow is in. */
const WAKING: readonly [string, () => CallbackStory, (story: CallbackStory) => CallbackDecision][] = [
  ['an attempt that counts', atCall, (story) => story.attempt('call', 'no-answer')],
  ['answers', atCall, (story) => decision(story.customerAnswers())],
  ['answers with a problem', atCall, (story) => decision(story.customerAnswers({ 'cover-known': 'no' }))],
  ['a remedy', withProblem, (story) => story.remedy()],
  ['a confirmation by link', withRemedy, (story) => decision(story.customerConfirms(true))],
  ['a rejection by link', withRemedy, (story) => decision(story.customerConfirms(false))],
  ['a rejection that staff enter', withRemedy, (story) => story.enter(false)],
  [
    'an approval',
    () => {
      const story = withRemedy();
      story.enter(true);
      return story;
    },
    (story) => story.judge(true),
  ],
  ['corrected contact data', atCall, (story) => story.correctContact()],
  ['a receipt', () => new CallbackStory({ receiptOn: undefined }), (story) => story.receipt('2026-03-02')],
  ['a cancellation', withProblem, (story) => story.cancel('2026-03-05')],
];

const QUIET: readonly [string, () => CallbackStory, (story: CallbackStory) => CallbackDecision][] = [
  ['what the workflow does itself', () => new CallbackStory(), (story) => decision(story.advance())],
  [
    'an attempt that does not count',
    () => new CallbackStory(),
    (story) => story.attempt('call', 'no-answer'),
  ],
  ["the carrier's callback", withProblem, (story) => story.carrierCalledBack('2026-03-02')],
  ['a confirmation that waits for approval', withRemedy, (story) => story.enter(true)],
  [
    'an approval that is refused',
    () => {
      const story = withRemedy();
      story.enter(true);
      return story;
    },
    (story) => story.judge(false),
  ],
  ['contact data while a remedy is owed', withProblem, (story) => story.correctContact()],
];

describe('the wait of a workflow', () => {
  it.each(WAKING)('is ended by %s, and the next one has the next number', (_what, begin, act) => {
    const story = begin();
    const { wait } = story.case;

    const made = act(story);

    expect(made.ends).toBe(wait);
    expect(story.case.wait).toBe(wait + 1);
  });

  it.each(QUIET)('goes on through %s', (_what, begin, act) => {
    const story = begin();
    const { wait } = story.case;

    const made = act(story);

    expect(made.ends).toBeUndefined();
    expect(story.case.wait).toBe(wait);
  });

  it.each<[string, () => CallbackStory]>([
    ['await-answers', () => new CallbackStory()],
    ['await-remedy', withProblem],
    ['await-remedy', () => triedInVain(new CallbackStory())],
    ['await-confirmation', withRemedy],
  ])('is %s where the case stands so', (route, begin) => {
    expect(routeOf(begin().case)).toBe(route);
  });

  it('is the first one when a case is opened', () => {
    expect(new CallbackStory().case.wait).toBe(0);
  });

  it('is ended by no decision about a closed case', () => {
    const story = new CallbackStory();
    story.customerAnswers();

    expect([story.carrierCalledBack('2026-03-02').ends, story.cancel('2026-03-05').ends]).toEqual([
      undefined,
      undefined,
    ]);
  });
});
