import { Alert, Card, Flex, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useMe } from '../../api/me.ts';
import { CaseActions } from '../../components/case/actions.tsx';
import { CaseLink } from '../../components/case/case-link.tsx';
import { CasePage } from '../../components/case/case-page.tsx';
import type { Matter, TimelineEvent } from '../../components/case/matter.tsx';
import { CommandForm } from '../../components/form/command-form.tsx';
import { Field } from '../../components/form/field.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { useSentence } from '../../i18n/sentences.ts';
import { type OneAction, useAction } from './api/action.ts';
import { useDrop } from './api/drop.ts';
import { ActionFacts } from './components/action-facts.tsx';
import { EffectChart } from './components/effect-chart.tsx';
import './corrective-action.css';

/** One action: what is done, what the rate was before, and every month since. */
export function ActionScreen() {
  const { id = '' } = useParams();
  const query = useAction(id);
  const refresh = async () => {
    const { data } = await query.refetch({ throwOnError: true });
    const fresh = data as OneAction;
    return { version: fresh.version, timeline: readable(fresh) };
  };
  return <Loaded query={query}>{(action) => <Shown key={id} action={action} refresh={refresh} />}</Loaded>;
}

/** Its history with what was written down, in place of the hashes that prove it. */
function readable({ timeline, contents }: OneAction): TimelineEvent[] {
  const words = { what: contents.what?.what, reason: contents.dropped?.reason };
  return timeline.map((event) => {
    const said = Object.entries(words).filter(([name, text]) => name in event.data && text !== undefined);
    return { ...event, data: { ...event.data, ...Object.fromEntries(said) } };
  });
}

function Shown({ action, refresh }: { action: OneAction; refresh: Matter['refresh'] }) {
  const { t } = useTranslation('corrective-action');
  const sentence = useSentence();
  const { id, version, timeline, stage, closedAt, branch, why, contents, complaints } = action;
  return (
    <CasePage
      matter={{ id, version, timeline: readable(action), words: 'corrective-action', refresh }}
      head={{ stage, openedAt: timeline[0]?.at, closedAt, branch }}
      dues={[]}
      facts={<ActionFacts action={action} />}
      actions={stage === 'open' && <Dropping owner={action.owner} />}
    >
      {why !== undefined && <Alert type="warning" showIcon title={sentence(why)} />}
      <Card size="small">
        <EffectChart action={action} />
      </Card>
      {contents.dropped !== undefined && (
        <Card size="small" title={<h2 className="card-title">{t('dropped')}</h2>}>
          <p className="note">{contents.dropped.reason}</p>
        </Card>
      )}
      {complaints.length > 0 && (
        <Card size="small" title={<h2 className="card-title">{t('complaints')}</h2>}>
          <Flex gap="small" wrap>
            {complaints.map((complaint) => (
              <CaseLink key={complaint} id={complaint} />
            ))}
          </Flex>
        </Card>
      )}
    </CasePage>
  );
}

/** Given up by somebody else than who began it. */
function Dropping({ owner }: { owner: string }) {
  const { t } = useTranslation('corrective-action');
  const { id } = useMe();
  if (owner === id) return <Alert type="info" showIcon title={t('notByOneself')} />;
  return <CaseActions actions={[{ key: 'drop', label: t('drop'), form: <DropForm />, danger: true }]} />;
}

function DropForm() {
  const { t } = useTranslation('corrective-action');
  return (
    <CommandForm command={useDrop()} body={(values: { reason: string }) => values} submit={t('drop')} danger>
      <Field name="reason" label={t('dropReason')}>
        <Input.TextArea rows={3} maxLength={5000} />
      </Field>
    </CommandForm>
  );
}
