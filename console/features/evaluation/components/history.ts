import type { TimelineEvent } from '../../../components/case/matter.tsx';
import type { EvaluationView } from '../api/get-evaluation.ts';

/** What only the figures count by, or says what the event itself says. */
const ASIDE: ReadonlySet<string> = new Set([
  'moment',
  'askedAt',
  'text',
  'counts',
  'isFirst',
  'isFirstReply',
  'isFirstValid',
  'isRequest',
]);

/** The history with the customer's own words where its events name a reply. */
export function readable({ timeline, replies }: EvaluationView): TimelineEvent[] {
  const said = new Map(replies.map(({ content, reading }) => [content, reading?.raw]));
  return timeline.map((event) => {
    const facts = Object.entries(event.data)
      .filter(([key]) => !ASIDE.has(key))
      .map(([key, value]) => [key, key === 'reply' ? (said.get(String(value)) ?? value) : value]);
    return { ...event, data: Object.fromEntries(facts) };
  });
}
