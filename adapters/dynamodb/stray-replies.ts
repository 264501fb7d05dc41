import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { StrayReply } from '../../domain/evaluation/stray.ts';
import type { Page, StrayReplies } from '../../domain/ports.ts';
import { keys, STRAYS } from './keys.ts';
import { Table } from './table.ts';

/** In the table of cases, on the index of owners, which carries no texts: each is read by its key. */
export class DynamoStrayReplies implements StrayReplies {
  readonly #table: Table;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#table = new Table(client, tableName);
  }

  byId(id: string): Promise<StrayReply | undefined> {
    return this.#table.get(StrayReply, keys.strayReply(id));
  }

  async unseen(limit: number, next?: string): Promise<Page<StrayReply>> {
    const page = await this.#table.select({ index: 'byOwner', partition: ['ownerKey', STRAYS], limit, next });
    const found = await Promise.all(page.items.map(({ pk }) => this.byId(String(pk).slice('STRAY#'.length))));
    // The index may be behind.
    return { ...page, items: found.flatMap((stray) => (stray?.seen === undefined ? (stray ?? []) : [])) };
  }
}
