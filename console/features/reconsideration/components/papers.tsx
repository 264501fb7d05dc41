import { UploadOutlined } from '@ant-design/icons';
import { Button, Card, Tag, Typography, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/me.ts';
import { ACCEPTED, useAddDocument } from '../../../components/case/documents.tsx';
import { ProblemAlert } from '../../../components/state/problem-alert.tsx';
import { useTerm } from '../../../i18n/use-words.ts';
import { documentsOf } from '../api/documents.ts';
import type { DocumentType } from '../api/get-reconsideration.ts';
import { useCurrent } from './current.tsx';
import { arrived } from './possible.ts';

/** What must be there before an expert can judge: each paper by itself, there, missing or done without. */
export function Papers() {
  const { t } = useTranslation('reconsideration');
  const may = useMay();
  const view = useCurrent();
  const { evidence, case: matter } = view;
  const add = useAddDocument(documentsOf(matter.id));
  const hasArrived = (type: DocumentType) => arrived(view).some((one) => one.type === type);
  const brings = may('reconsideration:supply') && matter.category === 'open';
  return (
    <Card
      size="small"
      title={<h2 className="card-title">{t('papers.title')}</h2>}
      extra={
        <Typography.Text type="secondary" role="status">
          {t('papers.missing', { count: evidence.missing.length })}
        </Typography.Text>
      }
    >
      <ProblemAlert error={add.error} />
      <ul className="papers">
        {evidence.required.map((type) => (
          <li key={type}>
            <PaperState type={type} />
            {brings && evidence.missing.includes(type) && !hasArrived(type) && (
              <Bring
                type={type}
                isBusy={add.isPending && add.variables.type === type}
                bring={(file) => add.mutate({ file, type })}
              />
            )}
          </li>
        ))}
        <li>
          <span>
            {t('snapshot.title')}{' '}
            <Tag color={evidence.snapshot ? 'green' : 'orange'}>
              {t(evidence.snapshot ? 'papers.frozen' : 'papers.notFrozen')}
            </Tag>
          </span>
        </li>
      </ul>
    </Card>
  );
}

function PaperState({ type }: { type: DocumentType }) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('common');
  const { case: matter, documents, evidence } = useCurrent();
  const waived = matter.waived.find((one) => one.type === type);
  const own = documents.filter((one) => one.type === type);
  const there = own.filter(({ storedAt }) => storedAt !== undefined);
  const isMissing = evidence.missing.includes(type);
  return (
    <span>
      {term('document', type)}{' '}
      {!isMissing && waived === undefined && (
        <Tag color="green">
          {t('papers.there', { documents: there.map(({ id }) => id).join(t('comma')) })}
        </Tag>
      )}
      {isMissing && there.length > 0 && <Tag color="orange">{t('papers.notMandate')}</Tag>}
      {isMissing && there.length === 0 && <Tag color="red">{t('papers.lacking')}</Tag>}
      {waived !== undefined && (
        <>
          <Tag color="purple">{t('papers.waived', { by: waived.by })}</Tag>
          <Typography.Text type="secondary">
            {waived.reason === '' ? t('hidden') : waived.reason}
          </Typography.Text>
        </>
      )}
    </span>
  );
}

interface BringProps {
  type: DocumentType;
  isBusy: boolean;
  bring: (file: File) => void;
}

function Bring({ type, isBusy, bring }: BringProps) {
  const { t } = useTranslation('reconsideration');
  const term = useTerm('common');
  return (
    <Upload
      accept={ACCEPTED}
      showUploadList={false}
      beforeUpload={(file) => {
        bring(file);
        return false;
      }}
    >
      <Button size="small" icon={<UploadOutlined />} loading={isBusy}>
        {t('papers.bring', { paper: term('document', type) })}
      </Button>
    </Upload>
  );
}
