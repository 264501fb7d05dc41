import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { verifyProof } from '../../adapters/csv/proof.ts';
import type { PolicyInput } from '../../domain/policy/policy.ts';
import { samplePolicy } from '../../local/sample/policies.ts';
import { gbk, utf8 } from '../csv/bytes.ts';
import { fileOf } from '../csv/example.ts';
import { expectProblem, localSystem } from '../support/local-system.ts';
import { at } from '../support/wall.ts';

/** The Monday after the days of the sample file. */
const TODAY = '2026-03-09';
const NOW = at(TODAY, '10:00');
const system = localSystem({ today: TODAY });

interface Row {
  index: number;
  policyId?: string;
  caseId?: string;
  outcome?: string;
  problem?: { status: number; type: string; fields?: { field: string; reason: string }[] };
}

/** Every tenth in scope, the others one-year accident policies: the kinds of the sample come round every seven. */
const nth = (index: number): PolicyInput => samplePolicy(index * 7 + (index % 10 === 0 ? 0 : 6), NOW);
const batchOf = (from: number, count: number): PolicyInput[] =>
  Array.from({ length: count }, (_, index) => nth(from + index));

async function handIn(policies: unknown[]): Promise<Row[]> {
  const { body } = await system().must('POST', '/policies/batch', { as: 'core', body: { policies } });
  return body.results;
}

describe('a batch of policies', () => {
  it('of 500 has a result for each row, the refused ones too, and the good ones are in', async () => {
    const policies: unknown[] = batchOf(1_000, 500);
    const bad: Record<number, [number, string]> = {
      3: [400, 'premiumFen'],
      77: [400, 'body'],
      250: [409, ''],
      499: [400, 'carrier'],
    };
    policies[3] = { ...nth(1_003), premiumFen: -1 };
    policies[77] = null;
    policies[499] = { ...nth(1_499), carrier: 'nobody' };
    await handIn([{ ...nth(1_250), premiumFen: 77_777_700 }]);

    const results = await handIn(policies);
    expect(results.map(({ index }) => index)).toEqual(Array.from({ length: 500 }, (_, index) => index));
    for (const { index, problem, outcome, policyId } of results) {
      const [status, field] = bad[index] ?? [];
      expect(problem?.status, `row ${index}`).toBe(status);
      if (status === undefined) {
        expect(outcome).toBe('recorded');
        expect(policyId).toMatch(/^pl-[0-9a-f]{20}$/);
      } else if (field) expect(problem?.fields?.map((fault) => fault.field)).toContain(field);
    }
    // Those in scope are being called back: the stream started each one's workflow.
    const inScope = results.filter(({ caseId }) => caseId !== undefined);
    expect(inScope.length).toBe(49); // of fifty one is the other policy under its number
    const { executions } = await system().system.stepFunctions.handleRequest('ListExecutions', {
      stateMachineArn: system().system.stepFunctions.stateMachineArns.callback,
      maxResults: 1000,
    });
    const running = new Set((executions as { name: string }[]).map(({ name }) => name));
    for (const { caseId } of inScope) expect(running).toContain(caseId);
  });

  it('that comes again changes nothing', async () => {
    const policies = batchOf(2_000, 20);
    await handIn(policies);
    const before = await system().dump();
    expect((await handIn(policies)).map(({ outcome }) => outcome)).toEqual(Array(20).fill('unchanged'));
    expect(await system().dump()).toEqual(before);
  });

  it('with one policy twice takes it in once', async () => {
    const one = nth(2_100);
    const results = await handIn([one, one]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['recorded', 'unchanged']);
  });

  it.each([
    ['more than 500', { policies: batchOf(3_000, 501) }, 'policies'],
    ['none', { policies: [] }, 'policies'],
    ['no list', { policies: 'all' }, 'policies'],
    ['something beside them', { policies: batchOf(3_000, 1), now: true }, 'now'],
  ])('of %s is refused as a whole', async (_what, body, field) => {
    await system().mustRefuse(
      'POST',
      '/policies/batch',
      { as: 'core', body },
      { status: 400, fields: { [field]: /./ } },
    );
  });
});

describe('a policy of the core system’s bus', () => {
  it('is taken in once, and refused with its fault when it is wrong', async () => {
    const detail = nth(4_000);
    const tell = (body: unknown) => system().ask('POST', '/_local/events', { body });
    expect((await tell(detail)).status).toBe(200);
    await system().quiet();
    const before = await system().dump();
    expect((await tell(detail)).status).toBe(200);
    await system().quiet();
    expect(await system().dump()).toEqual(before);
    const wrong = { ...nth(4_001), premiumFen: 0.5 };
    expectProblem(await tell(wrong), { status: 422 });
    await system().quiet();
    expect(await system().dump()).toEqual(before);
  });
});

