import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useBranches } from '../../api/branches.ts';
import { useMay, useMe } from '../../api/me.ts';
import { BranchSelect } from '../../components/branch-select.tsx';
import { useKey } from '../../components/keys/keys.tsx';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { Nothing } from '../../components/state/states.tsx';
import { SavedViews } from '../../components/table/saved-views.tsx';
import type { Stage } from './api/get-reconsideration.ts';
import type { AskedCases } from './api/list-cases.ts';
import { useDisputeLists, type WorkList } from './api/lists.ts';
import { CLOSED_STAGES, OPEN_STAGES } from './components/codes.ts';
import { ReconsiderationTable } from './components/reconsideration-table.tsx';

const BY_STAGE = 'stage';

/** What waits for somebody, and every case by where it stands. What is asked is the address, to be kept and shared. */
export function ReconsiderationsScreen() {
  const { t } = useTranslation('reconsideration');
  const may = useMay();
  const navigate = useNavigate();
  const opens = may('reconsideration:open');
  const open = () => void navigate('/reconsiderations/new');
  useKey('i', t('list.new'), open, opens);
  return (
    <Page
      title={t('list.title')}
      extra={
        <>
          <SavedViews screen="reconsiderations" />
          {opens && (
            <Button type="primary" icon={<PlusOutlined />} onClick={open}>
              {t('list.new')}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={useDisputeLists()}>{(lists) => <Lists lists={lists} />}</Loaded>
    </Page>
  );
}

function Lists({ lists }: { lists: readonly WorkList[] }) {
  const { t } = useTranslation('reconsideration');
  const me = useMe();
  const branches = useBranches();
  const [asked, ask] = useSearchParams();
  const choose = (next: Record<string, string>) => ask({ ...Object.fromEntries(asked), ...next });
  const chosen = asked.get('list') ?? firstList(lists, me.role);
  const stage = stageIn(asked.get('stage'));
  const branch = asked.get('branch') ?? branches[0];
  const list = lists.find(({ id }) => id === chosen);
  const wanted: AskedCases | undefined =
    list !== undefined ? { owner: list.owner } : branch === undefined ? undefined : { stage, branch };
  return (
    <Flex vertical gap="middle">
      <Flex gap="small" wrap className="no-print">
        <Radio.Group
          aria-label={t('list.which')}
          optionType="button"
          value={list === undefined ? BY_STAGE : list.id}
          onChange={(event) => choose({ list: String(event.target.value) })}
          options={[
            ...lists.map(({ id, role }) => ({
              value: id,
              label: t(role === 'expert' ? 'list.experts' : 'list.own'),
            })),
            { value: BY_STAGE, label: t('list.byStage') },
          ]}
        />
        {list === undefined && <StageSelect value={stage} choose={(next) => choose({ stage: next })} />}
        {list === undefined && branches.length > 1 && (
          <BranchSelect value={branch} onChange={(next) => choose({ branch: next })} />
        )}
      </Flex>
      {wanted === undefined ? (
        <Nothing>{t('list.noBranch')}</Nothing>
      ) : (
        <ReconsiderationTable key={JSON.stringify(wanted)} asked={wanted} />
      )}
    </Flex>
  );
}

/** Experts begin with what waits for experts, brokers with their own; of a manager's lists none holds these cases. */
function firstList(lists: readonly WorkList[], role: string): string {
  if (role === 'expert') return lists.find((list) => list.role === 'expert')?.id ?? BY_STAGE;
  return role === 'broker' ? 'own' : BY_STAGE;
}

function stageIn(asked: string | null): Stage {
  return [...OPEN_STAGES, ...CLOSED_STAGES].find((stage) => stage === asked) ?? 'gathering';
}

function StageSelect({ value, choose }: { value: Stage; choose: (stage: Stage) => void }) {
  const { t } = useTranslation('reconsideration');
  const { t: common } = useTranslation();
  const options = (stages: readonly Stage[]) =>
    stages.map((stage) => ({ value: stage, label: t(`stage.${stage}`) }));
  return (
    <Select
      className="filter"
      aria-label={common('case.stage')}
      value={value}
      onChange={choose}
      options={[
        { label: t('list.open'), options: options(OPEN_STAGES) },
        { label: t('list.closed'), options: options(CLOSED_STAGES) },
      ]}
    />
  );
}
