import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCarrierNames } from '../../../api/carriers.ts';
import { useOwnerName } from '../../../components/case/owner.ts';
import { Money } from '../../../components/shown.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import type { Card } from '../api/lines.ts';
import { Expected, HoldsOf, NextOf } from './holds-of.tsx';
import { StateTag } from './state-tag.tsx';
import { policyName, shownState, useNextStep, useWhy } from './words.ts';

const ACCOUNTS = ['held', 'payable', 'paid'] as const;

/** The columns of every list of commission lines. */
export function useLineColumns({ payee }: { payee: boolean }): Column<Card>[] {
  const { t } = useTranslation('commission');
  const { t: common } = useTranslation();
  const { carrier: carrierName } = useCarrierNames();
  const why = useWhy();
  const owner = useOwnerName();
  const step = useNextStep();
  return [
    {
      key: 'policy',
      title: common('case.policy'),
      show: (line) => <Link to={`/commissions/${line.policyId}`}>{policyName(line)}</Link>,
      text: policyName,
    },
    ...(payee
      ? [
          {
            key: 'payee',
            title: t('payee'),
            show: ({ payee, payeeRole }: Card) => `${payee} · ${t(`payeeRole.${payeeRole}`)}`,
            text: (line: Card) => line.payee,
          },
        ]
      : []),
    {
      key: 'carrier',
      title: common('case.carrier'),
      wide: true,
      show: ({ carrier }) => carrierName(carrier),
      text: ({ carrier }) => carrierName(carrier),
    },
    {
      key: 'state',
      title: t('stateTitle'),
      show: (line) => <StateTag line={line} />,
      text: (line) => t(`state.${shownState(line)}`),
    },
    ...ACCOUNTS.map(
      (account): Column<Card> => ({
        key: account,
        title: t(`account.${account}`),
        show: ({ amounts }) => <Money fen={amounts[account].fen} />,
        text: ({ amounts }) => amounts[account].fen / 100,
      }),
    ),
    {
      key: 'holds',
      title: t('whyHeld'),
      width: 280,
      show: (line) => <HoldsOf line={line} />,
      text: ({ holds }) => holds.map(({ type, reason }) => `${t(`hold.${type}`)}: ${why(reason)}`).join('; '),
    },
    {
      key: 'next',
      title: t('next'),
      width: 260,
      show: ({ holds }) => <NextOf hold={holds[0]} />,
      text: ({ holds }) => holds.map(({ next }) => `${owner(next.who)}: ${step(next.what)}`).join('; '),
    },
    {
      key: 'expected',
      title: t('expectedOn'),
      show: (line) => <Expected line={line} />,
      text: ({ expected }) => expected?.on ?? '',
    },
  ];
}
