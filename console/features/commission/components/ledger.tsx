import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Money, When } from '../../../components/shown.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { PlainTable } from '../../../components/table/plain-table.tsx';
import { useFormat } from '../../../i18n/use-words.ts';
import type { LedgerEntry, PolicyLine } from '../api/policy-lines.ts';
import { policyName, useBy, useWhy } from './words.ts';

const ACCOUNTS = ['held', 'payable', 'paid', 'voided'] as const;
type Account = (typeof ACCOUNTS)[number];

interface Row extends LedgerEntry {
  /** What each account holds after the entry. */
  sums: Record<Account, number>;
}

/** Every entry of a line's ledger, with what each account held after it. */
export function Ledger({ line }: { line: PolicyLine }) {
  const { t } = useTranslation('commission');
  const { t: common } = useTranslation();
  const why = useWhy();
  const by = useBy();
  const { when } = useFormat();
  const columns: Column<Row>[] = [
    { key: 'at', title: t('at'), show: ({ at }) => <When at={at} />, text: ({ at }) => when(at) },
    {
      key: 'what',
      title: t('what'),
      show: ({ what }) => t(`entry.${what}`),
      text: ({ what }) => t(`entry.${what}`),
    },
    ...ACCOUNTS.map(
      (account): Column<Row> => ({
        key: account,
        title: t(`account.${account}`),
        show: (row) => <Posted account={account} row={row} />,
        text: ({ sums }) => sums[account] / 100,
      }),
    ),
    { key: 'why', title: t('reason'), width: 260, show: (row) => why(row.why), text: (row) => why(row.why) },
    { key: 'by', title: t('byWhom'), show: (row) => by(row.by), text: (row) => by(row.by) },
  ];
  const name = `${common('case.policy')} ${policyName(line)} ${line.payee}`;
  return (
    <PlainTable<Row>
      rows={running(line.entries)}
      columns={columns}
      rowKey={({ seq }) => String(seq)}
      label={`${t('ledger')} ${name}`}
      file={name}
    />
  );
}

/** The sum after an entry, and what the entry changed. */
function Posted({ account, row: { sums, legs } }: { account: Account; row: Row }) {
  const { t } = useTranslation('commission');
  const { money } = useFormat();
  const change = legs[account]?.fen ?? 0;
  const sum = sums[account];
  return (
    <Flex vertical gap={2}>
      <span>
        <Money fen={sum} /> {sum < 0 && <Tag color="red">{t('state.owed-back')}</Tag>}
      </span>
      {change !== 0 && (
        <Typography.Text type="secondary" className="money">
          {change > 0 ? '+' : ''}
          {money(change)}
        </Typography.Text>
      )}
    </Flex>
  );
}

function running(entries: readonly LedgerEntry[]): Row[] {
  const sums: Record<Account, number> = { held: 0, payable: 0, paid: 0, voided: 0 };
  return entries.map((entry) => {
    for (const account of ACCOUNTS) sums[account] += entry.legs[account]?.fen ?? 0;
    return { ...entry, sums: { ...sums } };
  });
}
