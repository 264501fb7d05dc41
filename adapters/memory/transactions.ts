import { AlreadyExists, InvariantBroken, type RecourseError, StaleVersion } from '../../domain/errors.ts';
import type { Committed, Transactions, Write } from '../../domain/ports.ts';
import { caseIndexKeys, keys, lineIndexKeys, policyIndexKeys, strayIndexKeys } from '../dynamodb/keys.ts';
import { copied } from './copy.ts';
import type { Row, Rows } from './rows.ts';
import type { State } from './state.ts';
import { decided, waitChange } from './waits.ts';

const MOST_WRITES = 100; // DynamoDB's limit for one transaction

interface Step {
  write: Write;
  rows: Rows;
  row: Row;
  holds: (current: Row | undefined) => boolean;
}

const isNew: Step['holds'] = (current) => current === undefined;
const isThere =
  (expected: number): Step['holds'] =>
  (current) =>
    versionOf(current) === expected;
const newOrAt = (expected: number): Step['holds'] => (expected === 0 ? isNew : isThere(expected));
const anyhow: Step['holds'] = () => true;

/** All writes or none: every condition is looked at before the first row is put, and nothing waits in between. */
export class MemoryTransactions implements Transactions {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  async commit(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0 || writes.length > MOST_WRITES) {
      throw new InvariantBroken(`A change of ${writes.length} writes does not fit one transaction.`);
    }
    this.#state.faults.around('commit', writes, () => this.#apply(writes));
  }

  #apply(writes: readonly Write[]): void {
    const steps = writes.map((write) => this.#step(write));
    const places = new Set(
      steps.map(({ write, row }) => `${tableOf(write)} ${JSON.stringify([row.key.pk, row.key.sk])}`),
    );
    if (places.size < steps.length) throw new InvariantBroken('A change writes one record twice.');
    for (const { write, rows, row, holds } of steps) {
      const current = rows.row(row.key);
      if (!holds(current)) throw lostTo(write, current);
    }
    const told = steps.flatMap(({ write, rows, row }) => {
      const before = rows.row(row.key);
      rows.put(row);
      return toldOf(write, before, row);
    });
    this.#state.told.tell(told);
  }

  #step(write: Write): Step {
    const { cases, policies, commissions } = this.#state;
    switch (write.store) {
      case 'case': {
        const row = rowOf(keys.case(write.case.id), write.case, caseIndexKeys(write.case));
        return { write, rows: cases, row, holds: newOrAt(write.expected) };
      }
      case 'event': {
        const row = rowOf(keys.event(write.event.caseId, write.event.seq), write.event);
        return { write, rows: cases, row, holds: isNew };
      }
      case 'message': {
        const row = rowOf(keys.message(write.message.caseId, write.message.id), write.message);
        return { write, rows: cases, row, holds: isNew };
      }
      case 'content': {
        const row = rowOf(keys.content(write.content.caseId, write.content.name), write.content);
        return { write, rows: cases, row, holds: anyhow };
      }
      case 'decided-wait':
        return { write, rows: cases, row: decided(cases, write), holds: anyhow };
      case 'line': {
        const { line, expected } = write;
        const row = rowOf(keys.line(line.policyId, line.payee), line, lineIndexKeys(line));
        return { write, rows: commissions, row, holds: newOrAt(expected) };
      }
      case 'policy': {
        const { policy } = write;
        const index = { ...policyIndexKeys(policy), recordedAt: policy.recordedAt };
        const row = rowOf(keys.policy(policy.id), policy, index);
        return { write, rows: policies, row, holds: write.create ? isNew : isThere(write.expected) };
      }
      case 'policy-event': {
        const row = rowOf(keys.policyEvent(write.event.policyId, write.event.seq), write.event);
        return { write, rows: policies, row, holds: isNew };
      }
      case 'sight': {
        const row = rowOf(keys.sight(write.sight.at, write.sight.id), write.sight);
        return { write, rows: cases, row, holds: isNew };
      }
      case 'listed-import': {
        const row = rowOf(keys.listedImport(write.openedAt, write.id), { id: write.id });
        return { write, rows: cases, row, holds: isNew };
      }
      case 'person': {
        const row = rowOf(keys.person(write.person.id), write.person);
        return { write, rows: policies, row, holds: newOrAt(write.expected) };
      }
      case 'exposure': {
        const { exposure } = write;
        const row = rowOf(keys.exposure(exposure.policyId, exposure.seq), exposure);
        return { write, rows: cases, row, holds: isNew };
      }
      case 'customer-phone': {
        const row = rowOf(keys.customerPhone(write.phone, write.customerRef), {});
        return { write, rows: policies, row, holds: anyhow };
      }
      case 'opt-out': {
        const row = rowOf(keys.optOut(write.phone), { at: write.at });
        return { write, rows: policies, row, holds: anyhow };
      }
      case 'sending': {
        const row = rowOf(keys.sending(write.phone), write.sending);
        return { write, rows: policies, row, holds: newOrAt(write.expected) };
      }
      case 'stray-reply': {
        const row = rowOf(keys.strayReply(write.stray.id), write.stray, strayIndexKeys(write.stray));
        return { write, rows: cases, row, holds: newOrAt(write.expected) };
      }
      case 'vocabulary': {
        const { vocabulary, expected } = write;
        const row = rowOf(keys.vocabulary(vocabulary.carrier, vocabulary.version), vocabulary);
        const holds: Step['holds'] = (current) =>
          (current?.record as { state?: string } | undefined)?.state === expected;
        return { write, rows: policies, row, holds };
      }
      case 'paid-line': {
        const { paid } = write;
        const row = rowOf(keys.paid(paid.payoutId, paid.payee, paid.policyId), paid);
        return { write, rows: commissions, row, holds: isNew };
      }
      case 'statement': {
        const row = rowOf(keys.statement(write.statement.payoutId, write.statement.payee), write.statement);
        return { write, rows: commissions, row, holds: isNew };
      }
      case 'carried-balance': {
        const row = rowOf(keys.balance(write.balance.payee), write.balance);
        return { write, rows: commissions, row, holds: newOrAt(write.expected) };
      }
    }
  }
}

