import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvExport } from '../../adapters/export/csv.ts';
import type { ExportColumn, ExportRow, Manifest } from '../../adapters/export/rows.ts';
import { formatYuan } from '../../domain/money.ts';
import { all } from './bytes.ts';

const COLUMNS: ExportColumn[] = [
  { key: 'branch', header: '分公司', type: 'text' },
  { key: 'complaints', header: 'complaints', type: 'integer' },
  { key: 'premium', header: 'premium (CNY)', type: 'fen' },
  { key: 'change', header: 'change (%)', type: 'percent' },
  { key: 'ratio', header: 'per 10,000 policies', type: 'ratio' },
  { key: 'on', header: 'as of', type: 'date' },
];

async function* source(rows: Iterable<ExportRow>): AsyncGenerator<ExportRow> {
  yield* rows;
}

async function written(
  rows: Iterable<ExportRow>,
  columns: readonly ExportColumn[] = COLUMNS,
): Promise<{ bytes: Buffer; manifest: Manifest; most: number }> {
  const pieces: Uint8Array[] = [];
  const writer = csvExport({ name: 'figures', columns, rows: source(rows) });
  let step = await writer.next();
  for (; !step.done; step = await writer.next()) pieces.push(step.value);
  const most = Math.max(...pieces.map(({ length }) => length));
  return { bytes: Buffer.concat(pieces), manifest: step.value, most };
}

function read(bytes: Buffer): string[][] {
  return parse(bytes, { bom: true, record_delimiter: '\r\n' });
}

describe('a table as CSV', () => {
  it('has the header and every type of cell, exact and without separators', async () => {
    const row = {
      branch: '北京',
      complaints: 12_345,
      premium: 123_456_789_012_345,
      change: -1_875,
      ratio: 26,
      on: '2026-06-30',
    };
    const { bytes } = await written([row, { branch: '上海' }]);
    expect(read(bytes)).toEqual([
      COLUMNS.map(({ header }) => header),
      ['北京', '12345', '1234567890123.45', '-18.75', '0.26', '2026-06-30'],
      ['上海', '', '', '', '', ''],
    ]);
  });

  it('says how many rows it has and what its bytes hash to', async () => {
    const rows = Array.from({ length: 3 }, (_, index) => ({ complaints: index }));
    const { bytes, manifest } = await written(rows);
    expect(manifest).toEqual({
      rows: rows.length,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  });

  it('is a header when there are no rows', async () => {
    const { bytes, manifest } = await written([]);
    expect(read(bytes)).toHaveLength(1);
    expect(manifest.rows).toBe(0);
  });

  it('is complete at any length, and never holds it as a whole', async () => {
    const MANY = 100_000;
    function* rows(): Generator<ExportRow> {
      for (let index = 0; index < MANY; index += 1) yield { branch: `b-${index}`, complaints: index };
    }
    const { bytes, manifest, most } = await written(rows());
    const found = read(bytes);
    expect(manifest.rows).toBe(MANY);
    expect(found).toHaveLength(MANY + 1);
    expect(found.at(-1)?.slice(0, 2)).toEqual([`b-${MANY - 1}`, String(MANY - 1)]);
    expect(most).toBeLessThan(bytes.length / 50);
  });

  it('makes a text safe that a spreadsheet would run, and leaves a negative number a number', async () => {
    const { bytes } = await written([{ branch: '=cmd|1', premium: -5, change: -1 }]);
    expect(read(bytes)[1]).toEqual(["'=cmd|1", '', '-0.05', '-0.01', '', '']);
  });

  it('has the rows of its source in their order, whatever their texts are', async () => {
    const cell = fc
      .string({ unit: 'grapheme' })
      .filter((text) => !/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text));
    const row = fc.record({ branch: cell, premium: fc.integer() });
    await fc.assert(
      fc.asyncProperty(fc.array(row), async (rows) => {
        const columns = COLUMNS.filter(({ key }) => key === 'branch' || key === 'premium');
        const [, ...found] = read((await written(rows, columns)).bytes);
        expect(found).toEqual(
          rows.map(({ branch, premium }) => [branch, formatYuan(premium).replaceAll(',', '')]),
        );
      }),
    );
  });

  it.each([
    { complaints: 1.5 },
    { complaints: Number.NaN },
    { complaints: '1' },
    { branch: 1 },
    { premium: 0.1 },
    { on: '2026-02-30' },
    { on: '30.6.2026' },
    { nothing: 'known' },
  ])('stops at a cell that its column does not hold: %o', async (row) => {
    await expect(written([row as ExportRow])).rejects.toMatchObject({ name: 'WrongCell' });
  });

  it('stops when its source does, rather than end as if it were whole', async () => {
    async function* broken(): AsyncGenerator<ExportRow> {
      yield { complaints: 1 };
      throw new Error('the store is gone');
    }
    const writer = csvExport({ name: 'figures', columns: COLUMNS, rows: broken() });
    await expect(all(writer)).rejects.toThrow('the store is gone');
  });
});
