import { Tag } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCarrierNames } from '../../api/carriers.ts';
import { answer, api } from '../../api/client.ts';
import type { paths } from '../../api/schema.ts';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import { When } from '../shown.tsx';
import { type Column, KeysetTable, useKeysetList } from '../table/keyset-table.tsx';
import { TimeLeft } from '../time-left.tsx';
import { CaseLink } from './case-link.tsx';
import { keepList } from './neighbours.ts';
import { useOwnerName } from './owner.ts';

type Cases = paths['/cases']['get'];
type Asked = Required<NonNullable<Cases['parameters']['query']>>;
type Row = Cases['responses']['2XX']['content']['application/json']['items'][number];

const AT_ONCE = 50;

/** Cases of one kind in one stage of a branch: the next due first, of those that ended the latest. */
export function StageList({
  kind,
  stage,
  branch,
  state,
  words,
  label,
  empty,
  withOwner = false,
}: {
  kind: Asked['kind'];
  stage: string;
  branch: string;
  /** Whichever the index chooses when it is left out: a stage in which cases are open and closed. */
  state: 'open' | 'closed' | undefined;
  /** The words that name the stages. */
  words: string;
  label: string;
  empty?: string;
  withOwner?: boolean;
}) {
  const query = useKeysetList<Row>(['cases', kind, stage, branch, state], (next) =>
    answer(
      api.GET('/cases', {
        params: {
          query: {
            kind,
            stage,
            branch,
            limit: AT_ONCE,
            ...(state === undefined ? {} : { state }),
            ...(next === undefined ? {} : { next }),
          },
        },
      }),
    ),
  );
  const columns = useColumns(words).filter(({ key }) => withOwner || key !== 'owner');
  const ids = (query.data?.pages ?? []).flatMap(({ items }) => items.map(({ id }) => id)).join(' ');
  useEffect(() => keepList(ids === '' ? [] : ids.split(' ')), [ids]);
  return (
    <KeysetTable
      query={query}
      columns={columns}
      rowKey={({ id }) => id}
      label={label}
      file={`${kind}-${branch}-${stage}`}
      {...(empty === undefined ? {} : { empty })}
      byKeys
    />
  );
}

function useColumns(words: string): Column<Row>[] {
  const { t } = useTranslation();
  const term = useTerm(words);
  const owner = useOwnerName();
  const { carrier } = useCarrierNames();
  const { when } = useFormat();
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
      show: ({ nextDueAt, openedAt, closedAt }) => (
        <TimeLeft dueAt={nextDueAt} openedAt={openedAt} closedAt={closedAt} />
      ),
      text: ({ nextDueAt }) => (nextDueAt === undefined ? '' : when(nextDueAt)),
    },
    {
      key: 'owner',
      title: t('case.owner'),
      show: (row) => owner(row.owner),
      text: (row) => owner(row.owner),
      wide: true,
    },
    {
      key: 'carrier',
      title: t('case.carrier'),
      show: (row) => (row.carrier === undefined ? '–' : carrier(row.carrier)),
      text: (row) => (row.carrier === undefined ? '' : carrier(row.carrier)),
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
