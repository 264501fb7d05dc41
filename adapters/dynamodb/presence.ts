import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Presence } from '../../domain/ports.ts';
import { Here, PRESENT_FOR_MS } from '../../domain/presence.ts';
import { translating } from './errors.ts';
import { keys } from './keys.ts';
import { Table } from './table.ts';

/** Beside the case, where one read finds them all. The table lets them go by itself, within days. */
export class DynamoPresence implements Presence {
  readonly #table: Table;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#table = new Table(client, tableName);
  }

  at(caseId: string): Promise<Here[]> {
    const { pk, sk } = keys.here(caseId, '');
    return this.#table.all(Here, { partition: ['pk', pk], sort: { name: 'sk', beginsWith: sk } });
  }

  async put(caseId: string, here: Here): Promise<void> {
    const expiresAt = Math.ceil((Date.parse(here.seenAt) + PRESENT_FOR_MS) / 1000);
    const Item = { ...here, ...keys.here(caseId, here.id), expiresAt };
    await translating(() => this.#table.client.send(new PutCommand({ TableName: this.#table.name, Item })));
  }
}
