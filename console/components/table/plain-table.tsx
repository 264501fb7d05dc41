import { Flex, Table, type TableColumnsType, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Nothing } from '../state/states.tsx';
import { ExportMenu } from './export-menu.tsx';
import type { Column } from './keyset-table.tsx';
import { TableScroll } from './table-scroll.tsx';

const ROWS_OF_PAGE = 100; // of a table that is there as a whole: more at once make a browser slow

interface PlainTableProps<T> {
  rows: readonly T[];
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  /** What the table is, for a reader of the screen. */
  label: string;
  /** Name of the exported file, without its ending. */
  file: string;
  empty?: ReactNode;
  /** Every row at once, for what is printed. */
  whole?: boolean;
  extra?: ReactNode;
}

/** A table that came as a whole. It is exported as a whole, whatever page of it is shown. */
export function PlainTable<T extends object>(props: PlainTableProps<T>) {
  const { rows, columns, rowKey, label, file, empty, whole = false, extra } = props;
  const { t } = useTranslation();
  const shown: TableColumnsType<T> = columns.map(({ key, title, show, width, wide = false }) => ({
    key,
    title,
    ...(width === undefined ? {} : { width }),
    ...(wide ? { responsive: ['md'] } : {}),
    render: (_: unknown, row: T) => show(row),
  }));
  return (
    <Flex vertical gap="small">
      <Flex justify="space-between" align="center" wrap gap="small" className="no-print">
        <Typography.Text type="secondary">{t('table.shownAll', { count: rows.length })}</Typography.Text>
        <Flex gap="small" wrap>
          {extra}
          <ExportMenu file={file} columns={columns} shown={rows} />
        </Flex>
      </Flex>
      <TableScroll>
        <Table<T>
          aria-label={label}
          size="small"
          columns={shown}
          dataSource={[...rows]}
          rowKey={rowKey}
          pagination={
            !whole && rows.length > ROWS_OF_PAGE ? { pageSize: ROWS_OF_PAGE, showSizeChanger: false } : false
          }
          locale={{ emptyText: <Nothing>{empty ?? t('table.empty')}</Nothing> }}
        />
      </TableScroll>
    </Flex>
  );
}
