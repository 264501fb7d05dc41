import { StaleVersion } from '../../domain/errors.ts';
import { ExportRecord } from '../../domain/metrics/exports.ts';
import { Restatement, ToldFigure } from '../../domain/metrics/restatement.ts';
import type { FigureRecords, Page } from '../../domain/ports.ts';
import { keys } from '../dynamodb/keys.ts';
import { copied } from './copy.ts';
import type { Rows } from './rows.ts';
import type { State } from './state.ts';

export class MemoryFigureRecords implements FigureRecords {
  readonly #rows: Rows;

  constructor({ figures }: State) {
    this.#rows = figures;
  }

  async putExport(record: ExportRecord): Promise<void> {
    this.#put(keys.figureExport(record.at, record.id), record);
  }

  async exports(month: string): Promise<ExportRecord[]> {
    return this.#rows.all(ExportRecord, { partition: ['pk', keys.exportsOf(month)] });
  }

  async figure(id: string): Promise<ToldFigure | undefined> {
    return this.#rows.get(ToldFigure, keys.restated(id));
  }

  async restate(figure: ToldFigure, restatement: Restatement): Promise<void> {
    const there = this.#rows.get(ToldFigure, keys.restated(figure.id));
    if ((there?.version ?? 0) !== restatement.seq - 1)
      throw new StaleVersion('Somebody restated the figure meanwhile.', {});
    this.#put(keys.restated(figure.id), figure);
    this.#put(keys.restatement(figure.id, restatement.seq), restatement);
  }

  async restated(limit: number, next?: string): Promise<Page<ToldFigure>> {
    return this.#rows.query(ToldFigure, { partition: ['pk', keys.restated('').pk], limit, next });
  }

  async restatements(figureId: string): Promise<Restatement[]> {
    return this.#rows.all(Restatement, { partition: ['pk', keys.restatement(figureId, 0).pk] });
  }

  #put(key: { pk: string; sk: string }, record: object): void {
    this.#rows.put({ key, record: copied(record), index: {} });
  }
}
