import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../components/chart/chart.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { Nothing } from '../../components/state/states.tsx';
import type { Column } from '../../components/table/keyset-table.tsx';
import { useFormat } from '../../i18n/use-words.ts';
import { type BranchScores, useBranchScores } from './api/branch-scores.ts';
import {
  baseOption,
  type ChartColours,
  heightOf,
  PATTERNS,
  useChartColours,
} from './components/chart-style.ts';
import { Counted } from './components/counted.tsx';
import { endedWithin } from './components/ended-within.ts';
import { ScopeBar } from './components/scope-bar.tsx';
import { type ChosenScope, type Scope, useScope } from './scope.ts';

type OfBranch = BranchScores['branches'][number];
type Part = OfBranch['parts'][number];
type Row = Part & { branch: string; total: number | undefined; version: string };

/** The score for which a branch's general manager answers, and what every part of it is made of. */
export function BranchScoresScreen() {
  const { t } = useTranslation('figures');
  const scope = useScope();
  const { period, branch } = scope;
  const query = useBranchScores({ period, ...(branch === undefined ? {} : { branch }) });
  return (
    <Flex vertical gap="middle">
      <ScopeBar scope={scope} by={['period', 'branch']} />
      <Loaded query={query}>
        {({ branches }) =>
          branches.length === 0 ? (
            <Nothing>{t('score.none')}</Nothing>
          ) : (
            <Told branches={branches} scope={scope} />
          )
        }
      </Loaded>
    </Flex>
  );
}

function Told({ branches, scope }: { branches: readonly OfBranch[]; scope: ChosenScope }) {
  const { t } = useTranslation('figures');
  const { number } = useFormat();
  const colours = useChartColours();
  const rows = branches.flatMap(({ branch, parts, score, version }) =>
    parts.map((part): Row => ({ ...part, branch, total: score, version })),
  );
  const nameOf = ({ branch, score }: OfBranch) =>
    `${branch}  ${score === undefined ? t('score.noData') : number(score)}`;
  return (
    <Flex vertical gap="middle">
      <Chart<Row>
        label={t('score.title')}
        option={partsOption(branches, colours, nameOf, (part) => t(`scorePart.${part}`))}
        height={heightOf(branches.length * 2)}
        rows={rows}
        columns={useColumns(scope)}
        rowKey={({ branch, part }) => `${branch} ${part}`}
        file={`${t('score.title')}-${scope.period}`}
      />
      <p className="hint">{t('score.about', { version: branches[0]?.version ?? '' })}</p>
    </Flex>
  );
}

/** Points that a part adds to the score: it counts so many hundredths of a percent. */
function adds({ counts, points = 0 }: Part): number {
  return (counts * points) / 10_000;
}

function partsOption(
  branches: readonly OfBranch[],
  colours: ChartColours,
  nameOf: (branch: OfBranch) => string,
  partName: (part: Part['part']) => string,
) {
  const parts = branches[0]?.parts.map(({ part }) => part) ?? [];
  return {
    ...baseOption(colours),
    aria: PATTERNS,
    xAxis: {
      type: 'value',
      min: 0,
      max: 100,
      axisLabel: { color: colours.text },
      splitLine: { lineStyle: { color: colours.line } },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: branches.map(nameOf),
      axisLabel: { color: colours.text },
    },
    series: parts.map((part) => ({
      name: partName(part),
      type: 'bar',
      stack: 'score',
      barMaxWidth: 30,
      tooltip: {
        formatter: ({ name, data }: { name: string; data: { said: string } }) =>
          `${name}\n${partName(part)}: ${data.said}`,
      },
      data: branches.map(({ parts: own }) => {
        const one = own.find((found) => found.part === part);
        return one === undefined
          ? { value: 0, said: '–' }
          : { value: adds(one), said: `${adds(one).toFixed(2)} (${one.numerator} / ${one.denominator})` };
      }),
    })),
  };
}

const ANSWERED = 'answered-clean,answered-problem';

/** Counters behind both parts; policies have no cases. */
const COUNTERS: Readonly<Record<Part['part'], { numerator: string; denominator?: string }>> = {
  complaints: { numerator: 'complaint-opened' },
  'settled-in-15-days': { numerator: endedWithin(15), denominator: 'complaint-ended' },
  satisfied: {
    numerator: 'complaint-satisfied',
    denominator: 'complaint-satisfied,complaint-dissatisfied',
  },
  'callbacks-reached': { numerator: ANSWERED, denominator: `${ANSWERED},unreached` },
  'callback-problems': { numerator: 'answered-problem', denominator: ANSWERED },
  'repeated-complaints': { numerator: 'complaint-repeated', denominator: 'complaint-opened' },
};

function useColumns(scope: Scope): Column<Row>[] {
  const { t } = useTranslation('figures');
  const { number, share } = useFormat();
  const shown = ({ value, per }: Row): string => {
    if (value === undefined) return t('share.tooFew');
    return per === 1 ? share(value) : number(Number(value.toFixed(2)));
  };
  const rule = ({ per, best, worst }: Row): string =>
    per === 1
      ? t('score.ruleShare', { best: share(best), worst: share(worst) })
      : t('score.ruleRatio', { best, worst, per: number(per) });
  const counted = (side: 'numerator' | 'denominator'): Column<Row> => ({
    key: side,
    title: t(`share.${side}`),
    show: (row) => {
      const counters = COUNTERS[row.part][side];
      return (
        <Counted
          count={row[side]}
          cases={counters === undefined ? undefined : { counters, branch: row.branch }}
          scope={scope}
          what={t(`scorePart.${row.part}`)}
        />
      );
    },
    text: (row) => row[side],
  });
  return [
    { key: 'branch', title: t('branch'), show: ({ branch }) => branch, text: ({ branch }) => branch },
    {
      key: 'total',
      title: t('score.score'),
      show: ({ total }) => (total === undefined ? t('score.noData') : number(total)),
      text: ({ total }) => total ?? '',
    },
    {
      key: 'part',
      title: t('score.part'),
      show: ({ part }) => t(`scorePart.${part}`),
      text: ({ part }) => t(`scorePart.${part}`),
    },
    counted('numerator'),
    counted('denominator'),
    { key: 'value', title: t('score.value'), show: shown, text: shown },
    { key: 'rule', title: t('score.rule'), show: rule, text: rule },
    {
      key: 'points',
      title: t('score.points'),
      show: ({ points }) => (points === undefined ? '–' : number(points)),
      text: ({ points }) => points ?? '',
    },
    {
      key: 'weight',
      title: t('score.weight'),
      show: ({ weight }) => `${weight}%`,
      text: ({ weight }) => weight,
    },
    {
      key: 'counts',
      title: t('score.counts'),
      show: ({ counts }) => `${number(counts / 100)}%`,
      text: ({ counts }) => counts / 100,
    },
    {
      key: 'adds',
      title: t('score.adds'),
      show: (row) => adds(row).toFixed(2),
      text: (row) => Number(adds(row).toFixed(2)),
    },
  ];
}
