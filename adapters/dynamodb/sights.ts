import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Page, Sights } from '../../domain/ports.ts';
import { Sight } from '../../domain/sight.ts';
import { keys } from './keys.ts';
import { Table } from './table.ts';

/** In the table of cases, where the events lie that most of them are written beside. */
export class DynamoSights implements Sights {
  readonly #table: Table;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#table = new Table(client, tableName);
  }

  ofMonth(month: string, limit: number, next?: string): Promise<Page<Sight>> {
    return this.#table.query(Sight, {
      partition: ['pk', keys.sightsOf(month)],
      backwards: true,
      limit,
      next,
    });
  }

  all(next?: string): Promise<Page<Sight>> {
    return this.#table.scan(Sight, 'SIGHT#', next);
  }
}
