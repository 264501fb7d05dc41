import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { verifyProof } from '../../adapters/csv/proof.ts';
import { InvariantBroken, NotFound, Throttled } from '../../domain/errors.ts';
import { POLICY_COLUMNS, policyFromRow } from '../../functions/policy/rows.ts';
import { rowsPerPart, SHORTEST_ROW_BYTES } from '../../functions/policy/steps/cut.ts';
import { gbk } from './bytes.ts';
import { fileOf } from './example.ts';
import { newBooks, newImport } from './memory.ts';

const policies = (count: number) => Array.from({ length: count }, (_, at) => ({ number: `A-${1_000 + at}` }));

describe('the policy import', () => {
  it('takes the good rows in and reports the bad ones by line, column and reason', async () => {
    const firm = newImport('imp-1');
    const rows = [
      {},
      { number: 'x', customer_phone: '12' },
      { number: 'A-0003', carrier: 'nobody' },
      { number: 'A-0004' },
    ];
    firm.upload(`${fileOf(rows)}A-0005,too short\n`);
    expect(await firm.run()).toMatchObject({
      stage: 'finished',
      category: 'closed',
      totals: { rows: 5, recorded: 2, unchanged: 0, refused: 3 },
      report: 'imports/imp-1/report.csv',
    });
    expect(firm.text('report.csv').split('\r\n').slice(0, -2)).toEqual([
      'line,column,reason',
      '3,number,"must be 4 to 40 letters, digits or dashes"',
      '3,customer_phone,must be a mainland mobile number of 11 digits',
      '4,carrier,is not a carrier of this firm',
      `6,,has 2 cells where the header has ${POLICY_COLUMNS.length}`,
    ]);
    expect(verifyProof(firm.text('report.csv')).rows).toBe(4);
  });

  it('takes the sample file in', async () => {
    const firm = newImport('imp-1');
    firm.upload(await readFile(new URL('policies.sample.csv', import.meta.url)));
    expect((await firm.run()).totals).toEqual({ rows: 4, recorded: 4, unchanged: 0, refused: 0 });
  });

  it('changes nothing when the same file comes twice', async () => {
    const books = newBooks();
    for (const [id, totals] of [
      ['imp-1', { rows: 1_200, recorded: 1_200, unchanged: 0, refused: 0 }],
      ['imp-2', { rows: 1_200, recorded: 0, unchanged: 1_200, refused: 0 }],
    ] as const) {
      const firm = newImport(id, books);
      firm.upload(fileOf(policies(1_200)));
      expect((await firm.run()).totals).toEqual(totals);
    }
    expect(books.policies.size).toBe(1_200);
  });

  it('is the same when it was killed in the middle of a part and run again from the start', async () => {
    const firm = newImport('imp-1');
    firm.upload(fileOf([...policies(1_200), { number: 'x' }]));
    firm.books.faults = [new Throttled('slow down')];
    await expect(firm.run()).rejects.toThrow(Throttled);
    expect(firm.stored.case.stage).toBe('importing');
    await firm.step({ state: 'ImportPart', caseId: 'imp-1', part: 1 });
    firm.books.faults = [new Throttled('slow down')];
    await expect(firm.run()).rejects.toThrow(Throttled);
    expect((await firm.run()).totals).toEqual({ rows: 1_201, recorded: 1_200, unchanged: 0, refused: 1 });
    expect(firm.puts.filter((key) => key.includes('/parts/'))).toEqual([
      'imports/imp-1/parts/00001.json',
      'imports/imp-1/parts/00002.json',
      'imports/imp-1/parts/00003.json',
    ]);
  });

  it('cuts a file anew to the same parts when the cut was killed', async () => {
    const firm = newImport('imp-1');
    firm.upload(fileOf([...policies(600), { number: 'x' }]));
    await firm.step({ state: 'CutFile', caseId: 'imp-1', execution: 'x' });
    const before = new Map(firm.files);
    firm.files.delete('imports/imp-1/cut.json');
    await firm.step({ state: 'CutFile', caseId: 'imp-1', execution: 'x' });
    expect(firm.files).toEqual(before);
  });

  it('keeps to its cut when another file is put under the same link', async () => {
    const firm = newImport('imp-1');
    firm.upload(fileOf(policies(3)));
    await firm.step({ state: 'CutFile', caseId: 'imp-1', execution: 'x' });
    firm.files.set(firm.stored.case.file, Buffer.from(fileOf(policies(900))));
    expect((await firm.run()).totals?.rows).toBe(3);
  });

  it('is refused with a wrong header, and nothing of it goes in', async () => {
    const firm = newImport('imp-1');
    firm.upload(fileOf(policies(3)).replace('number', 'policy'));
    const closed = await firm.run();
    expect(closed).toMatchObject({ stage: 'refused', category: 'closed' });
    expect(firm.stored.events.at(-1)).toMatchObject({
      type: 'import-refused',
      data: { reason: 'The header is not the one agreed: missing number; unknown policy.' },
    });
    expect(firm.books.policies.size).toBe(0);
    expect(await firm.run()).toEqual(closed);
    for (const state of ['CutFile', 'FinishImport']) {
      await firm.step({ state, caseId: 'imp-1', execution: 'x' });
    }
    expect(firm.stored.events).toHaveLength(3);
    expect(firm.puts).toEqual([]);
  });

  it('is refused when the file is gone', async () => {
    const firm = newImport('imp-1');
    firm.upload('x');
    firm.files.clear();
    expect((await firm.run()).stage).toBe('refused');
  });

  it('finishes a file without rows', async () => {
    const firm = newImport('imp-1');
    firm.upload(fileOf([]));
    expect((await firm.run()).totals).toEqual({ rows: 0, recorded: 0, unchanged: 0, refused: 0 });
    expect(verifyProof(firm.text('report.csv')).rows).toBe(0);
  });

  it('takes a number that stands twice once, and refuses other content under it', async () => {
    const firm = newImport('imp-1');
    const rows = [
      { number: 'A-0001' },
      { number: 'A-0001' },
      { number: 'A-0001', branch: 'sh' },
      { carrier: 'carrier-b' },
    ];
    firm.upload(fileOf(rows));
    expect((await firm.run()).totals).toEqual({ rows: 4, recorded: 2, unchanged: 1, refused: 1 });
    expect(firm.text('report.csv')).toContain('4,number,There is another policy under this number.');
  });

  it('takes a renewal in after what it renews, however the file has them', async () => {
    const firm = newImport('imp-1');
    const chain = Array.from({ length: 20 }, (_, at) => ({
      number: `A-${3_000 - at}`,
      renews: `A-${2_999 - at}`,
      issued_on: `${2026 - at}-01-01`,
    }));
    firm.upload(fileOf([...chain, ...policies(50)]));
    await firm.run();
    expect(firm.books.order.filter((number) => number > 'A-2')).toEqual(
      chain.map(({ number }) => number).reverse(),
    );
  });

  it('keeps names and numbers of people out of everything but its parts and the rows it gives back', async () => {
    const firm = newImport('imp-1');
    firm.upload(gbk(fileOf([{}, { number: 'x' }, { customer_phone: '1390000000x' }, { carrier: 'nobody' }])));
    await firm.run();
    const written = [...firm.files].filter(([key]) => !/parts|policies|bad-rows/.test(key));
    expect(written.map(([key]) => key)).toHaveLength(5);
    for (const [, body] of written) expect(new TextDecoder().decode(body)).not.toMatch(/甲|1390/);
    expect(JSON.stringify(firm.stored)).not.toMatch(/甲|1390/);
  });
});

