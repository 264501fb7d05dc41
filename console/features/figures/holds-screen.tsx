import { Alert, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Chart } from '../../components/chart/chart.tsx';
import { Day, Money } from '../../components/shown.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { useFormat } from '../../i18n/use-words.ts';
import { type HoldFigures, useHoldFigures } from './api/holds.ts';
import {
  baseOption,
  type ChartColours,
  heightOf,
  PATTERNS,
  useChartColours,
} from './components/chart-style.ts';
import { ScopeBar } from './components/scope-bar.tsx';
import { useScope } from './scope.ts';

type OfBranch = HoldFigures['branches'][number];

/** Commission that is held now, by how long and by why; a line with two holds counts under both reasons. */
export function HoldsScreen() {
  const { t } = useTranslation('figures');
  const scope = useScope();
  const query = useHoldFigures(scope.branch === undefined ? {} : { branch: scope.branch });
  return (
    <Flex vertical gap="middle">
      <ScopeBar scope={scope} by={['branch']} />
      <Loaded query={query}>
        {({ on, branches }) => (
          <Flex vertical gap="middle">
            <span>
              {t('holds.on')} <Day on={on} />
            </span>
            {branches
              .filter(({ partial }) => partial === true)
              .map(({ branch }) => (
                <Alert key={branch} type="warning" showIcon title={t('holds.partial', { branch })} />
              ))}
            <ByAge branches={branches} />
            <ByReason branches={branches} />
          </Flex>
        )}
      </Loaded>
    </Flex>
  );
}

interface Sum {
  branch: string;
  name: string;
  lines: number;
  heldFen: number;
  /** Where the lines themselves are. */
  path: string;
}

function ByAge({ branches }: { branches: readonly OfBranch[] }) {
  const { t } = useTranslation('figures');
  const rows = branches.flatMap(({ branch, byAge }) =>
    byAge.map(({ upToDays, lines, heldFen }, index): Sum => {
      const from = (byAge[index - 1]?.upToDays ?? -1) + 1;
      const name =
        upToDays === undefined
          ? t('holds.over', { days: from - 1 })
          : t('holds.days', { from, to: upToDays });
      return { branch, name, lines, heldFen, path: linesPath({ branch }) };
    }),
  );
  return <SumsChart label={t('holds.byAge')} rows={rows} nameTitle={t('holds.age')} />;
}

function ByReason({ branches }: { branches: readonly OfBranch[] }) {
  const { t } = useTranslation('figures');
  const rows = branches.flatMap(({ branch, byType }) =>
    byType.map(
      ({ type, lines, heldFen }): Sum => ({
        branch,
        name: t(`hold.${type}`),
        lines,
        heldFen,
        path: linesPath({ branch, hold: type }),
      }),
    ),
  );
  return <SumsChart label={t('holds.byReason')} rows={rows} nameTitle={t('holds.reason')} />;
}

function linesPath(of: Record<string, string>): string {
  return `/commissions?${new URLSearchParams({ state: 'held', ...of })}`;
}

function SumsChart({ label, rows, nameTitle }: { label: string; rows: readonly Sum[]; nameTitle: string }) {
  const { t } = useTranslation('figures');
  const colours = useChartColours();
  const { money, number } = useFormat();
  const said = ({ lines, heldFen }: Sum) => `${money(heldFen)} (${t('holds.lines', { count: lines })})`;
  return (
    <Chart<Sum>
      label={label}
      option={sumsOption(rows, colours, said)}
      height={heightOf(new Set(rows.map(({ branch }) => branch)).size)}
      rows={rows}
      rowKey={({ branch, name }) => `${branch} ${name}`}
      file={label}
      columns={[
        { key: 'branch', title: t('branch'), show: ({ branch }) => branch, text: ({ branch }) => branch },
        { key: 'name', title: nameTitle, show: ({ name }) => name, text: ({ name }) => name },
        {
          key: 'lines',
          title: t('holds.lineCount'),
          show: ({ lines, path, name }) =>
            lines === 0 ? (
              number(lines)
            ) : (
              <Link to={path} aria-label={t('holds.seeLines', { name, count: lines })}>
                {number(lines)}
              </Link>
            ),
          text: ({ lines }) => lines,
        },
        {
          key: 'held',
          title: t('holds.held'),
          show: ({ heldFen }) => <Money fen={heldFen} />,
          text: ({ heldFen }) => heldFen / 100,
        },
      ]}
    />
  );
}

function sumsOption(rows: readonly Sum[], colours: ChartColours, said: (sum: Sum) => string) {
  const branches = [...new Set(rows.map(({ branch }) => branch))];
  const names = [...new Set(rows.map(({ name }) => name))];
  return {
    ...baseOption(colours),
    aria: PATTERNS,
    xAxis: {
      type: 'value',
      axisLabel: { color: colours.text },
      splitLine: { lineStyle: { color: colours.line } },
    },
    yAxis: { type: 'category', inverse: true, data: branches, axisLabel: { color: colours.text } },
    series: names.map((name) => ({
      name,
      type: 'bar',
      stack: 'held',
      barMaxWidth: 30,
      tooltip: {
        formatter: ({ name: branch, data }: { name: string; data: { said: string } }) =>
          `${branch}\n${name}: ${data.said}`,
      },
      data: branches.map((branch) => {
        const sum = rows.find((row) => row.branch === branch && row.name === name);
        return sum === undefined ? { value: 0, said: '' } : { value: sum.heldFen / 100, said: said(sum) };
      }),
    })),
  };
}
