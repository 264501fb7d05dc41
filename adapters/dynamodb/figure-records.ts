import { type DynamoDBDocumentClient, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { StaleVersion } from '../../domain/errors.ts';
import { ExportRecord } from '../../domain/metrics/exports.ts';
import { Restatement, ToldFigure } from '../../domain/metrics/restatement.ts';
import type { FigureRecords, Page } from '../../domain/ports.ts';
import { cancellationOf, translated, translating } from './errors.ts';
import { keys } from './keys.ts';
import { Table } from './table.ts';

const NEW = 'attribute_not_exists(pk)';

/** Beside the counters, in partitions of their own: reading a month's figures reads none of them. */
export class DynamoFigureRecords implements FigureRecords {
  readonly #table: Table;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#table = new Table(client, tableName);
  }

  async putExport(record: ExportRecord): Promise<void> {
    await translating(() =>
      this.#table.client.send(
        new PutCommand({
          TableName: this.#table.name,
          Item: { ...record, ...keys.figureExport(record.at, record.id) },
        }),
      ),
    );
  }

  exports(month: string): Promise<ExportRecord[]> {
    return this.#table.all(ExportRecord, { partition: ['pk', keys.exportsOf(month)] });
  }

  figure(id: string): Promise<ToldFigure | undefined> {
    return this.#table.get(ToldFigure, keys.restated(id));
  }

  async restate(figure: ToldFigure, restatement: Restatement): Promise<void> {
    const TableName = this.#table.name;
    const isFirst = restatement.seq === 1;
    const head = {
      TableName,
      Item: { ...figure, ...keys.restated(figure.id) },
      ...(isFirst
        ? { ConditionExpression: NEW }
        : {
            ConditionExpression: '#version = :before',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':before': restatement.seq - 1 },
          }),
    };
    const Item = { ...restatement, ...keys.restatement(figure.id, restatement.seq) };
    try {
      await this.#table.client.send(
        new TransactWriteCommand({
          TransactItems: [{ Put: head }, { Put: { TableName, Item, ConditionExpression: NEW } }],
        }),
      );
    } catch (error) {
      const isLost = cancellationOf(error)?.some(({ Code }) => Code === 'ConditionalCheckFailed');
      if (isLost) throw new StaleVersion('Somebody restated the figure meanwhile.', {}, { cause: error });
      throw translated(error);
    }
  }

  restated(limit: number, next?: string): Promise<Page<ToldFigure>> {
    return this.#table.query(ToldFigure, { partition: ['pk', keys.restated('').pk], limit, next });
  }

  restatements(figureId: string): Promise<Restatement[]> {
    return this.#table.all(Restatement, { partition: ['pk', keys.restatement(figureId, 0).pk] });
  }
}
