import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useMay } from '../../api/me.ts';
import { CasePage } from '../../components/case/case-page.tsx';
import { Documents } from '../../components/case/documents.tsx';
import type { Matter } from '../../components/case/matter.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { announceDocument, documentStored, viewDocument } from './api/documents.ts';
import { type ComplaintView, useComplaint } from './api/get-complaint.ts';
import { Clocks } from './components/clocks.tsx';
import { ComplaintActions } from './components/complaint-actions.tsx';
import { Contacts } from './components/contacts.tsx';
import { CurrentComplaint } from './components/current.tsx';
import { useDueName } from './components/due-name.ts';
import { ComplaintFacts } from './components/facts.tsx';
import { useReadable } from './components/history.ts';
import './complaint.css';

export function ComplaintScreen() {
  const { id = '' } = useParams();
  const query = useComplaint(id);
  const readable = useReadable();
  const refresh = async () => {
    const { data } = await query.refetch({ throwOnError: true });
    const view = data as ComplaintView;
    return { version: view.case.version, timeline: readable(view) };
  };
  return <Loaded query={query}>{(view) => <Shown key={id} view={view} refresh={refresh} />}</Loaded>;
}

const PAPERS = [
  'consent-form',
  'mandate',
  'id-card',
  'relationship-proof',
  'policy',
  'questionnaire',
  'other',
];

function Shown({ view, refresh }: { view: ComplaintView; refresh: Matter['refresh'] }) {
  const { t } = useTranslation('complaint');
  const { t: common } = useTranslation();
  const may = useMay();
  const readable = useReadable();
  const dueName = useDueName();
  const { case: complaint, documents } = view;
  const { id } = complaint;
  const matter: Matter = {
    id,
    version: complaint.version,
    timeline: readable(view),
    words: 'complaint',
    refresh,
  };
  return (
    <CurrentComplaint view={view}>
      <CasePage
        matter={matter}
        head={complaint}
        next={view.next}
        dues={view.dues.map((due) => ({ ...due, what: dueName(due.what) }))}
        facts={<ComplaintFacts />}
        actions={<ComplaintActions />}
      >
        <Clocks clocks={view.clocks} title={t('clocks.title')} />
        <Contacts />
        <Card size="small" title={<h2 className="card-title">{common('documents.title')}</h2>}>
          <Documents
            documents={documents}
            types={PAPERS}
            announce={(claim) => announceDocument(id, claim as Parameters<typeof announceDocument>[1])}
            stored={(document) => documentStored(id, document)}
            view={(document) => viewDocument(id, document)}
            mayAdd={may('complaint:handle') && complaint.category === 'open'}
          />
        </Card>
      </CasePage>
    </CurrentComplaint>
  );
}
