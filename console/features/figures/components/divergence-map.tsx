import { useTranslation } from 'react-i18next';
import { Chart } from '../../../components/chart/chart.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import type { PreUnderwritingFigures } from '../api/pre-underwriting.ts';
import type { Scope } from '../scope.ts';
import { baseOption, type ChartColours, heightOf, useChartColours } from './chart-style.ts';
import { Counted } from './counted.tsx';
import { useNames } from './names.ts';
import { type Share, ShareText, useShareText } from './share.tsx';

interface Cell {
  condition: string;
  carrier: string;
  /** As the API knows them. */
  code: string;
  id: string;
  share: Share;
}

/** How often each carrier's opinion of a condition was another one than most: a field for each, with its number in it. */
export function DivergenceMap({ figures, scope }: { figures: PreUnderwritingFigures; scope: Scope }) {
  const { t } = useTranslation('figures');
  const colours = useChartColours();
  const { told, whole, interval } = useShareText();
  const cells = useCells(figures);
  if (cells.length === 0) return null;
  const columns: Column<Cell>[] = [
    {
      key: 'condition',
      title: t('divergence.condition'),
      show: ({ condition }) => condition,
      text: ({ condition }) => condition,
    },
    { key: 'carrier', title: t('carrier'), show: ({ carrier }) => carrier, text: ({ carrier }) => carrier },
    {
      key: 'share',
      title: t('share.title'),
      show: ({ share }) => <ShareText share={share} />,
      text: ({ share }) => share.rate ?? told(share),
    },
    ...(['numerator', 'denominator'] as const).map(
      (part): Column<Cell> => ({
        key: part,
        title: t(`share.${part}`),
        show: ({ share, id, code, condition }) => (
          <Counted
            count={share[part]}
            cases={{
              counters: `opinion-${part === 'numerator' ? 'differed' : 'comparable'}:${code}`,
              carrier: id,
            }}
            scope={scope}
            what={condition}
          />
        ),
        text: ({ share }) => share[part],
      }),
    ),
    {
      key: 'interval',
      title: t('share.intervalTitle'),
      show: ({ share }) => interval(share),
      text: ({ share }) => interval(share),
    },
  ];
  return (
    <Chart<Cell>
      label={t('divergence.map')}
      option={mapOption(cells, colours, { told, whole })}
      height={heightOf(new Set(cells.map(({ condition }) => condition)).size) + 70}
      rows={cells}
      columns={columns}
      rowKey={({ code, id }) => `${code} ${id}`}
      file={`${t('divergence.map')}-${scope.period}`}
    />
  );
}

function useCells({ byCarrier }: PreUnderwritingFigures): Cell[] {
  const names = useNames();
  return byCarrier.flatMap(({ carrier, byCondition }) =>
    byCondition.map(({ condition, differed }) => ({
      condition: names.condition(condition),
      carrier: names.carrier(carrier),
      code: condition,
      id: carrier,
      share: differed,
    })),
  );
}

interface Words {
  told: (share: Share) => string;
  whole: (share: Share) => string;
}

function mapOption(cells: readonly Cell[], colours: ChartColours, { told, whole }: Words) {
  const conditions = [...new Set(cells.map(({ condition }) => condition))].sort();
  const carriers = [...new Set(cells.map(({ carrier }) => carrier))];
  return {
    ...baseOption(colours),
    legend: { show: false },
    grid: { left: 12, right: 12, top: 12, bottom: 84 },
    xAxis: {
      type: 'category',
      data: carriers,
      axisLabel: { color: colours.text, interval: 0, width: 84, overflow: 'break', lineHeight: 14 },
    },
    yAxis: { type: 'category', data: conditions, inverse: true, axisLabel: { color: colours.text } },
    visualMap: {
      min: 0,
      max: 1,
      orient: 'horizontal',
      left: 'center',
      bottom: 0,
      itemHeight: 90,
      text: ['100%', '0%'],
      textStyle: { color: colours.text },
      inRange: { color: colours.heat },
    },
    series: [
      {
        type: 'heatmap',
        // The number of a field says what its colour says.
        label: {
          show: true,
          color: colours.text,
          formatter: ({ data }: { data: { said: string } }) => data.said,
        },
        itemStyle: { borderColor: colours.line, borderWidth: 1 },
        tooltip: {
          formatter: ({ data }: { data: { name: string; whole: string } }) => `${data.name}\n${data.whole}`,
        },
        data: cells.map(({ condition, carrier, share }) => ({
          name: `${condition} · ${carrier}`,
          value: [carriers.indexOf(carrier), conditions.indexOf(condition), share.rate ?? 0],
          said: told(share),
          whole: whole(share),
        })),
      },
    ],
  };
}