describe('a policy file', () => {
  /** Uploads through the address that the API gives, as a browser does, and waits for the end. */
  async function take(file: Uint8Array | string, name = 'policies.csv') {
    const opened = await system().must('POST', '/imports', { as: 'core', body: { name } });
    const { id, uploadUrl } = opened.body as { id: string; uploadUrl: string };
    const bytes = typeof file === 'string' ? utf8(file) : file;
    const put = await fetch(uploadUrl, {
      method: 'PUT',
      headers: { 'content-type': 'text/csv' },
      body: Uint8Array.from(bytes),
    });
    expect(put.status).toBe(200);
    await system().must('POST', `/imports/${id}/uploaded`, { as: 'core', body: {} });
    const { body } = await system().must('GET', `/imports/${id}`, { as: 'core' });
    const report = body.reportUrl === undefined ? '' : await (await fetch(body.reportUrl)).text();
    await system().system.stepFunctions.clock.advance(60_000); // another import is another one by its time
    return { id, ...(body as { stage: string; totals?: Record<string, number> }), report };
  }

  const CARRIERS = {
    'carrier-a': { 'life-1': 'ordinary-life', 'annuity-1': 'annuity' },
    'carrier-b': { 'medical-1': 'medical-mid-high', 'accident-1': 'accident' },
  };

  beforeAll(async () => {
    for (const [id, classes] of Object.entries(CARRIERS)) {
      const products = Object.fromEntries(
        Object.entries(classes).map(([code, productClass]) => [code, { name: code, class: productClass }]),
      );
      await system().must('PUT', `/carriers/${id}`, { as: 'core', body: { name: '甲险', products } });
    }
  });

  it('goes from the upload to the report, the good rows in and the bad ones named', async () => {
    const file = fileOf([
      { number: 'F-0001' },
      { number: 'F-0002', premium_yuan: '-5' },
      { number: 'F-0003', issued_on: '2026-02-30' },
      { number: 'F-0004', carrier: 'nobody' },
      { number: 'F-0005', customer_name: '"欧阳, 测试"' },
      { number: 'F-0006', premium_yuan: '"1,234.567"' },
    ]);
    const { stage, totals, report } = await take(file);
    expect(stage).toBe('finished');
    expect(totals).toEqual({ rows: 6, recorded: 2, unchanged: 0, refused: 4 });
    expect(report).toContain('3,premium_yuan,');
    expect(report).toContain('4,issued_on,');
    expect(report).toContain('5,carrier,');
    expect(report).toContain('7,premium_yuan,');
    expect(verifyProof(report).rows).toBe(4);
    // Nothing of a cell is repeated.
    expect(report).not.toContain('nobody');
    const found = await system().must('POST', '/policies/find', {
      as: 'head-office',
      body: { carrier: 'carrier-a', number: 'F-0005' },
    });
    expect(found.body.customer.name).toBe('欧*****');
  });

  it.each([
    ['UTF-8 with a byte-order mark', (text: string) => utf8(`\uFEFF${text}`)],
    ['GBK', gbk],
    ['Windows line ends and empty lines', (text: string) => utf8(text.replaceAll('\n', '\r\n\r\n'))],
  ])('is read in %s', async (what, encode) => {
    const number = `E-${1_000 + what.length}`;
    const { totals } = await take(
      encode(fileOf([{ number, customer_name: '欧阳测试', customer_address: '样例路一号' }])),
    );
    expect(totals).toEqual({ rows: 1, recorded: 1, unchanged: 0, refused: 0 });
    const found = await system().must('POST', '/policies/find', {
      as: 'head-office',
      body: { carrier: 'carrier-a', number },
    });
    expect(found.body.customer.name).toBe('欧***');
  });

  it('takes the sample file in, and changes nothing the second time', async () => {
    const sample = await readFile(new URL('../csv/policies.sample.csv', import.meta.url));
    expect((await take(sample)).totals).toEqual({ rows: 4, recorded: 4, unchanged: 0, refused: 0 });
    expect((await take(sample)).totals).toEqual({ rows: 4, recorded: 0, unchanged: 4, refused: 0 });
  });

  it('keeps a formula a text, and hands it to no spreadsheet as one', async () => {
    const { totals } = await take(
      fileOf([{ number: 'G-0001', customer_name: '"=HYPERLINK(""http://x"")"' }]),
    );
    expect(totals).toMatchObject({ recorded: 1 });
    const { report } = await take(fileOf([{ number: '=1+1' }, { number: '@SUM(A1)' }]));
    for (const line of report.split('\r\n')) expect(line).not.toMatch(/(^|,)"?[=@]/);
  });

  it('with a wrong header is refused as a whole', async () => {
    const before = (await system().dump()).policies;
    const { stage, totals } = await take(fileOf([{ number: 'H-0001' }]).replace('number', 'policy'));
    expect(stage).toBe('refused');
    expect(totals).toBeUndefined();
    expect((await system().dump()).policies).toEqual(before);
  });

  it('is not there before it was uploaded', async () => {
    const { body } = await system().must('POST', '/imports', { as: 'core', body: { name: 'later.csv' } });
    await system().mustRefuse(
      'POST',
      `/imports/${body.id}/uploaded`,
      { as: 'core', body: {} },
      { status: 422, rule: 'no-file' },
    );
  });
});
