import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { StaleVersion } from '../../domain/errors.ts';
import type { Views } from '../../domain/ports.ts';
import { NO_VIEWS, SavedViews } from '../../domain/views.ts';
import { translated } from './errors.ts';
import { keys } from './keys.ts';
import { Table } from './table.ts';

/** In the table of policies, in a partition of each person's own. */
export class DynamoViews implements Views {
  readonly #table: Table;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#table = new Table(client, tableName);
  }

  async of(staffId: string): Promise<SavedViews> {
    return (await this.#table.get(SavedViews, keys.views(staffId))) ?? NO_VIEWS;
  }

  async put(staffId: string, views: SavedViews): Promise<void> {
    const isFirst = views.version === NO_VIEWS.version + 1;
    try {
      await this.#table.client.send(
        new PutCommand({
          TableName: this.#table.name,
          Item: { ...views, ...keys.views(staffId) },
          ...(isFirst
            ? { ConditionExpression: 'attribute_not_exists(pk)' }
            : {
                ConditionExpression: '#version = :before',
                ExpressionAttributeNames: { '#version': 'version' },
                ExpressionAttributeValues: { ':before': views.version - 1 },
              }),
        }),
      );
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') {
        throw new StaleVersion('The views were changed elsewhere meanwhile.', {}, { cause: error });
      }
      throw translated(error);
    }
  }
}
