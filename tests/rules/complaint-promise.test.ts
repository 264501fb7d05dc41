import { describe, expect, it } from 'vitest';
import { ComplaintStory, handling, RECEIVED_AT, toldOf } from '../support/complaint-story.ts';
import { at, later } from '../support/wall.ts';

const PROMISED = '2026-03-10';

const promised = () => {
  const story = handling();
  story.classify('complex', PROMISED);
  return story;
};
const toldOfPromise = (story: ComplaintStory) => story.timeline.filter((line) => line.includes(' promised '));

describe('a date that was promised to the complainant', () => {
  it('is told of when it has passed, and not before', () => {
    const story = promised().until(at('2026-03-13'));
    expect(toldOfPromise(story)).toEqual(['2026-03-11 09:00 clock-missed promised 100 head-office-manager']);
  });

  it('is kept by a notice on its last day, and is not told of then', () => {
    const story = promised().until(at(PROMISED, '23:00'));
    story.decide();
    story.notify();
    story.until(at('2026-03-13'));
    expect(toldOfPromise(story)).toEqual([]);
    expect(story.clock('promised').doneAt).toEqual(at(PROMISED, '23:00'));
  });

  it('moves with another promise, and no calendar makes it provisional', () => {
    const story = promised().late(later(RECEIVED_AT, { days: 1 }));
    story.classify('complex', '2026-03-20');
    expect(story.due('promised')).toBe('2026-03-20 23:59');
    expect(story.clock('promised').provisional).toBe(false);
    story.classify('simple');
    expect(story.due('promised')).toBe('2026-03-20 23:59');
  });
});

describe('the clocks of a complaint', () => {
  it('are the law’s own for the answer and for the review, and else the firm’s', () => {
    const story = toldOf({ intake: { gatewayAt: RECEIVED_AT.toISOString() } });
    const statutory = () => story.clocks.filter((one) => one.statutory).map(({ name }) => name);
    expect(statutory()).toEqual(['statutory', 'review-asked']);
    story.asksReview();
    expect(statutory()).toEqual(['statutory', 'review']);
  });

  it('all stand when the matter is taken back, also before the upper level', () => {
    const story = toldOf();
    story.asksReview();
    story.late(later(RECEIVED_AT, { days: 2 })).withdraw();
    expect(story.clock('review').doneAt).toEqual(story.now);
    expect(story.clocks.every(({ doneAt }) => doneAt !== undefined)).toBe(true);
    const early = new ComplaintStory().late(later(RECEIVED_AT, { days: 5 }));
    early.withdraw();
    expect(early.clock('first-contact').doneAt).toEqual(early.now);
  });
});
