import { useQueryClient } from '@tanstack/react-query';
import { Button, Flex, Form, Modal, Tag, Typography } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../../components/case/cases.ts';
import type { KindWords } from '../../../components/case/stage-name.ts';
import { RowName } from '../components/columns.tsx';
import type { BulkAction } from './actions.tsx';
import { BulkResult, type Outcomes } from './bulk-result.tsx';
import { useDeed, type Values } from './deeds.tsx';
import { runEach } from './run-each.ts';

interface BulkDialogProps {
  action: BulkAction;
  rows: readonly CaseRow[];
  /** Every row of the list: who is named there may be meant. */
  all: readonly CaseRow[];
  words: KindWords;
  close: (isDone: boolean) => void;
}

/** First what will be done to which and what cannot be and why, then row by row what came of it. */
export function BulkDialog({ action, rows, all, words, close }: BulkDialogProps) {
  const { t } = useTranslation('work-list');
  const queries = useQueryClient();
  const deed = useDeed(action.key, all);
  const [outcomes, setOutcomes] = useState<Outcomes>();
  const [isOver, setOver] = useState(false);
  const stopped = useRef(false);
  const fit = rows.filter((row) => action.cannot(row) === undefined);

  async function run(values: Values): Promise<void> {
    setOutcomes(new Map(fit.map((row) => [row.id, { state: 'waiting' }])));
    await runEach(
      fit,
      (row) => deed.run(row, values),
      (row, outcome) => setOutcomes((before) => new Map(before).set(row.id, outcome)),
      () => stopped.current,
    );
    setOver(true);
    await queries.invalidateQueries({ queryKey: ['cases'] });
  }

  const begun = outcomes !== undefined;
  const leave = () => {
    stopped.current = true;
    close(begun);
  };
  return (
    <Modal open title={t(`bulk.${action.key}`)} footer={null} width={680} onCancel={leave} destroyOnHidden>
      {outcomes === undefined ? (
        <Form layout="vertical" initialValues={deed.initial} onFinish={(values: Values) => void run(values)}>
          {deed.fields}
          <Preview action={action} rows={rows} words={words} />
          <Button type="primary" htmlType="submit" disabled={fit.length === 0}>
            {t('bulk.go', { count: fit.length })}
          </Button>
        </Form>
      ) : (
        <BulkResult
          rows={fit}
          outcomes={outcomes}
          words={words}
          isOver={isOver}
          stop={() => {
            stopped.current = true;
          }}
          close={leave}
        />
      )}
    </Modal>
  );
}

function Preview({ action, rows, words }: Pick<BulkDialogProps, 'action' | 'rows' | 'words'>) {
  const { t } = useTranslation('work-list');
  const cannot = rows.filter((row) => action.cannot(row) !== undefined).length;
  return (
    <Flex vertical gap="small" className="bulk">
      <Typography.Text strong role="status">
        {t('bulk.preview', { count: rows.length - cannot })}
        {cannot > 0 && t('bulk.previewNot', { count: cannot })}
      </Typography.Text>
      <ul className="bulk-rows" aria-label={t('bulk.chosen')}>
        {rows.map((row) => {
          const why = action.cannot(row);
          return (
            <li key={row.id}>
              <RowName row={row} words={words} />
              {why === undefined ? <Tag color="blue">{t('bulk.will')}</Tag> : <Tag>{t(`cannot.${why}`)}</Tag>}
            </li>
          );
        })}
      </ul>
    </Flex>
  );
}
