import { AlreadyExists, Conflict, InvariantBroken, RecourseError, Unavailable } from '../../domain/errors.ts';
import { cardFor } from '../../domain/evaluation/cards.ts';
import type { EvaluationCase } from '../../domain/evaluation/case.ts';
import { recordDelivery } from '../../domain/evaluation/delivery.ts';
import { evaluationMeant } from '../../domain/evaluation/matching.ts';
import { askWhich, recordReply, replyName } from '../../domain/evaluation/replies.ts';
import { readReply } from '../../domain/evaluation/reply.ts';
import { strayOf } from '../../domain/evaluation/stray.ts';
import type { Clock, SmsPushed, SmsReply, SmsReport, StrayReplies } from '../../domain/ports.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { type EvaluationDeps, evaluationsOfNumber, loadNumber, saveEvaluation } from './file.ts';

export type ReceiveDeps = EvaluationDeps & { strays: Pick<StrayReplies, 'byId'>; clock: Clock };

/** What became of a reply: `known` came before, `kept` waits for a person, `asked` waits for the customer's code. */
export type Taken = 'recorded' | 'asked' | 'kept' | 'known';

/** What a push comes to. The replies and reports that failed are to come again. */
export interface Received {
  taken: Map<string, Taken>;
  failures: unknown[];
}

/**
 * Takes what a gateway pushed or held. Those of one number in the order of their stamps, the numbers beside each other;
 * one that fails keeps none of the others back.
 */
export async function receive(
  { replies, reports }: Pick<SmsPushed, 'replies' | 'reports'>,
  deps: ReceiveDeps,
): Promise<Received> {
  const received: Received = { taken: new Map(), failures: [] };
  const ofNumbers = Map.groupBy(replies, ({ phone }) => phone);
  const ofCases = Map.groupBy(reports, ({ messageId }) => caseOf(messageId));
  const trying = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      received.failures.push(error);
    }
  };
  await Promise.all([
    ...[...ofNumbers.values()].map(async (own) => {
      for (const reply of own.toSorted((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())) {
        await trying(async () => {
          received.taken.set(reply.id, await takeReply(reply, deps));
        });
      }
    }),
    ...[...ofCases.values()].map(async (own) => {
      for (const report of own) await trying(() => takeReport(report, deps));
    }),
  ]);
  return received;
}

/**
 * What was not taken is our fault, whatever it is called: the gateway sends it once more.
 * @throws Unavailable for a race that was lost again and again, InvariantBroken for a rule that nobody at the gateway broke
 */
export function mustBeTaken({ failures }: Received): void {
  const [first] = failures;
  if (first === undefined) return;
  if (first instanceof Conflict) throw new Unavailable('Too much happens at once.', { cause: first });
  if (first instanceof RecourseError && first.status < 500) {
    throw new InvariantBroken('A reply could not be taken.', { cause: first });
  }
  throw first;
}

/** A reply goes to the evaluation that it is of; one that nobody can match is kept for a person. */
export function takeReply(reply: SmsReply, deps: ReceiveDeps): Promise<Taken> {
  return onFreshRead(async () => {
    const now = deps.clock.now();
    const evaluations = await evaluationsOfNumber(reply.phone, deps);
    const name = replyName(reply.id);
    const isKnown = evaluations.some(({ replies }) => replies.some(({ content }) => content === name));
    if (isKnown || (await deps.strays.byId(name)) !== undefined) return 'known';
    const meant = evaluationMeant(evaluations, reply, deps.rules);
    if (meant === 'none') return keepStray(reply, evaluations, now, deps);
    if (meant === 'ask') return ask(reply, evaluations, now, deps);
    return record(reply, meant, now, deps);
  });
}

async function record(reply: SmsReply, meant: EvaluationCase, now: Date, deps: ReceiveDeps): Promise<Taken> {
  const decision = recordReply({ case: meant }, reply, now, deps.rules);
  if (decision === undefined) return 'known';
  await saveEvaluation(deps, decision, now, { phone: reply.phone });
  return 'recorded';
}

