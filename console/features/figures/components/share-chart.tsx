import { useTranslation } from 'react-i18next';
import { Chart } from '../../../components/chart/chart.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import type { CasesOf, Scope } from '../scope.ts';
import {
  baseOption,
  type ChartColours,
  heightOf,
  PATTERNS,
  useChartColours,
  WITHOUT_LEGEND,
} from './chart-style.ts';
import { Counted } from './counted.tsx';
import { type Share, ShareText, useShareText } from './share.tsx';

/** One share of something: the bar and the row. */
export interface ShareRow {
  of: string;
  figure: string;
  share: Share;
  /** Cases behind its parts. */
  numerator?: CasesOf;
  denominator?: CasesOf;
}

interface ShareChartProps {
  label: string;
  rows: readonly ShareRow[];
  scope: Scope;
  file: string;
  /** What `of` is, as the branch. */
  ofTitle: string;
}

/** Shares as bars, and as a table with both parts and the interval. */
export function ShareChart({ label, rows, scope, file, ofTitle }: ShareChartProps) {
  const colours = useChartColours();
  const { told, whole } = useShareText();
  const isOfOne = new Set(rows.map(({ figure }) => figure)).size <= 1;
  const columns = useShareColumns(ofTitle, scope).filter(({ key }) => key !== 'figure' || !isOfOne);
  return (
    <Chart<ShareRow>
      label={label}
      option={shareOption(rows, colours, told, whole)}
      height={heightOf(rows.length)}
      rows={rows}
      columns={columns}
      rowKey={({ of, figure }) => `${of} ${figure}`}
      file={file}
    />
  );
}

function shareOption(
  rows: readonly ShareRow[],
  colours: ChartColours,
  told: (share: Share) => string,
  whole: (share: Share) => string,
) {
  const figures = [...new Set(rows.map(({ figure }) => figure))];
  const names = [...new Set(rows.map(({ of }) => of))];
  const found = (of: string, figure: string) => rows.find((row) => row.of === of && row.figure === figure);
  return {
    ...baseOption(colours),
    ...(figures.length > 1 ? { aria: PATTERNS } : WITHOUT_LEGEND),
    xAxis: {
      type: 'value',
      min: 0,
      max: 1,
      axisLabel: { formatter: (value: number) => `${Math.round(value * 100)}%`, color: colours.text },
      splitLine: { lineStyle: { color: colours.line } },
    },
    yAxis: { type: 'category', inverse: true, data: names, axisLabel: { color: colours.text } },
    series: figures.map((figure) => ({
      name: figure,
      type: 'bar',
      barMaxWidth: 22,
      label: {
        show: true,
        position: 'right',
        color: colours.text,
        formatter: ({ data }: { data: { said?: string } }) => data.said ?? '',
      },
      tooltip: {
        formatter: ({ name, data }: { name: string; data: { whole: string } }) =>
          figures.length > 1 ? `${name}\n${figure}: ${data.whole}` : `${name}: ${data.whole}`,
      },
      data: names.map((of) => {
        const share = found(of, figure)?.share;
        return share === undefined
          ? { value: '-' }
          : { value: share.rate ?? 0, said: told(share), whole: whole(share) };
      }),
    })),
  };
}

function useShareColumns(ofTitle: string, scope: Scope): Column<ShareRow>[] {
  const { t } = useTranslation('figures');
  const { told, interval } = useShareText();
  return [
    { key: 'of', title: ofTitle, show: ({ of }) => of, text: ({ of }) => of },
    { key: 'figure', title: t('figure'), show: ({ figure }) => figure, text: ({ figure }) => figure },
    {
      key: 'share',
      title: t('share.title'),
      show: ({ share }) => <ShareText share={share} />,
      text: ({ share }) => share.rate ?? told(share),
    },
    {
      key: 'numerator',
      title: t('share.numerator'),
      show: ({ share, numerator, figure }) => (
        <Counted count={share.numerator} cases={numerator} scope={scope} what={figure} />
      ),
      text: ({ share }) => share.numerator,
    },
    {
      key: 'denominator',
      title: t('share.denominator'),
      show: ({ share, denominator, figure }) => (
        <Counted count={share.denominator} cases={denominator} scope={scope} what={figure} />
      ),
      text: ({ share }) => share.denominator,
    },
    {
      key: 'interval',
      title: t('share.intervalTitle'),
      show: ({ share }) => interval(share),
      text: ({ share }) => interval(share),
    },
  ];
}