const OF_CASES: ReadonlySet<Write['store']> = new Set([
  'case',
  'event',
  'message',
  'content',
  'decided-wait',
  'stray-reply',
  'exposure',
  'sight',
  'listed-import',
]);

const OF_POLICIES: ReadonlySet<Write['store']> = new Set([
  'policy',
  'policy-event',
  'customer-phone',
  'opt-out',
  'sending',
  'vocabulary',
  'person',
]);

function tableOf({ store }: Write): string {
  if (OF_CASES.has(store)) return 'cases';
  return OF_POLICIES.has(store) ? 'policies' : 'commissions';
}

function rowOf(key: Row['key'], record: object, index: Row['index'] = {}): Row {
  return { key, record: copied(record), index };
}

/** What the stream would tell: see adapters/dynamodb/stream-records.ts. */
function toldOf(write: Write, before: Row | undefined, after: Row): Committed[] {
  if (write.store === 'decided-wait') return waitChange(before, after);
  if (before !== undefined) return [];
  switch (write.store) {
    case 'case':
      return [{ is: 'new-case', case: copied(write.case) }];
    case 'event':
      return [{ is: 'event', event: copied(write.event) }];
    case 'message':
      return [{ is: 'new-message', message: copied(write.message) }];
    case 'exposure':
      return [{ is: 'exposure', exposure: copied(write.exposure) }];
    default:
      return [];
  }
}

function versionOf(row: Row | undefined): unknown {
  return row === undefined ? undefined : (row.record as Record<string, unknown>).version;
}

/** The loser is told what is there now: stage and version, ids and facts only. */
function lostTo(write: Write, current: Row | undefined): RecourseError {
  const record = current?.record as Record<string, unknown> | undefined;
  const now = { version: record?.version, stage: record?.stage };
  const details = { store: write.store };
  return mustBeNew(write)
    ? new AlreadyExists(`There is such a ${write.store} already.`, now, { details })
    : new StaleVersion(`The ${write.store} has changed since it was read.`, now, { details });
}

/** A policy is stored with version 0 at first: only `create` says that it must be new. */
function mustBeNew(write: Write): boolean {
  if (write.store === 'policy') return write.create === true;
  return 'expected' in write ? write.expected === 0 || write.expected === undefined : true;
}
