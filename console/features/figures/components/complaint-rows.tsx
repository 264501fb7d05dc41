import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../../../api/me.ts';
import { Chart } from '../../../components/chart/chart.tsx';
import { Segments } from '../../../components/segments.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import type { ComplaintFigures } from '../api/complaints.ts';
import type { By } from '../complaints-screen.tsx';
import { type CasesOf, type Scope, usePeriodName } from '../scope.ts';
import { baseOption, type ChartColours, PATTERNS, useChartColours } from './chart-style.ts';
import { Counted } from './counted.tsx';
import { useNames } from './names.ts';
import { Change, Exposure, MEASURES, type Measure } from './ratio-cards.tsx';

type Row = ComplaintFigures['rows'][number];

const SPANS = ['now', 'before', 'yearBefore'] as const;

/** One ratio for each branch, carrier, product, channel, cause or month, beside what it was before. */
export function ComplaintRows({ figures, by, scope }: { figures: ComplaintFigures; by: By; scope: Scope }) {
  const { t } = useTranslation('figures');
  const [measure, setMeasure] = useState<Measure>('per10kPolicies');
  const colours = useChartColours();
  const nameOf = usePeriodName();
  const nameOfRow = useRowName(by);
  const columns = useColumns(by, measure, scope);
  const spans = { now: figures.period, before: figures.before, yearBefore: figures.yearBefore };
  const names = SPANS.map((span) =>
    by === 'month' ? t(`ratio.of.${span}`) : `${t(`ratio.of.${span}`)} (${nameOf(spans[span])})`,
  );
  return (
    <div>
      <Segments
        size="small"
        label={t('measure.title')}
        value={measure}
        onChange={setMeasure}
        options={MEASURES.map((value) => ({ value, label: t(`measure.${value}`) }))}
      />
      <Chart<Row>
        label={`${t(`measure.${measure}`)} · ${t(`by.${by}`)}`}
        option={rowsOption(figures.rows, measure, by, { colours, names, nameOfRow })}
        rows={figures.rows}
        columns={columns}
        rowKey={({ of }) => of}
        file={`${t('files.complaints')}-${figures.period}-${t(`by.${by}`)}`}
      />
    </div>
  );
}

function useRowName(by: By): (of: string) => string {
  const names = useNames();
  const period = usePeriodName();
  return (of) => {
    if (by === 'month') return period(of);
    if (by === 'carrier') return names.carrier(of);
    return by === 'branch' ? of : names.code(by, of);
  };
}

interface Shown {
  colours: ChartColours;
  names: readonly string[];
  nameOfRow: (of: string) => string;
}

