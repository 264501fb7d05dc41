import type { ComplaintRules } from '../../domain/complaint/settings.ts';
import { writesOfDecision } from '../../domain/decision.ts';
import { AlreadyExists, NOTHING_HERE, NotFound, StaleVersion } from '../../domain/errors.ts';
import type { NumberState } from '../../domain/evaluation/advance.ts';
import { cardOf, type EvaluationCase, OVERALL } from '../../domain/evaluation/case.ts';
import type { EvaluationDecision } from '../../domain/evaluation/draft.ts';
import { type Sending, sendingAfter } from '../../domain/evaluation/sending.ts';
import type { EvaluationRules } from '../../domain/evaluation/settings.ts';
import type { Actor } from '../../domain/people.ts';
import type { AnyCase, Cases, Policies, Transactions, Write } from '../../domain/ports.ts';
import { complaintIdOf, contactPhone, matterOfPolicy, takeDown } from '../complaint/file.ts';
import { everyItem } from '../pages.ts';

export interface EvaluationDeps {
  cases: Cases;
  policies: Pick<Policies, 'byId' | 'customersOf' | 'optedOutAt' | 'sending'>;
  transactions: Transactions;
  rules: EvaluationRules & ComplaintRules;
}

/** @throws NotFound */
export async function loadEvaluation(
  { cases }: Pick<EvaluationDeps, 'cases'>,
  id: string,
): Promise<EvaluationCase> {
  const found = await cases.byId(id);
  if (found?.kind !== 'evaluation') throw new NotFound(NOTHING_HERE);
  return found;
}

/** The number that an evaluation goes to: the policy's customer's, as it is now, or the one that it was opened with. */
export async function phoneOf(
  { id, policyId }: Pick<EvaluationCase, 'id' | 'policyId'>,
  { cases, policies }: { cases: Pick<Cases, 'content'>; policies: Pick<Policies, 'byId'> },
): Promise<string | undefined> {
  if (policyId === undefined) return contactPhone(cases, id);
  return (await policies.byId(policyId))?.customer.phone;
}

/** Every case of those who gave this number: few. */
async function casesOfNumber(
  phone: string,
  { cases, policies }: Pick<EvaluationDeps, 'cases' | 'policies'>,
): Promise<AnyCase[]> {
  const found = new Map<string, AnyCase>();
  for (const customer of await policies.customersOf(phone)) {
    const pages = everyItem((next) => cases.list({ by: 'customer', value: customer, limit: 200, next }));
    for await (const { id } of pages) {
      const record = await cases.byId(id);
      if (record !== undefined) found.set(id, record);
    }
  }
  return [...found.values()];
}

/** The evaluations that go to this number; those of somebody who gave it before and has another one now do not. */
export async function evaluationsOfNumber(
  phone: string,
  deps: Pick<EvaluationDeps, 'cases' | 'policies'>,
): Promise<EvaluationCase[]> {
  const evaluations = (await casesOfNumber(phone, deps)).filter((one) => one.kind === 'evaluation');
  const phones = await Promise.all(evaluations.map((one) => phoneOf(one, deps)));
  return evaluations.filter((_, index) => phones[index] === phone);
}

/** What decisions need to know of a number, and what must still hold when they are stored. */
export interface NumberFile {
  phone: string;
  state: NumberState;
  sending: Sending | undefined;
}

const HOUR_MS = 3_600_000;

/** Evaluations count what they send in the number's own record; what others sent in the last hour is in their cases. */
export async function loadNumber(
  phone: string,
  now: Date,
  deps: Pick<EvaluationDeps, 'cases' | 'policies'>,
): Promise<NumberFile> {
  const [sending, optedOutAt, cases] = await Promise.all([
    deps.policies.sending(phone),
    deps.policies.optedOutAt(phone),
    casesOfNumber(phone, deps),
  ]);
  const since = new Date(now.getTime() - HOUR_MS).toISOString();
  const others = cases.filter(
    ({ kind, closedAt }) => kind !== 'evaluation' && (closedAt === undefined || closedAt > since),
  );
  const messages = (await Promise.all(others.map(({ id }) => deps.cases.messages(id)))).flat();
  const sentAt = messages
    .filter(({ status }) => status !== 'failed')
    .map((message) => message.sentAt ?? message.intendedAt)
    .filter((at) => at > since);
  return {
    phone,
    sending,
    state: {
      sentAt: [...sentAt, ...(sending?.sentAt ?? [])].map((at) => new Date(at)),
      optedOut: optedOutAt !== undefined,
    },
  };
}

