import { CheckCircleOutlined, StarOutlined } from '@ant-design/icons';
import { Button, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import type { Grid } from '../api/case.ts';
import { CellShown } from './cell.tsx';
import { useGridKeys } from './grid-keys.ts';
import { CHOICE, type ShownRow } from './rows.ts';
import './grid.css';

interface ComparisonGridProps {
  grid: Grid;
  /** All points; those that stand alike may be left out of what is shown. */
  rows: readonly ShownRow[];
  shown: readonly ShownRow[];
  best?: string | undefined;
  chosen?: string | undefined;
  /** Absent when nothing can be chosen: a grid of the past, or somebody who only looks. */
  choose?: ((column: number) => void) | undefined;
}

/** Carriers side by side: a column for each, a row for each point. */
export function ComparisonGrid({ grid, rows, shown, best, chosen, choose }: ComparisonGridProps) {
  const { t } = useTranslation('pre-underwriting');
  const { columns } = grid;
  const can = (column: number): boolean => {
    const cell = grid.rows.choice.cells[column];
    return choose !== undefined && cell?.is === 'value' && cell.value.can;
  };
  const { table, at, onKeyDown } = useGridKeys(
    { row: shown.length, column: columns.length },
    ({ column }) => {
      if (can(column - 1)) choose?.(column - 1);
    },
  );
  return (
    <section className="comparison" aria-label={t('grid.title')}>
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern of WAI-ARIA, on a table
        role="grid"
        aria-label={t('grid.title')}
        aria-describedby="grid-keys"
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col" aria-colindex={1} {...at({ row: 0, column: 0 })}>
              {t('grid.point')}
            </th>
            {columns.map((column, index) => (
              <th
                key={`${column.carrier}${column.product}`}
                scope="col"
                aria-colindex={index + 2}
                {...at({ row: 0, column: index + 1 })}
              >
                <Head column={column} isBest={column.carrier === best} isChosen={column.carrier === chosen} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            <tr key={row.key} aria-rowindex={rows.indexOf(row) + 2}>
              <th scope="row" aria-colindex={1} {...at({ row: index + 1, column: 0 })}>
                {row.label}
                {row.differs && <span className="differs">{t('grid.differs')}</span>}
              </th>
              {row.cells.map((cell, column) => (
                <td
                  key={`${columns[column]?.carrier}${row.key}`}
                  aria-colindex={column + 2}
                  {...at({ row: index + 1, column: column + 1 })}
                >
                  {row.key === CHOICE && can(column) ? (
                    <ChooseButton carrier={columns[column]?.carrier ?? ''} choose={() => choose?.(column)} />
                  ) : (
                    <CellShown cell={cell} />
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Head({
  column: { carrier, product, state },
  isBest,
  isChosen,
}: {
  column: Grid['columns'][number];
  isBest: boolean;
  isChosen: boolean;
}) {
  const { t } = useTranslation('pre-underwriting');
  const names = useCarrierNames();
  return (
    <>
      <div className="carrier">{names.carrier(carrier)}</div>
      <div className="product">{names.product(carrier, product)}</div>
      {state !== 'answered' && <Tag>{t(`obstacle.${state}`)}</Tag>}
      {isBest && (
        <Tag color="green" icon={<StarOutlined />}>
          {t('grid.best')}
        </Tag>
      )}
      {isChosen && (
        <Tag color="blue" icon={<CheckCircleOutlined />}>
          {t('grid.chosen')}
        </Tag>
      )}
    </>
  );
}

/** For the pointer: by keyboard the whole cell is what is chosen, so the button is no stop of its own. */
function ChooseButton({ carrier, choose }: { carrier: string; choose: () => void }) {
  const { t } = useTranslation('pre-underwriting');
  const names = useCarrierNames();
  return (
    <Button
      size="small"
      type="primary"
      tabIndex={-1}
      onClick={choose}
      aria-label={t('choose.carrier', { carrier: names.carrier(carrier) })}
    >
      {t('choose.short')}
    </Button>
  );
}
