import { useTranslation } from 'react-i18next';
import type { TimelineEvent } from '../../../components/case/matter.tsx';
import type { ComplaintView } from '../api/get-complaint.ts';

/** Facts that an event names by a hash, so that what was said can be erased. */
const WORDED: ReadonlySet<string> = new Set(['statement', 'note', 'reason', 'reasons', 'remedy', 'comment']);
const HASH = /^[A-Za-z0-9_-]{43}$/;

/** The history with the words in it that its events name. */
export function useReadable(): (view: Pick<ComplaintView, 'timeline' | 'words'>) => TimelineEvent[] {
  const { t } = useTranslation('complaint');
  return ({ timeline, words }) =>
    timeline.map((event) => {
      const facts = Object.entries(event.data).map(([key, value]): [string, unknown] => {
        // From which stage it was taken up again.
        if (event.type === 'reopened' && key === 'from') return ['stage', value];
        const isNamed = WORDED.has(key) && typeof value === 'string' && HASH.test(value);
        return [key, isNamed ? (words[value] ?? t('erased')) : value];
      });
      return { ...event, data: Object.fromEntries(facts) };
    });
}
