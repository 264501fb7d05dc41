import { Collapse, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSentence } from '../../i18n/sentences.ts';
import { useTerm } from '../../i18n/use-words.ts';
import { Segments } from '../segments.tsx';
import { When } from '../shown.tsx';
import { useMatter } from './matter.tsx';
import { TimelineItem } from './timeline-item.tsx';

export interface DueSeen {
  what: string;
  at: string;
  why: readonly string[];
}

/** Everything that comes up, the next first, each with the lines that say why it is due then. */
export function Dues({ dues, words }: { dues: readonly DueSeen[]; words: string }) {
  const { t } = useTranslation();
  const term = useTerm(words);
  const sentence = useSentence();
  if (dues.length === 0) return <Typography.Text type="secondary">{t('time.none')}</Typography.Text>;
  return (
    <Collapse
      size="small"
      items={dues.map((due) => ({
        key: `${due.what}${due.at}`,
        label: (
          <Flex justify="space-between" gap="small" wrap>
            <span>{term('due', due.what)}</span>
            <When at={due.at} />
          </Flex>
        ),
        children: (
          <>
            <Typography.Text strong>{t('time.why')}</Typography.Text>
            <ol className="why">
              {due.why.map((line) => (
                <li key={line}>{sentence(line)}</li>
              ))}
            </ol>
          </>
        ),
      }))}
    />
  );
}

/** The whole history of the case, newest first: actions, messages, deadlines, and who saw what. */
export function Timeline() {
  const { t } = useTranslation();
  const { timeline, beside = [], words } = useMatter();
  const [order, setOrder] = useState<'newest' | 'oldest'>('newest');
  const all = [...timeline, ...beside].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const events = order === 'newest' ? all.reverse() : all;
  return (
    <>
      <Segments
        size="small"
        label={t('timeline.order')}
        value={order}
        onChange={setOrder}
        options={[
          { value: 'newest', label: t('timeline.newest') },
          { value: 'oldest', label: t('timeline.oldest') },
        ]}
      />
      <ol className="timeline">
        {events.map((event) => (
          <TimelineItem key={event.hash} event={event} words={words} />
        ))}
      </ol>
    </>
  );
}
