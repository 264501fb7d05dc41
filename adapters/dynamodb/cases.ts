import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { AccountabilityCase } from '../../domain/accountability/case.ts';
import { CallbackCase } from '../../domain/callback/case.ts';
import { CarrierRequest } from '../../domain/carrier-request/case.ts';
import { CaseEvent, type CaseKind, CaseSummary, Content, Message, Wait } from '../../domain/case.ts';
import { PayoutCase } from '../../domain/commission/payout.ts';
import { ComplaintCase } from '../../domain/complaint/case.ts';
import { CorrectiveActionCase } from '../../domain/corrective-action/case.ts';
import { NotFound } from '../../domain/errors.ts';
import { EvaluationCase } from '../../domain/evaluation/case.ts';
import { ImportCase } from '../../domain/policy/import.ts';
import type { AnyCase, CaseOf, CaseQuery, Cases, Page } from '../../domain/ports.ts';
import { PreUnderwritingCase } from '../../domain/pre-underwriting/case.ts';
import { ReceptionDayCase } from '../../domain/reception-day/case.ts';
import { ReconsiderationCase } from '../../domain/reconsideration/case.ts';
import type { DateText } from '../../domain/time/calendar.ts';
import { translating } from './errors.ts';
import { ERASE, keys, partitionOf, UNDELIVERED } from './keys.ts';
import { Table } from './table.ts';

export const StoredCase = z.discriminatedUnion('kind', [
  CallbackCase,
  PayoutCase,
  ImportCase,
  PreUnderwritingCase,
  ReconsiderationCase,
  CarrierRequest,
  AccountabilityCase,
  ComplaintCase,
  EvaluationCase,
  ReceptionDayCase,
  CorrectiveActionCase,
]);

const INDEX = {
  owner: { index: 'byOwner', name: 'ownerKey' },
  stage: { index: 'byStage', name: 'stageKey' },
  'carrier-stage': { index: 'byStage', name: 'stageKey' },
  customer: { index: 'byCustomer', name: 'customerKey' },
  day: { index: 'byCustomer', name: 'customerKey' },
} as const;

const CaseId = z.string();
export const ListedImport = z.strictObject({ id: z.string() });

