import { describe, expect, it } from 'vitest';
import { type Counter, countersOf } from '../../domain/metrics/counters.ts';
import { CONTENTS, ComplaintStory, HANDLER, handling, RECEIVED_AT } from '../support/complaint-story.ts';
import { SELLER } from '../support/people.ts';
import { later } from '../support/wall.ts';

/** Counts by name, those of a broker apart. */
function tally({ events, id }: ComplaintStory): Record<string, number> {
  const rows: Counter[] = events.filter(({ caseId }) => caseId === id).flatMap(countersOf);
  const sums: Record<string, number> = {};
  for (const { name, count, broker } of rows) {
    const key = broker === undefined ? name : `${broker} ${name}`;
    sums[key] = (sums[key] ?? 0) + count;
  }
  return sums;
}

const OPENED = {
  'complaint-opened': 1,
  [`${SELLER.id} complaint-opened`]: 1,
  'complaint-by-channel:hotline': 1,
  'complaint-by-line:life': 1,
  'complaint-by-product:ordinary-life': 1,
};
const CALLED = { 'complaint-contacted': 1, 'complaint-contacted-in-time': 1 };
const BY_CAUSE = { [`complaint-by-cause:${CONTENTS.cause.first}:${CONTENTS.cause.second}`]: 1 };
const days = (count: number) => later(RECEIVED_AT, { days: count });

describe('what a complaint adds to the figures', () => {
  it('is itself once, whatever further contacts follow, and how it ended', () => {
    const story = handling().late(days(3));
    story.contact({ channel: 'regulator' });
    story.decide();
    story.judges(true);
    story.notify();
    story.accepts(true);
    story.asks(false);
    expect(tally(story)).toEqual({
      ...OPENED,
      ...CALLED,
      ...BY_CAUSE,
      'complaint-closed:settled': 1,
      [`complaint-by-outcome:${CONTENTS.outcome}`]: 1,
      'complaint-ended': 1,
      'complaint-ended-days:3': 1,
      'complaint-redress-fen': CONTENTS.redressFen,
      'complaint-dissatisfied': 1,
    });
  });

  it('is an end on the spot within the hour, of nothing that was decided or paid', () => {
    const story = handling();
    story.settle();
    story.asks(true);
    expect(tally(story)).toEqual({
      ...OPENED,
      ...CALLED,
      ...BY_CAUSE,
      'complaint-closed:settled': 1,
      'complaint-ended': 1,
      'complaint-ended-days:0': 1,
      'complaint-ended-within-hour': 1,
      'complaint-ended-on-the-spot': 1,
      'complaint-satisfied': 1,
    });
  });

  it('is an end and an outcome by silence as by consent', () => {
    const story = handling();
    story.decide();
    story.notify();
    story.until(days(40));
    expect(tally(story)).toMatchObject({
      'complaint-closed:decided': 1,
      [`complaint-by-outcome:${CONTENTS.outcome}`]: 1,
      'complaint-ended': 1,
      'complaint-redress-fen': CONTENTS.redressFen,
    });
  });

  it('is neither an end nor an outcome where it was taken back, and a late call is not in time', () => {
    const story = new ComplaintStory().late(days(5));
    story.calls();
    story.decide(HANDLER);
    story.withdraw();
    expect(tally(story)).toEqual({
      ...OPENED,
      'complaint-contacted': 1,
      ...BY_CAUSE,
      'complaint-closed:withdrawn': 1,
    });
  });

  it('is a part of another, and nothing of what became of that', () => {
    const story = handling();
    story.decide();
    story.mergeInto(handling());
    expect(tally(story)).toEqual({ ...OPENED, ...CALLED, 'complaint-closed:merged': 1 });
  });

  it('is passed on by the regulator or repeated where it is, and of nobody where no policy is named', () => {
    const story = new ComplaintStory({
      earlier: 'cp-1',
      intake: { channel: 'regulator' },
      matter: { brokerId: undefined, policyId: undefined, productClass: undefined, line: 'property' },
    });
    expect(tally(story)).toEqual({
      'complaint-opened': 1,
      'complaint-by-channel:regulator': 1,
      'complaint-by-line:property': 1,
      'complaint-forwarded': 1,
      'complaint-repeated': 1,
    });
    const media = new ComplaintStory({ intake: { channel: 'media' } });
    expect(tally(media)).not.toHaveProperty('complaint-forwarded');
  });
});
