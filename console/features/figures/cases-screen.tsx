import { ArrowLeftOutlined } from '@ant-design/icons';
import { Button, Flex, Tag, Typography } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { CaseLink } from '../../components/case/case-link.tsx';
import { useKeptList } from '../../components/case/neighbours.ts';
import { useKindWords } from '../../components/case/stage-name.ts';
import { Money, When } from '../../components/shown.tsx';
import { Nothing } from '../../components/state/states.tsx';
import { type Column, KeysetTable } from '../../components/table/keyset-table.tsx';
import { useFormat } from '../../i18n/use-words.ts';
import { type CaseBehind, countOf, useCasesBehind } from './api/cases.ts';
import { useCounterName } from './components/counter-name.ts';
import { useNames } from './components/names.ts';
import { type ChosenScope, usePeriodName, useScope } from './scope.ts';

const BY_ITSELF = 20; // pages that are asked for without a press of the button

/** The cases that a figure is made of, until they add up to it. */
export function CasesScreen() {
  const { t } = useTranslation('figures');
  const [search] = useSearchParams();
  const scope = useScope();
  const counters = search.get('counters') ?? '';
  return counters === '' ? (
    <Nothing>{t('behind.nothing')}</Nothing>
  ) : (
    <Behind key={search.toString()} counters={counters} scope={scope} />
  );
}

function Behind({ counters, scope }: { counters: string; scope: ChosenScope }) {
  const { t } = useTranslation('figures');
  const navigate = useNavigate();
  const counterName = useCounterName();
  const { from, to, branch, carrier } = scope;
  const query = useCasesBehind({
    counters,
    from,
    to,
    ...(branch === undefined ? {} : { branch }),
    ...(carrier === undefined ? {} : { carrier }),
  });
  const rows = query.data?.pages.flatMap(({ items }) => items);
  const isMoney = counters.includes('-fen');
  useKeptList((rows ?? []).map(({ id, about }) => about ?? id));
  useEffect(() => {
    const pages = query.data?.pages.length ?? 0;
    if (query.hasNextPage && !query.isFetchingNextPage && pages < BY_ITSELF) void query.fetchNextPage();
  }, [query]);
  return (
    <Flex vertical gap="middle">
      <Flex gap="small" wrap align="center">
        <Button icon={<ArrowLeftOutlined />} onClick={() => void navigate(-1)} className="no-print">
          {t('behind.back')}
        </Button>
        <strong>{counterName(counters)}</strong>
        <ScopeTags scope={scope} />
      </Flex>
      {rows !== undefined && (
        <Tally
          found={rows.reduce((sum, { count }) => sum + count, 0)}
          count={countOf(query.data?.pages) ?? 0}
          isMoney={isMoney}
          isWhole={!query.hasNextPage}
        />
      )}
      <KeysetTable<CaseBehind>
        query={query}
        columns={useColumns(isMoney)}
        rowKey={({ id }) => id}
        label={t('casesTitle')}
        file={`${counterName(counters)}-${scope.period}`}
        empty={t('behind.none')}
        byKeys
      />
    </Flex>
  );
}

function ScopeTags({ scope: { period, branch, carrier } }: { scope: ChosenScope }) {
  const { t } = useTranslation('figures');
  const nameOf = usePeriodName();
  const names = useNames();
  return (
    <>
      <Tag>{nameOf(period)}</Tag>
      <Tag>{branch ?? t('allBranches')}</Tag>
      {carrier !== undefined && <Tag>{names.carrier(carrier)}</Tag>}
    </>
  );
}

interface TallyProps {
  found: number;
  count: number;
  isMoney: boolean;
  isWhole: boolean;
}

/** Whether what is listed adds up to the figure. What a person may not see is missing, and is said to be. */
function Tally({ found, count, isMoney, isWhole }: TallyProps) {
  const { t } = useTranslation('figures');
  const { number, money } = useFormat();
  const text = isMoney ? money : number;
  const said =
    found === count
      ? t('behind.adds', { found: text(found) })
      : t(isWhole ? 'behind.less' : 'behind.soFar', { found: text(found), count: text(count) });
  return (
    <Typography.Text role="status" {...(found !== count && isWhole ? { type: 'warning' as const } : {})}>
      {said}
    </Typography.Text>
  );
}

function useColumns(isMoney: boolean): Column<CaseBehind>[] {
  const { t } = useTranslation('figures');
  const { t: common } = useTranslation();
  const { when } = useFormat();
  const names = useNames();
  const words = useKindWords([
    'callback',
    'complaint',
    'evaluation',
    'pre-underwriting',
    'reconsideration',
    'carrier-request',
  ]);
  const stage = (row: CaseBehind) => words.stage(row.kind, row.stage);
  const carrier = ({ carrier: id }: CaseBehind) => (id === undefined ? '–' : names.carrier(id));
  return [
    {
      key: 'id',
      title: common('case.number'),
      // A request is its carrier's to open; here it leads to the case that it was made for.
      show: ({ id, about }) => <CaseLink id={about ?? id} />,
      text: ({ id, about }) => about ?? id,
    },
    { key: 'stage', title: common('case.stage'), show: (row) => <Tag>{stage(row)}</Tag>, text: stage },
    {
      key: 'branch',
      title: common('case.branch'),
      show: ({ branch }) => branch,
      text: ({ branch }) => branch,
    },
    { key: 'carrier', title: common('case.carrier'), show: carrier, text: carrier },
    {
      key: 'opened',
      title: common('case.openedAt'),
      show: ({ openedAt }) => <When at={openedAt} />,
      text: ({ openedAt }) => when(openedAt),
    },
    {
      key: 'counted',
      title: t('behind.countedAt'),
      show: ({ events }) => events.map(({ at }) => <When key={at} at={at} />),
      text: ({ events }) => events.map(({ at }) => when(at)).join('; '),
    },
    {
      key: 'count',
      title: t(isMoney ? 'behind.amount' : 'behind.count'),
      show: ({ count }) => (isMoney ? <Money fen={count} /> : count),
      text: ({ count }) => (isMoney ? count / 100 : count),
    },
  ];
}