function rowsOption(rows: readonly Row[], measure: Measure, by: By, { colours, names, nameOfRow }: Shown) {
  return {
    ...baseOption(colours),
    ...(by === 'month' ? {} : { aria: PATTERNS }),
    xAxis: {
      type: 'category',
      data: rows.map(({ of }) => nameOfRow(of)),
      axisLabel: { color: colours.text, interval: 0, width: 90, overflow: 'truncate' },
    },
    yAxis: {
      type: 'value',
      min: 0,
      axisLabel: { color: colours.text },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: SPANS.map((span, index) => ({
      name: names[index],
      type: by === 'month' ? 'line' : 'bar',
      barMaxWidth: 26,
      symbol: ['circle', 'rect', 'triangle'][index],
      symbolSize: 8,
      showAllSymbol: true,
      lineStyle: { type: ['solid', 'dashed', 'dotted'][index] },
      tooltip: {
        formatter: ({
          name,
          seriesName,
          data,
        }: {
          name: string;
          seriesName: string;
          data: { said: string };
        }) => `${name}\n${seriesName}: ${data.said}`,
      },
      data: rows.map(({ ratios }) => {
        const { numerator, value } = ratios[measure][span];
        return { value: value === undefined ? '-' : Number(value), said: `${value ?? '–'} (${numerator})` };
      }),
    })),
  };
}

/** A row's own counters; of a branch or carrier its own part of all complaints. */
function casesOf(by: By, { of, ratios }: Row): CasesOf {
  const counters = ratios.per10kPolicies.counted.numerator;
  switch (by) {
    case 'branch':
      return { counters, branch: of };
    case 'carrier':
      return { counters, carrier: of };
    case 'month':
      return { counters, period: of };
    default:
      return { counters };
  }
}

function useColumns(by: By, measure: Measure, scope: Scope): Column<Row>[] {
  const { t } = useTranslation('figures');
  const nameOfRow = useRowName(by);
  const names = useNames();
  return [
    { key: 'of', title: t(`by.${by}`), show: ({ of }) => nameOfRow(of), text: ({ of }) => nameOfRow(of) },
    {
      key: 'complaints',
      title: t('ratio.complaints'),
      show: (row) => (
        <Counted
          count={row.ratios[measure].now.numerator}
          cases={casesOf(by, row)}
          scope={scope}
          what={nameOfRow(row.of)}
        />
      ),
      text: ({ ratios }) => ratios[measure].now.numerator,
    },
    {
      key: 'exposure',
      title: t(`exposure.${measure}`),
      show: ({ ratios }) => <Exposure measure={measure} of={ratios[measure].now.denominator} />,
      text: ({ ratios }) => ratios[measure].now.denominator / (measure === 'per100mPremium' ? 100 : 1),
    },
    {
      key: 'value',
      title: t(`measure.${measure}`),
      show: ({ ratios }) => <strong>{ratios[measure].now.value ?? '–'}</strong>,
      text: ({ ratios }) => ratios[measure].now.value ?? '',
    },
    {
      key: 'interval',
      title: t('ratio.interval'),
      show: ({ ratios }) => intervalText(ratios[measure].interval),
      text: ({ ratios }) => intervalText(ratios[measure].interval),
    },
    ...(['before', 'yearBefore'] as const).map((span): Column<Row> => {
      const change = span === 'before' ? 'changeOnBefore' : 'changeOnYear';
      return {
        key: span,
        title: t(`ratio.${span}`),
        show: ({ ratios }) => (
          <>
            {ratios[measure][span].value ?? '–'} <Change percent={ratios[measure][change]} />
          </>
        ),
        text: ({ ratios }) => ratios[measure][span].value ?? '',
      };
    }),
    ...(by === 'cause'
      ? [
          {
            key: 'second',
            title: t('secondCauses'),
            show: (row: Row) => <SecondCauses row={row} scope={scope} />,
            text: ({ second = [] }: Row) =>
              second.map(({ of, closed }) => `${names.code('cause', of)}: ${closed}`).join('; '),
          },
        ]
      : []),
  ];
}

/** Each with its cases, and the way to do something about it. */
function SecondCauses({ row: { of: first, second = [] }, scope }: { row: Row; scope: Scope }) {
  const { t } = useTranslation('figures');
  const names = useNames();
  const mayAct = useMay()('corrective-action:run');
  return (
    <ul className="plain">
      {second.map(({ of, closed }) => (
        <li key={of}>
          {names.code('cause', of)}{' '}
          <Counted
            count={closed}
            cases={{ counters: `complaint-by-cause:${first}:${of}` }}
            scope={scope}
            what={names.code('cause', of)}
          />
          {mayAct && (
            <>
              {' · '}
              <Link to={actionPath({ first, second: of }, scope)}>{t('beginAction')}</Link>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function actionPath(cause: { first: string; second: string }, { branch, carrier }: Scope): string {
  const query = new URLSearchParams(cause);
  if (branch !== undefined) query.set('branch', branch);
  if (carrier !== undefined && carrier !== 'none') query.set('carrier', carrier);
  return `/corrective-actions/new?${query}`;
}

function intervalText(interval: { low: string; high: string } | undefined): string {
  return interval === undefined ? '–' : `${interval.low} – ${interval.high}`;
}
