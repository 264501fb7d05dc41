import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Segmented, Select, Tag } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useBranches } from '../../api/branches.ts';
import { useMay } from '../../api/me.ts';
import { BranchSelect } from '../../components/branch-select.tsx';
import { CaseLink } from '../../components/case/case-link.tsx';
import { keepList } from '../../components/case/neighbours.ts';
import { Page } from '../../components/page.tsx';
import { When } from '../../components/shown.tsx';
import { type Column, KeysetTable } from '../../components/table/keyset-table.tsx';
import { TimeLeft } from '../../components/time-left.tsx';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import { type ListedEvaluation, useEvaluations } from './api/list-evaluations.ts';
import { Inbox } from './components/inbox.tsx';
import './evaluation.css';

const STAGES = ['awaiting-reply', 'replied', 'expired', 'not-sent'] as const;
type Stage = (typeof STAGES)[number];
/** Where nothing can wait for a person: the latest stand first. */
const ENDED: readonly Stage[] = ['expired', 'not-sent'];

/** What a person must read stands first; everything else is a list by stage. */
export function EvaluationsScreen() {
  const { t } = useTranslation('evaluation');
  const may = useMay();
  const navigate = useNavigate();
  const [asked, ask] = useSearchParams();
  const branches = useBranches();
  const branch = asked.get('branch') ?? branches[0];
  const stage = STAGES.find((one) => one === asked.get('stage'));
  const choose = (next: Record<string, string>) => ask({ ...Object.fromEntries(asked), ...next });
  const shown = (view: string) =>
    view === 'inbox' ? ask(branch === undefined ? {} : { branch }) : choose({ stage: 'replied' });
  return (
    <Page
      title={t('list.title')}
      extra={
        may('evaluation:open') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/evaluations/new')}>
            {t('opening.title')}
          </Button>
        )
      }
    >
      <Flex vertical gap="middle">
        <Flex gap="small" wrap>
          <Segmented
            aria-label={t('list.view')}
            value={stage === undefined ? 'inbox' : 'all'}
            onChange={shown}
            options={(['inbox', 'all'] as const).map((value) => ({ value, label: t(`list.${value}`) }))}
          />
          {branches.length > 1 && (
            <BranchSelect value={branch} onChange={(next) => choose({ branch: next })} />
          )}
          {stage !== undefined && (
            <Select
              className="stage-select"
              aria-label={t('list.stage')}
              value={stage}
              onChange={(next) => choose({ stage: next })}
              options={STAGES.map((value) => ({ value, label: t(`stage.${value}`) }))}
            />
          )}
        </Flex>
        {stage === undefined ? (
          <Inbox key={branch} branch={branch} />
        ) : (
          branch !== undefined && <EvaluationTable key={`${stage} ${branch}`} stage={stage} branch={branch} />
        )}
      </Flex>
    </Page>
  );
}

function EvaluationTable({ stage, branch }: { stage: Stage; branch: string }) {
  const { t } = useTranslation('evaluation');
  const { t: common } = useTranslation();
  const term = useTerm('evaluation');
  const { when } = useFormat();
  const query = useEvaluations({ stage, branch, ...(ENDED.includes(stage) ? { state: 'closed' } : {}) });
  const rows = query.data?.pages.flatMap(({ items }) => items);
  useEffect(() => {
    if (rows !== undefined) keepList(rows.map(({ id }) => id));
  }, [rows]);
  const columns: Column<ListedEvaluation>[] = [
    { key: 'id', title: common('case.number'), show: ({ id }) => <CaseLink id={id} />, text: ({ id }) => id },
    {
      key: 'stage',
      title: common('case.stage'),
      show: (row) => <Tag>{term('stage', row.stage)}</Tag>,
      text: (row) => term('stage', row.stage),
    },
    {
      key: 'left',
      title: common('case.timeLeft'),
      show: ({ nextDueAt, openedAt, closedAt }) => (
        <TimeLeft dueAt={nextDueAt} openedAt={openedAt} closedAt={closedAt} />
      ),
      text: ({ nextDueAt }) => (nextDueAt === undefined ? '' : when(nextDueAt)),
    },
    {
      key: 'carrier',
      title: common('case.carrier'),
      show: ({ carrier }) => carrier ?? '–',
      text: ({ carrier }) => carrier ?? '',
      wide: true,
    },
    {
      key: 'opened',
      title: common('case.openedAt'),
      show: ({ openedAt }) => <When at={openedAt} />,
      text: ({ openedAt }) => when(openedAt),
      wide: true,
    },
  ];
  return (
    <KeysetTable
      query={query}
      columns={columns}
      rowKey={({ id }) => id}
      label={t('list.title')}
      file={`evaluations-${branch}-${stage}`}
      byKeys
    />
  );
}
