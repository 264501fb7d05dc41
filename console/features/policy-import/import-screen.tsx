import { Alert, Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Page } from '../../components/page.tsx';
import { When } from '../../components/shown.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { type Import, useImport } from './api/import.ts';
import { FaultsCard } from './components/faults-card.tsx';
import { FileChoice } from './components/file-choice.tsx';
import { ProgressCard } from './components/progress-card.tsx';
import { RefusedCard } from './components/refused-card.tsx';
import { STAGE_COLOR } from './components/stage-color.ts';
import './policy-import.css';

/** One file on its way in: how far it is, what of it was not taken, and what to do then. */
export function ImportScreen() {
  const { id = '' } = useParams();
  const { t } = useTranslation('policy-import');
  const query = useImport(id);
  return (
    <Loaded query={query}>
      {(record) => (
        <Page
          title={t('one')}
          about={<About record={record} />}
          extra={<Link to="/imports">{t('back')}</Link>}
        >
          <Flex vertical gap="middle">
            <ProgressCard record={record} />
            <Outcome record={record} />
          </Flex>
        </Page>
      )}
    </Loaded>
  );
}

function About({ record: { id, stage, openedAt, openedBy } }: { record: Import }) {
  const { t } = useTranslation('policy-import');
  return (
    <Flex gap="small" wrap align="center">
      <Tag color={STAGE_COLOR[stage]}>{t(`stage.${stage}`)}</Tag>
      <span>
        {openedBy} · <When at={openedAt} />
      </span>
      <Typography.Text code copyable>
        {id}
      </Typography.Text>
    </Flex>
  );
}

function Outcome({ record }: { record: Import }) {
  const { t } = useTranslation('policy-import');
  const { stage, totals } = record;
  if (stage === 'importing') return null;
  if (stage === 'finished' && totals?.refused === 0)
    return (
      <Alert type="success" showIcon title={t('allIn', { count: totals.recorded + totals.unchanged })} />
    );
  if (stage === 'finished') return <FaultsCard record={record} />;
  return (
    <Flex vertical gap="middle">
      {stage === 'refused' && <RefusedCard record={record} />}
      <FileChoice label={t('choose.again')} about={t('choose.drag')} />
    </Flex>
  );
}
