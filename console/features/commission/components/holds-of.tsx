import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useOwnerName } from '../../../components/case/owner.ts';
import { Day, When } from '../../../components/shown.tsx';
import type { Card, HoldOfCard } from '../api/lines.ts';
import { useNextStep, useWhy } from './words.ts';

/** Each hold of a line with its reason, in a cell of a table. */
export function HoldsOf({ line: { holds } }: { line: Card }) {
  const { t } = useTranslation('commission');
  const why = useWhy();
  if (holds.length === 0) return <>–</>;
  return (
    <Flex vertical gap={4}>
      {holds.map(({ type, reason }) => (
        <span key={type} className="hold-of">
          <Tag color="orange">{t(`hold.${type}`)}</Tag>
          <Typography.Text type="secondary">{why(reason)}</Typography.Text>
        </span>
      ))}
    </Flex>
  );
}

/** Who must do what so that a hold ends, and by when. */
export function NextOf({ hold }: { hold: HoldOfCard | undefined }) {
  const owner = useOwnerName();
  const step = useNextStep();
  const { t } = useTranslation();
  if (hold === undefined) return <>–</>;
  const { who, what, by } = hold.next;
  return (
    <Flex vertical gap={2}>
      <span>
        <strong>{owner(who)}</strong> · {step(what)}
      </span>
      {by !== undefined && (
        <Typography.Text type="secondary">
          {t('case.by')} <When at={by} />
        </Typography.Text>
      )}
    </Flex>
  );
}

/** When something moves: the callback's next date, or the first day on which it may be paid. */
export function Expected({ line: { expected } }: { line: Card }) {
  const { t } = useTranslation('commission');
  if (expected === undefined) return <>–</>;
  return (
    <Flex vertical gap={2}>
      <Day on={expected.on} />
      <Typography.Text type="secondary">{t(`expected.${expected.why}`)}</Typography.Text>
    </Flex>
  );
}
