import type { DynamoCases } from '../../adapters/dynamodb/cases.ts';
import type { Message } from '../../domain/case.ts';
import type { Balances } from '../../domain/commission/line.ts';
import type { AnyCase } from '../../domain/ports.ts';
import { everyItem } from '../../functions/pages.ts';
import type { Fault, VerifyDeps } from '../../functions/proof/verify.ts';

export type Side = VerifyDeps & { cases: DynamoCases };

/** What a restore has and what the tables have that are in use: the one must be the other's beginning. */
export interface Compared {
  cases: { restored: number; live: number };
  events: { restored: number; live: number };
  money: { restored: Balances; live: Balances };
  /** Where the restored history, ledger or policy is not the beginning of the one in use. */
  faults: Fault[];
  /** What happened since and is not in the restore. */
  since: {
    newCases: string[];
    movedCases: string[];
    /** Messages that went out since: told again, they would go out twice. */
    sent: Message[];
    /** Documents whose bytes came since: they are in the bucket, and no record names them. */
    documents: { caseId: string; document: string }[];
    /** Contents that were erased since and are there again. */
    unerased: string[];
  };
}

export async function compare(restored: Side, live: Side): Promise<Compared> {
  const found: Compared = {
    cases: { restored: 0, live: 0 },
    events: { restored: 0, live: 0 },
    money: { restored: await moneyOf(restored), live: await moneyOf(live) },
    faults: [],
    since: { newCases: [], movedCases: [], sent: [], documents: [], unerased: [] },
  };
  const liveIds = new Set<string>();
  for await (const record of everyItem((next) => live.cases.all(next))) {
    liveIds.add(record.id);
    found.cases.live += 1;
    found.events.live += record.version;
    await compareCase(record, restored, live, found);
  }
  for await (const { id, version } of everyItem((next) => restored.cases.all(next))) {
    found.cases.restored += 1;
    found.events.restored += version;
    if (!liveIds.has(id)) found.faults.push({ where: id, what: 'is restored and not in use any more' });
  }
  await comparePolicies(restored, live, found);
  await compareLines(restored, live, found);
  return found;
}

async function compareCase(record: AnyCase, restored: Side, live: Side, found: Compared): Promise<void> {
  const { id } = record;
  const { since, faults } = found;
  const before = await restored.cases.byId(id);
  if (before === undefined) {
    since.newCases.push(id);
    return;
  }
  const history = await live.cases.history(id);
  if (before.version > 0 && history[before.version - 1]?.hash !== before.lastHash)
    faults.push({ where: id, what: 'the restored history is not the beginning of the one in use' });
  if (before.version < record.version) since.movedCases.push(id);
  const [messages, messagesBefore] = await Promise.all([
    live.cases.messages(id),
    restored.cases.messages(id),
  ]);
  const open = new Set(messagesBefore.filter(({ status }) => status === 'intended').map((one) => one.id));
  since.sent.push(...messages.filter((message) => message.status !== 'intended' && open.has(message.id)));
  const [contents, contentsBefore] = await Promise.all([
    live.cases.contents(id),
    restored.cases.contents(id),
  ]);
  const erased = new Set(contents.flatMap(({ name, erasedAt }) => (erasedAt === undefined ? [] : [name])));
  if (contentsBefore.some(({ name, erasedAt }) => erased.has(name) && erasedAt === undefined))
    since.unerased.push(id);
  const known = new Set(documentsOf(before));
  for (const document of documentsOf(record))
    if (!known.has(document)) since.documents.push({ caseId: id, document });
}

function documentsOf(record: AnyCase): string[] {
  return 'documents' in record
    ? record.documents.filter(({ storedAt }) => storedAt !== undefined).map(({ id }) => id)
    : [];
}

async function comparePolicies(restored: Side, live: Side, { faults }: Compared): Promise<void> {
  for await (const { id, version, lastHash } of everyItem((next) => restored.policies.all(next))) {
    if (version === 0) continue;
    const history = await live.policies.history(id);
    if (history[version - 1]?.hash !== lastHash)
      faults.push({ where: id, what: 'the restored policy is not the beginning of the one in use' });
  }
}

async function compareLines(restored: Side, live: Side, { faults }: Compared): Promise<void> {
  for await (const { policyId, payee, version, entries } of everyItem((next) =>
    restored.commissions.all(next),
  )) {
    const line = (await live.commissions.linesOf(policyId)).find((one) => one.payee === payee);
    if (line?.entries[version - 1]?.hash !== entries.at(-1)?.hash)
      faults.push({
        where: `${policyId} ${payee}`,
        what: 'the restored ledger is not the beginning of the one in use',
      });
  }
}

async function moneyOf({ commissions }: Side): Promise<Balances> {
  const sum: Balances = { accrued: 0, held: 0, payable: 0, paid: 0, voided: 0 };
  for await (const { balances } of everyItem((next) => commissions.all(next))) {
    for (const account of Object.keys(sum) as (keyof Balances)[]) sum[account] += balances[account];
  }
  return sum;
}
