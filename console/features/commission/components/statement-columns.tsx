import { useTranslation } from 'react-i18next';
import { Money } from '../../../components/shown.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import type { Statement } from '../api/payout.ts';

const SUMS = ['paid', 'takenBack', 'carriedIn', 'net', 'carriedOut'] as const;

/** The sums of a payee's statement, there already or foreseen. */
export function useStatementColumns(): Column<Statement>[] {
  const { t } = useTranslation('commission');
  return [
    { key: 'payee', title: t('payee'), show: ({ payee }) => payee, text: ({ payee }) => payee },
    { key: 'lines', title: t('linesPaid'), show: ({ lines }) => lines, text: ({ lines }) => lines },
    ...SUMS.map(
      (sum): Column<Statement> => ({
        key: sum,
        title: t(`sum.${sum}`),
        show: (row) => <Money fen={row[sum].fen} />,
        text: (row) => row[sum].fen / 100,
      }),
    ),
  ];
}
