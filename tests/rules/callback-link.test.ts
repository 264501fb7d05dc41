import { describe, expect, it } from 'vitest';
import { type CallbackLinkPurpose, checkLink, claimFor, linkToken } from '../../domain/callback/link.ts';
import { recordRemedy } from '../../domain/callback/remedy.ts';
import { NotFound } from '../../domain/errors.ts';
import type { LinkClaim, LinkState } from '../../domain/links.ts';
import { CallbackStory, triedInVain, withProblem, withRemedy } from '../support/callback-story.ts';
import { SELLER } from '../support/people.ts';
import { RULES } from '../support/policies.ts';

const KEY = 'a key of these tests';

/** A link as it was sent at this moment of a story. */
function sent(story: CallbackStory, purpose: CallbackLinkPurpose): { token: string; claim: LinkClaim } {
  const claim = claimFor(purpose, story.case);
  return { claim, token: linkToken(claim, story.case, KEY) };
}

const stateOf = (story: CallbackStory, { token, claim }: ReturnType<typeof sent>): LinkState =>
  checkLink(token, claim, story.case, KEY);

describe('the link to the questions', () => {
  it('asks until the customer has answered, also when nobody had been reached', () => {
    const story = new CallbackStory();
    const link = sent(story, 'answers');
    expect(stateOf(story, link)).toBe('open');
    triedInVain(story);
    expect(stateOf(story, link)).toBe('open');
    story.customerAnswers({ 'cover-known': 'no' });
    expect(stateOf(story, link)).toBe('used');
    story.remedy();
    expect(stateOf(story, link)).toBe('used');
  });

  it('is dead when the number that it went to was corrected, and the new one asks', () => {
    const story = new CallbackStory();
    const link = sent(story, 'answers');
    story.correctContact();
    expect(stateOf(story, link)).toBe('used');
    expect(stateOf(story, sent(story, 'answers'))).toBe('open');
  });

  it('is of one policy and one key', () => {
    const [story, other] = [new CallbackStory(), new CallbackStory()];
    const { token, claim } = sent(story, 'answers');
    expect(() => checkLink(token, claim, other.case, KEY)).toThrow(NotFound);
    expect(() => checkLink(token, claim, story.case, 'another key')).toThrow(NotFound);
  });
});

describe('the link to say whether it is settled', () => {
  it('asks about this round alone, until the customer has said so', () => {
    const story = withRemedy();
    const first = sent(story, 'confirmation');
    expect(stateOf(story, first)).toBe('open');
    story.customerConfirms(false);
    story.remedy();
    expect(stateOf(story, first)).toBe('used');
    const second = sent(story, 'confirmation');
    expect(stateOf(story, second)).toBe('open');
    story.customerConfirms(true);
    expect(stateOf(story, second)).toBe('used');
  });

  it('is bound to the remedy that it asks about, and to the number that it went to', () => {
    const story = withProblem();
    const before = sent(story, 'confirmation');
    story.remedy();
    expect(() => stateOf(story, before)).toThrow(NotFound);
    const link = sent(story, 'confirmation');
    story.correctContact();
    expect(() => stateOf(story, link)).toThrow(NotFound);
  });

  it('is of one remedy, and of no other that might have been', () => {
    const [story, other] = [withProblem(), withProblem()];
    other.file = story.file;
    story.remedy();
    const link = sent(story, 'confirmation');
    const done = { done: 'gave a copy of the clauses', documents: [] };
    other.take(recordRemedy(other.file, done, SELLER, other.now, RULES));
    expect(() => stateOf(other, link)).toThrow(NotFound);
  });

  it('answers no questions', () => {
    const story = withRemedy();
    const { token } = sent(story, 'confirmation');
    expect(() => checkLink(token, claimFor('answers', story.case), story.case, KEY)).toThrow(NotFound);
  });
});
