import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Form, Input, Select } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useBranches } from '../../api/branches.ts';
import { useMay, useMe } from '../../api/me.ts';
import { BranchSelect } from '../../components/branch-select.tsx';
import { CaseLink } from '../../components/case/case-link.tsx';
import { DuesOfCase, tellsDues } from '../../components/case/dues-of-case.tsx';
import { keepList } from '../../components/case/neighbours.ts';
import { useKey } from '../../components/keys/keys.tsx';
import { Page } from '../../components/page.tsx';
import { When } from '../../components/shown.tsx';
import { Loading } from '../../components/state/states.tsx';
import { type Column, KeysetTable } from '../../components/table/keyset-table.tsx';
import { TimeLeft } from '../../components/time-left.tsx';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import { type Asked, type CaseRow, usePreUnderwritings } from './api/cases.ts';

const OPEN = ['preparing', 'asking', 'choosing'] as const;
const CLOSED = ['chosen', 'not-chosen', 'requoted', 'withdrawn', 'abandoned'] as const;

/** Cases of this kind: a broker's own, or those of a branch at one stage. */
export function ListScreen() {
  const { t } = useTranslation('pre-underwriting');
  const { t: c } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const { role } = useMe();
  const mayOpen = may('pre-underwriting:open');
  const create = () => void navigate('/pre-underwriting/new');
  useKey('c', t('list.new'), create, mayOpen);
  return (
    <Page
      title={c('screen.preUnderwriting')}
      about={t('list.about')}
      extra={
        mayOpen && (
          <Button type="primary" icon={<PlusOutlined />} onClick={create}>
            {t('list.new')}
          </Button>
        )
      }
    >
      {role === 'expert' ? <ByNumber /> : <Cases />}
    </Page>
  );
}

/** Experts are asked about single cases: they have no list of these. */
function ByNumber() {
  const { t } = useTranslation('pre-underwriting');
  const navigate = useNavigate();
  return (
    <Form
      layout="vertical"
      onFinish={({ id }: { id: string }) => void navigate(`/pre-underwriting/${id.trim()}`)}
    >
      <Form.Item name="id" label={t('list.byNumber')} extra={t('list.expert')}>
        <Input />
      </Form.Item>
      <Button htmlType="submit">{t('list.open')}</Button>
    </Form>
  );
}

interface Filter {
  stage?: string | undefined;
  branch?: string | undefined;
}

function useAsked(): { asked: Asked; ask: (filter: Filter) => void } {
  const [params, set] = useSearchParams();
  const { id, role, branch: own } = useMe();
  const isBroker = role === 'broker';
  const branches = useBranches();
  const stage = params.get('stage') ?? (isBroker ? undefined : 'asking');
  const branch = params.get('branch') ?? own ?? branches[0];
  const isClosed = CLOSED.some((one) => one === stage);
  return {
    asked: {
      ...(isBroker ? { owner: id } : {}),
      ...(stage === undefined ? {} : { stage }),
      ...(branch === undefined || (isBroker && !isClosed) ? {} : { branch }),
      ...(isClosed ? { state: 'closed' as const } : {}),
    },
    ask: ({ stage: at, branch: where }) =>
      set({
        ...(at === undefined ? {} : { stage: at }),
        ...(where === undefined || isBroker ? {} : { branch: where }),
      }),
  };
}

function Cases() {
  const { t } = useTranslation('pre-underwriting');
  const { t: c } = useTranslation();
  const term = useTerm('pre-underwriting');
  const { role } = useMe();
  const branches = useBranches();
  const { asked, ask } = useAsked();
  const stages = [...OPEN, ...CLOSED].map((value) => ({
    value: value as string,
    label: term('stage', value),
  }));
  return (
    <Flex vertical gap="middle">
      <Flex gap="small" wrap className="no-print">
        <Select
          aria-label={c('case.stage')}
          className="stage-choice"
          value={asked.stage ?? ''}
          options={role === 'broker' ? [{ value: '', label: t('list.allOpen') }, ...stages] : stages}
          onChange={(stage) => ask({ branch: asked.branch, stage: stage === '' ? undefined : stage })}
        />
        {role !== 'broker' && branches.length > 1 && (
          <BranchSelect value={asked.branch} onChange={(branch) => ask({ stage: asked.stage, branch })} />
        )}
      </Flex>
      {role !== 'broker' && asked.branch === undefined ? <Loading /> : <CaseTable asked={asked} />}
    </Flex>
  );
}

function CaseTable({ asked }: { asked: Asked }) {
  const { t: c } = useTranslation();
  const query = usePreUnderwritings(asked);
  const columns = useColumns();
  const ids = query.data?.pages.flatMap(({ items }) => items.map(({ id }) => id));
  useEffect(() => {
    if (ids !== undefined) keepList(ids);
  });
  return (
    <KeysetTable
      query={query}
      columns={columns}
      rowKey={({ id }) => id}
      label={c('screen.preUnderwriting')}
      file="pre-underwriting"
      empty={<Empty />}
      byKeys
    />
  );
}

function Empty() {
  const { t } = useTranslation('pre-underwriting');
  const may = useMay();
  return (
    <>
      {t('list.empty')}{' '}
      {may('pre-underwriting:open') && <Link to="/pre-underwriting/new">{t('list.new')}</Link>}
    </>
  );
}

function useColumns(): Column<CaseRow>[] {
  const { t: c } = useTranslation();
  const term = useTerm('pre-underwriting');
  const { when } = useFormat();
  return [
    { key: 'id', title: c('case.number'), show: ({ id }) => <CaseLink id={id} />, text: ({ id }) => id },
    {
      key: 'stage',
      title: c('case.stage'),
      show: ({ stage }) => term('stage', stage),
      text: ({ stage }) => term('stage', stage),
    },
    {
      key: 'due',
      title: c('case.timeLeft'),
      show: (row) => (
        <TimeLeft
          dueAt={row.nextDueAt}
          closedAt={row.closedAt}
          openedAt={row.openedAt}
          {...(tellsDues(row) ? { all: () => <DuesOfCase of={row} /> } : {})}
        />
      ),
      text: ({ nextDueAt }) => (nextDueAt === undefined ? '' : when(nextDueAt)),
    },
    {
      key: 'owner',
      title: c('role.broker'),
      show: ({ owner }) => owner,
      text: ({ owner }) => owner,
      wide: true,
    },
    {
      key: 'opened',
      title: c('case.openedAt'),
      show: ({ openedAt }) => <When at={openedAt} />,
      text: ({ openedAt }) => when(openedAt),
      wide: true,
    },
  ];
}
