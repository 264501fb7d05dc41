import { type DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Vocabulary } from '../../domain/carrier-request/vocabulary.ts';
import { Sending } from '../../domain/evaluation/sending.ts';
import { Carrier } from '../../domain/policy/intake.ts';
import { Policy, PolicyEvent } from '../../domain/policy/policy.ts';
import type { Page, Policies } from '../../domain/ports.ts';
import { translating } from './errors.ts';
import { keys, scopeKeyOf } from './keys.ts';
import { Table } from './table.ts';

const PolicyKey = z.string();
const ENOUGH_CUSTOMERS = 3; // the phone rule asks for no more
const MOST_CUSTOMERS = 50; // a number that more people give is nobody's

export const OptOut = z.strictObject({ at: z.string() });

export class DynamoPolicies implements Policies {
  readonly #table: Table;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#table = new Table(client, tableName);
  }

  byId(id: string): Promise<Policy | undefined> {
    return this.#table.get(Policy, keys.policy(id));
  }

  history(id: string): Promise<PolicyEvent[]> {
    return this.#table.all(PolicyEvent, {
      partition: ['pk', keys.policy(id).pk],
      sort: { name: 'sk', beginsWith: 'EVENT#' },
    });
  }

  async ofBroker(brokerId: string, limit: number, next?: string): Promise<Page<Policy>> {
    const page = await this.#table.select({
      index: 'byBroker',
      partition: ['brokerKey', brokerId],
      backwards: true,
      limit,
      next,
    });
    const found = await Promise.all(page.items.map((item) => this.byId(policyIdOf(item))));
    return { ...page, items: found.filter((policy) => policy !== undefined) };
  }

  async inScope(month: string, next?: string): Promise<Page<{ policyId: string }>> {
    const page = await this.#table.select({
      index: 'inScope',
      partition: ['scopeKey', scopeKeyOf(month)],
      next,
    });
    return { ...page, items: page.items.map((item) => ({ policyId: policyIdOf(item) })) };
  }

  all(next?: string): Promise<Page<Policy>> {
    return this.#table.scan(Policy, 'POLICY', next);
  }

  async phone(phone: string): Promise<{ customers: number; staff: boolean }> {
    // Sort keys begin with CUSTOMER# or STAFF#: of the first only as many are read as the rule needs.
    const partition: [string, string] = ['pk', keys.phone(phone)];
    const [customers, staff] = await Promise.all([
      this.#table.select({
        partition,
        sort: { name: 'sk', beginsWith: 'CUSTOMER#' },
        limit: ENOUGH_CUSTOMERS,
      }),
      this.#table.select({ partition, sort: { name: 'sk', beginsWith: 'STAFF#' }, limit: 1 }),
    ]);
    return { customers: customers.items.length, staff: staff.items.length > 0 };
  }

  async putStaffPhone(phone: string, staffId: string): Promise<void> {
    await this.#put(keys.staffPhone(phone, staffId), {});
  }

  async customersOf(phone: string): Promise<string[]> {
    const { items } = await this.#table.select({
      partition: ['pk', keys.phone(phone)],
      sort: { name: 'sk', beginsWith: 'CUSTOMER#' },
      limit: MOST_CUSTOMERS,
    });
    return items.map(({ sk }) => String(sk).slice('CUSTOMER#'.length));
  }

  async optedOutAt(phone: string): Promise<string | undefined> {
    return (await this.#table.get(OptOut, keys.optOut(phone)))?.at;
  }

  sending(phone: string): Promise<Sending | undefined> {
    return this.#table.get(Sending, keys.sending(phone));
  }

  carrier(id: string): Promise<Carrier | undefined> {
    return this.#table.get(Carrier, keys.carrier(id));
  }

  vocabularies(carrier: string): Promise<Vocabulary[]> {
    return this.#table.all(Vocabulary, {
      partition: ['pk', keys.carrier(carrier).pk],
      sort: { name: 'sk', beginsWith: 'VOCABULARY#' },
    });
  }

  carriers(): Promise<Carrier[]> {
    return this.#table.all(Carrier, { partition: ['pk', keys.listedCarrier('').pk] });
  }

  async putCarrier(carrier: Carrier): Promise<void> {
    const put = (key: object) => ({ Put: { TableName: this.#table.name, Item: { ...carrier, ...key } } });
    const TransactItems = [put(keys.carrier(carrier.id)), put(keys.listedCarrier(carrier.id))];
    await translating(() => this.#table.client.send(new TransactWriteCommand({ TransactItems })));
  }

  async #put(key: { pk: string; sk: string }, record: object): Promise<void> {
    await translating(() =>
      this.#table.client.send(new PutCommand({ TableName: this.#table.name, Item: { ...record, ...key } })),
    );
  }
}

function policyIdOf(item: Record<string, unknown>): string {
  return PolicyKey.parse(item.pk).slice('POLICY#'.length);
}
