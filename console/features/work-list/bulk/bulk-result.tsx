import { Button, Flex, Progress, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../../components/case/cases.ts';
import type { KindWords } from '../../../components/case/stage-name.ts';
import { useProblemText } from '../../../components/state/problem-text.ts';
import { RowName } from '../components/columns.tsx';
import type { Outcome } from './run-each.ts';

export type Outcomes = ReadonlyMap<string, Outcome>;

const COLORS = {
  waiting: 'default',
  running: 'processing',
  done: 'green',
  stopped: 'default',
  refused: 'red',
};

interface BulkResultProps {
  rows: readonly CaseRow[];
  outcomes: Outcomes;
  words: KindWords;
  isOver: boolean;
  stop: () => void;
  close: () => void;
}

export function BulkResult({ rows, outcomes, words, isOver, stop, close }: BulkResultProps) {
  const { t } = useTranslation('work-list');
  const textOf = useProblemText();
  const all = [...outcomes.values()];
  const count = (state: Outcome['state']) => all.filter((one) => one.state === state).length;
  const over = count('done') + count('refused') + count('stopped');
  return (
    <Flex vertical gap="small">
      <Progress
        percent={Math.round((over / rows.length) * 100)}
        status={isOver ? (count('refused') > 0 ? 'exception' : 'success') : 'active'}
        aria-label={t('bulk.progress')}
      />
      <Typography.Text strong role="status">
        {t('bulk.result', { done: count('done'), all: rows.length, refused: count('refused') })}
      </Typography.Text>
      <ul className="bulk-rows" aria-label={t('bulk.results')}>
        {rows.map((row) => {
          const outcome = outcomes.get(row.id) ?? { state: 'waiting' };
          return (
            <li key={row.id}>
              <RowName row={row} words={words} />
              <span>
                <Tag color={COLORS[outcome.state]}>{t(`outcome.${outcome.state}`)}</Tag>
                {outcome.state === 'refused' && textOf(outcome.error).title}
              </span>
            </li>
          );
        })}
      </ul>
      <div>
        {isOver ? (
          <Button type="primary" onClick={close} autoFocus>
            {t('bulk.close')}
          </Button>
        ) : (
          <Button onClick={stop}>{t('bulk.stop')}</Button>
        )}
      </div>
    </Flex>
  );
}