/** No card has a say in what is an opt-out. */
function isOptOut({ text }: SmsReply): boolean {
  return readReply(text.toWellFormed(), cardFor('claim-closed', 'life')).optOut === true;
}

/** Only an evaluation that still waits can hold a reply until the customer has said more, or its time is over. */
async function ask(
  reply: SmsReply,
  evaluations: readonly EvaluationCase[],
  now: Date,
  deps: ReceiveDeps,
): Promise<Taken> {
  const waiting = evaluations
    .filter(({ stage, sent }) => stage === 'awaiting-reply' && sent.length > 0)
    .sort((a, b) => lastAsked(a) - lastAsked(b))
    .at(-1);
  if (waiting === undefined) return keepStray(reply, evaluations, now, deps);
  // Who wants no more messages is not asked by one which of them it is.
  if (isOptOut(reply)) return record(reply, waiting, now, deps);
  const number = await loadNumber(reply.phone, now, deps);
  // Asked for one of them, the customer was asked for all.
  const open = evaluations.filter(({ category }) => category === 'open');
  const askedAt = open.flatMap(({ askedWhichAt }) => askedWhichAt ?? []).sort()[0];
  const held =
    askedAt === undefined ? waiting : { ...waiting, askedWhichAt: waiting.askedWhichAt ?? askedAt };
  const decision = askWhich({ case: held }, reply, number.state, now, deps.rules);
  if (decision === undefined) return 'known';
  await saveEvaluation(deps, decision, now, { phone: reply.phone, number });
  return decision.inbox ? 'kept' : 'asked';
}

function lastAsked({ sent }: EvaluationCase): number {
  return Date.parse(sent[0]?.askedAt ?? '');
}

async function keepStray(
  reply: SmsReply,
  evaluations: readonly EvaluationCase[],
  now: Date,
  deps: ReceiveDeps,
): Promise<Taken> {
  const customers = evaluations.length > 0 ? [] : await deps.policies.customersOf(reply.phone);
  const branch = evaluations.at(-1)?.branch ?? (await branchOf(customers, deps));
  const why =
    evaluations.length > 0 && evaluations.some(({ sent }) => sent.length > 0)
      ? 'several'
      : branch === undefined
        ? 'unknown-number'
        : 'nothing-asked';
  const stray = strayOf(reply, { why, branch, evaluations: evaluations.map(({ id }) => id) }, now);
  const { phone } = reply;
  try {
    await deps.transactions.commit([
      { store: 'stray-reply', stray, expected: 0 },
      ...(isOptOut(reply) ? [{ store: 'opt-out', phone, at: now.toISOString() } as const] : []),
    ]);
    return 'kept';
  } catch (error) {
    if (error instanceof AlreadyExists) return 'known';
    throw error;
  }
}

/** Of any case of theirs: who works for the customer there can tell what the reply is about. */
async function branchOf(customers: readonly string[], { cases }: ReceiveDeps): Promise<string | undefined> {
  for (const value of customers) {
    const { items } = await cases.list({ by: 'customer', value, limit: 1 });
    if (items[0] !== undefined) return items[0].branch;
  }
  return undefined;
}

/** A report on another case's message is no news to anybody: the gateway's id of it stays with the message. */
async function takeReport(report: SmsReport, deps: ReceiveDeps): Promise<void> {
  await onFreshRead(async () => {
    const found = await deps.cases.byId(caseOf(report.messageId));
    if (found?.kind !== 'evaluation') return;
    const now = deps.clock.now();
    const decision = recordDelivery({ case: found }, report, now, deps.rules);
    if (decision !== undefined) await saveEvaluation(deps, decision, now, { phone: undefined });
  });
}

/** See `Message.id`: case and event. */
function caseOf(messageId: string): string {
  return messageId.split('.', 1)[0] ?? '';
}
