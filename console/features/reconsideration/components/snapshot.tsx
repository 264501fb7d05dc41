import { Alert, Collapse, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Day } from '../../../components/shown.tsx';
import { Nothing } from '../../../components/state/states.tsx';
import { useFormat, useTerm } from '../../../i18n/use-words.ts';
import { useCurrent } from './current.tsx';
import { useDocumentName } from './linked.tsx';

/** The contract as it stood on the date of loss, and where our policy of today says otherwise. */
export function SnapshotShown() {
  const { t } = useTranslation('reconsideration');
  const nameOf = useDocumentName();
  const { snapshot } = useCurrent();
  if (snapshot === undefined) return <Nothing>{t('snapshot.none')}</Nothing>;
  const { body, hash, differences } = snapshot;
  return (
    <Flex vertical gap="small">
      {differences.length > 0 && <Differences differences={differences} />}
      {body === undefined ? (
        <Typography.Text type="secondary">{t('hidden')}</Typography.Text>
      ) : (
        <>
          <div>
            {t('snapshot.takenOn')} <Day on={body.takenOn} /> · {nameOf(body.decisionLetter)}
          </div>
          <Terms of={body.policy} />
          <Collapse
            size="small"
            items={body.clauses.map(({ code, title, text }) => ({
              key: code,
              label: `${code} ${title}`,
              children: <Typography.Paragraph className="note">{text}</Typography.Paragraph>,
            }))}
          />
        </>
      )}
      <Typography.Text type="secondary">
        {t('snapshot.hash')} <Typography.Text code>{hash.slice(0, 12)}</Typography.Text>
      </Typography.Text>
    </Flex>
  );
}

function Terms({ of }: { of: Readonly<Record<string, unknown>> }) {
  const term = useTerm('reconsideration');
  const value = useValue();
  return (
    <dl className="facts">
      {Object.entries(of).map(([key, one]) => (
        <div key={key}>
          <dt>{term('policy', key)}</dt>
          <dd>{value(key, one)}</dd>
        </div>
      ))}
    </dl>
  );
}

type Differences = NonNullable<ReturnType<typeof useCurrent>['snapshot']>['differences'];

function Differences({ differences }: { differences: Differences }) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('reconsideration');
  const value = useValue();
  return (
    <Alert
      type="warning"
      showIcon
      title={t('snapshot.differs', { count: differences.length })}
      description={
        <ul>
          {differences.map(({ field, before, after }) => (
            <li key={field}>
              {t('snapshot.difference', {
                field: term('policy', field),
                before: value(field, before),
                after: value(field, after),
              })}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** A value of a policy: an amount where its name says so, else as it is. */
function useValue(): (key: string, value: unknown) => string {
  const { money } = useFormat();
  return (key, value) => {
    if (value === undefined) return '–';
    if (typeof value === 'number' && key.endsWith('Fen')) return money(value);
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
}
