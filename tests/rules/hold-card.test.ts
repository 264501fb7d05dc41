import { describe, expect, it } from 'vitest';
import { nextAction } from '../../domain/callback/next.ts';
import { type HoldCard, holdCard } from '../../domain/commission/card.ts';
import { HOLDS } from '../../domain/commission/holds.ts';
import { payLine, placeByHand } from '../../domain/commission/line.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import { CallbackStory, withProblem } from '../support/callback-story.ts';
import { COMPLIANCE, PAYOUT } from '../support/people.ts';
import { RULES } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { at } from '../support/wall.ts';

/** From this day on the commission of a policy of the tests may be paid. */
const AVAILABLE = '2026-03-18';

const cardOf = (story: CallbackStory, callback: CallbackStory['case'] | undefined = story.case): HoldCard =>
  holdCard(present(story.lines[0]), callback, RULES);

const held = (story: CallbackStory): CallbackStory => {
  story.changeLines((line) => placeByHand(line, 'compliance', 'papers in doubt', COMPLIANCE, story.now));
  return story;
};

describe('the date on the card of a line', () => {
  it('is the day from which it may be paid, while the callback moves before', () => {
    const story = withProblem();
    expect(dateOf(present(story.case.nextDueAt)) < AVAILABLE).toBe(true);
    expect(cardOf(story)).toMatchObject({
      availableFrom: AVAILABLE,
      expected: { on: AVAILABLE, why: 'available' },
    });
  });

  it('is that of the callback when this moves later', () => {
    const story = withProblem().until(at('2026-04-01'));
    const due = dateOf(present(nextAction(story.case, RULES)?.by));
    expect(due > AVAILABLE).toBe(true);
    expect(cardOf(story).expected).toEqual({ on: due, why: 'callback' });
  });

  it('is that of the callback while the receipt is missing and no hold waits for it', () => {
    const story = new CallbackStory({ receiptOn: undefined });
    const line = present(story.lines[0]);
    const ofCallback = line.holds.filter(({ type }) => type !== 'receipt-missing');
    const card = holdCard({ ...line, holds: ofCallback }, story.case, RULES);
    expect(card.expected).toEqual({ on: dateOf(story.now), why: 'callback' });
    expect(card.availableFrom).toBeUndefined();
  });

  it('is none when somebody must decide, when the callback is not known, and when nothing is to come', () => {
    expect(cardOf(held(withProblem())).expected).toBeUndefined();
    expect(holdCard(present(withProblem().lines[0]), undefined, RULES).expected).toBeUndefined();

    const story = new CallbackStory();
    story.customerAnswers();
    expect(cardOf(story).expected).toEqual({ on: AVAILABLE, why: 'available' });
    story.changeLines((line) => payLine(line, 'payout-2026-03', '2026-03-31', PAYOUT, at('2026-04-01')));
    expect(cardOf(story).expected).toBeUndefined();
  });
});

describe('who is next on the card of a line', () => {
  it('is told by the callback for its own holds, and by the catalogue for the others', () => {
    const story = held(withProblem());
    const card = cardOf(story);
    expect(card.caseId).toBe(story.case.id);
    expect(card.holds.map(({ type, next }) => [type, next])).toEqual([
      ['callback-problem', nextAction(story.case, RULES)],
      ['compliance', HOLDS.compliance.nextStep],
    ]);
    expect(card.holds.map(({ placedBy }) => placedBy).at(-1)).toContain(COMPLIANCE.id);
  });

  it('is the catalogue’s word where the callback is not known, and no case is named where none is waited for', () => {
    const [hold] = holdCard(present(withProblem().lines[0]), undefined, RULES).holds;
    expect(hold?.next).toEqual(HOLDS['callback-problem'].nextStep);
    const story = new CallbackStory();
    story.customerAnswers();
    expect(cardOf(held(story)).caseId).toBeUndefined();
  });
});
