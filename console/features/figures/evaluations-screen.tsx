import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../components/state/loaded.tsx';
import { type EvaluationFigures, useEvaluationFigures } from './api/evaluations.ts';
import { Explained } from './components/explained.tsx';
import { ScopeBar } from './components/scope-bar.tsx';
import { ShareChart, type ShareRow } from './components/share-chart.tsx';
import { type ChosenScope, useScope } from './scope.ts';

type OfMoment = EvaluationFigures['moments'][number];

/** Each share with the counter of its numerator, and of what it is a share. */
const SHARES = [
  { name: 'sent', numerator: 'evaluation-sent', denominator: 'evaluation-asked' },
  { name: 'delivered', numerator: 'evaluation-delivered', denominator: 'evaluation-asked' },
  { name: 'replied', numerator: 'evaluation-replied', denominator: 'evaluation-asked' },
  { name: 'valid', numerator: 'evaluation-valid', denominator: 'evaluation-asked' },
  { name: 'dissatisfied', numerator: 'evaluation-dissatisfied', denominator: 'evaluation-replied' },
  { name: 'optedOut', numerator: 'evaluation-opted-out', denominator: 'evaluation-reply' },
  { name: 'gradedByHand', numerator: 'evaluation-graded-by-hand', denominator: 'evaluation-reply' },
] as const;

/** What became of the three messages: how many answered, and with what they were not satisfied. */
export function EvaluationsScreen() {
  const scope = useScope();
  const { from, to, branch } = scope;
  const query = useEvaluationFigures({ from, to, ...(branch === undefined ? {} : { branch }) });
  return (
    <Flex vertical gap="middle">
      <ScopeBar scope={scope} by={['period', 'branch']} />
      <Loaded query={query}>{(figures) => <Told figures={figures} scope={scope} />}</Loaded>
    </Flex>
  );
}

function Told({ figures, scope }: { figures: EvaluationFigures; scope: ChosenScope }) {
  const { t } = useTranslation('figures');
  // Requests are of no one carrier: what was chosen on another tab does not narrow these.
  const { carrier: _carrier, ...wide } = scope;
  return (
    <Flex vertical gap="middle">
      <ShareChart
        label={t('evaluation.title')}
        rows={figures.moments.flatMap((one) =>
          SHARES.map(
            ({ name, numerator, denominator }): ShareRow => ({
              of: t(`moment.${one.moment}`),
              figure: t(`evaluation.${name}`),
              share: one[name],
              numerator: { counters: `${numerator}:${one.moment}` },
              denominator: { counters: `${denominator}:${one.moment}` },
            }),
          ),
        )}
        scope={wide}
        file={`${t('evaluation.title')}-${scope.period}`}
        ofTitle={t('evaluation.moment')}
      />
      {figures.moments.map((one) => (
        <Items key={one.moment} of={one} scope={wide} />
      ))}
      <Explained denominators={figures.denominators} minimum={figures.minimum} />
    </Flex>
  );
}

function Items({ of: { moment, byItem }, scope }: { of: OfMoment; scope: Omit<ChosenScope, 'carrier'> }) {
  const { t } = useTranslation('figures');
  const label = t('evaluation.items', { moment: t(`moment.${moment}`) });
  return (
    <ShareChart
      label={label}
      rows={byItem.map(
        ({ item, dissatisfied }): ShareRow => ({
          of: t(`item.${item}` as 'item.attitude'),
          figure: '',
          share: dissatisfied,
          numerator: { counters: `evaluation-dissatisfied-item:${moment}:${item}` },
          denominator: { counters: `evaluation-replied:${moment}` },
        }),
      )}
      scope={scope}
      file={`${label}-${scope.period}`}
      ofTitle={t('evaluation.item')}
    />
  );
}
