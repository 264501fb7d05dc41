import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRows } from '../../adapters/csv/read.ts';
import { cellLine } from '../../adapters/csv/write.ts';
import { POLICY_COLUMNS } from '../../functions/policy/rows.ts';
import { writeBadRows } from '../../functions/policy/steps/badRows.ts';
import { Cut, cutKey, readJson } from '../../functions/policy/steps/importFiles.ts';
import { present } from '../support/present.ts';
import { all, gbk, inChunks, utf8 } from './bytes.ts';
import { cellsOf, fileOf } from './example.ts';
import { newBooks, newImport } from './memory.ts';

type Import = ReturnType<typeof newImport>;

/** What is given back, as a spreadsheet shows it: a header and its rows. */
function givenBack(firm: Import, file = 1): string[][] {
  const text = firm.text(`bad-rows/${String(file).padStart(5, '0')}.csv`);
  return parse(text, { bom: true, relax_column_count: true });
}

async function taken(file: string | Uint8Array, id = 'imp-1', books = newBooks()): Promise<Import> {
  const firm = newImport(id, books);
  firm.upload(file);
  await firm.run();
  return firm;
}

describe('the bad rows of an import', () => {
  it('come back as they stood, each with all its reasons, and the good ones stay', async () => {
    const bad = [
      { number: 'x', customer_phone: '12' },
      { number: 'A-0003', carrier: 'nobody' },
    ];
    const firm = await taken(fileOf([{}, ...bad, { number: 'A-0004' }]));
    const names = POLICY_COLUMNS.map(({ name }) => name);
    expect(firm.stored.case).toMatchObject({ totals: { recorded: 2, refused: 2 }, badRowFiles: 1 });
    expect(givenBack(firm)).toEqual([
      ['reason', ...names],
      [
        'number must be 4 to 40 letters, digits or dashes; customer_phone must be a mainland mobile number of 11 digits',
        ...names.map((name) => cellsOf(present(bad[0]))[name] ?? ''),
      ],
      ['carrier is not a carrier of this firm', ...names.map((name) => cellsOf(present(bad[1]))[name] ?? '')],
    ]);
  });

  it('can be mended and loaded, that very file, and only then they are taken in', async () => {
    const books = newBooks();
    const first = await taken(fileOf([{}, { number: 'A-0002', customer_phone: '12' }]), 'imp-1', books);
    const file = first.text('bad-rows/00001.csv');
    const unmended = await taken(file, 'imp-2', books);
    expect(unmended.stored.case.totals).toMatchObject({ rows: 1, recorded: 0, refused: 1 });
    // However often it goes round, there is one reason, and it is the newest.
    expect(givenBack(unmended)).toEqual(givenBack(first));
    const mended = await taken(file.replace(',12,', ',13900000002,'), 'imp-3', books);
    expect(mended.stored.case).toMatchObject({ totals: { rows: 1, recorded: 1 }, badRowFiles: 0 });
    expect(books.policies.size).toBe(2);
  });

  it('keep the columns of a Chinese file in GBK, its names and its order', async () => {
    const english = POLICY_COLUMNS.map(({ name }) => name);
    const chinese = POLICY_COLUMNS.map(({ aliases }) => present(aliases[0])).toReversed();
    const rows = [{ number: 'x', customer_name: '欧阳测试' }, { number: 'A-0002' }];
    const lines = rows.map((row) =>
      english
        .map((name) => cellsOf(row)[name] ?? '')
        .toReversed()
        .join(),
    );
    const firm = await taken(gbk([chinese.join(), ...lines, ''].join('\r\n')));
    const [header, row, ...more] = givenBack(firm);
    expect(header).toEqual(['reason', ...chinese]);
    expect(row?.[1 + chinese.indexOf('投保人姓名')]).toBe('欧阳测试');
    expect(more).toEqual([]);
  });

  it('hand no formula to a spreadsheet, and the reader gets it back as it was', async () => {
    const name = '=HYPERLINK("http://x")';
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const firm = await taken(fileOf([{ number: 'x', customer_name: quoted }]));
    const [header = [], row = []] = givenBack(firm);
    expect(row[header.indexOf('customer_name')]).toBe(`'${name}`);
    const [again] = await all(readRows(inChunks(utf8(firm.text('bad-rows/00001.csv'))), [...COLUMNS]));
    expect(again).toMatchObject({ cells: { customer_name: name } });
  });

  it('are there too when they could not be cut into cells, or had too many', async () => {
    const firm = await taken(`${fileOf([{}])}"A-0005,open\nA-0006${',x'.repeat(POLICY_COLUMNS.length)}\n`);
    expect(givenBack(firm).slice(1)).toEqual([
      ['has a quote that is not closed', '"A-0005,open'],
      [
        `has ${POLICY_COLUMNS.length + 1} cells where the header has ${POLICY_COLUMNS.length}`,
        'A-0006',
        ...Array(POLICY_COLUMNS.length).fill('x'),
      ],
    ]);
  });

  it('go into as many files as it takes, each of which can be loaded by itself', async () => {
    const numbers = Array.from({ length: 20 }, (_, at) => `x${at}`);
    const firm = await taken(fileOf(numbers.map((number) => ({ number, customer_phone: '12' }))));
    const cut = await readJson(firm.deps.files, cutKey('imp-1'), Cut);
    const files = await writeBadRows(firm.deps.files, firm.stored.case, cut, 1_000);
    expect(files).toBeGreaterThan(2);
    const back = Array.from({ length: files }, (_, at) => givenBack(firm, at + 1));
    for (const [header] of back)
      expect(header).toEqual(['reason', ...POLICY_COLUMNS.map(({ name }) => name)]);
    const at = present(back[0]?.[0]).indexOf('number');
    expect(back.flatMap(([, ...rows]) => rows.map((row) => row[at]))).toEqual(numbers);
  });

  it('are not guessed from another file that was put under the same link', async () => {
    const firm = newImport('imp-1');
    firm.upload(fileOf([{ number: 'x' }]));
    await firm.step({ state: 'CutFile', caseId: 'imp-1', execution: 'x' });
    firm.files.set(firm.stored.case.file, utf8(fileOf([{ number: 'A-0009' }])));
    expect(await firm.run()).toMatchObject({ totals: { refused: 1 }, badRowFiles: 0 });
  });

  it('are none where none was bad', async () => {
    const firm = await taken(fileOf([{}]));
    expect(firm.stored.case.badRowFiles).toBe(0);
    expect(firm.puts.filter((key) => key.includes('bad-rows'))).toEqual([]);
  });
});

const COLUMNS = [...POLICY_COLUMNS, { name: 'reason', aliases: [], required: false }];

describe('a cell that is written out and read again', () => {
  const START = fc.constantFrom('', "'", '=', '+', '-', '@', "'=", '＝', "'-", ' ');
  const cell = fc
    .tuple(START, fc.string({ unit: 'grapheme-ascii', maxLength: 20 }))
    .map((parts) => parts.join(''));

  it('is what it was, whatever it looks like', async () => {
    const columns = [{ name: 'a', aliases: [], required: true }];
    const read = async (text: string) => all(readRows(inChunks(utf8(`a\n${text}`)), columns));
    await fc.assert(
      fc.asyncProperty(cell, async (text) => {
        fc.pre(text.trim() !== '');
        const once = await read(cellLine([text]));
        const [row] = once;
        fc.pre(row !== undefined && 'cells' in row);
        const value = row !== undefined && 'cells' in row ? (row.cells.a ?? '') : '';
        expect(await read(cellLine([value]))).toEqual(once);
      }),
    );
  });
});
