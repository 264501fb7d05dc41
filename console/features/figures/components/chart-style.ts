import { useDark } from '../../../components/theme.ts';

/** Of the firm's green and six colours that differ from it and from each other in lightness too. */
const LIGHT = ['#0f5d4f', '#d97706', '#2563eb', '#9333ea', '#be123c', '#0e7490', '#64748b'] as const;
const DARK = ['#2fa48d', '#f59e0b', '#60a5fa', '#c084fc', '#fb7185', '#22d3ee', '#94a3b8'] as const;

export interface ChartColours {
  series: readonly string[];
  text: string;
  line: string;
  /** From nothing to all, for a heat map. */
  heat: [string, string];
}

export function useChartColours(): ChartColours {
  return useDark()
    ? { series: DARK, text: '#d6dbe0', line: '#424242', heat: ['#1c2120', '#0f766e'] }
    : { series: LIGHT, text: '#30363c', line: '#d9d9d9', heat: ['#f5f7f6', '#5cc9b3'] };
}

/** One line; what has no room in it is a page further, and in the table. */
export function legendOf({ text }: Pick<ChartColours, 'text'>, data?: readonly string[]) {
  return {
    type: 'scroll',
    top: 0,
    left: 0,
    textStyle: { color: text },
    pageTextStyle: { color: text },
    pageIconColor: text,
    ...(data === undefined ? {} : { data: [...data] }),
  };
}

/** What all charts have: text instead of HTML in what is shown on pointing, so that a name is never read as markup. */
export function baseOption({ series, text }: ChartColours) {
  return {
    color: [...series],
    textStyle: { fontFamily: 'system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif', color: text },
    grid: { left: 12, right: 52, top: 44, bottom: 12 }, // ECharts makes room for the labels by itself
    legend: legendOf({ text }),
    tooltip: { trigger: 'item', renderMode: 'richText', confine: true },
  };
}

/** Of one series that the title names: no legend, and no room for one. */
export const WITHOUT_LEGEND = {
  legend: { show: false },
  grid: { left: 12, right: 52, top: 12, bottom: 12 },
};

/** A mark on each series of several, for whoever does not tell colours apart. */
export const PATTERNS = {
  enabled: true,
  label: { enabled: false },
  decal: { show: true },
};

const ROW_PX = 28;
const LEAST_PX = 140;

/** A chart of lying bars grows with them. */
export function heightOf(bars: number): number {
  return Math.max(LEAST_PX, 80 + bars * ROW_PX);
}
