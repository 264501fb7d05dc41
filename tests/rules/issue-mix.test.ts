import { describe, expect, it } from 'vitest';
import { complaintFigures } from '../../domain/metrics/complaint-rates.ts';
import { allocate } from '../../domain/money.ts';
import { counts } from '../support/counters.ts';

/** What the supervision network of Ningbo told of its first year: issues that were handled, and what they were about. */
const HANDLED = 6943;
const PERCENT = { 'speed and convenience': 33, 'contract performance': 28, attitude: 27, other: 12 };
type Topic = keyof typeof PERCENT;

/** Its topics in our causes. */
const TOPIC: Readonly<Record<string, Topic>> = {
  'service:slow': 'speed and convenience',
  'service:convenience': 'speed and convenience',
  'service:promise-not-kept': 'contract performance',
  'claims:amount': 'contract performance',
  'service:attitude': 'attitude',
  'claims:attitude': 'attitude',
  'other:other': 'other',
};
const MONTHS = Array.from({ length: 12 }, (_, at) => `2012-${String(at + 1).padStart(2, '0')}`);

/** A year of closed complaints with this mix, spread over months and causes. */
function year() {
  const causes = Object.entries(TOPIC);
  const shared = (topic: Topic): number => causes.filter(([, of]) => of === topic).length;
  const perCause = allocate(
    HANDLED,
    causes.map(([, topic]) => (PERCENT[topic] * 12) / shared(topic)),
  );
  return causes.flatMap(([cause], index) =>
    allocate(
      perCause[index] ?? 0,
      MONTHS.map(() => 1),
    ).flatMap((count, at) => counts(MONTHS[at] ?? '', { [`complaint-by-cause:${cause}`]: count })),
  );
}

describe('the mix of issues of the founding document', () => {
  it('comes out of the figures as it was printed, and adds up', () => {
    const { byCause } = complaintFigures(year(), '2012');

    const byTopic = new Map<Topic, number>();
    for (const { of: first, second } of byCause) {
      for (const { of, closed } of second) {
        const topic = TOPIC[`${first}:${of}`] ?? 'other';
        byTopic.set(topic, (byTopic.get(topic) ?? 0) + closed);
      }
    }
    const all = [...byTopic.values()].reduce((sum, count) => sum + count, 0);
    expect(all).toBe(HANDLED);
    expect(
      Object.fromEntries([...byTopic].map(([topic, count]) => [topic, Math.round((100 * count) / all)])),
    ).toEqual(PERCENT);
  });
});
