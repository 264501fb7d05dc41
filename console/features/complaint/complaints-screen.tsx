import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useBranches } from '../../api/branches.ts';
import { useMay } from '../../api/me.ts';
import { BranchSelect } from '../../components/branch-select.tsx';
import { StageList } from '../../components/case/stage-list.tsx';
import { useKey } from '../../components/keys/keys.tsx';
import { Page } from '../../components/page.tsx';
import { Nothing } from '../../components/state/states.tsx';
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
          <StageList
            key={`${stage} ${branch}`}
            kind="complaint"
            stage={stage}
            branch={branch}
            state={CLOSED_STAGES.some((one) => one === stage) ? 'closed' : 'open'}
            words="complaint"
            label={t('list.title')}
            empty={t('list.none')}
            withOwner
          />
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
