import { Tag } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { CaseLink } from '../../../components/case/case-link.tsx';
import { DuesOfCase, tellsDues } from '../../../components/case/dues-of-case.tsx';
import { keepList } from '../../../components/case/neighbours.ts';
import { useOwnerName } from '../../../components/case/owner.ts';
import { When } from '../../../components/shown.tsx';
import { type Column, KeysetTable } from '../../../components/table/keyset-table.tsx';
import { TimeLeft, useTimeLeft } from '../../../components/time-left.tsx';
import { useFormat, useTerm } from '../../../i18n/use-words.ts';
import { type AskedCases, type ListedCase, useListedCases } from '../api/list-cases.ts';

export function CaseTable({ asked }: { asked: AskedCases }) {
  const { t } = useTranslation('reconsideration');
  const query = useListedCases(asked);
  const columns = useColumns();
  const ids = (query.data?.pages ?? []).flatMap(({ items }) => items.map(({ id }) => id)).join(' ');
  useEffect(() => keepList(ids === '' ? [] : ids.split(' ')), [ids]);
  return (
    <KeysetTable
      query={query}
      columns={columns}
      rowKey={({ id }) => id}
      label={t('list.title')}
      file="reconsiderations"
      empty={t(query.hasNextPage ? 'list.noneSoFar' : 'list.none')}
      byKeys
    />
  );
}

const times = ({ nextDueAt, openedAt, closedAt }: ListedCase) => ({ dueAt: nextDueAt, openedAt, closedAt });

function useColumns(): Column<ListedCase>[] {
  const { t } = useTranslation();
  const term = useTerm('reconsideration');
  const role = useTerm('common');
  const owner = useOwnerName();
  const { carrier } = useCarrierNames();
  const { when } = useFormat();
  const timeLeft = useTimeLeft();
  const told = (to: string | undefined) => (to === undefined ? '' : role('role', to));
  return [
    { key: 'id', title: t('case.number'), show: ({ id }) => <CaseLink id={id} />, text: ({ id }) => id },
    {
      key: 'stage',
      title: t('case.stage'),
      show: ({ stage }) => <Tag>{term('stage', stage)}</Tag>,
      text: ({ stage }) => term('stage', stage),
    },
    {
      key: 'left',
      title: t('case.timeLeft'),
      show: (row) => (
        <TimeLeft {...times(row)} {...(tellsDues(row) ? { all: () => <DuesOfCase of={row} /> } : {})} />
      ),
      text: (row) => timeLeft(times(row)).text,
    },
    {
      key: 'carrier',
      title: t('case.carrier'),
      show: (row) => carrier(row.carrier ?? ''),
      text: (row) => carrier(row.carrier ?? ''),
    },
    { key: 'branch', title: t('case.branch'), show: ({ branch }) => branch, text: ({ branch }) => branch },
    {
      key: 'owner',
      title: t('case.owner'),
      show: (row) => owner(row.owner),
      text: (row) => owner(row.owner),
      wide: true,
    },
    {
      key: 'escalated',
      title: term('column', 'escalatedTo'),
      show: ({ escalatedTo }) =>
        escalatedTo === undefined ? '–' : <Tag color="orange">{told(escalatedTo)}</Tag>,
      text: ({ escalatedTo }) => told(escalatedTo),
      wide: true,
    },
    {
      key: 'opened',
      title: t('case.openedAt'),
      show: ({ openedAt }) => <When at={openedAt} />,
      text: ({ openedAt }) => when(openedAt),
      wide: true,
    },
  ];
}
