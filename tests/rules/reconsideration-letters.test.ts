import { describe, expect, it } from 'vitest';
import {
  assessing,
  atLevel1,
  CHANGED,
  inPart,
  type ReconsiderationStory,
  reviewer,
  UPHELD,
} from '../support/reconsideration-story.ts';
import { at } from '../support/wall.ts';

const NIGHT = at('2026-03-03', '22:30');
const PART = 3_000_000;

/** The case ends by withdrawal in the night in which a letter was written, and is taken up again a day later. */
function takenUpAgain(story: ReconsiderationStory): ReconsiderationStory {
  story.withdrawn(story.document('receipts'));
  return story.until(at('2026-03-04', '10:00')).reopens();
}

describe('a letter that waited for the morning when the matter was taken back', () => {
  it.each<[string, () => ReconsiderationStory]>([
    [
      'the last one',
      () => {
        const story = atLevel1();
        story.answers(UPHELD);
        return story.until(NIGHT).settle();
      },
    ],
    ['an explanation', () => assessing().until(NIGHT).agree()],
  ])('is not sent when the case is taken up again: %s', (_which, written) => {
    const story = takenUpAgain(written());
    expect(story.case.letters).toHaveLength(1);
    story.until(at('2026-03-05', '10:00'));
    expect(story.sent).toEqual([]);
    expect(story.case.stage).toBe('assessing');
  });

  it('is not sent with the payment of the next run either', () => {
    const story = atLevel1();
    story.answers(inPart(PART));
    takenUpAgain(story.until(NIGHT).settle()).contest();
    story.answers(CHANGED, reviewer('reviewer-five'));
    story.pays((story.case.recovered?.fen ?? 0) - (story.case.recovered?.paidFen ?? 0));
    expect(story.case.stage).toBe('changed');
    expect(story.sent).toEqual([]);
  });

  it('is followed by those of the next run', () => {
    const story = takenUpAgain(assessing().until(NIGHT).agree()).agree();
    expect(story.sent).toEqual(['explanation']);
    expect(story.case.stage).toBe('explaining');
  });
});
