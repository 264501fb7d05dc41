import { Alert, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { When } from '../../../components/shown.tsx';
import type { Card, Grades, Reply } from '../api/get-evaluation.ts';
import { useCardWord } from './card-word.ts';

/** What the customer wrote, what the machine read in it, and what it could not. */
export function ReplyText({ card, reply }: { card: Card; reply: Reply }) {
  const { t } = useTranslation('evaluation');
  const { reading, byHand, receivedAt } = reply;
  return (
    <Flex vertical gap="small">
      <Typography.Text type="secondary">
        {t('reply.at')} <When at={receivedAt} />
      </Typography.Text>
      <blockquote className="reply">{reading?.raw ?? t('reply.erased')}</blockquote>
      {reading?.whole !== undefined && (
        <Alert type="warning" showIcon title={t('reply.cut', { length: reading.whole.length })} />
      )}
      {reading !== undefined && <MachineReading card={card} reading={reading} />}
      {byHand !== undefined && (
        <div>
          <Typography.Text strong>{t('reply.byHand', { by: byHand.by })}</Typography.Text>{' '}
          <GradeTags card={card} says={byHand.says} />
        </div>
      )}
    </Flex>
  );
}

function MachineReading({ card, reading }: { card: Card; reading: NonNullable<Reply['reading']> }) {
  const { t } = useTranslation('evaluation');
  const lines: [string, string][] = [
    ...(reading.unread.length === 0
      ? []
      : [[t('reply.unread'), reading.unread.join(' · ')] as [string, string]]),
    ...(reading.freeText === undefined ? [] : [[t('reply.freeText'), reading.freeText] as [string, string]]),
    ...(reading.code === undefined ? [] : [[t('reply.code'), reading.code] as [string, string]]),
  ];
  return (
    <div>
      <Typography.Text strong>{t('reply.machine')}</Typography.Text> <GradeTags card={card} says={reading} />
      {reading.conflict && <Tag color="red">{t('reply.conflict')}</Tag>}
      {reading.optOut && <Tag color="purple">{t('reading.optOut')}</Tag>}
      <dl className="facts">
        {lines.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

const COLOR = { A: 'green', B: 'gold', C: 'red' } as const;

export function GradeTags({ card, says }: { card: Card; says: Grades }) {
  const { t } = useTranslation('evaluation');
  const word = useCardWord();
  const named = card.items.flatMap((item) => {
    const grade = says.grades[item.code];
    return grade === undefined ? [] : [{ key: item.code, label: word(item), grade }];
  });
  const all =
    says.overall === undefined
      ? named
      : [...named, { key: 'overall', label: t('reading.overall'), grade: says.overall }];
  if (all.length === 0) return <Tag>{t('reply.noGrade')}</Tag>;
  return (
    <>
      {all.map(({ key, label, grade }) => (
        <Tag key={key} color={COLOR[grade]} className="grade-tag">
          {label} {t(`grade.${grade}`)}
        </Tag>
      ))}
    </>
  );
}
