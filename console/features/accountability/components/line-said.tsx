import { Card, Flex, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DocumentList, type DocumentSeen } from '../../../components/case/documents.tsx';
import { Money, When } from '../../../components/shown.tsx';
import { proofsOf } from '../api/proofs.ts';
import type { Finding, Line, LineDecision } from '../api/run.ts';

interface LineSaidProps {
  month: string;
  line: Line;
  documents: readonly DocumentSeen[];
}

/** What was said of a line, level by level: findings, decision, objection with its proofs, the last word. */
export function LineSaid({ month, line, documents }: LineSaidProps) {
  const { t } = useTranslation('accountability');
  const { findings = [], decision, objection, redecision } = line;
  return (
    <Flex vertical gap="small">
      {findings.map((finding) => (
        <FindingCard key={finding.at} finding={finding} />
      ))}
      {decision !== undefined && <DecisionCard title={t('decision')} decision={decision} />}
      {objection !== undefined && (
        <Said title={t('objection')} at={objection.at} by={line.person} reason={objection.text}>
          <DocumentList
            documents={documents.filter(({ id }) => objection.documents.includes(id))}
            view={proofsOf(month).view}
          />
        </Said>
      )}
      {redecision !== undefined && <DecisionCard title={t('redecision')} decision={redecision} />}
    </Flex>
  );
}

function FindingCard({ finding: { level, says, by, at, reason } }: { finding: Finding }) {
  const { t } = useTranslation('accountability');
  return (
    <Said title={t(`level.${level}`)} at={at} by={by} reason={reason}>
      <strong>{t(`says.${says}`)}</strong>
    </Said>
  );
}

function DecisionCard({ title, decision }: { title: string; decision: LineDecision }) {
  const { t } = useTranslation('accountability');
  const { outcome, amountFen, by, at, reason } = decision;
  return (
    <Said title={title} at={at} by={by} reason={reason}>
      <strong>{t(`outcome.${outcome}`)}</strong> · <Money fen={amountFen} />
    </Said>
  );
}

interface SaidProps {
  title: string;
  at: string;
  by: string;
  reason: string | undefined;
  children: ReactNode;
}

function Said({ title, at, by, reason, children }: SaidProps) {
  return (
    <Card size="small" title={title}>
      <div>{children}</div>
      {reason !== undefined && <p className="note">{reason}</p>}
      <Typography.Text type="secondary">
        <When at={at} /> · {by}
      </Typography.Text>
    </Card>
  );
}