export class DynamoCases implements Cases {
  readonly #table: Table;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#table = new Table(client, tableName);
  }

  byId(id: string): Promise<AnyCase | undefined> {
    return this.#table.get(StoredCase, keys.case(id));
  }

  async load<K extends CaseKind>(kind: K, id: string): Promise<CaseOf<K>> {
    const found = await this.byId(id);
    if (found?.kind !== kind) throw new NotFound('There is no such case.', { details: { caseId: id } });
    return found as CaseOf<K>;
  }

  async list(query: CaseQuery): Promise<Page<CaseSummary>> {
    const { index, name } = INDEX[query.by];
    const { since, until, limit, next } = query;
    const select = {
      index,
      partition: [name, partitionOf(query)] as [string, string],
      limit,
      next,
      backwards: query.latestFirst === true,
      ...(since === undefined && until === undefined
        ? {}
        : { sort: { name: 'dueKey', from: since, upTo: until } }),
    };
    if (query.by !== 'customer' && query.by !== 'day') return this.#table.query(CaseSummary, select);
    // One customer has few cases and one day few desks, and this index carries keys only: it would cost a write with
    // each step of each case.
    const page = await this.#table.select(select);
    const found = await Promise.all(page.items.map((item) => this.byId(idOf(item))));
    return { ...page, items: found.filter((record) => record !== undefined).map(summaryOf) };
  }

  history(id: string): Promise<CaseEvent[]> {
    return this.#table.all(CaseEvent, {
      partition: ['pk', keys.case(id).pk],
      sort: { name: 'sk', beginsWith: 'EVENT#' },
    });
  }

  messages(id: string): Promise<Message[]> {
    return this.#table.all(Message, {
      partition: ['pk', keys.case(id).pk],
      sort: { name: 'sk', beginsWith: 'MESSAGE#' },
    });
  }

  contents(id: string): Promise<Content[]> {
    return this.#table.all(Content, {
      partition: ['pk', keys.case(id).pk],
      sort: { name: 'sk', beginsWith: 'CONTENT#' },
    });
  }

  content(caseId: string, name: string): Promise<Content | undefined> {
    return this.#table.get(Content, keys.content(caseId, name));
  }

  async imports(limit: number, next?: string): Promise<Page<ImportCase>> {
    const partition: [string, string] = ['pk', keys.listedImport('', '').pk];
    const page = await this.#table.query(ListedImport, { partition, backwards: true, limit, next });
    return { ...page, items: await Promise.all(page.items.map(({ id }) => this.load('policy-import', id))) };
  }

  async erasable(until: DateText, next?: string): Promise<Page<{ caseId: string }>> {
    const page = await this.#table.select({
      index: 'sweep',
      partition: ['sweepKey', ERASE],
      sort: { name: 'sweepAt', upTo: until },
      next,
    });
    return { ...page, items: page.items.map((item) => ({ caseId: idOf(item) })) };
  }

  async overdue(before: Date, next?: string): Promise<Page<{ caseId: string; dueAt: string }>> {
    const page = await this.#table.select({
      index: 'sweep',
      partition: ['sweepKey', 'DUE'],
      sort: { name: 'sweepAt', upTo: before.toISOString() },
      next,
    });
    return {
      ...page,
      items: page.items.map((item) => ({ caseId: idOf(item), dueAt: String(item.sweepAt) })),
    };
  }

  async undelivered(decidedBefore: Date): Promise<Wait[]> {
    const page = await this.#table.select({
      index: 'sweep',
      partition: ['sweepKey', UNDELIVERED],
      sort: { name: 'sweepAt', upTo: decidedBefore.toISOString() },
    });
    const waits = await Promise.all(
      page.items.map((item) => this.#table.get(Wait, { pk: String(item.pk), sk: String(item.sk) })),
    );
    return waits.filter((wait) => wait !== undefined);
  }

  async storeToken(wait: { caseId: string; wait: number; execution: string; token: string }): Promise<Wait> {
    const { Attributes } = await translating(() =>
      this.#table.client.send(
        new UpdateCommand({
          TableName: this.#table.name,
          Key: keys.wait(wait.caseId, wait.wait),
          UpdateExpression: 'SET caseId = :c, #wait = :w, execution = :e, #token = :t',
          ExpressionAttributeNames: { '#wait': 'wait', '#token': 'token' },
          ExpressionAttributeValues: {
            ':c': wait.caseId,
            ':w': wait.wait,
            ':e': wait.execution,
            ':t': wait.token,
          },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    const { pk: _pk, sk: _sk, sweepKey: _key, sweepAt: _at, ...record } = Attributes ?? {};
    return Wait.parse(record);
  }

  wait(caseId: string, wait: number): Promise<Wait | undefined> {
    return this.#table.get(Wait, keys.wait(caseId, wait));
  }

  async markDelivered(caseId: string, wait: number, at: Date): Promise<void> {
    await translating(() =>
      this.#table.client.send(
        new UpdateCommand({
          TableName: this.#table.name,
          Key: keys.wait(caseId, wait),
          UpdateExpression: 'SET deliveredAt = :at REMOVE #token, sweepKey, sweepAt',
          ExpressionAttributeNames: { '#token': 'token' },
          ExpressionAttributeValues: { ':at': at.toISOString() },
        }),
      ),
    );
  }

  async markSent(
    message: Pick<Message, 'caseId' | 'id'>,
    outcome: Pick<Message, 'status' | 'sentAt' | 'receipt'>,
  ): Promise<void> {
    const entries = Object.entries(outcome).filter(([, value]) => value !== undefined);
    await translating(() =>
      this.#table.client.send(
        new UpdateCommand({
          TableName: this.#table.name,
          Key: keys.message(message.caseId, message.id),
          UpdateExpression: `SET ${entries.map(([name]) => `#${name} = :${name}`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
          ExpressionAttributeValues: Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
        }),
      ),
    );
  }

  all(next?: string): Promise<Page<AnyCase>> {
    return this.#table.scan(StoredCase, 'CASE', next);
  }

  message(caseId: string, id: string): Promise<Message | undefined> {
    return this.#table.get(Message, keys.message(caseId, id));
  }
}

function idOf(item: Record<string, unknown>): string {
  return CaseId.parse(item.pk).slice('CASE#'.length);
}

export function summaryOf(record: AnyCase): CaseSummary {
  return CaseSummary.parse(
    Object.fromEntries(
      Object.keys(CaseSummary.shape).flatMap((name) =>
        name in record ? [[name, record[name as keyof AnyCase]]] : [],
      ),
    ),
  );
}
