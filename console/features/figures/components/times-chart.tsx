import { useTranslation } from 'react-i18next';
import { Chart } from '../../../components/chart/chart.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { useFormat } from '../../../i18n/use-words.ts';
import type { CarrierTimes } from '../api/carrier-times.ts';
import type { CasesOf, Scope } from '../scope.ts';
import { baseOption, heightOf, PATTERNS, useChartColours } from './chart-style.ts';
import { Counted } from './counted.tsx';
import { useDaysText } from './days.tsx';

type Times = CarrierTimes['carriers'][number]['purposes'][number];
export type TimesRow = Times & { carrier: string; name: string };

interface TimesChartProps {
  rows: readonly TimesRow[];
  scope: Scope;
  cases: (counters: string, carrier: string) => CasesOf | undefined;
}

/** Days to the answer, and of each round of material: the middle one, and what nine in ten did not pass. */
export function TimesChart({ rows, scope, cases }: TimesChartProps) {
  const { t } = useTranslation('figures');
  const colours = useChartColours();
  const columns = useColumns(scope, cases);
  const series = [
    { name: t('times.median'), of: ({ answerDays }: TimesRow) => answerDays?.median },
    { name: t('times.ninetieth'), of: ({ answerDays }: TimesRow) => answerDays?.ninetieth },
  ];
  return (
    <Chart<TimesRow>
      label={t('times.answerDays')}
      option={{
        ...baseOption(colours),
        aria: PATTERNS,
        xAxis: {
          type: 'value',
          min: 0,
          axisLabel: { color: colours.text },
          splitLine: { lineStyle: { color: colours.line } },
        },
        yAxis: {
          type: 'category',
          inverse: true,
          data: rows.map(({ name, purpose }) => `${name}\n${t(`purpose.${purpose}`)}`),
          axisLabel: { color: colours.text, lineHeight: 15 },
        },
        series: series.map(({ name, of }) => ({
          name,
          type: 'bar',
          barMaxWidth: 18,
          label: { show: true, position: 'right', color: colours.text },
          data: rows.map((row) => of(row) ?? '-'),
        })),
      }}
      height={heightOf(rows.length * 2)}
      rows={rows}
      columns={columns}
      rowKey={({ carrier, purpose }) => `${carrier} ${purpose}`}
      file={t('times.answerDays')}
    />
  );
}

function useColumns(scope: Scope, cases: TimesChartProps['cases']): Column<TimesRow>[] {
  const { t } = useTranslation('figures');
  const days = useDaysText();
  const { number } = useFormat();
  const counted = (part: 'asked' | 'answered' | 'late'): Column<TimesRow> => ({
    key: part,
    title: t(`times.${part}`),
    show: (row) => (
      <Counted
        count={row[part]}
        cases={cases(`carrier-${part}:${row.purpose}`, row.carrier)}
        scope={scope}
        what={`${row.name} ${t(`times.${part}`)}`}
      />
    ),
    text: (row) => row[part],
  });
  const spread = (name: 'answerDays' | 'evidenceDays'): Column<TimesRow>[] =>
    (['median', 'ninetieth'] as const).map((part) => ({
      key: `${name} ${part}`,
      title: `${t(`times.${name}`)} · ${t(`times.${part}`)}`,
      show: (row) => {
        const of = row[name];
        return of === undefined ? '–' : <span title={days(of)}>{number(of[part])}</span>;
      },
      text: (row) => row[name]?.[part] ?? '',
    }));
  return [
    { key: 'carrier', title: t('carrier'), show: ({ name }) => name, text: ({ name }) => name },
    {
      key: 'purpose',
      title: t('times.purpose'),
      show: ({ purpose }) => t(`purpose.${purpose}`),
      text: ({ purpose }) => t(`purpose.${purpose}`),
    },
    counted('asked'),
    counted('answered'),
    counted('late'),
    ...spread('answerDays'),
    ...spread('evidenceDays'),
  ];
}
