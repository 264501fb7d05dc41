import type { Actor } from '../people.ts';
import type { EvaluationFile, SentMessage } from './case.ts';
import { type EvaluationDecision, EvaluationDraft } from './draft.ts';
import type { EvaluationRules } from './settings.ts';

const GATEWAY: Actor = { kind: 'system', id: 'sms-gateway' };

/** What the gateway reports of a message: that it took it, then whether it reached the phone. */
export interface DeliveryReport {
  /** Our id of the message. */
  messageId: string;
  outcome: 'sent' | 'delivered' | 'undelivered';
  at: Date;
  /** The gateway's own word for it, as `DELIVERED`. */
  code?: string | undefined;
}

/**
 * How far a message came. A report that comes twice, or late behind the final one, changes nothing.
 * @returns nothing when nothing is new
 */
export function recordDelivery(
  file: EvaluationFile,
  report: DeliveryReport,
  now: Date,
  rules: EvaluationRules,
): EvaluationDecision | undefined {
  const { sent } = file.case;
  const message = sent.find(({ id }) => id === report.messageId);
  if (message === undefined || !isNews(message.outcome, report.outcome)) return undefined;
  const outcomeAt = (report.at > now ? now : report.at).toISOString();
  const draft = new EvaluationDraft(file.case, GATEWAY, now, rules);
  draft.record(
    `message-${report.outcome}`,
    {
      message: message.id,
      reportedAt: outcomeAt,
      isRequest: message === sent[0],
      isFirst: message.outcome === undefined,
      ...(report.code === undefined ? {} : { code: report.code }),
    },
    {
      sent: sent.map((one) => (one === message ? { ...one, outcome: report.outcome, outcomeAt } : one)),
    },
  );
  return draft.finish({ wakes: false });
}

/** Phones report their good news late: delivered holds against all that comes after. */
function isNews(known: SentMessage['outcome'], reported: DeliveryReport['outcome']): boolean {
  if (known === undefined) return true;
  if (known === 'sent') return reported !== 'sent';
  return known === 'undelivered' && reported === 'delivered';
}
