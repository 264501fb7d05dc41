import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../../components/chart/chart.tsx';
import { Nothing } from '../../../components/state/states.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { useDark } from '../../../components/theme.ts';
import { useFormat } from '../../../i18n/use-words.ts';
import type { OneAction } from '../api/action.ts';
import { perTenThousand, targetOf, useRateText } from './rate.ts';

type Check = OneAction['checks'][number];

/** Every month since the action began, with the rate before and the one to be reached. */
export function EffectChart({ action }: { action: OneAction }) {
  const { t } = useTranslation('corrective-action');
  const { month, number } = useFormat();
  const dark = useDark();
  const { rate } = useRateText();
  const { checks } = action;
  if (checks.length === 0) return <Nothing>{t('noMonth')}</Nothing>;
  const told = ({ share, tooFew }: Check) => rate(share, tooFew);
  const columns: Column<Check>[] = [
    { key: 'month', title: t('month'), show: (row) => month(row.month), text: (row) => row.month },
    { key: 'rate', title: t('rate.title'), show: told, text: told },
    {
      key: 'complaints',
      title: t('rate.complaints'),
      show: ({ share }) => number(share.numerator),
      text: ({ share }) => share.numerator,
    },
    {
      key: 'policies',
      title: t('rate.policies'),
      show: ({ share }) => number(share.denominator),
      text: ({ share }) => share.denominator,
    },
    {
      key: 'fell',
      title: t('fell.title'),
      show: ({ fell }) => <Tag color={fell ? 'green' : 'orange'}>{t(fell ? 'fell.yes' : 'fell.no')}</Tag>,
      text: ({ fell }) => t(fell ? 'fell.yes' : 'fell.no'),
    },
  ];
  const lines = { before: t('before'), target: t('target'), rate: t('rate.title') };
  return (
    <Chart<Check>
      label={t('effect')}
      option={effectOption(action, dark, lines, (check) => `${month(check.month)}: ${told(check)}`)}
      rows={checks}
      columns={columns}
      rowKey={(row) => row.month}
      file={`${t('effect')}-${action.id}`}
    />
  );
}

function effectOption(
  { before, targetPercent, checks }: OneAction,
  dark: boolean,
  lines: { before: string; target: string; rate: string },
  said: (check: Check) => string,
) {
  const text = dark ? '#d6dbe0' : '#30363c';
  const level = (name: string, at: number | undefined) =>
    at === undefined ? [] : [{ yAxis: at, label: { formatter: `${name} ${at.toFixed(2)}`, color: text } }];
  return {
    color: [dark ? '#2fa48d' : '#0f5d4f'],
    grid: { left: 12, right: 24, top: 32, bottom: 12 },
    tooltip: { trigger: 'item', renderMode: 'richText', confine: true },
    xAxis: { type: 'category', data: checks.map(({ month }) => month), axisLabel: { color: text } },
    yAxis: {
      type: 'value',
      min: 0,
      // Both lines are in the picture however far the months are from them.
      max: ({ max }: { max: number }) => Math.ceil(Math.max(max, perTenThousand(before) ?? 0) * 1.2),
      axisLabel: { color: text },
    },
    series: [
      {
        name: lines.rate,
        type: 'line',
        symbolSize: 9,
        showAllSymbol: true,
        tooltip: { formatter: ({ data }: { data: { said: string } }) => data.said },
        data: checks.map((check) => ({
          value: check.tooFew === true ? '-' : (perTenThousand(check.share) ?? '-'),
          symbol: check.fell ? 'circle' : 'triangle',
          said: said(check),
        })),
        markLine: {
          symbol: 'none',
          label: { position: 'insideEndTop' },
          lineStyle: { type: 'dashed' },
          data: [
            ...level(lines.before, perTenThousand(before)),
            ...level(lines.target, targetOf(before, targetPercent)),
          ],
        },
      },
    ],
  };
}
