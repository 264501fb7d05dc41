import type { CaseEvent } from './case.ts';

export const TOPICS = ['callback-problems', 'holds', 'escalations', 'payouts'] as const;
export type Topic = (typeof TOPICS)[number];

/** A message on a topic: `attributes` to filter by, `body` with ids and facts. Never personal data. */
export interface Notice {
  topic: Topic;
  attributes: Record<string, string>;
  body: Record<string, unknown>;
}

const TOPIC_OF: Readonly<Record<string, { topic: Topic; notice: string }[]>> = {
  'callback-opened': [{ topic: 'holds', notice: 'hold-placed' }],
  'answered-clean': [{ topic: 'holds', notice: 'hold-released' }],
  'answered-problem': [
    { topic: 'callback-problems', notice: 'problem-opened' },
    { topic: 'holds', notice: 'hold-placed' },
  ],
  'confirmed-not-settled': [{ topic: 'callback-problems', notice: 'problem-not-settled' }],
  'confirmed-settled': [
    { topic: 'callback-problems', notice: 'problem-settled' },
    { topic: 'holds', notice: 'hold-released' },
  ],
  unreached: [{ topic: 'escalations', notice: 'customer-unreached' }],
  reminded: [{ topic: 'escalations', notice: 'reminded' }],
  'task-missed': [{ topic: 'escalations', notice: 'task-missed' }],
  'cooling-off-missed': [{ topic: 'escalations', notice: 'cooling-off-missed' }],
  escalated: [{ topic: 'escalations', notice: 'escalated' }],
  'phone-withheld': [{ topic: 'escalations', notice: 'phone-withheld' }],
  'customer-data-held': [{ topic: 'holds', notice: 'hold-placed' }],
  'hold-placed-by-hand': [{ topic: 'holds', notice: 'hold-placed' }],
  'hold-released-by-hand': [{ topic: 'holds', notice: 'hold-released' }],
  cancelled: [{ topic: 'holds', notice: 'commission-voided' }],
  'payout-finished': [{ topic: 'payouts', notice: 'payout-finished' }],
};

/** Facts of an event that other systems may read: named one by one, so that no new field leaks by itself. */
const FACTS = [
  'categories',
  'round',
  'rung',
  'to',
  'who',
  'endsOn',
  'statements',
  'netFen',
  'carriedFen',
] as const;

export function noticesOf(event: CaseEvent): Notice[] {
  return (TOPIC_OF[event.type] ?? []).map(({ topic, notice }) => ({
    topic,
    attributes: {
      notice,
      branch: event.branch,
      ...(event.carrier === undefined ? {} : { carrier: event.carrier }),
    },
    body: {
      notice,
      caseId: event.caseId,
      event: event.seq,
      at: event.at,
      branch: event.branch,
      ...Object.fromEntries(
        FACTS.filter((fact) => fact in event.data).map((fact) => [fact, event.data[fact]]),
      ),
    },
  }));
}
