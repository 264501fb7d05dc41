import { Button, Card, Flex } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useCarrierNames } from '../../api/carriers.ts';
import { useMay } from '../../api/me.ts';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { Nothing } from '../../components/state/states.tsx';
import { useVocabularies, type Vocabulary } from './api/vocabularies.ts';
import { EntryTable } from './components/entry-tables.tsx';
import { OpenProposal } from './components/open-proposal.tsx';
import { ProposalForm } from './components/proposal-form.tsx';
import { Part } from './components/topic.tsx';
import { VersionComparison, VocabularyHistory } from './components/vocabulary-history.tsx';

/** What one carrier's codes mean in our words: in use, proposed, and as they were. */
export function VocabularyScreen() {
  const { carrier = '' } = useParams();
  const { t } = useTranslation('administration');
  const names = useCarrierNames();
  const query = useVocabularies(carrier);
  return (
    <Page
      title={t('vocabulary.of', { carrier: names.carrier(carrier) })}
      about={t('vocabulary.about')}
      extra={<Link to="/administration/vocabularies">{t('vocabulary.all')}</Link>}
    >
      <Loaded query={query}>{({ items }) => <Versions carrier={carrier} versions={items} />}</Loaded>
    </Page>
  );
}

function Versions({ carrier, versions }: { carrier: string; versions: readonly Vocabulary[] }) {
  const inUse = versions.find(({ state }) => state === 'in-use');
  const proposed = versions.find(({ state }) => state === 'proposed');
  return (
    <Flex vertical gap="middle">
      {proposed === undefined ? (
        <Proposing carrier={carrier} inUse={inUse} />
      ) : (
        <OpenProposal key={proposed.version} proposed={proposed} inUse={inUse} />
      )}
      <InUse inUse={inUse} />
      <VocabularyHistory versions={versions} />
      {versions.length > 1 && <VersionComparison key={versions.length} versions={versions} />}
    </Flex>
  );
}

function InUse({ inUse }: { inUse: Vocabulary | undefined }) {
  const { t } = useTranslation('administration');
  return (
    <Part title={t('vocabulary.inUseNow')}>
      {inUse === undefined ? (
        <Nothing>{t('vocabulary.none')}</Nothing>
      ) : (
        <EntryTable entries={inUse.entries} label={t('vocabulary.number', { version: inUse.version })} />
      )}
    </Part>
  );
}

function Proposing({ carrier, inUse }: { carrier: string; inUse: Vocabulary | undefined }) {
  const { t } = useTranslation('administration');
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!may('vocabulary:propose')) return null;
  if (!open)
    return (
      <div>
        <Button type="primary" onClick={() => setOpen(true)}>
          {t('vocabulary.proposeNext')}
        </Button>
      </div>
    );
  return (
    <Card
      size="small"
      title={<h2 className="card-title">{t('vocabulary.proposeNext')}</h2>}
      extra={<Button onClick={() => setOpen(false)}>{t('vocabulary.giveUp')}</Button>}
    >
      <ProposalForm carrier={carrier} from={inUse?.entries ?? []} done={() => setOpen(false)} />
    </Card>
  );
}
