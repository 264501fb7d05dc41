import { Card, Descriptions, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { Day, Money } from '../../../components/shown.tsx';
import type { PolicyLine } from '../api/policy-lines.ts';
import { HoldCard } from './hold-card.tsx';
import { Expected } from './holds-of.tsx';
import { Ledger } from './ledger.tsx';
import { StateTag } from './state-tag.tsx';

const ACCOUNTS = ['accrued', 'held', 'payable', 'paid', 'voided'] as const;

/** What one payee gets for the policy: where it stands, what holds it, and how it came to be so. */
export function LineCard({ line }: { line: PolicyLine }) {
  const { t } = useTranslation('commission');
  const { payee, payeeRole, amounts, holds, availableFrom } = line;
  return (
    <Card
      title={
        <h2 className="card-title">
          {payee} · {t(`payeeRole.${payeeRole}`)}
        </h2>
      }
      extra={<StateTag line={line} />}
    >
      <Flex vertical gap="middle">
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 2, lg: 4 }}
          items={[
            ...ACCOUNTS.map((account) => ({
              key: account,
              label:
                account === 'payable' && amounts.payable.fen < 0
                  ? t('state.owed-back')
                  : t(`account.${account}`),
              children: <Money fen={amounts[account].fen} />,
            })),
            { key: 'from', label: t('availableFrom'), children: <Day on={availableFrom} /> },
            { key: 'expected', label: t('expectedOn'), children: <Expected line={line} /> },
          ]}
        />
        {holds.map((hold) => (
          <HoldCard key={hold.type} hold={hold} heldFen={amounts.held.fen} />
        ))}
        <Ledger line={line} />
      </Flex>
    </Card>
  );
}
