import { Button, Flex, Select, Typography } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Failed } from '../../../components/state/states.tsx';
import type { Column } from '../../../components/table/keyset-table.tsx';
import { PlainTable } from '../../../components/table/plain-table.tsx';
import { useFormat, useTerm } from '../../../i18n/use-words.ts';
import { type ScopeDifference, useScopeReplay } from '../api/scope-differences.ts';

interface ScopeReplayProps {
  rule: string;
  rules: readonly string[];
  choose: (rule: string) => void;
}

/** A rule put to every policy, page after page until the last: how many, and which, it would decide otherwise. */
export function ScopeReplay({ rule, rules, choose }: ScopeReplayProps) {
  const { t } = useTranslation('administration');
  const [running, setRunning] = useState(false);
  const query = useScopeReplay(running ? rule : undefined);
  const { data, hasNextPage, isFetching, fetchNextPage } = query;
  useEffect(() => {
    if (running && hasNextPage && !isFetching) void fetchNextPage();
  }, [running, hasNextPage, isFetching, fetchNextPage]);
  const isDone = data !== undefined && !hasNextPage;
  return (
    <Flex vertical gap="small">
      <Typography.Text type="secondary">{t('scope.replayAbout')}</Typography.Text>
      <Flex gap="small" wrap align="center">
        <Select
          aria-label={t('scope.rule')}
          className="rule-select"
          value={rule}
          onChange={choose}
          options={rules.map((value) => ({ value, label: value }))}
        />
        {running && !isDone ? (
          <Button onClick={() => setRunning(false)}>{t('scope.stop')}</Button>
        ) : (
          <Button type="primary" disabled={isDone} onClick={() => setRunning(true)}>
            {t('scope.start')}
          </Button>
        )}
      </Flex>
      {query.error !== null && <Failed error={query.error} again={() => void query.refetch()} />}
      {data !== undefined && <Differences pages={data.pages} isDone={isDone} file={rule} />}
    </Flex>
  );
}

interface DifferencesProps {
  pages: readonly { replayed: number; differences: ScopeDifference[] }[];
  isDone: boolean;
  file: string;
}

function Differences({ pages, isDone, file }: DifferencesProps) {
  const { t } = useTranslation('administration');
  const { number } = useFormat();
  const columns = useDifferenceColumns();
  const rows = pages.flatMap(({ differences }) => differences);
  const replayed = number(pages.reduce((sum, page) => sum + page.replayed, 0));
  return (
    <>
      <div role="status">
        {t(isDone ? 'scope.done' : 'scope.sofar', { replayed, differences: number(rows.length) })}
      </div>
      <PlainTable<ScopeDifference>
        rows={rows}
        columns={columns}
        rowKey={({ policyId }) => policyId}
        label={t('scope.differences')}
        file={`${t('scope.differences')} ${file}`}
        empty={t('scope.none')}
      />
    </>
  );
}

function useDifferenceColumns(): Column<ScopeDifference>[] {
  const { t } = useTranslation('administration');
  const term = useTerm('administration');
  const decision = ({ inScope, reason, ruleVersion }: ScopeDifference['was']) =>
    t('scope.decision', {
      is: t(inScope ? 'scope.in' : 'scope.out'),
      reason: term('scopeReason', reason),
      version: ruleVersion,
    });
  return [
    {
      key: 'policy',
      title: t('scope.policy'),
      show: ({ policyId }) => <Link to={`/commissions/${policyId}`}>{policyId}</Link>,
      text: ({ policyId }) => policyId,
    },
    { key: 'was', title: t('scope.was'), show: ({ was }) => decision(was), text: ({ was }) => decision(was) },
    {
      key: 'wouldBe',
      title: t('scope.wouldBe'),
      show: ({ wouldBe }) => decision(wouldBe),
      text: ({ wouldBe }) => decision(wouldBe),
    },
  ];
}
