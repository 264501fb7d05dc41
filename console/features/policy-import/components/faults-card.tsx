import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../api/me.ts';
import { ProblemAlert } from '../../../components/state/problem-alert.tsx';
import { type Column, KeysetTable } from '../../../components/table/keyset-table.tsx';
import { useSentence } from '../../../i18n/sentences.ts';
import { useBadRows } from '../api/bad-rows.ts';
import { type Fault, useFaults } from '../api/faults.ts';
import type { Import } from '../api/import.ts';
import { useColumnName } from './column-name.ts';
import { FileChoice } from './file-choice.tsx';

/** The bad rows: why each was not taken, the file of them to be corrected, and where it is loaded again. */
export function FaultsCard({ record }: { record: Import }) {
  const { t } = useTranslation('policy-import');
  const query = useFaults(record.id);
  const columns = useFaultColumns();
  return (
    <Card size="small" title={<h2 className="card-title">{t('faults.title')}</h2>}>
      <Flex vertical gap="middle">
        <Correcting record={record} />
        <KeysetTable<Fault>
          query={query}
          columns={columns}
          rowKey={({ line, column = '', reason }) => `${line} ${column} ${reason}`}
          label={t('faults.title')}
          file={record.id}
          extra={
            record.reportUrl !== undefined && (
              <Button icon={<DownloadOutlined aria-hidden />} href={record.reportUrl}>
                {t('faults.report')}
              </Button>
            )
          }
        />
      </Flex>
    </Card>
  );
}

function useFaultColumns(): Column<Fault>[] {
  const { t } = useTranslation('policy-import');
  const sentence = useSentence();
  const columnName = useColumnName();
  const columnOf = ({ column }: Fault) => (column === undefined ? t('faults.whole') : columnName(column));
  return [
    { key: 'line', title: t('faults.line'), show: ({ line }) => line, text: ({ line }) => line, width: 90 },
    {
      key: 'column',
      title: t('faults.column'),
      show: (fault) => <div className="told">{columnOf(fault)}</div>,
      text: columnOf,
    },
    {
      key: 'reason',
      title: t('faults.reason'),
      show: ({ reason }) => <div className="told">{sentence(reason)}</div>,
      text: ({ reason }) => sentence(reason),
    },
  ];
}

/** Customers stand in the bad rows: they go back to whoever brought the file, and to nobody else. */
function Correcting({ record: { id, openedBy, badRowFiles = 0 } }: { record: Import }) {
  const { t } = useTranslation('policy-import');
  const me = useMe();
  const badRows = useBadRows(id);
  if (openedBy !== me.id)
    return <Alert type="info" showIcon title={t('faults.notYours', { who: openedBy })} />;
  if (badRowFiles === 0) return <Alert type="info" showIcon title={t('faults.noFile')} />;
  const files = Array.from({ length: badRowFiles }, (_, index) => index + 1);
  return (
    <Flex vertical gap="small">
      <div>{t('faults.how')}</div>
      <Flex gap="small" wrap>
        {files.map((file) => (
          <Button
            key={file}
            icon={<DownloadOutlined aria-hidden />}
            loading={badRows.isPending && badRows.variables === file}
            onClick={() => badRows.mutate(file)}
          >
            {badRowFiles === 1 ? t('faults.file') : t('faults.fileOf', { number: file, of: badRowFiles })}
          </Button>
        ))}
      </Flex>
      <ProblemAlert error={badRows.error} />
      <FileChoice label={t('choose.corrected')} about={t('choose.dragCorrected')} />
    </Flex>
  );
}
