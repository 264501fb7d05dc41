import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useMay } from '../../api/me.ts';
import { CasePage } from '../../components/case/case-page.tsx';
import { Documents } from '../../components/case/documents.tsx';
import type { Matter } from '../../components/case/matter.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { documentsOf } from './api/documents.ts';
import { type ReconsiderationView, useReconsideration } from './api/get-reconsideration.ts';
import { Actions } from './components/actions.tsx';
import { Assessments } from './components/assessments.tsx';
import { Clocks } from './components/clocks.tsx';
import { CurrentReconsideration } from './components/current.tsx';
import { DisputeFacts } from './components/facts.tsx';
import { useReadable } from './components/history.ts';
import { Letters } from './components/letters.tsx';
import { Levels } from './components/levels.tsx';
import { useNextStep } from './components/next-step.ts';
import { Papers } from './components/papers.tsx';
import { Sights } from './components/sights.tsx';
import { SnapshotShown } from './components/snapshot.tsx';
import { DOCUMENT_TYPES } from './forms/document-types.ts';
import './reconsideration.css';

export function ReconsiderationScreen() {
  const { id = '' } = useParams();
  const query = useReconsideration(id);
  const readable = useReadable();
  const refresh = async () => {
    const { data } = await query.refetch({ throwOnError: true });
    const view = data as ReconsiderationView;
    return { version: view.case.version, timeline: readable(view) };
  };
  return <Loaded query={query}>{(view) => <Shown key={id} view={view} refresh={refresh} />}</Loaded>;
}

function Shown({ view, refresh }: { view: ReconsiderationView; refresh: Matter['refresh'] }) {
  const readable = useReadable();
  const nextStep = useNextStep();
  const tabs = useEvidenceTabs(view);
  const { case: matter } = view;
  const isGathering = matter.stage === 'gathering';
  return (
    <CurrentReconsideration view={view}>
      <CasePage
        matter={{
          id: matter.id,
          version: matter.version,
          timeline: readable(view),
          words: 'reconsideration',
          refresh,
        }}
        head={matter}
        next={nextStep(view)}
        dues={view.dues}
        facts={<DisputeFacts />}
        actions={
          <>
            {isGathering && <Papers />}
            <Actions />
          </>
        }
        tabs={tabs}
      >
        <Levels />
        <Letters />
        <Assessments />
        <Clocks />
        {!isGathering && <Papers />}
      </CasePage>
    </CurrentReconsideration>
  );
}

/** What an argument rests on, beside it: papers, the frozen contract, and who has seen what. */
function useEvidenceTabs({ case: matter, documents }: ReconsiderationView) {
  const { t } = useTranslation('reconsideration');
  const { t: common } = useTranslation();
  const may = useMay();
  return [
    {
      key: 'documents',
      label: common('documents.title'),
      children: (
        <Documents
          documents={documents}
          types={DOCUMENT_TYPES}
          {...documentsOf(matter.id)}
          mayAdd={may('reconsideration:supply') && matter.category === 'open'}
        />
      ),
    },
    { key: 'snapshot', label: t('snapshot.title'), children: <SnapshotShown /> },
    { key: 'sights', label: t('sights.title'), children: <Sights /> },
  ];
}
