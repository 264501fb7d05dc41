import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column } from './keyset-table.tsx';
import { TableScroll } from './table-scroll.tsx';

export interface Selection<T> {
  chosen: readonly string[];
  choose: (keys: string[], rows: T[]) => void;
}

interface RowsProps<T> {
  rows: readonly T[];
  columns: readonly Column<T>[];
  rowKey: (row: T) => string;
  label: string;
  /** What stands there when there is no row. */
  empty: ReactNode;
  selection?: Selection<T> | undefined;
}

/**
 * Plain rows. The table of antd can sort, filter and turn pages, none of which a list of the API does, and it would be
 * a fifth of what the console loads first.
 */
export function Rows<T>({ rows, columns, rowKey, label, empty, selection }: RowsProps<T>) {
  const width = columns.length + (selection === undefined ? 0 : 1);
  return (
    <TableScroll>
      <table className="rows" aria-label={label}>
        <thead>
          <tr>
            {selection !== undefined && (
              <th scope="col">
                <ChooseAll rows={rows} rowKey={rowKey} selection={selection} />
              </th>
            )}
            {columns.map(({ key, title, width: wanted, wide }) => (
              <th
                key={key}
                scope="col"
                {...(wide === true ? { className: 'wide' } : {})}
                {...(wanted === undefined ? {} : { style: { width: wanted } })}
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const id = rowKey(row);
            return (
              <tr key={id} data-row-key={id}>
                {selection !== undefined && (
                  <td>
                    <ChooseOne row={row} rows={rows} rowKey={rowKey} selection={selection} />
                  </td>
                )}
                {columns.map(({ key, show, wide }) => (
                  <td key={key} {...(wide === true ? { className: 'wide' } : {})}>
                    {show(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {rows.length === 0 && (
            <tr>
              <td colSpan={width}>{empty}</td>
            </tr>
          )}
        </tbody>
      </table>
    </TableScroll>
  );
}

type Choosing<T> = Pick<RowsProps<T>, 'rows' | 'rowKey'> & { selection: Selection<T> };

function ChooseAll<T>({ rows, rowKey, selection: { chosen, choose } }: Choosing<T>) {
  const { t } = useTranslation();
  const shown = rows.filter((row) => chosen.includes(rowKey(row))).length;
  return (
    <Checkbox
      aria-label={t('table.chooseAll')}
      checked={shown > 0 && shown === rows.length}
      indeterminate={shown > 0 && shown < rows.length}
      onChange={({ target: { checked } }) => {
        const all = checked ? [...rows] : [];
        choose(all.map(rowKey), all);
      }}
    />
  );
}

function ChooseOne<T>({ row, rows, rowKey, selection: { chosen, choose } }: Choosing<T> & { row: T }) {
  const { t } = useTranslation();
  const id = rowKey(row);
  const isChosen = chosen.includes(id);
  return (
    <Checkbox
      aria-label={t('table.choose', { id })}
      checked={isChosen}
      onChange={() => {
        const keys = isChosen ? chosen.filter((one) => one !== id) : [...chosen, id];
        choose(
          [...keys],
          rows.filter((one) => keys.includes(rowKey(one))),
        );
      }}
    />
  );
}
