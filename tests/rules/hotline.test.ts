import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodingOfFile } from '../../adapters/csv/encoding.ts';
import { filledFile } from '../../adapters/csv/fill.ts';
import { toGb18030 } from '../../adapters/csv/gb18030.ts';
import { readRows } from '../../adapters/csv/read.ts';
import { HOTLINE_COLUMNS, hotlineEntry } from '../../domain/complaint/hotline.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { all, gbk, inChunks, utf8 } from '../csv/bytes.ts';
import { type ComplaintDesk, newComplaintDesk } from '../support/complaint-desk.ts';
import { COMPLIANCE, HEAD_OFFICE, staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { faultsOf } from '../support/rule-of.ts';
import { at } from '../support/wall.ts';

const NOW = at('2026-03-10', '10:00');
const HANDLER = staff('complaint-handler', 'clerk-zi');
const SECOND = staff('branch-manager', 'manager-ji');
const ANSWERS = ['result', 'outcome', 'told_on', 'remedy'];

const CHINESE = HOTLINE_COLUMNS.map(({ aliases }) => present(aliases[0]));
const ENGLISH = HOTLINE_COLUMNS.map(({ name }) => name);

const CELLS: Readonly<Record<string, string>> = {
  reference: 'ZB2026-000001',
  received_on: '2026/3/9',
  customer_ref: 'customer-a',
  line: '人身险',
  branch: 'bj',
  category: '服务',
  statement: '客户反映三周未收到保单副本',
};

const cellsOf = (over: Record<string, string> = {}): Record<string, string> =>
  Object.fromEntries(ENGLISH.map((name) => [name, { ...CELLS, ...over }[name] ?? '']));

const lineOf = (over: Record<string, string> = {}) => Object.values(cellsOf(over)).join(',');

const fileOf = (...lines: string[]) => [CHINESE.join(','), ...lines, ''].join('\r\n');

describe('a row', () => {
  it('is a complaint from the regulator, received at the beginning of its day', () => {
    const { reference, intake, whose } = hotlineEntry(cellsOf(), NOW);
    expect({ reference, whose }).toEqual({
      reference: CELLS.reference,
      whose: { customerRef: 'customer-a', line: 'life', branch: 'bj' },
    });
    expect(intake).toMatchObject({
      channel: 'regulator',
      receivedAt: at('2026-03-09', '00:00').toISOString(),
      category: 'service',
      statement: CELLS.statement,
    });
  });

  it('needs a policy with its carrier, or a customer with line and branch', () => {
    const none = cellsOf({ customer_ref: '', line: '', branch: '' });
    expect(faultsOf(() => hotlineEntry(none, NOW))).toEqual([
      'customer_ref is empty, and so is the policy number',
      'line is empty, and so is the policy number',
      'branch is empty, and so is the policy number',
    ]);
    expect(faultsOf(() => hotlineEntry({ ...none, policy_number: 'POL-1' }, NOW))).toEqual([
      'carrier is empty beside a policy number',
    ]);
    expect(hotlineEntry({ ...none, policy_number: 'POL-1', carrier: 'carrier-a' }, NOW).whose).toEqual({
      policy: { carrier: 'carrier-a', number: 'POL-1' },
    });
  });

  it('that is shifted by a cell, either way, is refused by the columns it is wrong in', () => {
    const values = Object.values(cellsOf({ carrier: 'carrier-a', policy_number: 'POL-0001' }));
    const shifted = (by: 1 | -1) =>
      Object.fromEntries(ENGLISH.map((name, index) => [name, values[index + by] ?? '']));
    const columns = (by: 1 | -1) =>
      faultsOf(() => hotlineEntry(shifted(by), NOW)).map((fault) => fault.split(' ')[0]);
    expect(columns(1)).toEqual(expect.arrayContaining(['reference', 'received_on', 'category']));
    expect(columns(-1)).toEqual(expect.arrayContaining(['reference', 'received_on', 'category']));
  });

  it('tells every fault and repeats no cell', () => {
    const secret = '13900000001丙';
    const cells = cellsOf({ reference: secret, received_on: secret, category: secret, group_size: secret });
    const faults = faultsOf(() => hotlineEntry(cells, NOW));
    expect(faults).toHaveLength(4);
    expect(faults.join()).not.toContain(secret);
  });

  it('of tomorrow is refused', () => {
    expect(faultsOf(() => hotlineEntry(cellsOf({ received_on: '2026-03-11' }), NOW))).toEqual([
      'received_on is in the future',
    ]);
  });
});

describe('writing into cells', () => {
  const COLUMNS = ['a', 'b', 'c'];
  const names = COLUMNS.map((name) => ({ name, aliases: [], required: true }));
  const fills = (line: number, cells: Record<string, string>) => [{ line, columns: COLUMNS, cells }];
  const decoded = (bytes: Uint8Array) =>
    new TextDecoder(encodingOfFile(bytes), { ignoreBOM: true }).decode(bytes);

  it('fills an empty cell, quoted or not, and leaves one that holds something', () => {
    const file = utf8('a,b,c\n1,,""\n2,x, \n');
    const filled = filledFile(file, [
      ...fills(2, { b: 'one', c: 'two' }),
      ...fills(3, { b: 'no', c: 'yes' }),
    ]);
    expect(decoded(filled)).toBe('a,b,c\n1,one,"two"\n2,x,yes\n');
  });

  it('writes no formula, and quotes what must be quoted', () => {
    const filled = filledFile(utf8('a,b,c\n1,,\n'), fills(2, { b: '=HYPERLINK("x")', c: 'one, two' }));
    expect(decoded(filled)).toBe('a,b,c\n1,"\'=HYPERLINK(""x"")","one, two"\n');
  });

  it('finds the row after quoted line ends, blank lines and a bare return', () => {
    const file = utf8('\ufeffa,b,c\r\n"x\r\ny",,\r\n\r\n2,,\r3,,');
    const filled = filledFile(file, [...fills(5, { b: 'two' }), ...fills(6, { c: 'three' })]);
    expect(decoded(filled)).toBe('\ufeffa,b,c\r\n"x\r\ny",,\r\n\r\n2,two,\r3,,three');
  });

  it('reads back what it wrote, in either encoding, and takes nothing of the rest away', async () => {
    const cell = fc.oneof(
      fc.constantFrom('', '""', '甲', '"甲,乙"', '"丙""丁"', '"戊\r\n己"', ' 庚 ', '€'),
      fc.stringMatching(/^[a-z0-9 ]{0,8}$/),
    );
    const written = fc.stringMatching(
      /^[甲乙丙a-z0-9,"𠮷㐀é][甲乙丙a-z0-9,"𠮷㐀é ]{0,11}[甲乙丙a-z0-9,"𠮷㐀é]$/u,
    );
    const end = fc.constantFrom('\n', '\r\n');
    const story = fc.record({
      rows: fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }),
      end,
      written,
    });
    await fc.assert(
      fc.asyncProperty(story, fc.boolean(), async ({ rows, end: lineEnd, written: text }, isGbk) => {
        const encode = isGbk ? toGb18030 : utf8;
        // A word in the header says which encoding it is: 客户 is not valid UTF-8 in GBK.
        const header = 'a,b,c,客户反映';
        const source = encode([header, ...rows.map(([a, b]) => `${a},${b},,x`), ''].join(lineEnd));
        const columns = [...names, { name: '客户反映', aliases: [], required: true }];
        const read = (bytes: Uint8Array) => all(readRows(inChunks(bytes, bytes.length), columns));
        const before = await read(source);
        const filled = filledFile(
          source,
          before.map(({ line }) => ({ line, columns: columns.map(({ name }) => name), cells: { c: text } })),
        );
        expect(encodingOfFile(filled)).toBe(encodingOfFile(source));
        expect(await read(filled)).toEqual(
          before.map((row) => ('cells' in row ? { ...row, cells: { ...row.cells, c: text } } : row)),
        );
        expect(Buffer.from(filledFile(source, [])).equals(Buffer.from(source))).toBe(true);
      }),
    );
  });

  it('encodes what the decoder reads, and GBK as GBK', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(new TextDecoder('gb18030', { ignoreBOM: true }).decode(toGb18030(text))).toBe(text);
      }),
    );
    expect(toGb18030('客户反映，abc')).toEqual(gbk('客户反映，abc'));
  });
});

