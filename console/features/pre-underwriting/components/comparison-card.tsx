import { PrinterOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Select, Switch, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useCarrierNames } from '../../../api/carriers.ts';
import { ExportMenu } from '../../../components/table/export-menu.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { useFormat } from '../../../i18n/use-words.ts';
import type { Grid, PreUnderwriting } from '../api/case.ts';
import { Legend } from '../grid/cell.tsx';
import { ComparisonGrid } from '../grid/comparison-grid.tsx';
import { CHOICE, type ShownRow, useCellText, useShownRows } from '../grid/rows.ts';

interface ComparisonCardProps {
  seen: PreUnderwriting;
  grid: Grid;
  /** Absent for who only looks. */
  choose?: ((carrier: string) => void) | undefined;
}

/** What the carriers said, side by side: as of now, or as it was when a comparison was made. */
export function ComparisonCard({ seen, grid: now, choose }: ComparisonCardProps) {
  const { t } = useTranslation('pre-underwriting');
  const [asked, ask] = useSearchParams();
  const [made, setMade] = useState<number>();
  const past = made === undefined ? undefined : seen.comparisons[made]?.grid;
  const grid = past ?? now;
  // What could still be chosen says nothing once it is over.
  const rows = useShownRows(grid).filter(({ key }) => key !== CHOICE || seen.case.category === 'open');
  const onlyDifferences = asked.get('differences') === 'only';
  const shown = onlyDifferences ? rows.filter(({ key, differs }) => differs || key === CHOICE) : rows;
  const chooseAt =
    choose === undefined || past !== undefined
      ? undefined
      : (column: number) => {
          const carrier = now.columns[column]?.carrier;
          if (carrier !== undefined) choose(carrier);
        };
  return (
    <Card size="small" title={t('grid.title')}>
      <Flex vertical gap="small">
        <Flex gap="small" wrap justify="space-between" align="center" className="no-print">
          <Flex gap="small" wrap align="center">
            <AsOf seen={seen} made={made} choose={setMade} />
            <Switch
              checked={onlyDifferences}
              onChange={(only) => ask(only ? { differences: 'only' } : {}, { replace: true })}
              aria-label={t('grid.onlyDifferences')}
            />
            <span>{t('grid.onlyDifferences')}</span>
            <Typography.Text type="secondary" role="status">
              {t('grid.shown', { shown: shown.length, count: rows.length })}
            </Typography.Text>
          </Flex>
          <Flex gap="small" wrap>
            <Export grid={grid} rows={shown} id={seen.case.id} />
            <Link to={`/pre-underwriting/${seen.case.id}/print`}>
              <Button icon={<PrinterOutlined />} tabIndex={-1}>
                {t('print.open')}
              </Button>
            </Link>
          </Flex>
        </Flex>
        <ComparisonGrid
          grid={grid}
          rows={rows}
          shown={shown}
          best={past === undefined ? seen.recommendation?.best?.carrier : seen.comparisons[made ?? 0]?.best}
          chosen={seen.case.choice?.carrier}
          choose={chooseAt}
        />
        <Typography.Text type="secondary" id="grid-keys">
          {t(chooseAt === undefined ? 'grid.keys' : 'grid.keysChoose')}
        </Typography.Text>
        <Legend />
      </Flex>
    </Card>
  );
}

/** Comparisons that were made stay as they were: a late answer made another one beside them. */
function AsOf({
  seen: { comparisons },
  made,
  choose,
}: {
  seen: PreUnderwriting;
  made: number | undefined;
  choose: (made: number | undefined) => void;
}) {
  const { t } = useTranslation('pre-underwriting');
  const { when } = useFormat();
  const kept = comparisons.flatMap(({ at, grid }, index) => (grid === undefined ? [] : [{ at, index }]));
  if (kept.length === 0) return null;
  return (
    <Select
      aria-label={t('grid.asOf')}
      value={made ?? -1}
      onChange={(index) => choose(index === -1 ? undefined : index)}
      options={[
        { value: -1, label: t('grid.now') },
        ...kept.map(({ at, index }) => ({
          value: index,
          label: t('grid.made', { number: index + 1, at: when(at) }),
        })),
      ]}
    />
  );
}

function Export({ grid, rows, id }: { grid: Grid; rows: readonly ShownRow[]; id: string }) {
  const { t } = useTranslation('pre-underwriting');
  const names = useCarrierNames();
  const textOf = useCellText();
  const columns: Column<ShownRow>[] = [
    { key: 'point', title: t('grid.point'), show: ({ label }) => label, text: ({ label }) => label },
    ...grid.columns.map(({ carrier, product }, at): Column<ShownRow> => {
      const text = ({ cells }: ShownRow) => {
        const cell = cells[at];
        return cell === undefined ? '' : textOf(cell);
      };
      const title = `${names.carrier(carrier)} / ${names.product(carrier, product)}`;
      return { key: carrier, title, show: text, text };
    }),
  ];
  return <ExportMenu file={`comparison-${id}`} columns={columns} shown={rows} />;
}
