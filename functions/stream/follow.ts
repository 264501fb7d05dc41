import type { CallbackCase } from '../../domain/callback/case.ts';
import { checkLink, claimFor, linkToken } from '../../domain/callback/link.ts';
import type { CaseEvent, Message, Wait } from '../../domain/case.ts';
import { Refused } from '../../domain/errors.ts';
import { noticesOf } from '../../domain/notices.ts';
import type {
  AnyCase,
  Cases,
  Clock,
  Committed,
  Notices,
  Policies,
  Sms,
  Workflows,
} from '../../domain/ports.ts';

export interface FollowDeps {
  cases: Cases;
  policies: Policies;
  workflows: Workflows;
  notices: Notices;
  sms: Sms;
  clock: Clock;
  links: { baseUrl: string; key: string };
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
    }
  };
}

/** The first execution of a case; later ones carry the version and time of their restart. */
async function startWorkflow(record: AnyCase, { workflows }: FollowDeps): Promise<void> {
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

/**
 * Starts a new execution from the record. It goes on where the case is; an older one that still lives finds itself
 * superseded. The name is new for each version and minute, so that two restarts at once are one.
 */
export async function restart(
  caseId: string,
  { cases, workflows, clock }: Pick<FollowDeps, 'cases' | 'workflows' | 'clock'>,
): Promise<boolean> {
  const record = await cases.byId(caseId);
  if (record === undefined || record.category === 'closed') return false;
  const minute = Math.floor(clock.now().getTime() / 60_000).toString(36);
  await workflows.start(record.kind, `${caseId}.${record.version}.${minute}`, { caseId });
  return true;
}

const PURPOSE = {
  'callback-invitation': 'answers',
  'callback-reminder': 'answers',
  'confirmation-request': 'confirmation',
  'confirmation-reminder': 'confirmation',
} as const;

async function send(message: Message, deps: FollowDeps): Promise<void> {
  const stored = await deps.cases.message(message.caseId, message.id);
  if (stored?.status !== 'intended') return;
  const callback = await deps.cases.load('callback', message.caseId);
  const policy = await deps.policies.byId(message.policyId);
  if (policy === undefined) return;
  const link = linkOf(message, callback, deps.links);
  if (link === undefined) {
    await deps.cases.markSent(message, { status: 'failed', sentAt: deps.clock.now().toISOString() });
    return;
  }
  try {
    const { receipt } = await deps.sms.send({
      id: message.id,
      phone: policy.customer.phone,
      template: message.template,
      parameters: { link },
    });
    await deps.cases.markSent(message, { status: 'sent', sentAt: deps.clock.now().toISOString(), receipt });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await deps.cases.markSent(message, { status: 'failed', sentAt: deps.clock.now().toISOString() });
  }
}

/** Nothing when the case went on while the gateway was down: nobody is asked what is no question any more. */
function linkOf(
  message: Message,
  callback: CallbackCase,
  { baseUrl, key }: FollowDeps['links'],
): string | undefined {
  const claim = claimFor(PURPOSE[message.template], callback);
  const token = linkToken(claim, callback, key);
  const isAsked = message.round === callback.round && checkLink(token, claim, callback, key) === 'open';
  return isAsked ? `${baseUrl}/c/${token}` : undefined;
}

async function tell(event: CaseEvent, { notices }: FollowDeps): Promise<void> {
  const told = noticesOf(event);
  if (told.length > 0) await notices.publish(told);
}
