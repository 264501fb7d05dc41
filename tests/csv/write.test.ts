import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvWithProof, ProofBroken, piecesWithProof, verifyProof } from '../../adapters/csv/proof.ts';
import { readRows } from '../../adapters/csv/read.ts';
import { csvText, formulaSafe } from '../../adapters/csv/write.ts';
import { all, inChunks, utf8 } from './bytes.ts';

const COLUMNS = ['payee', 'amount'];

describe('a cell that a spreadsheet would run', () => {
  it.each([
    '=1+1',
    '+1',
    '-1+1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '-',
    '+8613900000001',
  ])('is written with a quote before it: %j', (cell) => {
    expect(formulaSafe(cell)).toBe(`'${cell}`);
  });

  it.each(['甲一', '', '1-1', 'a=b', '-12.50', '-1,234.56', '-5'])('is not %j', (cell) => {
    expect(formulaSafe(cell)).toBe(cell);
  });

  it('is safe in the file too, whatever stands in it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 2 })),
        (cells) => {
          const text = csvText({
            columns: COLUMNS,
            rows: cells.map(([payee = '', amount = '']) => ({ payee, amount })),
          });
          const [, ...rows] = parse(text, { record_delimiter: '\r\n' });
          expect(rows).toEqual(cells.map((row) => row.map(formulaSafe)));
          for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+@\t\r\n]|^-(?![\d,.]+$)/);
        },
      ),
    );
  });
});

describe('a table', () => {
  it('has its own headers, empty cells for what a row lacks, and numbers as they are', () => {
    const columns = [
      { key: 'payee', header: '收款人' },
      { key: 'amount', header: '金额' },
    ];
    expect(csvText({ columns, rows: [{ payee: 'b-1', amount: -5 }, { payee: 'a,"b"' }] })).toBe(
      '收款人,金额\r\nb-1,-5\r\n"a,""b""",\r\n',
    );
  });

  it('begins with a byte-order mark for Excel when asked', () => {
    expect(csvText({ columns: COLUMNS, rows: [], bom: true })).toBe('\ufeffpayee,amount\r\n');
  });

  it('can be read again by the reader, a lone line end in a cell included', async () => {
    const text = csvText({ columns: COLUMNS, rows: [{ payee: 'a\nb', amount: 'c\rd' }] });
    const columns = COLUMNS.map((name) => ({ name, aliases: [], required: true }));
    expect(await all(readRows(inChunks(utf8(text)), columns))).toEqual([
      { line: 2, cells: { payee: 'a\nb', amount: 'c\nd' } },
    ]);
  });
});

describe('a proof', () => {
  const rows = [
    { payee: 'b-1', amount: '1,234.56' },
    { payee: '甲\n一', amount: '-5.00' },
  ];

  it.each([true, false])('is the last line and tells count and hash of what is above it, bom: %s', (bom) => {
    const { text, ...proof } = csvWithProof({ columns: COLUMNS, rows, bom });
    expect(proof).toEqual({ rows: 2, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(text.endsWith(`\r\n#rows 2 sha256 ${proof.sha256}\r\n`)).toBe(true);
    expect(verifyProof(text)).toEqual(proof);
  });

  it('is true of a table without rows', () => {
    expect(verifyProof(csvWithProof({ columns: COLUMNS, rows: [] }).text).rows).toBe(0);
  });

  it('is the same when the table is written piece by piece', async () => {
    const many = Array.from({ length: 2_500 }, (_, at) => ({ payee: `b-${at}`, amount: at }));
    async function* stream() {
      yield* many;
    }
    const pieces = await all(piecesWithProof(COLUMNS, stream()));
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.join('')).toBe(csvWithProof({ columns: COLUMNS, rows: many }).text);
  });

  it('is not taken from a cell that looks like one', () => {
    const { text } = csvWithProof({ columns: COLUMNS, rows });
    const fake = csvWithProof({ columns: COLUMNS, rows: [{ payee: `x\r\n${text}` }] });
    expect(verifyProof(fake.text).rows).toBe(1);
  });

  const { text } = csvWithProof({ columns: COLUMNS, rows });
  it.each([
    ['an amount was edited', text.replace('1,234.56', '9,234.56')],
    ['a row was taken out', text.replace('b-1,"1,234.56"\r\n', '')],
    ['the count was edited', text.replace('#rows 2', '#rows 3')],
    ['the end is missing', text.slice(0, -20)],
    ['a row was added below', `${text}b-2,1\r\n`],
    ['there never was one', csvText({ columns: COLUMNS, rows })],
    ['there is nothing', ''],
  ])('is broken when %s', (_name, broken) => {
    expect(() => verifyProof(broken)).toThrow(ProofBroken);
  });
});
