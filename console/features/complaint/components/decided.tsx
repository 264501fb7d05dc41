import { PrinterOutlined } from '@ant-design/icons';
import { Card, Descriptions, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Money, When } from '../../../components/shown.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { Decided } from '../api/get-complaint.ts';
import { useCurrent } from './current.tsx';

/** What was decided, as the complainant reads it. */
function DecidedText({ decided }: { decided: Decided }) {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const { first, second } = decided.cause;
  return (
    <Descriptions
      size="small"
      column={1}
      bordered
      className="decided"
      items={[
        ...(['findings', 'basis', 'reasons', 'remedy'] as const).map((key) => ({
          key,
          label: t(`decision.${key}`),
          children: <span className="note">{decided[key]}</span>,
        })),
        { key: 'outcome', label: t('decision.outcome'), children: term('outcome', decided.outcome) },
        {
          key: 'cause',
          label: t('decision.cause'),
          children: `${term('value', first)} / ${term('value', second)}`,
        },
        { key: 'redress', label: t('decision.redressShown'), children: <Money fen={decided.redressFen} /> },
        {
          key: 'forums',
          label: t('decision.forums'),
          children: decided.forums.map((forum) => term('forum', forum)).join(t('listComma')),
        },
      ]}
    />
  );
}

/** The decision with who wrote and read it, and how it was told. */
export function DecisionCard() {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  const { case: complaint, decided, checklist } = useCurrent();
  const { decision, id, accepted } = complaint;
  if (decision === undefined) return null;
  const { notice, sending, approvedBy } = decision;
  return (
    <Card
      size="small"
      title={<h2 className="card-title">{t('decision.title')}</h2>}
      extra={
        <Link to={`/complaints/${id}/letter`}>
          <PrinterOutlined /> {t('letter.open')}
        </Link>
      }
    >
      <Flex vertical gap="small">
        <Typography.Text>
          {t('decision.by', { by: decision.by })} <When at={decision.at} />
        </Typography.Text>
        <Flex gap="small" wrap>
          {checklist.secondPerson && (
            <Tag color={approvedBy === undefined ? 'orange' : 'green'}>
              {approvedBy === undefined ? t('decision.unread') : t('decision.approvedBy', { by: approvedBy })}
            </Tag>
          )}
          {sending !== undefined && <Tag color="blue">{t('decision.sending')}</Tag>}
          {notice !== undefined && (
            <Tag color="green">
              {t('decision.told', { way: term('way', notice.way) })} <When at={notice.at} />
            </Tag>
          )}
          {accepted !== undefined && (
            <Tag color={accepted ? 'green' : 'orange'}>{t(accepted ? 'accepts.yes' : 'accepts.no')}</Tag>
          )}
        </Flex>
        {decided !== undefined && <DecidedText decided={decided} />}
      </Flex>
    </Card>
  );
}
