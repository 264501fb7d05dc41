import { Card, Descriptions, Flex, Table, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useMay } from '../../api/me.ts';
import { CarrierName } from '../../components/carrier-name.tsx';
import { CaseLink } from '../../components/case/case-link.tsx';
import { CasePage } from '../../components/case/case-page.tsx';
import { useCommand } from '../../components/case/command.ts';
import type { Matter } from '../../components/case/matter.tsx';
import { When } from '../../components/shown.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { Nothing } from '../../components/state/states.tsx';
import { TableScroll } from '../../components/table/table-scroll.tsx';
import { useTerm } from '../../i18n/use-words.ts';
import { type EvaluationView, useEvaluation } from './api/get-evaluation.ts';
import { type ReadingBody, readReply } from './api/read-reply.ts';
import { readable } from './components/history.ts';
import { ReadingForm } from './components/reading-form.tsx';
import { GradeTags, ReplyText } from './components/reply-text.tsx';
import './evaluation.css';

export function EvaluationScreen() {
  const { id = '' } = useParams();
  const query = useEvaluation(id);
  const refresh = async () => {
    const { data } = await query.refetch({ throwOnError: true });
    const view = data as EvaluationView;
    return { version: view.case.version, timeline: readable(view) };
  };
  return <Loaded query={query}>{(view) => <Shown key={id} view={view} refresh={refresh} />}</Loaded>;
}

function Shown({ view, refresh }: { view: EvaluationView; refresh: Matter['refresh'] }) {
  const { t } = useTranslation('evaluation');
  const { case: evaluation, dues, next } = view;
  const { id, version } = evaluation;
  const matter: Matter = { id, version, timeline: readable(view), words: 'evaluation', refresh };
  return (
    <CasePage
      matter={matter}
      head={evaluation}
      next={next}
      dues={dues}
      facts={<Facts view={view} />}
      actions={<ToRead view={view} />}
    >
      <Card size="small" title={<h2 className="card-title">{t('reply.title')}</h2>}>
        {view.replies.length === 0 ? (
          <Nothing>{t('reply.none')}</Nothing>
        ) : (
          <Flex vertical gap="large">
            {view.replies.map((reply) => (
              <div key={reply.content}>
                {reply.content === evaluation.result?.reply && <Tag color="green">{t('reply.counts')}</Tag>}
                {reply.awaitsPerson && <Tag color="orange">{t('reply.waits')}</Tag>}
                <ReplyText card={view.card} reply={reply} />
              </div>
            ))}
          </Flex>
        )}
      </Card>
      <Messages view={view} />
    </CasePage>
  );
}

function Facts({ view: { case: evaluation, card } }: { view: EvaluationView }) {
  const { t } = useTranslation('evaluation');
  const { t: common } = useTranslation();
  const term = useTerm('evaluation');
  const linked = [
    ['about', evaluation.about],
    ['previous', evaluation.previous],
  ] as const;
  return (
    <Card size="small">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 2, xl: 3 }}
        items={[
          { key: 'moment', label: t('facts.moment'), children: term('moment', evaluation.moment) },
          { key: 'card', label: t('facts.card'), children: term('card', card.id) },
          { key: 'customer', label: common('case.customer'), children: evaluation.customerRef },
          {
            key: 'carrier',
            label: common('case.carrier'),
            children: <CarrierName id={evaluation.carrier} />,
          },
          { key: 'code', label: t('facts.extension'), children: evaluation.extension },
          {
            key: 'concerned',
            label: t('facts.concerned'),
            children: evaluation.concerned.length === 0 ? '–' : evaluation.concerned.join(t('listComma')),
          },
          ...linked.flatMap(([key, id]) =>
            id === undefined ? [] : [{ key, label: t(`facts.${key}`), children: <CaseLink id={id} /> }],
          ),
          {
            key: 'result',
            label: t('facts.result'),
            span: 'filled' as const,
            children:
              evaluation.result === undefined ? (
                t('facts.noResult')
              ) : (
                <div>
                  <GradeTags card={card} says={evaluation.result.says} />
                </div>
              ),
          },
        ]}
      />
    </Card>
  );
}

/** The reply that a person must read, when there is one and this person may. */
function ToRead({ view }: { view: EvaluationView }) {
  const { t } = useTranslation('evaluation');
  const may = useMay();
  const { case: evaluation, card } = view;
  const command = useCommand((body: Omit<ReadingBody, 'version'>, { version }) =>
    readReply(evaluation.id, { ...body, version }),
  );
  // Of those beyond the limit none waits by itself: then any may be read.
  const reply =
    view.replies.find(({ awaitsPerson }) => awaitsPerson) ??
    (evaluation.inbox === undefined ? undefined : view.replies.at(-1));
  if (reply === undefined || !may('evaluation:read-by-hand')) return null;
  return (
    <Card size="small" title={<h2 className="card-title">{t('reading.title')}</h2>}>
      <ReplyText card={card} reply={reply} />
      <ReadingForm key={reply.content} card={card} reply={reply} command={command} />
    </Card>
  );
}

function Messages({ view: { sent } }: { view: EvaluationView }) {
  const { t } = useTranslation('evaluation');
  const term = useTerm('evaluation');
  return (
    <Card size="small" title={<h2 className="card-title">{t('message.title')}</h2>}>
      <TableScroll>
        <Table
          size="small"
          aria-label={t('message.title')}
          pagination={false}
          dataSource={sent}
          rowKey="id"
          locale={{ emptyText: <Nothing>{t('message.none')}</Nothing> }}
          columns={[
            { title: t('message.template'), render: (_, { template }) => term('template', template ?? '–') },
            { title: t('message.askedAt'), render: (_, { askedAt }) => <When at={askedAt} /> },
            {
              title: t('message.outcome'),
              render: (_, { outcome }) =>
                outcome === undefined ? t('message.unknown') : <Tag>{term('delivery', outcome)}</Tag>,
            },
            { title: t('message.outcomeAt'), render: (_, { outcomeAt }) => <When at={outcomeAt} /> },
          ]}
        />
      </TableScroll>
    </Card>
  );
}
