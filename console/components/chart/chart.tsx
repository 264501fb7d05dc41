import { Segmented, Table } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../state/states.tsx';
import { ExportMenu } from '../table/export-menu.tsx';
import type { Column } from '../table/keyset-table.tsx';
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
}

/** A picture and the same figures as a table: nobody has to see colours or move a mouse to read them. */
export function Chart<T extends object>({ label, option, rows, columns, rowKey, file }: ChartProps<T>) {
  const { t } = useTranslation();
  const [as, setAs] = useState<'chart' | 'table'>('chart');
  const dark = useDark();
  return (
    <figure className="figure" aria-label={label}>
      <figcaption>
        <strong>{label}</strong>
        <span className="no-print">
          <Segmented
            size="small"
            value={as}
            onChange={setAs}
            options={[
              { value: 'chart', label: t('chart.chart') },
              { value: 'table', label: t('chart.table') },
            ]}
          />{' '}
          <ExportMenu file={file} columns={columns} shown={rows} />
        </span>
      </figcaption>
      {as === 'chart' ? (
        <Suspense fallback={<Loading />}>
          <Draw option={option} label={label} dark={dark} />
        </Suspense>
      ) : (
        <Table<T>
          size="small"
          pagination={false}
          dataSource={[...rows]}
          rowKey={rowKey}
          scroll={{ x: 'max-content' }}
          columns={columns.map(({ key, title, show }) => ({
            key,
            title,
            render: (_: unknown, row: T) => show(row),
          }))}
        />
      )}
    </figure>
  );
}
