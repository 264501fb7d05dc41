import { Flex, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../../api/carriers.ts';
import { CaseLink } from '../../../components/case/case-link.tsx';
import { DuesOfCase, tellsDues } from '../../../components/case/dues-of-case.tsx';
import type { KindWords } from '../../../components/case/stage-name.ts';
import { When } from '../../../components/shown.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { TimeLeft, useTimeLeft } from '../../../components/time-left.tsx';
import { useFormat, useTerm } from '../../../i18n/use-words.ts';
import type { CaseRow } from '../api/cases.ts';

const times = ({ nextDueAt, closedAt, openedAt }: CaseRow) => ({ dueAt: nextDueAt, closedAt, openedAt });

/** What a list says of a case. Colour is never the only sign: the tag says in words what it means. */
export function useColumns(words: KindWords): Column<CaseRow>[] {
  const { t } = useTranslation();
  const own = useTranslation('work-list').t;
  const term = useTerm('common');
  const { when } = useFormat();
  const timeLeft = useTimeLeft();
  const { carrier: carrierName } = useCarrierNames();
  const place = ({ branch, carrier }: CaseRow): string =>
    carrier === undefined ? branch : `${branch} · ${carrierName(carrier)}`;
  return [
    {
      key: 'id',
      title: t('case.number'),
      show: ({ id }) => <CaseLink id={id} />,
      text: ({ id }) => id,
    },
    {
      key: 'kind',
      title: t('case.kind'),
      show: ({ kind }) => term('kind', kind),
      text: ({ kind }) => term('kind', kind),
    },
    {
      key: 'stage',
      title: t('case.stage'),
      show: ({ kind, stage }) => words.stage(kind, stage),
      text: ({ kind, stage }) => words.stage(kind, stage),
    },
    {
      key: 'time-left',
      title: t('case.timeLeft'),
      show: (row) => (
        <TimeLeft {...times(row)} {...(tellsDues(row) ? { all: () => <DuesOfCase of={row} /> } : {})} />
      ),
      text: (row) => timeLeft(times(row)).text,
    },
    {
      key: 'place',
      title: own('column.place'),
      show: (row) => place(row),
      text: place,
    },
    {
      key: 'round',
      title: own('column.round'),
      show: ({ round }) => round ?? '–',
      text: ({ round }) => round ?? '',
      wide: true,
    },
    {
      key: 'escalated-to',
      title: own('column.escalatedTo'),
      show: ({ escalatedTo }) =>
        escalatedTo === undefined ? '–' : <Tag color="orange">{term('role', escalatedTo)}</Tag>,
      text: ({ escalatedTo }) => (escalatedTo === undefined ? '' : term('role', escalatedTo)),
    },
    {
      key: 'opened-at',
      title: t('case.openedAt'),
      show: ({ openedAt }) => <When at={openedAt} />,
      text: ({ openedAt }) => when(openedAt),
      wide: true,
    },
  ];
}

/** What a row is, in one line: in a preview or a result there is no table. */
export function RowName({ row, words }: { row: CaseRow; words: KindWords }) {
  const term = useTerm('common');
  return (
    <Flex gap="small" wrap>
      <CaseLink id={row.id} />
      <Typography.Text>
        {term('kind', row.kind)} · {words.stage(row.kind, row.stage)}
      </Typography.Text>
    </Flex>
  );
}
