import { Alert, Card } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useCarrierNames } from '../../api/carriers.ts';
import { useMay } from '../../api/me.ts';
import { CasePage, type NextAction } from '../../components/case/case-page.tsx';
import { Documents } from '../../components/case/documents.tsx';
import { useKey } from '../../components/keys/keys.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { DisclosureCard } from '../../components/underwriting/disclosure-card.tsx';
import { type PreUnderwriting, useMatterOf, usePreUnderwriting } from './api/case.ts';
import { documentsOf } from './api/documents.ts';
import { AskCard } from './components/ask-card.tsx';
import { CaseFacts } from './components/case-facts.tsx';
import { ChooseDialog } from './components/choose-dialog.tsx';
import { ComparisonCard } from './components/comparison-card.tsx';
import { ConsentCard } from './components/consent-card.tsx';
import { EndsCard } from './components/ends-card.tsx';
import { MaterialCard } from './components/material-card.tsx';
import { RecommendationCard } from './components/recommendation-card.tsx';
import { RequestsCard } from './components/requests-card.tsx';
import './pre-underwriting.css';

const DOCUMENT_TYPES = [
  'check-up-report',
  'outpatient-record',
  'discharge-summary',
  'pathology',
  'imaging',
  'diagnosis',
  'questionnaire',
  'consent-form',
  'id-card',
  'other',
];

export function CaseScreen() {
  const { id = '' } = useParams();
  const query = usePreUnderwriting(id);
  return <Loaded query={query}>{(seen) => <Case seen={seen} />}</Loaded>;
}

/** Nothing is left to be shown: the consent was taken back, or what was agreed is over. */
function isErased({ case: { stage, erasedAt } }: PreUnderwriting): boolean {
  return stage === 'withdrawn' || erasedAt !== undefined;
}

/** One case: what is next first, then the carriers side by side, then everything else. */
function Case({ seen }: { seen: PreUnderwriting }) {
  const { t } = useTranslation('pre-underwriting');
  const { case: matter } = seen;
  const matterOf = useMatterOf(matter.id);
  const next = useNext(seen);
  return (
    <CasePage
      matter={matterOf(seen)}
      head={{
        stage: matter.stage,
        openedAt: matter.openedAt,
        closedAt: matter.closedAt,
        nextDueAt: matter.nextDueAt,
        branch: matter.branch,
      }}
      next={next}
      dues={seen.dues}
      facts={
        <>
          <Comparison seen={seen} />
          <CaseFacts seen={seen} />
          {isErased(seen) ? (
            <Alert type="info" showIcon title={t('facts.allErased')} />
          ) : (
            seen.facts === undefined && <Alert type="info" showIcon title={t('facts.healthHidden')} />
          )}
        </>
      }
      actions={<Actions seen={seen} />}
    >
      {seen.facts !== undefined && (
        <DisclosureCard applicant={seen.facts.applicant} disclosure={seen.facts.disclosure} />
      )}
    </CasePage>
  );
}

function Comparison({ seen }: { seen: PreUnderwriting }) {
  const { t } = useTranslation('pre-underwriting');
  const may = useMay();
  const [carrier, setCarrier] = useState<string>();
  const { grid, recommendation, case: matter } = seen;
  const isOpen = matter.stage === 'asking' || matter.stage === 'choosing';
  const mayChoose = isOpen && may('pre-underwriting:choose');
  const best = recommendation?.best?.carrier;
  useKey('b', t('choose.best'), () => setCarrier(best), mayChoose && best !== undefined);
  if (grid === undefined || isErased(seen)) return null;
  return (
    <>
      <ComparisonCard seen={seen} grid={grid} choose={mayChoose ? setCarrier : undefined} />
      {recommendation !== undefined && <RecommendationCard recommendation={recommendation} />}
      <ChooseDialog seen={seen} grid={grid} carrier={carrier} close={() => setCarrier(undefined)} />
    </>
  );
}

function Actions({ seen }: { seen: PreUnderwriting }) {
  const { t: c } = useTranslation();
  const may = useMay();
  const { id, stage, category } = seen.case;
  const mayPrepare = category === 'open' && may('pre-underwriting:prepare');
  const isPreparing = stage === 'preparing';
  return (
    <>
      {mayPrepare && <MaterialCard seen={seen} />}
      {isPreparing && <ConsentCard seen={seen} mayPrepare={mayPrepare} />}
      {isPreparing && <AskCard seen={seen} mayPrepare={mayPrepare} />}
      {seen.requests.length > 0 && <RequestsCard seen={seen} />}
      {!isErased(seen) && (
        <Card size="small" title={c('documents.title')}>
          <Documents
            documents={seen.documents}
            types={DOCUMENT_TYPES}
            mayAdd={mayPrepare}
            {...documentsOf(id)}
          />
        </Card>
      )}
      <EndsCard seen={seen} />
    </>
  );
}

const BRING = 'bring what ';

/** Who must do what next, with carriers by their names. */
function useNext({ next, requests }: PreUnderwriting): NextAction[] {
  const { t } = useTranslation('pre-underwriting');
  const names = useCarrierNames();
  const wanting = requests.filter(({ stage }) => stage === 'material-wanted');
  const carriers = wanting.map(({ carrier }) => names.carrier(carrier)).join(t('reasons.comma'));
  return next.map(({ who, what, by }) => ({
    who: names.carrier(who),
    what: what.startsWith(BRING) ? t('bring', { carriers }) : what,
    by,
  }));
}
