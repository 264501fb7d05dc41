import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../../components/state/problem-alert.tsx';
import type { RunSeen } from '../api/run.ts';
import { type Recipient, useStatementFile } from '../api/statements.ts';

const RECIPIENTS: readonly Recipient[] = ['hr', 'finance'];

/** The result for HR and for finance: a table, and a page made for print. */
export function Statements({ month, whole }: { month: string; whole: NonNullable<RunSeen['whole']> }) {
  const { t } = useTranslation('accountability');
  const file = useStatementFile(month);
  return (
    <Card size="small" title={<h2 className="card-title">{t('statements')}</h2>}>
      <Flex vertical gap="small">
        <ProblemAlert error={file.error} />
        {whole.statements.length === 0 ? (
          <Typography.Text type="secondary">{t('noStatements')}</Typography.Text>
        ) : (
          RECIPIENTS.map((recipient) => (
            <Flex
              key={recipient}
              gap="small"
              wrap
              align="center"
              role="group"
              aria-label={t(`recipient.${recipient}`)}
            >
              <strong>{t(`recipient.${recipient}`)}</strong>
              <Button
                size="small"
                icon={<DownloadOutlined />}
                aria-label={t('csvFor', { recipient: t(`recipient.${recipient}`) })}
                onClick={() => file.mutate({ recipient, format: 'csv' })}
              >
                {t('csv')}
              </Button>
              <Button
                size="small"
                icon={<PrinterOutlined />}
                aria-label={t('pageFor', { recipient: t(`recipient.${recipient}`) })}
                onClick={() => file.mutate({ recipient, format: 'html' })}
              >
                {t('printed')}
              </Button>
            </Flex>
          ))
        )}
      </Flex>
    </Card>
  );
}
