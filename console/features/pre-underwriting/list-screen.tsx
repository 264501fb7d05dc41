import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useBranches } from '../../api/branches.ts';
import { useMay, useMe } from '../../api/me.ts';
import { BranchSelect } from '../../components/branch-select.tsx';
import { useCaseColumns } from '../../components/case/case-columns.tsx';
import { CaseTable } from '../../components/case/case-table.tsx';
import { type CaseQuery, useCases } from '../../components/case/cases.ts';
import { useKey } from '../../components/keys/keys.tsx';
import { Page } from '../../components/page.tsx';
import { Loading } from '../../components/state/states.tsx';
import { useTerm } from '../../i18n/use-words.ts';

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

function useAsked(): { asked: CaseQuery; ask: (filter: Filter) => void } {
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
      {role !== 'broker' && asked.branch === undefined ? <Loading /> : <Table asked={asked} />}
    </Flex>
  );
}

function Table({ asked }: { asked: CaseQuery }) {
  const { t: c } = useTranslation();
  const term = useTerm('pre-underwriting');
  const query = useCases({ ...asked, kind: 'pre-underwriting' });
  const { id, stage, timeLeft, owner, openedAt } = useCaseColumns((row) => term('stage', row.stage));
  return (
    <CaseTable
      query={query}
      columns={[id, stage, timeLeft, { ...owner, title: c('role.broker') }, openedAt]}
      label={c('screen.preUnderwriting')}
      file="pre-underwriting"
      empty={<Empty />}
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
