import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/me.ts';
import { Loaded } from '../../components/state/loaded.tsx';
import type { Column } from '../../components/table/keyset-table.tsx';
import { PlainTable } from '../../components/table/plain-table.tsx';
import { useFormat } from '../../i18n/use-words.ts';
import { type CallbackFigures, useCallbackFigures } from './api/callbacks.ts';
import { callbackRows } from './components/callback-rows.ts';
import { Counted } from './components/counted.tsx';
import { Explained } from './components/explained.tsx';
import { FactCard } from './components/fact-card.tsx';
import { ScopeBar } from './components/scope-bar.tsx';
import { ShareChart } from './components/share-chart.tsx';
import { askedOf, type ChosenScope, useScope } from './scope.ts';

/** How callbacks went, of all and of each branch; for the head office with the proof that none is missing. */
export function CallbacksScreen() {
  const scope = useScope();
  const query = useCallbackFigures(askedOf(scope));
  return (
    <Flex vertical gap="middle">
      <ScopeBar scope={scope} by={['period', 'branch', 'carrier']} />
      <Loaded query={query}>{(figures) => <Told figures={figures} scope={scope} />}</Loaded>
    </Flex>
  );
}

function Told({ figures, scope }: { figures: CallbackFigures; scope: ChosenScope }) {
  const { t } = useTranslation('figures');
  const { opened, byBranch, coverage, minimum, denominators } = figures;
  const of = (one: Omit<CallbackFigures['byBranch'][number], 'branch'>, name: string, branch?: string) =>
    callbackRows(one, name, (figure) => t(`callback.${figure}`), branch === undefined ? {} : { branch });
  return (
    <Flex vertical gap="middle">
      <FactCard
        title={t('callback.opened')}
        value={
          <Counted
            count={opened}
            cases={{ counters: 'callback-opened' }}
            scope={scope}
            what={t('callback.opened')}
          />
        }
      />
      <ShareChart
        label={t('callback.title')}
        rows={of(figures, t('all'))}
        scope={scope}
        file={`${t('callback.title')}-${scope.period}`}
        ofTitle={t('branch')}
      />
      {byBranch.length > 1 && (
        <ShareChart
          label={t('callback.byBranch')}
          rows={byBranch.flatMap((one) => of(one, one.branch, one.branch))}
          scope={scope}
          file={`${t('callback.byBranch')}-${scope.period}`}
          ofTitle={t('branch')}
        />
      )}
      {coverage !== undefined && <Coverage of={coverage} />}
      <Explained denominators={denominators} minimum={minimum} />
    </Flex>
  );
}

type Proof = NonNullable<CallbackFigures['coverage']>[number];

/** What every night is proven anew: that each policy in scope has a callback. */
function Coverage({ of }: { of: readonly Proof[] }) {
  const { t } = useTranslation('figures');
  const may = useMay();
  const { month, number } = useFormat();
  const count = (key: 'inScope' | 'cases' | 'missing'): Column<Proof> => ({
    key,
    title: t(`coverage.${key}`),
    show: (row) => number(row[key]),
    text: (row) => row[key],
  });
  const columns: Column<Proof>[] = [
    { key: 'month', title: t('kind.month'), show: (row) => month(row.month), text: (row) => row.month },
    count('inScope'),
    count('cases'),
    count('missing'),
    {
      key: 'proof',
      title: t('coverage.proof'),
      show: ({ proof }) => <code title={proof}>{proof.slice(0, 12)}</code>,
      text: ({ proof }) => proof,
    },
  ];
  if (!may('coverage:read')) return null;
  return (
    <section>
      <h2 className="figure-title">{t('coverage.title')}</h2>
      <PlainTable<Proof>
        rows={of}
        columns={columns}
        rowKey={(row) => row.month}
        label={t('coverage.title')}
        file={t('coverage.title')}
        empty={t('coverage.none')}
      />
    </section>
  );
}
