import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { type Column, HeaderRefused, type Row, readRows } from '../../adapters/csv/read.ts';
import { all, gbk, inChunks, utf8 } from './bytes.ts';

const COLUMNS: Column[] = [
  { name: 'number', aliases: ['保单号'], required: true },
  { name: 'name', aliases: ['姓名（投保人）'], required: true },
  { name: 'note', aliases: ['备注'], required: false },
];

function read(file: string | Uint8Array, chunk?: number): Promise<Row[]> {
  return all(readRows(inChunks(typeof file === 'string' ? utf8(file) : file, chunk), COLUMNS));
}

async function refusal(file: string): Promise<HeaderRefused> {
  const error: unknown = await read(file).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(HeaderRefused);
  return error as HeaderRefused;
}

const row = (line: number, number: string, name: string) => ({ line, cells: { number, name } });

describe('the encoding of a file', () => {
  const text = '保单号,姓名(投保人)\r\nA-1,甲一\r\nA-2,乙二\r\n';
  const rows = [row(2, 'A-1', '甲一'), row(3, 'A-2', '乙二')];

  it.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a byte-order mark', utf8(`\ufeff${text}`)],
    ['GBK', gbk(text)],
  ])('is seen to be %s, however the chunks cut its characters', async (_name, bytes) => {
    for (const size of [1, 2, 3, 5, 7, 1000]) expect(await read(bytes, size)).toEqual(rows);
  });

  it('is not decided by the ASCII rows that come first', async () => {
    const plain = Array.from({ length: 9_000 }, (_, at) => `A-${at},nobody\n`).join('');
    const rowsRead = await read(gbk(`number,name\n${plain}A-x,甲一\nA-y,乙二\n`));
    expect(rowsRead.slice(-2)).toEqual([row(9_002, 'A-x', '甲一'), row(9_003, 'A-y', '乙二')]);
  });

  it('is GBK where the same bytes would be Cyrillic', async () => {
    expect(new TextDecoder('utf-8', { fatal: true }).decode(gbk('小学'))).toBe('Сѧ');
    expect(await read(gbk('number,name\nA-1,小学\n'))).toEqual([row(2, 'A-1', '小学')]);
  });

  it('is UTF-8 for a name with an accent, which is no pair of Han characters', async () => {
    expect(await read('number,name\nA-1,José Ñ\n')).toEqual([row(2, 'A-1', 'José Ñ')]);
  });

  it('stays UTF-8 in spite of one bad byte, and the row of that byte is a fault', async () => {
    const bytes = Buffer.concat([
      utf8('number,name\nA-1,甲一\nA-2,乙'),
      Uint8Array.of(0xff),
      utf8('二\nA-3,丙三\n'),
    ]);
    expect(await read(bytes)).toEqual([
      row(2, 'A-1', '甲一'),
      { line: 3, column: 'name', fault: 'holds a character that cannot be read' },
      row(4, 'A-3', '丙三'),
    ]);
  });

  it('reports the row of a character that the file ends in the middle of', async () => {
    const bytes = gbk('number,name\nA-1,甲一\nA-2,乙二');
    expect(await read(bytes.subarray(0, -1))).toEqual([
      row(2, 'A-1', '甲一'),
      expect.objectContaining({ line: 3, column: 'name' }),
    ]);
  });
});