/**
 * Stores a decision with all that goes with it in one transaction: the complaint that it opens, the number's place on
 * the list of those who want no messages, the count of what is sent to it.
 * @returns the complaint's id
 */
export async function saveEvaluation(
  deps: EvaluationDeps,
  decision: EvaluationDecision,
  at: Date,
  {
    phone,
    number,
    beside = [],
  }: { phone: string | undefined; number?: NumberFile | undefined; beside?: readonly Write[] },
): Promise<{ complaintId?: string }> {
  const complaint = await complaintOf(decision, phone, at, deps);
  const writes: Write[] = [
    ...writesOfDecision(decision, at),
    ...(complaint === undefined ? [] : writesOfDecision(complaint.decision, at)),
    ...(decision.optOut && phone !== undefined
      ? [{ store: 'opt-out', phone, at: at.toISOString() } as const]
      : []),
    ...(decision.messages.length === 0 || number === undefined ? [] : [sendingOf(number, decision, at)]),
    ...beside,
  ];
  await committed(writes, deps);
  return complaint === undefined ? {} : { complaintId: complaint.id };
}

/** The first message to a number can be two at once: who comes second decides anew, as with any other. */
async function committed(writes: readonly Write[], { transactions }: EvaluationDeps): Promise<void> {
  try {
    await transactions.commit(writes);
  } catch (error) {
    if (!(error instanceof AlreadyExists) || error.details.store !== 'sending') throw error;
    throw new StaleVersion('Something else was sent to the number.', undefined, { cause: error });
  }
}

function sendingOf({ phone, sending }: NumberFile, { messages }: EvaluationDecision, at: Date): Write {
  return {
    store: 'sending',
    phone,
    sending: sendingAfter(sending, messages.length, at),
    expected: sending?.version ?? 0,
  };
}

const BY_ITSELF: Actor = { kind: 'system', id: 'evaluation' };

/** Taken down with the reply, so that no dissatisfaction is known that nobody handles. */
async function complaintOf(
  decision: EvaluationDecision,
  phone: string | undefined,
  at: Date,
  deps: EvaluationDeps,
): Promise<Awaited<ReturnType<typeof takeDown>> | undefined> {
  const matter = decision.cases[0]?.case;
  if (decision.complaint === undefined || matter?.kind !== 'evaluation') return undefined;
  const { items, receivedAt } = decision.complaint;
  const id = complaintIdOf([matter.id, receivedAt, ...items].join('\n'));
  const policy = matter.policyId === undefined ? undefined : await deps.policies.byId(matter.policyId);
  const { branch, customerRef, carrier, brokerId, line } = matter;
  return takeDown(
    {
      channel: 'sms-evaluation',
      receivedAt,
      gatewayAt: receivedAt,
      reference: matter.id,
      category: matter.moment === 'policy-issued' ? 'sales' : 'claims',
      statement: statementOf(items, matter),
      filer: { as: 'consumer', papers: [] },
      involved: matter.concerned,
      newFacts: true,
      origin: matter.id,
    },
    policy === undefined
      ? { id, branch, customerRef, line, carrier, brokerId, phone }
      : matterOfPolicy(policy, id),
    BY_ITSELF,
    at,
    deps,
  );
}

/** The items as the card has them; the customer's own words are with the evaluation. */
function statementOf(items: readonly string[], matter: EvaluationCase): string {
  const { about, items: asked } = cardOf(matter);
  const named = items.map((code) =>
    code === OVERALL ? about : (asked.find((item) => item.code === code)?.zh ?? code),
  );
  return `短信评价不满意：${named.join('；')}`;
}