describe('a part', () => {
  it('that failed leaves nothing running', async () => {
    const firm = newImport('imp-1');
    firm.upload(fileOf(policies(100)));
    await firm.step({ state: 'CutFile', caseId: 'imp-1', execution: 'x' });
    firm.books.faults = [new Throttled('slow down')];
    await expect(firm.step({ state: 'ImportPart', caseId: 'imp-1', part: 1 })).rejects.toThrow(Throttled);
    const { size } = firm.books.policies;
    expect(size).toBeLessThan(9);
    await new Promise((resolve) => setImmediate(resolve));
    expect(firm.books.policies.size).toBe(size);
  });

  it('stops at a bug instead of reporting it as a bad row', async () => {
    const firm = newImport('imp-1');
    firm.upload(fileOf(policies(1)));
    firm.books.faults = [new InvariantBroken('a bug')];
    await expect(firm.run()).rejects.toThrow(InvariantBroken);
  });

  it('is large enough for a file of 200 MB to fit in one execution', () => {
    const names = POLICY_COLUMNS.map(({ name }) => name);
    const shortest = 'a,aaaa,a,annuity,1,1.1,bank,a,a,a,a,13900000001,,,0,0,2026/1/1,,0,0,,,';
    const cells = shortest.split(',').map((cell, at) => [names[at] ?? '', cell]);
    expect(policyFromRow(Object.fromEntries(cells))).toBeDefined();
    expect(shortest.length + 1).toBe(SHORTEST_ROW_BYTES);
    expect(rowsPerPart(1_000)).toBe(500);
    for (const bytes of [14_200_000, 200_000_000, 2_000_000_000]) {
      const parts = Math.ceil(bytes / SHORTEST_ROW_BYTES / rowsPerPart(bytes));
      expect(parts * 31).toBeLessThan(24_000);
      expect(JSON.stringify(Array.from({ length: parts }, (_, at) => at)).length).toBeLessThan(262_144);
    }
  });
});

