import { Flex } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Segments } from '../segments.tsx';
import { Loading } from '../state/states.tsx';
import { ExportMenu } from '../table/export-menu.tsx';
import type { Column } from '../table/keyset-table.tsx';
import { Rows } from '../table/rows.tsx';
import { useDark } from '../theme.ts';
import type { ChartOption } from './draw.tsx';

const Draw = lazy(() => import('./draw.tsx').then(({ Draw: component }) => ({ default: component })));

interface ChartProps<T extends object> {
  label: string;
  option: ChartOption;
  rows: readonly T[];
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  file: string;
  /** In pixels, of a picture that grows with what is in it. */
  height?: number;
}

/** A picture and the same figures as a table: nobody has to see colours or move a mouse to read them. */
export function Chart<T extends object>(props: ChartProps<T>) {
  const { label, option, rows, columns, rowKey, file, height } = props;
  const { t } = useTranslation();
  const [as, setAs] = useState<'chart' | 'table'>('chart');
  const dark = useDark();
  return (
    <figure className="figure" aria-label={label}>
      <figcaption>
        <strong>{label}</strong>
        <Flex gap="small" align="center" className="no-print">
          <Segments
            size="small"
            label={t('chart.as')}
            value={as}
            onChange={setAs}
            options={[
              { value: 'chart', label: t('chart.chart') },
              { value: 'table', label: t('chart.table') },
            ]}
          />
          <ExportMenu file={file} columns={columns} shown={rows} />
        </Flex>
      </figcaption>
      {as === 'chart' ? (
        <Suspense fallback={<Loading />}>
          <Draw option={option} label={label} dark={dark} height={height} />
        </Suspense>
      ) : (
        <Rows rows={rows} columns={columns} rowKey={rowKey} label={label} empty={t('table.empty')} />
      )}
    </figure>
  );
}
