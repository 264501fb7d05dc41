import { Flex, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { CaseLink } from '../../components/case/case-link.tsx';
import { useKeptList } from '../../components/case/neighbours.ts';
import { Dues } from '../../components/case/timeline.tsx';
import { Page } from '../../components/page.tsx';
import { When } from '../../components/shown.tsx';
import { type Column, KeysetTable } from '../../components/table/keyset-table.tsx';
import { DuesLoading, TimeLeft } from '../../components/time-left.tsx';
import { useFormat, useTerm } from '../../i18n/use-words.ts';
import { useRequest } from './api/request.ts';
import { type RequestRow, type Stage, useRequests } from './api/requests.ts';
import './carrier-request.css';

const WORDS = 'carrier-request';
const STAGES: readonly Stage[] = ['asked', 'material-wanted', 'answered', 'not-needed', 'withdrawn'];

/** What the own carrier is asked: open requests by time left, or those at one stage. */
export function ListScreen() {
  const { t } = useTranslation(WORDS);
  const { t: c } = useTranslation();
  const term = useTerm(WORDS);
  const [params, set] = useSearchParams();
  const stage = STAGES.find((one) => one === params.get('stage'));
  const query = useRequests(stage);
  useKeptList((query.data?.pages ?? []).flatMap(({ items }) => items.map(({ id }) => id)));
  return (
    <Page title={c('screen.carrierRequests')} about={t('list.about')}>
      <Flex vertical gap="middle">
        <div className="stages">
          <Segmented<string>
            aria-label={c('case.stage')}
            value={stage ?? ''}
            onChange={(chosen) => set(chosen === '' ? {} : { stage: chosen })}
            options={[
              { value: '', label: t('list.open') },
              ...STAGES.map((value) => ({ value: value as string, label: term('stage', value) })),
            ]}
          />
        </div>
        <KeysetTable
          query={query}
          columns={useColumns()}
          rowKey={({ id }) => id}
          label={c('screen.carrierRequests')}
          file="carrier-requests"
          empty={t('list.empty')}
          byKeys
        />
      </Flex>
    </Page>
  );
}

function DuesOf({ id }: { id: string }) {
  const { data } = useRequest(id);
  return data === undefined ? <DuesLoading /> : <Dues dues={data.dues} words={WORDS} />;
}

function useColumns(): Column<RequestRow>[] {
  const { t } = useTranslation(WORDS);
  const { t: c } = useTranslation();
  const term = useTerm(WORDS);
  const { when } = useFormat();
  return [
    { key: 'id', title: t('list.number'), show: ({ id }) => <CaseLink id={id} />, text: ({ id }) => id },
    {
      key: 'purpose',
      title: t('list.purpose'),
      show: ({ purpose }) => term('purpose', purpose),
      text: ({ purpose }) => term('purpose', purpose),
    },
    {
      key: 'stage',
      title: c('case.stage'),
      show: ({ stage }) => term('stage', stage),
      text: ({ stage }) => term('stage', stage),
    },
    {
      key: 'due',
      title: c('case.timeLeft'),
      show: ({ id, nextDueAt, closedAt, openedAt }) => (
        <TimeLeft dueAt={nextDueAt} closedAt={closedAt} openedAt={openedAt} all={() => <DuesOf id={id} />} />
      ),
      text: ({ nextDueAt }) => (nextDueAt === undefined ? '' : when(nextDueAt)),
    },
    {
      key: 'asked',
      title: t('list.askedAt'),
      show: ({ openedAt }) => <When at={openedAt} />,
      text: ({ openedAt }) => when(openedAt),
      wide: true,
    },
  ];
}
