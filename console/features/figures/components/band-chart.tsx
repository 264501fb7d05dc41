import { useTranslation } from 'react-i18next';
import { Chart } from '../../../components/chart/chart.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { useFormat } from '../../../i18n/use-words.ts';
import type { Alerts } from '../api/alerts.ts';
import { baseOption, type ChartColours, legendOf, useChartColours } from './chart-style.ts';
import { rateInUnits, useRateText } from './rate.ts';

type Watched = Alerts['figures'][number];
type Point = Watched['points'][number];

interface BandChartProps {
  watched: Watched;
  /** Which of its months left the band. */
  alerts: readonly Alerts['alerts'][number][];
  label: string;
}

type Side = 'above' | 'below' | 'within' | 'unknown';

/** A figure month by month in the band that was usual for it; what left the band is a triangle. */
export function BandChart({ watched, alerts, label }: BandChartProps) {
  const { t } = useTranslation('figures');
  const { month, number } = useFormat();
  const colours = useChartColours();
  const rate = useRateText();
  const { figure, points } = watched;
  const sideOf = ({ month: on, band }: Point): Side =>
    alerts.find((alert) => alert.month === on)?.side ?? (band === undefined ? 'unknown' : 'within');
  const bandText = ({ band }: Point) =>
    band === undefined ? '–' : `${rate(figure, band.low)} – ${rate(figure, band.high)}`;
  const rateText = ({ numerator, denominator }: Point) =>
    denominator > 0 ? rate(figure, numerator / denominator) : '–';
  const columns: Column<Point>[] = [
    { key: 'month', title: t('kind.month'), show: (row) => month(row.month), text: (row) => row.month },
    { key: 'rate', title: t('alerts.rate'), show: rateText, text: rateText },
    { key: 'band', title: t('alerts.band'), show: bandText, text: bandText },
    {
      key: 'left',
      title: t('alerts.side'),
      show: (point) => t(`alerts.${sideOf(point)}`),
      text: (point) => t(`alerts.${sideOf(point)}`),
    },
    {
      key: 'numerator',
      title: t('share.numerator'),
      show: ({ numerator }) => number(numerator),
      text: ({ numerator }) => numerator,
    },
    {
      key: 'denominator',
      title: t('share.denominator'),
      show: ({ denominator }) => number(denominator),
      text: ({ denominator }) => denominator,
    },
  ];
  const said = (point: Point) =>
    [
      `${month(point.month)}: ${rateText(point)} (${number(point.numerator)} / ${number(point.denominator)})`,
      `${t('alerts.band')}: ${bandText(point)}`,
    ].join('\n');
  const names = { rate: t('alerts.rate'), band: t('alerts.band'), mean: t('alerts.mean') };
  return (
    <Chart<Point>
      label={label}
      option={bandOption(watched, { colours, names, said, sideOf })}
      height={260}
      rows={points}
      columns={columns}
      rowKey={(point) => point.month}
      file={label}
    />
  );
}

interface Names {
  rate: string;
  band: string;
  mean: string;
}

interface Shown {
  colours: ChartColours;
  names: Names;
  said: (point: Point) => string;
  sideOf: (point: Point) => Side;
}

function bandOption({ figure, points }: Watched, { colours, names, said, sideOf }: Shown) {
  const units = (rate: number | undefined): number | '-' =>
    rate === undefined ? '-' : Number(rateInUnits(figure, rate).toFixed(3));
  const unseen = { lineStyle: { opacity: 0 }, symbol: 'none', silent: true };
  return {
    ...baseOption(colours),
    legend: legendOf(colours, [names.rate, names.band, names.mean]),
    xAxis: {
      type: 'category',
      data: points.map(({ month }) => month),
      axisLabel: { color: colours.text },
    },
    yAxis: {
      type: 'value',
      min: 0,
      axisLabel: { color: colours.text },
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: [
      // Two areas one above the other: the lower is not painted, so that the upper begins where the band does.
      { type: 'line', stack: 'band', ...unseen, data: points.map(({ band }) => units(band?.low)) },
      {
        name: names.band,
        type: 'line',
        stack: 'band',
        ...unseen,
        itemStyle: { color: colours.series[5] },
        areaStyle: { color: colours.series[5], opacity: 0.22 },
        data: points.map(({ band }) => units(band === undefined ? undefined : band.high - band.low)),
      },
      {
        name: names.mean,
        type: 'line',
        symbol: 'none',
        silent: true,
        itemStyle: { color: colours.text },
        lineStyle: { type: 'dashed', width: 1, color: colours.text },
        data: points.map(({ band }) => units(band?.mean)),
      },
      {
        name: names.rate,
        type: 'line',
        showAllSymbol: true,
        itemStyle: { color: colours.series[0] },
        lineStyle: { color: colours.series[0] },
        tooltip: { formatter: ({ data }: { data: { said: string } }) => data.said },
        data: points.map((point) => {
          const left = sideOf(point) === 'above' || sideOf(point) === 'below';
          const { numerator, denominator } = point;
          return {
            value: units(denominator > 0 ? numerator / denominator : undefined),
            symbol: left ? 'triangle' : 'circle',
            symbolSize: left ? 16 : 7,
            ...(left ? { itemStyle: { color: colours.series[4] } } : {}),
            said: said(point),
          };
        }),
      },
    ],
  };
}
