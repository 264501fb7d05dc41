import { PlusOutlined } from '@ant-design/icons';
import { Button, Flex, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { useBranches } from '../../api/branches.ts';
import { useMay } from '../../api/me.ts';
import { BranchSelect } from '../../components/branch-select.tsx';
import { StageList } from '../../components/case/stage-list.tsx';
import { Page } from '../../components/page.tsx';
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
          branch !== undefined && (
            <StageList
              key={`${stage} ${branch}`}
              kind="evaluation"
              stage={stage}
              branch={branch}
              state={ENDED.includes(stage) ? 'closed' : undefined}
              words="evaluation"
              label={t('list.title')}
            />
          )
        )}
      </Flex>
    </Page>
  );
}
