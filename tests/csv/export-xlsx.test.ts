import { createHash } from 'node:crypto';
import { streamXlsxRows } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import type { ExportColumn, ExportRow, Manifest } from '../../adapters/export/rows.ts';
import { xlsxExport } from '../../adapters/export/xlsx.ts';
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
): Promise<{ bytes: Buffer; manifest: Manifest; pieces: number }> {
  const pieces: Uint8Array[] = [];
  const writer = xlsxExport({ name: 'figures', columns: COLUMNS, rows: source(rows) });
  let step = await writer.next();
  for (; !step.done; step = await writer.next()) pieces.push(step.value);
  return { bytes: Buffer.concat(pieces), manifest: step.value, pieces: pieces.length };
}

async function read(bytes: Buffer): Promise<unknown[][]> {
  const rows: unknown[][] = [];
  for await (const { values } of streamXlsxRows(bytes)) rows.push(values);
  return rows;
}

describe('a table as a workbook', () => {
  it('has the header and every type of cell as a number, text or date', async () => {
    const row = {
      branch: '北京',
      complaints: 12_345,
      premium: 1_234_567_890_12,
      change: -1_875,
      ratio: 26,
      on: '2026-06-30',
    };
    const { bytes } = await written([row]);
    expect(await read(bytes)).toEqual([
      COLUMNS.map(({ header }) => header),
      ['北京', 12_345, row.premium / 100, -0.1875, 0.26, new Date('2026-06-30T00:00:00.000Z')],
    ]);
  });

  it.each(['=1+1', '+1', '-1+1', '@SUM(A1)', ' =1', '＝1', '<c>&"', 'a\u0001b', ' a '])(
    'keeps %j as a text, and runs nothing',
    async (text) => {
      const { bytes } = await written([{ branch: text }]);
      expect((await read(bytes))[1]?.[0]).toBe(text);
      expect(bytes.includes('<f>')).toBe(false);
    },
  );

  it('says how many rows it has and what its bytes hash to', async () => {
    const { bytes, manifest } = await written([{ complaints: 1 }, { complaints: 2 }]);
    expect(manifest).toEqual({
      rows: 2,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
  });

  it('is complete at any length, and comes piece by piece', async () => {
    const MANY = 50_000;
    const rows = Array.from({ length: MANY }, (_, index) => ({ branch: `b-${index}`, complaints: index }));
    const { bytes, manifest, pieces } = await written(rows);
    expect(manifest.rows).toBe(MANY);
    expect(pieces).toBeGreaterThan(10);
    let last: unknown[] = [];
    let count = 0;
    for await (const { values } of streamXlsxRows(bytes)) {
      last = values;
      count += 1;
    }
    expect(count).toBe(MANY + 1);
    expect(last.slice(0, 2)).toEqual([`b-${MANY - 1}`, MANY - 1]);
  });

  it('stops at a text that a cell would cut off', async () => {
    await expect(written([{ branch: 'x'.repeat(32_768) }])).rejects.toMatchObject({ name: 'WrongCell' });
  });

  it('stops when its source does, rather than end as if it were whole', async () => {
    async function* broken(): AsyncGenerator<ExportRow> {
      yield { complaints: 1 };
      throw new Error('the store is gone');
    }
    const writer = xlsxExport({ name: 'figures', columns: COLUMNS, rows: broken() });
    await expect(all(writer)).rejects.toThrow('the store is gone');
  });
});
