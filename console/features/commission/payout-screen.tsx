import { useQueryClient } from '@tanstack/react-query';
import { Flex, Tag } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Page } from '../../components/page.tsx';
import { Loaded } from '../../components/state/loaded.tsx';
import { useFormat } from '../../i18n/use-words.ts';
import { isRunning, type Payout, usePayout } from './api/payout.ts';
import { usePreview } from './api/preview.ts';
import { DryRun } from './components/dry-run.tsx';
import { RunProgress } from './components/run-progress.tsx';
import { RunResult } from './components/run-result.tsx';
import './commission.css';

/** A month's payout: before it the dry run, while it runs how far it is, and after it what it did. */
export function PayoutScreen() {
  const { t } = useTranslation('commission');
  const { month: monthOf } = useFormat();
  const { month = '' } = useParams();
  const query = usePayout(month);
  return (
    <Page
      title={t('payoutTitle', { month: monthOf(month) })}
      about={
        query.data !== undefined && (
          <Tag>{t(query.data === null ? 'notRun' : `stage.${query.data.run.stage}`)}</Tag>
        )
      }
    >
      <Loaded query={query}>
        {(payout) => (payout === null ? <Before month={month} /> : <Run month={month} payout={payout} />)}
      </Loaded>
    </Page>
  );
}

function Before({ month }: { month: string }) {
  const query = usePreview(month, 'before');
  return (
    <Loaded query={query}>{(preview) => <DryRun month={month} preview={preview} query={query} />}</Loaded>
  );
}

function Run({ month, payout }: { month: string; payout: Payout }) {
  const { data: preview } = usePreview(month, 'before');
  const { run } = payout;
  const planned = usePlanned(preview, run.soFar.lines);
  useReadWhenOver(isRunning(run));
  return (
    <Flex vertical gap="middle">
      <RunProgress run={run} planned={planned} />
      {!isRunning(run) && <RunResult month={month} payout={payout} />}
    </Flex>
  );
}

/** What was to be paid when somebody first looked: lines that are paid already are no longer in a dry run. */
function usePlanned(preview: { run?: string; totals: { lines: number } } | undefined, paid: number): number {
  const planned = useRef<number>(undefined);
  if (preview !== undefined && planned.current === undefined)
    planned.current = preview.totals.lines + (preview.run === undefined ? 0 : paid);
  return planned.current ?? 0;
}

/** What every other screen says of the lines is no longer so when a run is over. */
function useReadWhenOver(running: boolean): void {
  const queries = useQueryClient();
  const was = useRef(running);
  useEffect(() => {
    if (was.current && !running) {
      void queries.invalidateQueries({ queryKey: ['payouts', 'months'] });
      void queries.invalidateQueries({ queryKey: ['commissions'] });
    }
    was.current = running;
  }, [queries, running]);
}
