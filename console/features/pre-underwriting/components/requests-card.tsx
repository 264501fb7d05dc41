import { Card, Flex, Table, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { Dues } from '../../../components/case/timeline.tsx';
import { When } from '../../../components/shown.tsx';
import { TableScroll } from '../../../components/table/table-scroll.tsx';
import { TimeLeft } from '../../../components/time-left.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import type { PreUnderwriting, Request } from '../api/case.ts';

const WORDS = 'pre-underwriting';

/** Who is waited for, since when and until when; each carrier's clock is its own. */
export function RequestsCard({ seen: { requests, case: matter } }: { seen: PreUnderwriting }) {
  const { t } = useTranslation(WORDS);
  const names = useCarrierNames();
  const products = new Map(matter.wanted.map(({ carrier, product }) => [carrier, product]));
  return (
    <Card size="small" title={t('requests.title')}>
      <TableScroll>
        <Table<Request>
          size="small"
          aria-label={t('requests.title')}
          rowKey="id"
          pagination={false}
          dataSource={[...requests]}
          columns={[
            {
              title: t('requests.carrier'),
              render: (_, { carrier }) => (
                <>
                  <div>{names.carrier(carrier)}</div>
                  <Typography.Text type="secondary">
                    {names.product(carrier, products.get(carrier) ?? '')}
                  </Typography.Text>
                </>
              ),
            },
            { title: t('requests.stage'), render: (_, request) => <StageOf request={request} /> },
            {
              title: t('requests.time'),
              render: (_, { stage, askedAt, answeredAt, nextDueAt, dues }) =>
                stage === 'not-needed' || stage === 'withdrawn' ? null : (
                  <TimeLeft
                    dueAt={nextDueAt}
                    openedAt={askedAt}
                    closedAt={answeredAt}
                    all={() => <Dues dues={dues} words={WORDS} />}
                  />
                ),
            },
            {
              title: t('requests.waited'),
              render: (_, { daysWaited }) => t('requests.days', { ...daysWaited }),
            },
            { title: t('requests.wanted'), render: (_, request) => <Wanted request={request} /> },
          ]}
        />
      </TableScroll>
    </Card>
  );
}

function StageOf({ request: { stage, silent, late, deletionConfirmedAt } }: { request: Request }) {
  const { t } = useTranslation(WORDS);
  const term = useTerm(WORDS);
  return (
    <Flex gap={4} wrap>
      <Tag color={stage === 'answered' ? 'green' : 'default'}>{term('requestStage', stage)}</Tag>
      {silent && stage !== 'answered' && <Tag color="red">{t('requests.silent')}</Tag>}
      {late && stage === 'answered' && <Tag color="orange">{t('requests.late')}</Tag>}
      {deletionConfirmedAt !== undefined && (
        <span>
          {t('requests.deleted')} <When at={deletionConfirmedAt} />
        </span>
      )}
    </Flex>
  );
}

function Wanted({ request: { wanted } }: { request: Request }) {
  const common = useTerm('common');
  if (wanted.length === 0) return <Typography.Text type="secondary">{'–'}</Typography.Text>;
  return (
    <ul className="plain">
      {wanted.map(({ type, text }) => (
        <li key={`${type}${text}`}>
          {common('document', type)}
          {text !== '' && (
            <>
              {': '}
              {text}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
