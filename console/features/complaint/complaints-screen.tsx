import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Select, Tag } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useBranches } from '../../api/branches.ts';
import { useMay } from '../../api/me.ts';
import { BranchSelect } from '../../components/branch-select.tsx';
import { CaseLink } from '../../components/case/case-link.tsx';
import { keepList } from '../../components/case/neighbours.ts';
import { useOwnerName } from '../../components/case/owner.ts';
import { useKey } from '../../components/keys/keys.tsx';
import { Page } from '../../components/page.tsx';
import { When } from '../../components/shown.tsx';
import { Nothing } from '../../components/state/states.tsx';
import { type Column, KeysetTable } from '../../components/table/keyset-table.tsx';
import { TimeLeft } from '../../components/time-left.tsx';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import { type ListedComplaint, useComplaints } from './api/list-complaints.ts';
import { CLOSED_STAGES, OPEN_STAGES, type Stage } from './components/stages.ts';
import './complaint.css';

/** Complaints of a branch, a stage at a time. Both are in the address, so that it can be kept and shared. */
export function ComplaintsScreen() {
  const { t } = useTranslation('complaint');
  const may = useMay();
  const navigate = useNavigate();
  const [asked, ask] = useSearchParams();
  const branches = useBranches();
  const branch = asked.get('branch') ?? branches[0];
  const stage = stageIn(asked.get('stage'));
  const choose = (next: Record<string, string>) => ask({ ...Object.fromEntries(asked), ...next });
  useKey('i', t('list.new'), () => void navigate('/complaints/new'), may('complaint:open'));
  return (
    <Page
      title={t('list.title')}
      extra={
        <>
          {may('complaint:exchange') && (
            <Link to="/complaints/hotline">
              <Button>{t('hotline.title')}</Button>
            </Link>
          )}
          {may('complaint:open') && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/complaints/new')}>
              {t('list.new')}
            </Button>
          )}
        </>
      }
    >
      <Flex vertical gap="middle">
        <Flex gap="small" wrap>
          <StageSelect value={stage} choose={(next) => choose({ stage: next })} />
          {branches.length > 1 && (
            <BranchSelect value={branch} onChange={(next) => choose({ branch: next })} />
          )}
        </Flex>
        {branch === undefined ? (
          <Nothing>{t('list.noBranch')}</Nothing>
        ) : (
          <ComplaintTable key={`${stage} ${branch}`} stage={stage} branch={branch} />
        )}
      </Flex>
    </Page>
  );
}

function stageIn(asked: string | null): Stage {
  return [...OPEN_STAGES, ...CLOSED_STAGES].find((stage) => stage === asked) ?? 'awaiting-contact';
}

function StageSelect({ value, choose }: { value: Stage; choose: (stage: Stage) => void }) {
  const { t } = useTranslation('complaint');
  const options = (stages: readonly Stage[]) =>
    stages.map((stage) => ({ value: stage, label: t(`stage.${stage}`) }));
  return (
    <Select
      className="stage-select"
      aria-label={t('list.stage')}
      value={value}
      onChange={choose}
      options={[
        { label: t('list.open'), options: options(OPEN_STAGES) },
        { label: t('list.closed'), options: options(CLOSED_STAGES) },
      ]}
    />
  );
}

function ComplaintTable({ stage, branch }: { stage: Stage; branch: string }) {
  const { t } = useTranslation('complaint');
  const { t: common } = useTranslation();
  const term = useTerm('complaint');
  const owner = useOwnerName();
  const { when } = useFormat();
  const state = CLOSED_STAGES.some((one) => one === stage) ? 'closed' : 'open';
  const query = useComplaints({ stage, branch, state });
  const rows = query.data?.pages.flatMap(({ items }) => items);
  useEffect(() => {
    if (rows !== undefined) keepList(rows.map(({ id }) => id));
  }, [rows]);
  const columns: Column<ListedComplaint>[] = [
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
      key: 'owner',
      title: common('case.owner'),
      show: (row) => owner(row.owner),
      text: (row) => owner(row.owner),
      wide: true,
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
      file={`complaints-${branch}-${stage}`}
      empty={t('list.none')}
      byKeys
    />
  );
}
