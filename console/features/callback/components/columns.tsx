import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { CarrierName } from '../../../components/carrier-name.tsx';
import { CaseLink } from '../../../components/case/case-link.tsx';
import { DuesOfCase, tellsDues } from '../../../components/case/dues-of-case.tsx';
import { useOwnerName } from '../../../components/case/owner.ts';
import { When } from '../../../components/shown.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { TimeLeft, useTimeLeft } from '../../../components/time-left.tsx';
import { useFormat, useTerm } from '../../../i18n/use-words.ts';
import type { CallbackRow } from '../api/callbacks.ts';

const times = ({ nextDueAt, closedAt, openedAt }: CallbackRow) => ({ dueAt: nextDueAt, closedAt, openedAt });

export function useColumns(): Column<CallbackRow>[] {
  const { t } = useTranslation('callback');
  const { t: common } = useTranslation();
  const term = useTerm('callback');
  const role = useTerm('common');
  const owner = useOwnerName();
  const { carrier: carrierName } = useCarrierNames();
  const { when } = useFormat();
  const timeLeft = useTimeLeft();
  return [
    {
      key: 'id',
      title: common('case.number'),
      show: ({ id }) => <CaseLink id={id} />,
      text: ({ id }) => id,
    },
    {
      key: 'stage',
      title: common('case.stage'),
      show: ({ stage }) => term('stage', stage),
      text: ({ stage }) => term('stage', stage),
    },
    {
      key: 'time-left',
      title: common('case.timeLeft'),
      show: (row) => (
        <TimeLeft {...times(row)} {...(tellsDues(row) ? { all: () => <DuesOfCase of={row} /> } : {})} />
      ),
      text: (row) => timeLeft(times(row)).text,
    },
    {
      key: 'carrier',
      title: common('case.carrier'),
      show: ({ carrier }) => <CarrierName id={carrier} />,
      text: ({ carrier }) => (carrier === undefined ? '' : carrierName(carrier)),
    },
    {
      key: 'owner',
      title: common('case.owner'),
      show: (row) => owner(row.owner),
      text: (row) => owner(row.owner),
    },
    {
      key: 'round',
      title: t('list.round'),
      show: ({ round }) => round ?? '–',
      text: ({ round }) => round ?? '',
      wide: true,
    },
    {
      key: 'escalated-to',
      title: t('list.escalatedTo'),
      show: ({ escalatedTo }) =>
        escalatedTo === undefined ? '–' : <Tag color="orange">{role('role', escalatedTo)}</Tag>,
      text: ({ escalatedTo }) => (escalatedTo === undefined ? '' : role('role', escalatedTo)),
    },
    {
      key: 'opened-at',
      title: common('case.openedAt'),
      show: ({ openedAt }) => <When at={openedAt} />,
      text: ({ openedAt }) => when(openedAt),
      wide: true,
    },
  ];
}
