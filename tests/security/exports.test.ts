import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filledFile } from '../../adapters/csv/fill.ts';
import { csvWithProof } from '../../adapters/csv/proof.ts';
import { cellLine, csvText } from '../../adapters/csv/write.ts';
import { csvExport } from '../../adapters/export/csv.ts';
import type { ExportTable } from '../../adapters/export/rows.ts';
import { xlsxExport } from '../../adapters/export/xlsx.ts';
import { present } from '../support/present.ts';
import { described } from './described.ts';
import { personOf } from './house-visitor.ts';
import { exampleOf } from './requests.ts';
import { openWorld, type World } from './world.ts';

/** What a spreadsheet runs: OWASP's list, its full-width forms, and each behind blanks that some programs take away. */
const RUNS = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

const isRun = (cell: string): boolean => RUNS.test(cell) && !NUMBER.test(cell);

const BEGINNINGS = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  ' =',
  '\u00a0+',
  '＝',
  '＋',
  '－',
  '＠',
  '\t=',
  '"=',
  "'=",
];
const dangerous = fc
  .tuple(
    fc.constantFrom(...BEGINNINGS),
    fc.oneof(fc.constant('HYPERLINK("http://x.example","y")'), fc.string()),
  )
  .map(([beginning, rest]) => beginning + rest);

const cellsOf = (bytes: string | Uint8Array): string[][] =>
  parse(Buffer.from(bytes), {
    bom: true,
    relax_column_count: true,
    comment: '#rows ',
    comment_no_infix: true,
  });

async function written(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

const tableOf = (cells: readonly string[]): ExportTable => ({
  name: 'figures',
  columns: cells.map((header, at) => ({ key: `c${at}`, header, type: 'text' })),
  rows: (async function* () {
    yield Object.fromEntries(cells.map((cell, at) => [`c${at}`, cell]));
  })(),
});

describe('no cell of a file that we write is run', () => {
  const cells = fc.array(dangerous, { minLength: 1, maxLength: 4 });

  it('in a table of ours, its header and the line of one row', () => {
    fc.assert(
      fc.property(cells, (texts) => {
        const columns = texts.map((header, at) => ({ key: `c${at}`, header }));
        const row = Object.fromEntries(texts.map((text, at) => [`c${at}`, text]));
        for (const file of [
          csvText({ columns, rows: [row], bom: true }),
          csvWithProof({ columns, rows: [row], bom: true }).text,
          cellLine(texts),
        ]) {
          expect(cellsOf(file).flat().filter(isRun)).toEqual([]);
        }
      }),
    );
  });

  it('in a file that we fill in: what others wrote stays theirs, byte for byte', () => {
    fc.assert(
      fc.property(dangerous, (remedy) => {
        const file = Buffer.from('reference,remedy\nHOT-1,\n=theirs,\n');
        const filled = filledFile(file, [{ line: 2, columns: ['reference', 'remedy'], cells: { remedy } }]);
        expect(cellsOf(filled)[1]?.filter(isRun)).toEqual([]);
        expect(Buffer.from(filled).toString()).toContain('=theirs');
      }),
    );
  });

  it('in an export, as CSV and as a workbook, where it is a text as it stands and no formula', async () => {
    await fc.assert(
      fc.asyncProperty(cells, async (texts) => {
        expect(
          cellsOf(await written(csvExport(tableOf(texts))))
            .flat()
            .filter(isRun),
        ).toEqual([]);
        const files = unzipSync(await written(xlsxExport(tableOf(texts))));
        const sheets = Object.entries(files).map(([name, bytes]) => `${name} ${strFromU8(bytes)}`);
        expect(sheets.filter((sheet) => /<f[ >]|externalLink|vbaProject|ddeLink/.test(sheet))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

describe('every file that the API hands out', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.house.close());

  it('is looked at, and no cell of it is run', async () => {
    const files: [key: string, bytes: Buffer][] = [];
    for (const one of described(world.house.routes)) {
      if (one.route.answers === undefined || one.route.method !== 'GET') continue;
      const { query } = exampleOf(one, one.key, world, world.matters.bj, 'bj');
      const text = new URLSearchParams(query as Record<string, string>).toString();
      const told = await world.house.ask({
        by: personOf('head-office'),
        method: 'GET',
        path: `${pathOf(one.route.path)}${text === '' ? '' : `?${text}`}`,
      });
      expect([one.key, told.status]).toEqual([one.key, 200]);
      expect(told.headers['cache-control']).toBe('no-store');
      files.push([one.key, told.bytes]);
    }
    expect(files.length).toBeGreaterThan(6);
    for (const [key, bytes] of files.filter(([name]) => /csv$|statements\/\{payee\}$/.test(name))) {
      const theirs = key === 'GET /complaints/hotline-files/{id}/answers.csv';
      expect([key, theirs ? [] : cellsOf(bytes).flat().filter(isRun)]).toEqual([key, []]);
    }
    const tables = files.filter(([name]) => /csv$/.test(name));
    expect(tables.flatMap(([, bytes]) => cellsOf(bytes)).length).toBeGreaterThan(tables.length * 2);
    // A formula was brought, so that there was one to be made safe.
    const bad = present(files.find(([key]) => key.endsWith('bad-rows.csv')))[1].toString();
    expect(bad).toContain("'=BAD");
  });

  function pathOf(path: string): string {
    const values: Record<string, string> = {
      id: path.startsWith('/imports') ? world.importId : world.hotlineFile,
      month: path.startsWith('/payouts') ? world.paidMonth : world.accountableMonth,
      payee: 'broker-bj-1',
      recipient: 'hr',
    };
    return path.replace(/\{(\w+)\}/g, (_whole, name: string) => present(values[name]));
  }
});
