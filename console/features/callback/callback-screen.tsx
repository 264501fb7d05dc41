import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useMay } from '../../api/me.ts';
import { CaseActions } from '../../components/case/actions.tsx';
import { CasePage } from '../../components/case/case-page.tsx';
import type { Matter } from '../../components/case/matter.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { useActions } from './actions.tsx';
import { type CallbackView, useCallbackView } from './api/callback.ts';
import { Facts } from './components/facts.tsx';
import { Holds } from './components/holds.tsx';
import { Messages } from './components/messages.tsx';

/** One callback: what is next, the customer and the policy, what can be done now, the money, and everything so far. */
export function CallbackScreen() {
  const { id = '' } = useParams();
  const { t } = useTranslation('callback');
  const query = useCallbackView(id);
  const refresh: Matter['refresh'] = async () => {
    const { data, error } = await query.refetch();
    if (data === undefined) throw error ?? new Error('A case that was read is there.');
    return { version: data.case.version, timeline: data.timeline };
  };
  return (
    <Loaded query={query}>
      {(view) => (
        <CasePage
          key={id}
          matter={{
            id,
            version: view.case.version,
            timeline: view.timeline,
            beside: view.policyTimeline,
            words: 'callback',
            refresh,
          }}
          head={view.case}
          next={view.next}
          dues={view.dues}
          facts={<Facts view={view} />}
          actions={<Actions view={view} />}
          tabs={[
            { key: 'messages', label: t('messages.title'), children: <Messages messages={view.messages} /> },
          ]}
        >
          <Money view={view} />
        </CasePage>
      )}
    </Loaded>
  );
}

function Actions({ view }: { view: CallbackView }) {
  return <CaseActions actions={useActions(view)} />;
}

function Money({ view: { case: callback } }: { view: CallbackView }) {
  const may = useMay();
  if (!may('commission:read')) return null;
  return <Holds policyId={callback.policyId} version={callback.version} />;
}
