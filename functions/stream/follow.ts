import { type CaseEvent, hasWorkflow, type Message, type Wait } from '../../domain/case.ts';
import type { ComplaintRules } from '../../domain/complaint/settings.ts';
import { Refused } from '../../domain/errors.ts';
import { recordDelivery } from '../../domain/evaluation/delivery.ts';
import type { EvaluationRules } from '../../domain/evaluation/settings.ts';
import { noticesOf } from '../../domain/notices.ts';
import type {
  AnyCase,
  Cases,
  Clock,
  Committed,
  Notices,
  Sms,
  Transactions,
  Workflows,
} from '../../domain/ports.ts';
import { evaluateOf } from '../evaluation/open.ts';
import { saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { type AddressDeps, address } from './address.ts';
import { complainOf } from './complain.ts';

export interface FollowDeps extends AddressDeps {
  cases: Cases;
  workflows: Workflows;
  notices: Notices;
  sms: Sms;
  clock: Clock;
  transactions: Transactions;
  rules: EvaluationRules & ComplaintRules;
}

/**
 * What follows a committed change: a new case starts its workflow, a decided wait is woken, a message is sent, an
 * event is told to others. Each is harmless when it comes twice.
 */
export function newFollow(deps: FollowDeps): (committed: Committed) => Promise<void> {
  return async (committed) => {
    switch (committed.is) {
      case 'new-case':
        return startWorkflow(committed.case, deps);
      case 'wait':
        return wake(committed.wait, deps);
      case 'new-message':
        return send(committed.message, deps);
      case 'event':
        return tell(committed.event, deps);
      case 'exposure':
        return;
    }
  };
}

/** The first execution of a case; later ones carry the version and time of their restart. */
async function startWorkflow(record: AnyCase, { workflows }: FollowDeps): Promise<void> {
  if (!hasWorkflow(record.kind)) return;
  await workflows.start(record.kind, record.id, { caseId: record.id });
}

async function wake(wait: Wait, deps: FollowDeps): Promise<void> {
  const { caseId, decidedAt, deliveredAt, token } = wait;
  // Without a token nobody waits yet: the step that brings it looks for the decision and wakes itself.
  if (decidedAt === undefined || deliveredAt !== undefined || token === undefined) return;
  const outcome = await deps.workflows.wake(token, { caseId, wait: wait.wait });
  if (outcome === 'gone') {
    // A step that brought its token after the decision has woken itself, or is about to: nobody was lost.
    const stored = await deps.cases.wait(caseId, wait.wait);
    if (stored?.deliveredAt !== undefined || stored?.token !== token) return;
    await restart(caseId, deps);
  }
  await deps.cases.markDelivered(caseId, wait.wait, deps.clock.now());
}

/** The files of a withdrawn case go at once, chosen and closed long ago or not: an execution looks, erases and ends. */
async function startErasure({ caseId, seq }: CaseEvent, { workflows }: FollowDeps): Promise<void> {
  await workflows.start('pre-underwriting', `${caseId}.${seq}.erasure`, { caseId });
}

/**
 * Starts a new execution from the record. It goes on where the case is; an older one that still lives finds itself
 * superseded. The name is new for each version and minute, so that two restarts at once are one.
 */
export async function restart(
  caseId: string,
  { cases, workflows, clock }: Pick<FollowDeps, 'cases' | 'workflows' | 'clock'>,
): Promise<boolean> {
  const record = await cases.byId(caseId);
  if (record === undefined || record.category === 'closed' || !hasWorkflow(record.kind)) return false;
  const minute = Math.floor(clock.now().getTime() / 60_000).toString(36);
  await workflows.start(record.kind, `${caseId}.${record.version}.${minute}`, { caseId });
  return true;
}

async function send(message: Message, deps: FollowDeps): Promise<void> {
  const stored = await deps.cases.message(message.caseId, message.id);
  if (stored === undefined) return;
  const known = stored.status === 'intended' ? await sendNow(message, deps) : stored;
  // Told again after this was lost, the case still learns of it.
  if (isOfEvaluation(message)) await noteSending(known, deps);
}

async function sendNow(message: Message, deps: FollowDeps): Promise<Message> {
  const sentAt = deps.clock.now().toISOString();
  const outcome = async (of: Pick<Message, 'status' | 'receipt'>): Promise<Message> => {
    await deps.cases.markSent(message, { ...of, sentAt });
    return { ...message, ...of, sentAt };
  };
  const addressed = await address(message, deps);
  if (addressed === undefined) return outcome({ status: 'failed' });
  try {
    const { receipt } = await deps.sms.send({ id: message.id, template: message.template, ...addressed });
    return await outcome({ status: 'sent', receipt });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return outcome({ status: 'failed' });
  }
}

function isOfEvaluation({ template }: Message): boolean {
  return template.startsWith('evaluation-');
}

/** An evaluation tells whom no message reached from who was silent. */
async function noteSending(
  message: Message,
  { cases, transactions, clock, rules }: FollowDeps,
): Promise<void> {
  const { caseId, id: messageId, status, sentAt = message.intendedAt } = message;
  const outcome = status === 'sent' ? 'sent' : 'undelivered';
  await onFreshRead(async () => {
    const matter = await cases.load('evaluation', caseId);
    const report = { messageId, outcome, at: new Date(sentAt) } as const;
    const decision = recordDelivery({ case: matter }, report, clock.now(), rules);
    if (decision !== undefined) await saveDecision({ transactions }, decision, clock.now());
  });
}

async function tell(event: CaseEvent, deps: FollowDeps): Promise<void> {
  // Its execution ended when it was closed.
  if (event.type === 'reopened') await restart(event.caseId, deps);
  if (event.type === 'consent-withdrawn') await startErasure(event, deps);
  const told = noticesOf(event);
  if (told.length > 0) await deps.notices.publish(told);
  await complainOf(event, deps);
  await evaluateOf(event, deps);
}