describe('a file', () => {
  async function send(desk: ComplaintDesk, file: string | Uint8Array, who = HEAD_OFFICE) {
    const body = typeof file === 'string' ? { csv: file } : { base64: Buffer.from(file).toString('base64') };
    return desk.ask('POST', '/complaints/hotline-files', who, { name: 'march.csv', ...body });
  }

  const answers = async (desk: ComplaintDesk, id: string, who = HEAD_OFFICE) =>
    (await desk.ask('GET', `/complaints/hotline-files/${id}/answers.csv`, who)).bytes;

  /** From the first call to the decision that the complainant was told. */
  async function decide(desk: ComplaintDesk, id: string, remedy: string): Promise<void> {
    const steps = [
      [HANDLER, 'first-contact', { note: 'the person was called' }],
      [
        HANDLER,
        'decision',
        {
          findings: 'found',
          basis: 'the contract',
          reasons: 'the reasons',
          remedy,
          forums: ['review', 'mediation', 'arbitration', 'lawsuit'],
          outcome: 'upheld-in-part',
          cause: { first: 'service', second: 'slow' },
        },
      ],
      [SECOND, 'decision/verdict', { approve: true, reason: 'read' }],
      [HANDLER, 'decision/notice', { way: 'phone', at: desk.clock.at.toISOString(), proof: 'recording-1' }],
    ] as const;
    for (const [who, path, body] of steps) {
      const { version } = await desk.store.cases.load('complaint', id);
      const { status } = await desk.ask('POST', `/complaints/${id}/${path}`, who, { ...body, version });
      expect(status).toBe(200);
    }
  }

  it('becomes complaints of the regulator, by the policy or by the customer', async () => {
    const desk = newComplaintDesk(NOW);
    const policy: Policy = await desk.sell();
    const bought = lineOf({
      reference: 'ZB2026-000002',
      carrier: policy.carrier,
      policy_number: policy.number,
      customer_ref: policy.customer.ref,
    });
    const { status, body } = await send(desk, fileOf(lineOf(), bought));
    expect(status).toBe(201);
    expect(body.totals).toEqual({ opened: 2, merged: 0, unchanged: 0, refused: 0 });
    const stored = await desk.complaints();
    expect(stored.find(({ policyId }) => policyId === policy.id)).toMatchObject({
      customerRef: policy.customer.ref,
      brokerId: policy.brokerId,
      contacts: [{ channel: 'regulator', rank: 4, reference: 'ZB2026-000002' }],
    });
    const kept = await all(await desk.files.read(`hotline/${body.id}.csv`));
    expect(Buffer.concat(kept).toString()).toBe(fileOf(lineOf(), bought));
  });

  it('tells bad rows with line, column and reason while the good ones go in', async () => {
    const desk = newComplaintDesk(NOW);
    const policy = await desk.sell();
    const file = fileOf(
      lineOf({ category: '其它的' }),
      lineOf({ reference: 'ZB2026-000002' }),
      '"an open quote,,',
      lineOf({
        reference: 'ZB2026-000003',
        carrier: 'carrier-a',
        policy_number: 'POL-UNKNOWN',
        customer_ref: '',
      }),
      lineOf({ reference: 'ZB2026-000004', carrier: policy.carrier, policy_number: policy.number }),
    );
    const { body } = await send(desk, file);
    expect(body.totals).toEqual({ opened: 1, merged: 0, unchanged: 0, refused: 4 });
    expect(body.faults).toEqual([
      { line: 2, column: 'category', reason: expect.stringContaining('must be one of') },
      { line: 4, reason: 'has a quote that is not closed' },
      { line: 5, column: 'policy_number', reason: 'is not a policy of ours at this carrier' },
      { line: 6, column: 'customer_ref', reason: "is not the policy's customer" },
    ]);
    expect(body.complaints).toMatchObject([{ line: 3, reference: 'ZB2026-000002' }]);
  });

  it('with another header is refused by the name of the column, and nothing of it is stored', async () => {
    const desk = newComplaintDesk(NOW);
    const file = fileOf(lineOf()).replace('转办日期', '转办科室');
    const { status, body } = await send(desk, file);
    expect(status).toBe(400);
    expect(body.fields).toEqual([
      { field: 'received_on', reason: 'is missing' },
      { field: '转办科室', reason: 'is not a column of this file' },
    ]);
    expect(await desk.complaints()).toEqual([]);
  });

  it('changes nothing when it comes twice, or a reference does', async () => {
    const desk = newComplaintDesk(NOW);
    const line = lineOf();
    const first = await send(desk, fileOf(line, line));
    expect(first.body.totals).toEqual({ opened: 1, merged: 0, unchanged: 1, refused: 0 });
    const before = await desk.complaints();
    const again = await send(desk, fileOf(line, line), COMPLIANCE);
    const other = await send(desk, fileOf(lineOf({ statement: '同一编号，另有说法', category: '理赔' })));
    expect(again.body.id).toBe(first.body.id);
    for (const { body } of [again, other])
      expect(body.totals).toMatchObject({ opened: 0, merged: 0, refused: 0 });
    expect(await desk.complaints()).toEqual(before);
  });

  it('merges another reference of the same open matter, also of one that the same file opened', async () => {
    const desk = newComplaintDesk(NOW);
    const { body } = await send(desk, fileOf(lineOf(), lineOf({ reference: 'ZB2026-000002' })));
    expect(body.totals).toMatchObject({ opened: 1, merged: 1 });
    const [one, ...none] = await desk.complaints();
    expect(none).toEqual([]);
    expect(one?.contacts.map(({ reference }) => reference)).toEqual(['ZB2026-000001', 'ZB2026-000002']);
    expect((await send(desk, fileOf(lineOf({ reference: 'ZB2026-000002' })))).body.totals).toMatchObject({
      unchanged: 1,
    });
  });

  it('refuses a reference that is that of another customer', async () => {
    const desk = newComplaintDesk(NOW);
    const { body } = await send(desk, fileOf(lineOf(), lineOf({ customer_ref: 'customer-b' })));
    expect(body.totals).toMatchObject({ opened: 1, refused: 1 });
    expect(body.faults[0]).toMatchObject({ column: 'reference' });
    expect(await desk.complaints()).toHaveLength(1);
  });

  it('brought by two people at once opens each complaint once', async () => {
    const desk = newComplaintDesk(NOW);
    const file = fileOf(
      ...Array.from({ length: 12 }, (_, n) =>
        lineOf({ reference: `ZB-${1000 + n}`, customer_ref: `customer-${n}` }),
      ),
    );
    const [one, other] = await Promise.all([send(desk, file), send(desk, file, COMPLIANCE)]);
    expect(one.body.totals.opened + other.body.totals.opened).toBe(12);
    expect(one.body.totals.unchanged + other.body.totals.unchanged).toBe(12);
    expect(await desk.complaints()).toHaveLength(12);
  });

  it('is for the head office and compliance, and at most 900 kB', async () => {
    const desk = newComplaintDesk(NOW);
    expect((await send(desk, fileOf(lineOf()), HANDLER)).status).toBe(403);
    expect((await send(desk, 'x'.repeat(900_001))).status).toBe(413);
    expect(
      (await desk.ask('GET', `/complaints/hotline-files/${'0'.repeat(64)}/answers.csv`, HEAD_OFFICE)).status,
    ).toBe(404);
  });

  describe('goes back', () => {
    const odd = [
      '\ufeff',
      `"${CHINESE[0]}",${CHINESE.slice(1).join(' , ')}\r\n`,
      `${lineOf({ statement: '"含逗号，, 与""引号""\n换行"' })}\r\n`,
      '\r\n',
      `${lineOf({ reference: 'ZB2026-000002', customer_ref: 'customer-b', statement: '=未决定的一件' })}\n`,
      `${lineOf({ reference: 'no', statement: '坏行' })}\n`,
      `${lineOf({ reference: 'ZB2026-000003', customer_ref: 'customer-c', group_size: '' }).replace(/,,,,$/, ',"" ,"","",""')}`,
    ];
    const REMEDY = '=退还费用,\n并致歉';

    for (const [encoding, encode, source] of [
      ['UTF-8 with its mark', utf8, odd.join('')],
      ['GBK', gbk, odd.slice(1).join('')],
    ] as const) {
      it(`byte for byte in ${encoding}, with the answers of what is decided and nothing else`, async () => {
        const desk = newComplaintDesk(NOW);
        const file = encode(source);
        const { body } = await send(desk, file);
        expect(body.totals).toEqual({ opened: 3, merged: 0, unchanged: 0, refused: 1 });
        const idOf = (reference: string): string =>
          body.complaints.find((one: { reference: string }) => one.reference === reference).complaint;
        expect(Buffer.from(await answers(desk, body.id)).equals(Buffer.from(file))).toBe(true);

        desk.clock.at = at('2026-03-12');
        await decide(desk, idOf('ZB2026-000001'), REMEDY);
        await decide(desk, idOf('ZB2026-000003'), '致歉');
        const filled = await answers(desk, body.id);
        const expected = source
          .replace('换行",,,,,', `换行",,已告知,部分属实,2026-03-12,"'=退还费用, 并致歉"`)
          .replace('"" ,"","",""', '"已告知","部分属实","2026-03-12","致歉"');
        expect(expected).not.toBe(source);
        expect(Buffer.from(filled).equals(Buffer.from(encode(expected)))).toBe(true);

        // Row by row through the reader: only answer columns differ, and only where something was decided.
        const read = (bytes: Uint8Array) => all(readRows(inChunks(bytes, bytes.length), HOTLINE_COLUMNS));
        const [rowsBefore, rowsAfter] = [await read(file), await read(filled)];
        const changed = rowsBefore.flatMap((row, index) => {
          const after = rowsAfter[index];
          if (!('cells' in row) || after === undefined || !('cells' in after)) return [];
          return ENGLISH.filter((name) => (row.cells[name] ?? '') !== (after.cells[name] ?? ''));
        });
        expect(changed).toEqual([...ANSWERS, ...ANSWERS]);

        const before = await desk.complaints();
        const again = await send(desk, filled);
        expect(again.body.totals).toEqual({ opened: 0, merged: 0, unchanged: 3, refused: 1 });
        expect(await desk.complaints()).toEqual(before);
        expect(Buffer.from(await answers(desk, again.body.id)).equals(Buffer.from(filled))).toBe(true);
      });
    }

    it('without an answer before the complainant is told, and without the one of the reader’s own matter', async () => {
      const desk = newComplaintDesk(NOW);
      const { body } = await send(desk, fileOf(lineOf()));
      const [{ complaint }] = body.complaints;
      await desk.ask('POST', `/complaints/${complaint}/first-contact`, HANDLER, {
        version: 1,
        note: 'called',
      });
      expect((await answers(desk, body.id)).toString()).toBe(fileOf(lineOf()));
      await desk.ask('POST', `/complaints/${complaint}/withdrawal`, HANDLER, {
        version: 2,
        proof: 'recording-3',
      });
      expect((await answers(desk, body.id)).toString()).toBe(fileOf(lineOf({ result: '已撤回' })));
    });

    it('without the answer of a complaint in which the reader is involved', async () => {
      const desk = newComplaintDesk(NOW);
      const { body } = await send(desk, fileOf(lineOf()));
      const [{ complaint }] = body.complaints;
      await desk.ask('POST', `/complaints/${complaint}/recusal`, HEAD_OFFICE, {
        version: 1,
        person: COMPLIANCE.id,
        reason: 'advised on the sale',
      });
      await decide(desk, complaint, '致歉');
      expect((await answers(desk, body.id, COMPLIANCE)).toString()).toBe(fileOf(lineOf()));
      expect((await answers(desk, body.id)).toString()).toContain('已告知');
    });
  });
});
