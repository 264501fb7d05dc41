import type { CaseEvent } from './case.ts';

export const TOPICS = [
  'callback-problems',
  'holds',
  'escalations',
  'payouts',
  'carrier-requests',
  'reconsiderations',
  'accountability',
  'complaints',
] as const;
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
  'closing-proposed': [{ topic: 'escalations', notice: 'closing-proposed' }],
  'closed-without-word': [{ topic: 'holds', notice: 'commission-voided' }],
  'carrier-asked': [{ topic: 'carrier-requests', notice: 'carrier-asked' }],
  'carrier-reminded': [{ topic: 'carrier-requests', notice: 'carrier-reminded' }],
  'carrier-silent': [{ topic: 'escalations', notice: 'carrier-silent' }],
  'carrier-silence-escalated': [{ topic: 'escalations', notice: 'carrier-silence-escalated' }],
  'carrier-answered': [{ topic: 'carrier-requests', notice: 'carrier-answered' }],
  'material-wanted': [{ topic: 'carrier-requests', notice: 'material-wanted' }],
  'material-supplied': [{ topic: 'carrier-requests', notice: 'material-supplied' }],
  'material-reminded': [{ topic: 'escalations', notice: 'material-reminded' }],
  'material-escalated': [{ topic: 'escalations', notice: 'material-escalated' }],
  'material-not-supplied': [{ topic: 'carrier-requests', notice: 'material-not-supplied' }],
  'answer-not-needed': [{ topic: 'carrier-requests', notice: 'answer-not-needed' }],
  'sharing-withdrawn': [{ topic: 'carrier-requests', notice: 'sharing-withdrawn' }],
  'choice-reminded': [{ topic: 'escalations', notice: 'choice-reminded' }],
  'complaint-opened': [{ topic: 'complaints', notice: 'complaint-opened' }],
  'contact-added': [{ topic: 'complaints', notice: 'contact-added' }],
  'clock-warned': [{ topic: 'escalations', notice: 'clock-warned' }],
  'clock-missed': [{ topic: 'escalations', notice: 'clock-missed' }],
  'complaint-reminded': [{ topic: 'escalations', notice: 'complaint-reminded' }],
  'decision-not-sent': [{ topic: 'escalations', notice: 'decision-not-sent' }],
  'complaint-transferred': [{ topic: 'complaints', notice: 'complaint-transferred' }],
  'review-requested': [{ topic: 'escalations', notice: 'review-requested' }],
  'complaint-closed': [{ topic: 'complaints', notice: 'complaint-closed' }],
  'reply-unread': [{ topic: 'escalations', notice: 'reply-to-read' }],
  'unmatched-to-person': [{ topic: 'escalations', notice: 'reply-to-read' }],
  'reading-missed': [{ topic: 'escalations', notice: 'reading-missed' }],
  'terms-differ': [{ topic: 'escalations', notice: 'terms-differ' }],
  'evidence-reminded': [{ topic: 'escalations', notice: 'evidence-reminded' }],
  'evidence-escalated': [{ topic: 'escalations', notice: 'evidence-escalated' }],
  'judgement-reminded': [{ topic: 'escalations', notice: 'judgement-reminded' }],
  'judgement-escalated': [{ topic: 'escalations', notice: 'judgement-escalated' }],
  'payment-late': [{ topic: 'escalations', notice: 'payment-late' }],
  'time-bar-warned': [{ topic: 'escalations', notice: 'time-bar-warned' }],
  'time-bar-passed': [{ topic: 'escalations', notice: 'time-bar-passed' }],
  'level-opened': [{ topic: 'reconsiderations', notice: 'level-opened' }],
  'level-answered': [{ topic: 'reconsiderations', notice: 'level-answered' }],
  'reconsideration-closed': [{ topic: 'reconsiderations', notice: 'reconsideration-closed' }],
  'result-sent': [{ topic: 'accountability', notice: 'result-sent' }],
  'accountability-reminded': [{ topic: 'accountability', notice: 'reminded' }],
  'accountability-escalated': [{ topic: 'accountability', notice: 'escalated' }],
  'objection-decided': [{ topic: 'accountability', notice: 'objection-decided' }],
  'accountability-final': [{ topic: 'accountability', notice: 'final' }],
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
  'differs',
  'channel',
  'clock',
  'percent',
  'stage',
  'level',
  'outcome',
  'recoveredFen',
  'types',
  'until',
  'daysLeft',
  'agreedOn',
  'left',
  'people',
  'branches',
  'amountFen',
] as const;

/**
 * What happens to a carrier's request is told by the request's own event, which knows its carrier: a subscriber that
 * filters by carrier gets those and no others. The event beside it on the case that it is asked for is not told again.
 */
const BY_REQUEST: ReadonlySet<string> = new Set([
  'carrier-reminded',
  'carrier-silent',
  'carrier-silence-escalated',
  'material-wanted',
  'material-supplied',
  'material-reminded',
  'material-escalated',
  'material-not-supplied',
]);

export function noticesOf(event: CaseEvent): Notice[] {
  if (BY_REQUEST.has(event.type) && event.kind !== 'carrier-request') return [];
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