describe('the rows of a file', () => {
  it('may hold commas, quotes and line ends in quotes, and keep the line numbers of the file', async () => {
    expect(await read('number,name\r\nA-1,"甲, ""一"""\r\nA-2,"样例\r\n市"\r\nA-3,丙三')).toEqual([
      row(2, 'A-1', '甲, "一"'),
      row(3, 'A-2', '样例\n市'),
      row(5, 'A-3', '丙三'),
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('may end in %j', async (end) => {
    const text = ['number,name', 'A-1,"甲', '一"', '', 'A-2,乙二', ''].join(end);
    for (const size of [1, 1000]) {
      expect(await read(utf8(text), size)).toEqual([row(2, 'A-1', '甲\n一'), row(5, 'A-2', '乙二')]);
    }
  });

  it('are counted past empty lines, and lines with nothing but commas and spaces', async () => {
    expect(await read('\n\nnumber,name\n\n  \n,\n" ",""\nA-1,甲一\n\n')).toEqual([row(8, 'A-1', '甲一')]);
  });

  it('come trimmed, of full-width spaces too', async () => {
    expect(await read('number, name \n A-1 , "　甲一 " \n')).toEqual([row(2, 'A-1', '甲一')]);
  });

  it('keep what looks like a formula as it stands', async () => {
    expect(await read('number,name\n=1+1,"=HYPERLINK(""x"")"\n-1,@甲\n')).toEqual([
      row(2, '=1+1', '=HYPERLINK("x")'),
      row(3, '-1', '@甲'),
    ]);
  });

  it('may have the empty cells beyond the last column that Excel leaves behind', async () => {
    expect(await read('number,name,,\nA-1,甲一,,\nA-2,乙二,,,,\n')).toEqual([
      row(2, 'A-1', '甲一'),
      row(3, 'A-2', '乙二'),
    ]);
  });

  it('are none in a file with a header alone', async () => {
    expect(await read('number,name')).toEqual([]);
  });
});

describe('a bad row', () => {
  it.each([
    ['too few cells', 'A-2', 'has 1 cells where the header has 2'],
    ['too many cells', 'A-2,乙二,x', 'has 3 cells where the header has 2'],
    ['one quote in the middle of a cell', 'A-2,乙"二', 'has a quote that is not closed'],
    ['two quotes in the middle of a cell', 'A-2,乙"二"', 'has a quote where none may stand'],
    ['text after a closing quote', 'A-2,"乙"二', 'has a quote where none may stand'],
    ['a quote that is not closed', 'A-2,"乙二', 'has a quote that is not closed'],
    ['a line without end', `A-2,${'x'.repeat(200_000)}`, 'is a line of more than 65536 characters'],
  ])('is reported for %s, and those around it are read', async (_name, bad, fault) => {
    const text = `number,name\nA-1,甲一\n${bad}\nA-3,"丙三"\nA-4,丁四\n`;
    const rows = [row(2, 'A-1', '甲一'), { line: 3, fault }, row(4, 'A-3', '丙三'), row(5, 'A-4', '丁四')];
    for (const size of [1_000, 65_536]) expect(await read(utf8(text), size)).toEqual(rows);
  });

  it('is reported for a cell that is too long, by its column', async () => {
    expect(await read(`number,name\nA-1,${'甲'.repeat(2_001)}\nA-2,乙二`)).toEqual([
      { line: 2, column: 'name', fault: 'is longer than 2000 characters' },
      row(3, 'A-2', '乙二'),
    ]);
  });

  it('with an open quote costs one row, not the rest of the file', async () => {
    const good = (at: number) => `A-${at},"甲${at}"`;
    const lines = ['number,name', ...Array.from({ length: 500 }, (_, at) => good(at))];
    lines[100] = 'A-x,"甲';
    lines[105] = 'A-y,甲"';
    lines[499] = 'A-z,"甲';
    const rows = await read(`${lines.join('\n')}\n`);
    expect(rows.filter((each) => 'fault' in each).map(({ line }) => line)).toEqual([101, 106, 500]);
    expect(rows).toHaveLength(500);
    expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 500 }, (_, at) => at + 2));
  });

  it('is reported without the cells that it holds', async () => {
    const rows = await read('number,name\nA-1,"甲一"13900000001\nA-2,乙二,13900000002\n');
    expect(JSON.stringify(rows)).not.toMatch(/139|甲|乙/);
  });
});

describe('the header', () => {
  it('may be mixed, in any order, in capitals and full-width forms', async () => {
    expect(await read('备注,ＮＵＭＢＥＲ,姓名(投保人)\nx,A-1,甲一')).toEqual([
      { line: 2, cells: { note: 'x', number: 'A-1', name: '甲一' } },
    ]);
  });

  it('is refused with the columns that are missing', async () => {
    const error = await refusal('number\nA-1\n');
    expect(error).toMatchObject({ missing: ['name'], unknown: [], doubled: [] });
    expect(error.fields).toEqual([{ field: 'name', reason: 'is missing' }]);
  });

  it('is refused with the columns that are unknown', async () => {
    expect(await refusal('number,name,telephone,,note\n')).toMatchObject({
      missing: [],
      unknown: ['telephone', 'column 4'],
      doubled: [],
    });
  });

  it('is refused with a column that stands twice, in two languages too', async () => {
    expect(await refusal('number,name,保单号\n')).toMatchObject({
      missing: [],
      unknown: [],
      doubled: ['number'],
    });
  });

  it('is refused without repeating a customer who stands where it should be', async () => {
    const error = await refusal('A-1,甲一,13900000001\n');
    expect(error.missing).toEqual(['number', 'name']);
    expect(error.unknown).toEqual(['column 1', 'column 2', 'column 3']);
    expect(error.message).not.toMatch(/甲|139/);
  });

  it.each(['', '\n\n', '\ufeff', 'PK\x03\x04\x00\xff', 'number,"name\nA-1,x'])(
    'is refused for %j',
    async (file) => {
      expect((await refusal(file)).missing).not.toEqual([]);
    },
  );
});

describe('a long file', () => {
  const MEGABYTE = 1_048_576;

  /** What is in use, without the garbage that waits to be collected. */
  function liveBytes(): number {
    setFlagsFromString('--expose-gc');
    runInNewContext('gc')();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  }

  async function* long(megabytes: number): AsyncGenerator<Uint8Array> {
    yield utf8('number,name,note\n');
    const lines = Array.from({ length: 1_000 }, (_, at) => `A-${at},甲一,"样例市${'路'.repeat(80)}"\n`);
    const chunk = utf8(lines.join(''));
    for (let given = 0; given < megabytes * MEGABYTE; given += chunk.length) yield chunk;
  }

  it('is read in memory that does not grow with it', async () => {
    const live = liveBytes();
    const seen: number[] = [];
    let rows = 0;
    for await (const each of readRows(long(20), COLUMNS)) {
      expect('cells' in each || each).toBe(true);
      rows += 1;
      if (rows % 10_000 === 0) seen.push(liveBytes() - live);
    }
    expect(rows).toBeGreaterThan(70_000);
    expect(seen.length).toBeGreaterThan(6);
    expect(Math.max(...seen)).toBeLessThan(4 * MEGABYTE);
  });

  it('is read in little memory when it has no line ends', async () => {
    const live = liveBytes();
    let most = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      yield utf8('number,name\n');
      for (let given = 0; given < 20; given += 1) {
        yield new Uint8Array(MEGABYTE).fill(120);
        most = Math.max(most, liveBytes() - live);
      }
    }
    expect(await all(readRows(endless(), COLUMNS))).toEqual([
      { line: 2, fault: 'is a line of more than 65536 characters' },
    ]);
    expect(most).toBeLessThan(4 * MEGABYTE);
  });

  it('is read no faster than its rows are taken', async () => {
    let given = 0;
    async function* counted(): AsyncGenerator<Uint8Array> {
      for await (const chunk of long(20)) {
        given += chunk.length;
        yield chunk;
      }
    }
    const rows = readRows(counted(), COLUMNS);
    for (let taken = 0; taken < 10; taken += 1) await rows.next();
    await rows.return(undefined);
    expect(given).toBeLessThan(MEGABYTE);
  });
});
