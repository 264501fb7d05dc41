import { DownloadOutlined, InboxOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Flex, Statistic, Table, Typography, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { download } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { CaseLink } from '../../components/case/case-link.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemAlert } from '../../components/state/problem-alert.tsx';
import { NoPermission, Nothing } from '../../components/state/states.tsx';
import { TableScroll } from '../../components/table/table-scroll.tsx';
import { useSentence } from '../../i18n/sentences.ts';
import { useTerm } from '../../i18n/use-words.ts';
import { type HotlineReport, useTakeHotlineFile } from './api/take-hotline-file.ts';
import './complaint.css';

/** The regulator's hotline file (12378转办件) in, and the same file with our answers out. */
export function HotlineScreen() {
  const { t } = useTranslation('complaint');
  const take = useTakeHotlineFile();
  const may = useMay();
  if (!may('complaint:exchange')) return <NoPermission />;
  return (
    <Page title={t('hotline.title')} about={t('hotline.about')}>
      <Flex vertical gap="middle">
        <Upload.Dragger
          accept=".csv,text/csv"
          showUploadList={false}
          disabled={take.isPending}
          beforeUpload={(file) => {
            take.mutate(file);
            return false;
          }}
        >
          <p>
            <InboxOutlined className="big-icon" />
          </p>
          <p>{t('hotline.choose')}</p>
          <p>{t('hotline.twice')}</p>
        </Upload.Dragger>
        <ProblemAlert error={take.error} />
        {take.data !== undefined && <Report report={take.data} />}
      </Flex>
    </Page>
  );
}

function Report({ report }: { report: HotlineReport }) {
  const { t } = useTranslation('complaint');
  const { id, name, totals } = report;
  const [failed, setFailed] = useState<Error | null>(null);
  const fetchAnswers = () => {
    setFailed(null);
    download(`/complaints/hotline-files/${id}/answers.csv`, answersName(name)).catch(setFailed);
  };
  return (
    <Card
      size="small"
      title={<h2 className="card-title">{name}</h2>}
      extra={
        <Button icon={<DownloadOutlined />} onClick={fetchAnswers}>
          {t('hotline.answers')}
        </Button>
      }
    >
      <Flex vertical gap="middle">
        <ProblemAlert error={failed} />
        <Flex gap="large" wrap role="status">
          {(['opened', 'merged', 'unchanged', 'refused'] as const).map((key) => (
            <Statistic key={key} title={t(`hotline.${key}`)} value={totals[key]} />
          ))}
        </Flex>
        <Alert type="info" showIcon title={t('hotline.answersWhen')} />
        <Faults report={report} />
        <Taken report={report} />
      </Flex>
    </Card>
  );
}

function answersName(name: string): string {
  return `${name.replace(/\.csv$/i, '')}-answers.csv`;
}

function Faults({ report: { faults } }: { report: HotlineReport }) {
  const { t } = useTranslation('complaint');
  const sentence = useSentence();
  if (faults.length === 0) return null;
  return (
    <section>
      <Typography.Title level={3}>{t('hotline.faults')}</Typography.Title>
      <TableScroll>
        <Table
          size="small"
          aria-label={t('hotline.faults')}
          pagination={false}
          dataSource={faults}
          rowKey={({ line, column, reason }) => `${line} ${column ?? ''} ${reason}`}
          columns={[
            { title: t('hotline.line'), dataIndex: 'line' },
            { title: t('hotline.column'), render: (_, { column }) => column ?? '–' },
            { title: t('hotline.reason'), render: (_, { reason }) => sentence(reason) },
          ]}
        />
      </TableScroll>
    </section>
  );
}

function Taken({ report: { complaints } }: { report: HotlineReport }) {
  const { t } = useTranslation('complaint');
  const term = useTerm('complaint');
  return (
    <section>
      <Typography.Title level={3}>{t('hotline.taken')}</Typography.Title>
      <TableScroll>
        <Table
          size="small"
          aria-label={t('hotline.taken')}
          pagination={false}
          dataSource={complaints}
          rowKey="line"
          locale={{ emptyText: <Nothing>{t('hotline.none')}</Nothing> }}
          columns={[
            { title: t('hotline.line'), dataIndex: 'line' },
            { title: t('hotline.reference'), dataIndex: 'reference' },
            { title: t('hotline.complaint'), render: (_, { complaint }) => <CaseLink id={complaint} /> },
            { title: t('hotline.outcome'), render: (_, { outcome }) => term('hotline', outcome) },
          ]}
        />
      </TableScroll>
    </section>
  );
}