describe('the wait for the file', () => {
  const route = { state: 'Route', caseId: 'imp-1', execution: 'x' };
  const wait = { state: 'AwaitFile', caseId: 'imp-1', wait: 0, execution: 'x', taskToken: 'token-1' };

  it('lasts as long as the upload link', async () => {
    const firm = newImport('imp-1');
    expect(await firm.step(route)).toEqual({
      caseId: 'imp-1',
      route: 'await-file',
      wait: 0,
      waitSeconds: 3_600,
    });
    firm.clock.at = new Date(firm.clock.at.getTime() + 3_599_999);
    expect(await firm.step(route)).toMatchObject({ route: 'await-file', waitSeconds: 1 });
  });

  it('ends the import as refused when the file never came', async () => {
    const firm = newImport('imp-1');
    firm.clock.at = new Date(firm.clock.at.getTime() + 3_600_000);
    const closed = { caseId: 'imp-1', route: 'closed', wait: 0, waitSeconds: 0 };
    expect(await firm.step(route)).toEqual(closed);
    expect(firm.stored.case.stage).toBe('refused');
    expect(firm.stored.events.at(-1)?.data).toEqual({ reason: 'the file never came' });
    expect(await firm.step(route)).toEqual(closed);
    expect(firm.stored.events).toHaveLength(2);
  });

  it('goes on to the cut when the file is there', async () => {
    const firm = newImport('imp-1');
    firm.upload(fileOf([]));
    firm.clock.at = new Date(firm.clock.at.getTime() + 9_000_000);
    expect(await firm.step(route)).toEqual({ caseId: 'imp-1', route: 'cut', wait: 0, waitSeconds: 0 });
  });

  it('keeps its token for the one who decides', async () => {
    const firm = newImport('imp-1');
    await firm.step(wait);
    expect(firm.wait).toMatchObject({ execution: 'x', token: 'token-1' });
    expect(firm.woken).toEqual([]);
  });

  it('wakes itself when the upload was complete before the token was there, with each new token', async () => {
    const firm = newImport('imp-1');
    firm.wait.decidedAt = firm.clock.at.toISOString();
    await firm.step(wait);
    await firm.step({ ...wait, taskToken: 'token-2' });
    expect(firm.woken).toEqual(['token-1', 'token-2']);
    expect(firm.wait.deliveredAt).toBe(firm.clock.at.toISOString());
  });
});

describe('the steps', () => {
  it('refuse a state that the workflow does not have', async () => {
    const { step } = newImport('imp-1');
    for (const event of [{ state: 'Rout' }, { state: 'toString' }, {}, null]) {
      await expect(step(event)).rejects.toThrow(InvariantBroken);
    }
  });

  it('refuse a case that is not there', async () => {
    const { step } = newImport('imp-1');
    await expect(step({ state: 'Route', caseId: 'imp-9' })).rejects.toThrow(NotFound);
  });

  it('have one for each task of the definition', async () => {
    const definition = await readFile(
      new URL('../../workflows/policy-import.asl.json', import.meta.url),
      'utf8',
    );
    const states = [...definition.matchAll(/"state": "(\w+)"/g)].map(([, state]) => state);
    expect(states).toHaveLength(5);
    const { step } = newImport('imp-1');
    for (const state of states) await expect(step({ state })).rejects.not.toThrow(InvariantBroken);
  });
});
