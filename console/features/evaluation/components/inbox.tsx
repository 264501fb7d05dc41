import { useMutation } from '@tanstack/react-query';
import { App, Button, Card, Flex, Tag, Typography } from 'antd';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/me.ts';
import { CaseLink } from '../../../components/case/case-link.tsx';
import { useKey } from '../../../components/keys/keys.tsx';
import { Failed, Loading, Nothing } from '../../../components/state/states.tsx';
import { TimeLeft } from '../../../components/time-left.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Reply } from '../api/get-evaluation.ts';
import { type InboxItem, type Stray, useInbox } from '../api/get-inbox.ts';
import { readReply } from '../api/read-reply.ts';
import { ReadingForm } from './reading-form.tsx';
import { ReplyText } from './reply-text.tsx';
import { StrayForm } from './stray-form.tsx';

/** One thing to read: a reply of an evaluation, or one of none. */
type Unit = { key: string; item: InboxItem; reply: Reply } | { key: string; stray: Stray };

/** Everything that waits for a person's reading, one by one. */
export function Inbox({ branch }: { branch: string | undefined }) {
  const { t } = useTranslation('evaluation');
  const { query, items, strays } = useInbox(branch);
  const [at, setAt] = useState(0);
  const units = unitsOf(items, strays);
  const here = Math.min(at, Math.max(0, units.length - 1));
  const unit = units[here];
  const go = (step: 1 | -1) => setAt(Math.max(0, Math.min(units.length - 1, here + step)));
  useKey('j', t('keys.next'), () => go(1), units.length > 1);
  useKey('k', t('keys.previous'), () => go(-1), units.length > 1);
  if (query.error !== null && query.data === undefined)
    return <Failed error={query.error} again={() => void query.refetch()} />;
  if (query.data === undefined) return <Loading />;
  if (unit === undefined) return <Nothing>{t('inbox.none')}</Nothing>;
  return (
    <Flex vertical gap="middle">
      <Flex gap="small" align="center" wrap justify="space-between">
        <Typography.Text strong role="status">
          {t(query.hasNextPage ? 'inbox.atMore' : 'inbox.at', { at: here + 1, all: units.length })}
        </Typography.Text>
        <Flex gap="small" wrap>
          {query.hasNextPage && (
            <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
              {t('inbox.more')}
            </Button>
          )}
          <Button onClick={() => go(-1)} disabled={here === 0}>
            {t('keys.previous')}
          </Button>
          <Button onClick={() => go(1)} disabled={here === units.length - 1}>
            {t('keys.next')}
          </Button>
        </Flex>
      </Flex>
      <UnitCard key={unit.key} unit={unit} done={() => void query.refetch()} />
    </Flex>
  );
}

function unitsOf(items: readonly InboxItem[], strays: readonly Stray[]): Unit[] {
  return [
    ...items.flatMap((item) =>
      item.replies.map((reply) => ({ key: `${item.evaluation.id} ${reply.content}`, item, reply })),
    ),
    ...strays.map((stray) => ({ key: stray.id, stray })),
  ];
}

function UnitCard({ unit, done }: { unit: Unit; done: () => void }) {
  const { t } = useTranslation('evaluation');
  const heading = useRef<HTMLHeadingElement>(null);
  const mayRead = useMay()('evaluation:read-by-hand');
  // The next one is read from its title: the form of the former is gone.
  useEffect(() => heading.current?.focus(), []);
  if ('stray' in unit) {
    return (
      <Card
        size="small"
        title={
          <h2 className="card-title" ref={heading} tabIndex={-1}>
            {t('stray.title')}
          </h2>
        }
      >
        <StrayForm stray={unit.stray} may={mayRead} done={done} />
      </Card>
    );
  }
  return <ReplyCard item={unit.item} reply={unit.reply} mayRead={mayRead} heading={heading} done={done} />;
}

interface ReplyCardProps {
  item: InboxItem;
  reply: Reply;
  mayRead: boolean;
  heading: RefObject<HTMLHeadingElement | null>;
  done: () => void;
}

function ReplyCard({ item, reply, mayRead, heading, done }: ReplyCardProps) {
  const { t } = useTranslation('evaluation');
  const term = useTerm('evaluation');
  const { message } = App.useApp();
  const { evaluation, card, readBy } = item;
  const command = useMutation({
    mutationFn: (body: Omit<Parameters<typeof readReply>[1], 'version'>) =>
      readReply(evaluation.id, { ...body, version: evaluation.version }),
    onSuccess: ({ complaint }) => {
      if (complaint !== undefined) void message.info(t('reading.complaint', { id: complaint }));
    },
  });
  return (
    <Card
      size="small"
      title={
        <h2 className="card-title" ref={heading} tabIndex={-1}>
          {term('moment', evaluation.moment)}
        </h2>
      }
      extra={
        <Flex gap="small" align="center" wrap>
          {readBy !== undefined && <TimeLeft dueAt={readBy} />}
          <CaseLink id={evaluation.id} />
        </Flex>
      }
    >
      <Flex vertical gap="middle">
        <ReplyText card={card} reply={reply} />
        {mayRead ? (
          <ReadingForm card={card} reply={reply} command={command} done={done} />
        ) : (
          <Tag>{t('reading.notYours')}</Tag>
        )}
      </Flex>
    </Card>
  );
}
