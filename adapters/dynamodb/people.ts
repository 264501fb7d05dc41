import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Person } from '../../domain/person.ts';
import type { Page, People } from '../../domain/ports.ts';
import { keys } from './keys.ts';
import { Table } from './table.ts';

export class DynamoPeople implements People {
  readonly #table: Table;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#table = new Table(client, tableName);
  }

  byId(id: string): Promise<Person | undefined> {
    return this.#table.get(Person, keys.person(id));
  }

  list(limit: number, next?: string): Promise<Page<Person>> {
    return this.#table.query(Person, { partition: ['pk', keys.person('').pk], limit, next });
  }
}
