import { CaseEvent, type CaseKind, type CaseSummary, Content, Message, Wait } from '../../domain/case.ts';
import { NotFound } from '../../domain/errors.ts';
import type { ImportCase } from '../../domain/policy/import.ts';
import type { AnyCase, CaseOf, CaseQuery, Cases, Page } from '../../domain/ports.ts';
import type { DateText } from '../../domain/time/calendar.ts';
import { ListedImport, StoredCase, summaryOf } from '../dynamodb/cases.ts';
import { ERASE, keys, partitionOf, UNDELIVERED } from '../dynamodb/keys.ts';
import { parsed, type Row } from './rows.ts';
import type { State } from './state.ts';
import { changedWait, waitChange } from './waits.ts';

const INDEX = {
  owner: { partition: 'ownerKey', sort: 'dueKey' },
  stage: { partition: 'stageKey', sort: 'dueKey' },
  'carrier-stage': { partition: 'stageKey', sort: 'dueKey' },
  customer: { partition: 'customerKey', sort: 'sk' },
  day: { partition: 'customerKey', sort: 'sk' },
} as const;

export class MemoryCases implements Cases {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  async byId(id: string): Promise<AnyCase | undefined> {
    return this.#state.cases.get(StoredCase, keys.case(id));
  }

  async load<K extends CaseKind>(kind: K, id: string): Promise<CaseOf<K>> {
    const found = await this.byId(id);
    if (found?.kind !== kind) throw new NotFound('There is no such case.', { details: { caseId: id } });
    return found as CaseOf<K>;
  }

  async list({ by, value, since, until, latestFirst, limit, next }: CaseQuery): Promise<Page<CaseSummary>> {
    const { partition, sort } = INDEX[by];
    const page = this.#state.cases.select({
      partition: [partition, partitionOf({ by, value })],
      sort: { name: sort, from: since, upTo: until },
      backwards: latestFirst === true,
      limit,
      next,
    });
    return { ...page, items: page.items.map((row) => summaryOf(parsed(StoredCase, row))) };
  }

  async all(next?: string): Promise<Page<AnyCase>> {
    return this.#state.cases.scan(StoredCase, 'CASE', next);
  }

  async history(id: string): Promise<CaseEvent[]> {
    return this.#state.cases.all(CaseEvent, {
      partition: ['pk', keys.case(id).pk],
      sort: { name: 'sk', beginsWith: 'EVENT#' },
    });
  }

  async messages(id: string): Promise<Message[]> {
    return this.#state.cases.all(Message, {
      partition: ['pk', keys.case(id).pk],
      sort: { name: 'sk', beginsWith: 'MESSAGE#' },
    });
  }

  async message(caseId: string, id: string): Promise<Message | undefined> {
    return this.#state.cases.get(Message, keys.message(caseId, id));
  }

  async contents(id: string): Promise<Content[]> {
    return this.#state.cases.all(Content, {
      partition: ['pk', keys.case(id).pk],
      sort: { name: 'sk', beginsWith: 'CONTENT#' },
    });
  }

  async content(caseId: string, name: string): Promise<Content | undefined> {
    return this.#state.cases.get(Content, keys.content(caseId, name));
  }

  async imports(limit: number, next?: string): Promise<Page<ImportCase>> {
    const partition: [string, string] = ['pk', keys.listedImport('', '').pk];
    const page = this.#state.cases.query(ListedImport, { partition, backwards: true, limit, next });
    return { ...page, items: await Promise.all(page.items.map(({ id }) => this.load('policy-import', id))) };
  }

  async erasable(until: DateText, next?: string): Promise<Page<{ caseId: string }>> {
    const page = this.#state.cases.select({
      partition: ['sweepKey', ERASE],
      sort: { name: 'sweepAt', upTo: until },
      next,
    });
    return { ...page, items: page.items.map(({ key }) => ({ caseId: key.pk.slice('CASE#'.length) })) };
  }

  async overdue(before: Date, next?: string): Promise<Page<{ caseId: string; dueAt: string }>> {
    const page = this.#state.cases.select({
      partition: ['sweepKey', 'DUE'],
      sort: { name: 'sweepAt', upTo: before.toISOString() },
      next,
    });
    return {
      ...page,
      items: page.items.map(({ key, index }) => ({
        caseId: key.pk.slice('CASE#'.length),
        dueAt: index.sweepAt ?? '',
      })),
    };
  }

  async undelivered(decidedBefore: Date): Promise<Wait[]> {
    return this.#state.cases.query(Wait, {
      partition: ['sweepKey', UNDELIVERED],
      sort: { name: 'sweepAt', upTo: decidedBefore.toISOString() },
    }).items;
  }

  async wait(caseId: string, wait: number): Promise<Wait | undefined> {
    return this.#state.cases.get(Wait, keys.wait(caseId, wait));
  }

  async storeToken(stored: {
    caseId: string;
    wait: number;
    execution: string;
    token: string;
  }): Promise<Wait> {
    const { caseId, wait, execution, token } = stored;
    return this.#state.faults.around('storeToken', [], () => {
      const row = changedWait(this.#state.cases, caseId, wait, (record) => ({
        ...record,
        caseId,
        wait,
        execution,
        token,
      }));
      this.#putWait(row);
      return parsed(Wait, row);
    });
  }

  async markDelivered(caseId: string, wait: number, at: Date): Promise<void> {
    this.#state.faults.around('markDelivered', [], () => {
      const deliver = ({ token: _used, ...record }: Record<string, unknown>) => ({
        ...record,
        deliveredAt: at.toISOString(),
      });
      this.#putWait(changedWait(this.#state.cases, caseId, wait, deliver, {}));
    });
  }

  async markSent(
    { caseId, id }: Pick<Message, 'caseId' | 'id'>,
    outcome: Pick<Message, 'status' | 'sentAt' | 'receipt'>,
  ): Promise<void> {
    this.#state.faults.around('markSent', [], () => {
      const key = keys.message(caseId, id);
      const before = this.#state.cases.row(key);
      const set = Object.fromEntries(Object.entries(outcome).filter(([, value]) => value !== undefined));
      this.#state.cases.put({
        key,
        record: { ...before?.record, ...set },
        index: before?.index ?? {},
      });
    });
  }

  #putWait(row: Row): void {
    const before = this.#state.cases.row(row.key);
    this.#state.cases.put(row);
    this.#state.told.tell(waitChange(before, row));
  }
}
