import { describe, expect, it } from 'vitest';
import type { AccountableComplaint } from '../../domain/accountability/facts.ts';
import { accountableOf } from '../../domain/complaint/accountable.ts';
import { nameResponsible } from '../../domain/complaint/responsibility.ts';
import {
  CONTENTS,
  type ComplaintStory,
  decided,
  HANDLER,
  handling,
  RECEIVED_AT,
} from '../support/complaint-story.ts';
import { COMPLIANCE } from '../support/people.ts';
import { present } from '../support/present.ts';
import { ruleOf } from '../support/rule-of.ts';
import { later } from '../support/wall.ts';

const days = (count: number) => later(RECEIVED_AT, { days: count });

/** What the month's run would know of it at a cut. */
function factsOf({ case: complaint, events, now }: ComplaintStory, cut = now): AccountableComplaint {
  return present(accountableOf(complaint, events, cut.toISOString()));
}

/** Transferred, and decided to be outside cover. */
function outsideCover(): ComplaintStory {
  const story = handling();
  story.transfer(HANDLER.id);
  story.decide(HANDLER, { outcome: 'outside-cover' });
  return story;
}

describe('the outcome that the month’s run charges by', () => {
  it('is the one that the complainant was told, from then on', () => {
    const story = outsideCover();
    expect(factsOf(story)).toMatchObject({ outsideCover: false });
    expect(factsOf(story).outcome).toBeUndefined();
    story.late(days(1)).notify();
    expect(factsOf(story)).toMatchObject({ outcome: 'outside-cover', outsideCover: true });
    expect(factsOf(story, days(0)).outcome).toBeUndefined();
  });

  it('is none of a decision that nobody was told before the matter was taken back', () => {
    const story = outsideCover();
    story.withdraw();
    expect(factsOf(story)).toMatchObject({ outsideCover: false, withdrawnAfterFirstCoordination: true });
    expect(factsOf(story).outcome).toBeUndefined();
  });

  it('is what the upper level made of it', () => {
    const story = outsideCover();
    story.notify();
    story.asksReview();
    expect(factsOf(story).outcome).toBe('outside-cover');
    story.reviews('changed');
    expect(factsOf(story)).toMatchObject({ outcome: 'upheld-in-part', outsideCover: false });
  });

  it('is none of a decision that new facts took back, while the upper level keeps its own', () => {
    const story = outsideCover();
    story.notify();
    story.contact({ newFacts: false });
    expect(factsOf(story).outsideCover).toBe(true);
    story.contact({ newFacts: true });
    expect(factsOf(story).outcome).toBeUndefined();
    const reviewed = outsideCover();
    reviewed.notify();
    reviewed.asksReview();
    reviewed.contact({ newFacts: true });
    expect(factsOf(reviewed).outcome).toBe('outside-cover');
    reviewed.reviews();
    reviewed.late(days(1)).reopen();
    reviewed.decide();
    reviewed.notify();
    reviewed.contact({ newFacts: true });
    expect(factsOf(reviewed).outcome).toBeUndefined();
  });

  it('is none of a complaint that was taken up again for new facts, until it is told anew', () => {
    const story = outsideCover();
    story.notify();
    story.accepts(true);
    story.late(days(1)).reopen();
    expect(factsOf(story).outcome).toBeUndefined();
    story.decide();
    expect(factsOf(story).outcome).toBeUndefined();
    story.notify();
    expect(factsOf(story).outcome).toBe(CONTENTS.outcome);
  });

  it('stays while the upper level looks at a request that had come in time', () => {
    const story = outsideCover();
    story.notify();
    story.until(days(40));
    expect(factsOf(story).closedAt).toBeDefined();
    story.asksReview(days(20));
    expect(factsOf(story)).toMatchObject({ outcome: 'outside-cover', outsideCover: true });
    expect(factsOf(story).closedAt).toBeUndefined();
  });

  it('is asked of no complaint that became a part of another', () => {
    const [story, root] = [decided(), handling()];
    story.transfer(HANDLER.id);
    story.mergeInto(root);
    expect(accountableOf(story.case, story.events, story.now.toISOString())).toBeUndefined();
    const people = [{ role: 'direct-person', person: 'broker-jia' }] as const;
    expect(
      ruleOf(() => nameResponsible(story.case, { people: [...people] }, COMPLIANCE, story.now, story.rules)),
    ).toBe('closed');
  });
});
