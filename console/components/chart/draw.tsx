import { BarChart, HeatmapChart, LineChart } from 'echarts/charts';
import {
  AriaComponent,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { type EChartsCoreOption, type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef, useState } from 'react';

use([
  AriaComponent,
  BarChart,
  LineChart,
  HeatmapChart,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  SVGRenderer,
]);

export type ChartOption = EChartsCoreOption;

interface DrawProps {
  option: ChartOption;
  label: string;
  dark: boolean;
  height?: number | undefined;
}

export function Draw({ option, label, dark, height }: DrawProps) {
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType>();
  useEffect(() => {
    if (place.current === null) return;
    const made = init(place.current, dark ? 'dark' : null, { renderer: 'svg' });
    setChart(made);
    const seen = new ResizeObserver(() => made.resize());
    seen.observe(place.current);
    return () => {
      seen.disconnect();
      made.dispose();
    };
  }, [dark]);
  useEffect(() => {
    if (chart === undefined || chart.isDisposed()) return;
    chart.setOption({ animation: false, backgroundColor: 'transparent', ...option }, { notMerge: true });
  }, [chart, option]);
  return (
    <div
      ref={place}
      role="img"
      aria-label={label}
      className="chart"
      {...(height === undefined ? {} : { style: { height } })}
    />
  );
}
