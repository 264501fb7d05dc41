import { describe, expect, it } from 'vitest';
import { localSystem, type Refusal, type SoldHere, TODAY } from '../support/local-system.ts';

const system = localSystem();

describe('a policy', () => {
  it('is recorded once: the same again is answered with the same, and has one effect', async () => {
    const input = system().policy();
    const first = await system().must('POST', '/policies', { as: 'core', body: input });
    expect(first).toMatchObject({ status: 201, body: { outcome: 'recorded', inScope: true } });
    const before = await system().dump();
    const again = await system().must('POST', '/policies', { as: 'core', body: input });
    expect(again.status).toBe(200);
    expect(again.body).toEqual({ ...first.body, outcome: 'unchanged' });
    expect(await system().dump()).toEqual(before);
  });

  it('is refused under a number that another one has, and told which', async () => {
    const { input, policyId } = await system().sell();
    const other = { ...input, premiumFen: input.premiumFen + 1 };
    const { body } = await system().mustRefuse(
      'POST',
      '/policies',
      { as: 'core', body: other },
      { status: 409, type: 'already-exists' },
    );
    expect(body.current).toEqual({ policyId });
  });

  // What is put over a good policy, and the fault that must be told of it.
  const BAD: [string, Record<string, unknown>, Record<string, RegExp>][] = [
    ['an unknown field', { discount: 1 }, { discount: /not known/ }],
    [
      'an unknown field within',
      { customer: { ref: 'c', name: 'n', phone: '13900000000', age: 3 } },
      { 'customer.age': /not known/ },
    ],
    ['a text for a number', { premiumFen: '100' }, { premiumFen: /number|integer/i }],
    ['a number for a text', { number: 12345678 }, { number: /string/i }],
    ['null', { branch: null }, { branch: /string/i }],
    ['a list for an object', { product: [] }, { product: /object/i }],
    ['a day that does not exist', { issuedOn: '2026-02-30' }, { issuedOn: /date|day/i }],
    ['a leap day of another year', { issuedOn: '2025-02-29' }, { issuedOn: /date|day/i }],
    ['a date with a time', { issuedOn: '2026-03-01T00:00:00Z' }, { issuedOn: /date|day/i }],
    [
      'an issue that lies ahead',
      { issuedOn: '2026-03-03', receiptOn: undefined },
      { issuedOn: /after today/ },
    ],
    ['a receipt that lies ahead', { receiptOn: '2026-03-03' }, { receiptOn: /after today/ }],
    [
      'a receipt before the issue',
      { issuedOn: '2026-03-01', receiptOn: '2026-02-28' },
      { receiptOn: /before issuedOn/ },
    ],
    ['a negative amount', { premiumFen: -1 }, { premiumFen: /negative|>=0|greater/i }],
    ['a part of a fen', { premiumFen: 100.5 }, { premiumFen: /int/i }],
    ['more fen than a number can count', { premiumFen: 2 ** 53 }, { premiumFen: /./ }],
    [
      'a negative commission',
      { commission: [{ payee: 'broker-bj-1', role: 'broker', amountFen: -5 }] },
      { 'commission.0.amountFen': /./ },
    ],
    [
      'a part of a fen as commission',
      { commission: [{ payee: 'broker-bj-1', role: 'broker', amountFen: 0.1 }] },
      { 'commission.0.amountFen': /int/i },
    ],
    ['no payee', { commission: [] }, { commission: /./ }],
    [
      'one payee twice',
      {
        commission: [
          { payee: 'a', role: 'broker', amountFen: 1 },
          { payee: 'a', role: 'team-leader', amountFen: 1 },
        ],
      },
      { commission: /twice/ },
    ],
    [
      'more commission than premium',
      { commission: [{ payee: 'a', role: 'broker', amountFen: 99_999_999 }] },
      { commission: /more than the premium/ },
    ],
    ['an unknown carrier', { carrier: 'nobody' }, { carrier: /not a carrier/ }],
    [
      'an unknown product',
      { product: { code: 'none', class: 'universal', termMonths: 240, liabilityVersion: '2026.1' } },
      { 'product.code': /not a product/ },
    ],
    [
      'a product of another class',
      { product: { code: 'whole-life-1', class: 'universal', termMonths: 240, liabilityVersion: '2026.1' } },
      { 'product.class': /ordinary-life/ },
    ],
    [
      'an unknown class',
      { product: { code: 'whole-life-1', class: 'pets', termMonths: 240, liabilityVersion: '2026.1' } },
      { 'product.class': /./ },
    ],
    [
      'a term of no month',
      {
        product: { code: 'whole-life-1', class: 'ordinary-life', termMonths: 0, liabilityVersion: '2026.1' },
      },
      { 'product.termMonths': /./ },
    ],
    [
      'a landline',
      { customer: { ref: 'c', name: 'n', phone: '01012345678' } },
      { 'customer.phone': /11 digits/ },
    ],
    ['an id that could break a key', { brokerId: 'a#b' }, { brokerId: /letters/ }],
    ['a number with a line break', { number: 'AB12\n34' }, { number: /letters/ }],
    ['itself as the one it renews', { number: 'SELF0001', renews: 'SELF0001' }, { renews: /itself/ }],
    ['a cooling-off of half a year', { coolingOffDays: 180 }, { coolingOffDays: /./ }],
  ];

  it.each(BAD)('is refused with %s', async (_what, over, fields) => {
    const body = { ...system().policy(), ...over };
    await system().mustRefuse(
      'POST',
      '/policies',
      { as: 'core', body },
      { status: 400, type: 'invalid', fields },
    );
  });

  it('is refused without what it needs, each missing field named', async () => {
    const { carrier: _carrier, customer: _customer, ...rest } = system().policy();
    await system().mustRefuse(
      'POST',
      '/policies',
      { as: 'core', body: rest },
      { status: 400, fields: { carrier: /./, customer: /./ } },
    );
  });

  it('is told all of its faults at once', async () => {
    const body = { ...system().policy(), premiumFen: -1, issuedOn: 'yesterday', extra: true };
    await system().mustRefuse(
      'POST',
      '/policies',
      { as: 'core', body },
      { status: 400, fields: { premiumFen: /./, issuedOn: /./, extra: /./ } },
    );
  });

  it('never repeats in a refusal what was in the field', async () => {
    const body = {
      ...system().policy(),
      customer: { ref: 'c', name: '欧阳测试员', phone: '1390000-secret' },
    };
    const answer = await system().mustRefuse('POST', '/policies', { as: 'core', body }, { status: 400 });
    expect(answer.text).not.toContain('secret');
    expect(answer.text).not.toContain('欧阳测试员');
  });

  it('cannot be cancelled after the cooling-off period, before its issue, or tomorrow', async () => {
    const { policyId } = await system().sell({ issuedOn: '2026-02-01', receiptOn: '2026-02-02' });
    const path = `/policies/${policyId}/cancellation`;
    const cancel = (cancelledOn: string, refusal: Refusal) =>
      system().mustRefuse('POST', path, { as: 'core', body: { cancelledOn } }, refusal);
    await cancel('2026-02-18', { status: 422, rule: 'cooling-off-over' });
    await cancel('2026-01-31', { status: 400, fields: { cancelledOn: /before the issue/ } });
    await cancel('2026-03-03', { status: 400, fields: { cancelledOn: /after today/ } });
    await cancel('2026-02-31', { status: 400, fields: { cancelledOn: /date|day/i } });
  });

  it('has one receipt: another date is refused', async () => {
    const { policyId } = await system().sell();
    const body = { receiptOn: TODAY };
    await system().mustRefuse(
      'POST',
      `/policies/${policyId}/receipt`,
      { as: 'core', body },
      { status: 422, rule: 'receipt-known' },
    );
  });

  it('is corrected with something, or not at all', async () => {
    const { policyId } = await system().sell();
    const correct = (body: unknown, refusal: Refusal) =>
      system().mustRefuse('POST', `/policies/${policyId}/contact`, { as: 'core', body }, refusal);
    await correct({ reason: 'no reason at all' }, { status: 400, fields: { phone: /needed/ } });
    await correct(
      { phone: '123', reason: 'a typing fault' },
      { status: 400, fields: { phone: /11 digits/ } },
    );
    await correct({ phone: '13900000009' }, { status: 400, fields: { reason: /./ } });
  });
});

describe('a body', () => {
  const path = '/policies';
  it.each([
    ['half of a JSON text', '{"carrier":'],
    ['no JSON', 'carrier=1'],
    ['a text', '"policy"'],
    ['a number', '12'],
    ['a list', '[]'],
    ['null', 'null'],
    ['nothing', ''],
    ['a JSON with a comment', '{/* */}'],
  ])('is refused when it is %s', async (_what, raw) => {
    await system().mustRefuse('POST', path, { as: 'core', raw }, { status: 400, type: 'invalid' });
  });

  it('is refused when it is not UTF-8', async () => {
    const raw = Uint8Array.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    await system().mustRefuse('POST', path, { as: 'core', raw }, { status: 400 });
  });

  it('is refused when it is another media type', async () => {
    const asked = {
      as: 'core',
      raw: 'a=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    await system().mustRefuse('POST', path, asked, { status: 415, type: 'unsupported' });
  });

  it.each([
    ['more than a megabyte', 1_100_000],
    ['more than the gateway takes', 11_000_000],
  ])('is refused when it has %s', async (_what, bytes) => {
    const raw = JSON.stringify({ ...system().policy(), note: 'x'.repeat(bytes) });
    await system().mustRefuse('POST', path, { as: 'core', raw }, { status: 413 });
  });

  it('is not taken deeper than it is understood', async () => {
    const raw = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    await system().mustRefuse('POST', path, { as: 'core', raw }, { status: 400 });
  });

  it('cannot reach what every object has', async () => {
    const raw = '{"__proto__":{"role":"compliance"},"constructor":1}';
    await system().mustRefuse('POST', path, { as: 'core', raw }, { status: 400 });
  });
});

describe('a query', () => {
  it.each([
    ['/cases?limit=0', 'query.limit'],
    ['/cases?limit=201', 'query.limit'],
    ['/cases?limit=ten', 'query.limit'],
    ['/cases?color=red', 'query.color'],
    ['/cases?stage=awaiting-answers', 'branch'],
    ['/cases?next=not-a-cursor', 'next'],
    ['/coverage', 'query.month'],
    ['/coverage?month=2026-13', 'query.month'],
    ['/scope/differences?rule=none', 'query.rule'],
    ['/metrics?month=March', 'query.month'],
    ['/payouts/2026-00/preview', 'month'],
    ['/cases/cb-1', 'id'],
    ['/policies/POL-1', 'id'],
    ['/imports/none', 'id'],
  ])('that is wrong is refused, and the field named: %s', async (path, field) => {
    const as = path.startsWith('/imports') ? 'core' : 'head-office';
    await system().mustRefuse('GET', path, { as }, { status: 400, fields: { [field]: /./ } });
  });

  it('for what is not there is 404', async () => {
    const id = '0'.repeat(20);
    for (const path of [
      `/cases/cb-${id}`,
      `/policies/pl-${id}`,
      `/commissions/pl-${id}`,
      '/payouts/2026-01',
    ]) {
      await system().mustRefuse('GET', path, { as: 'head-office' }, { status: 404, type: 'not-found' });
    }
    await system().mustRefuse(
      'GET',
      `/imports/import-${id}`,
      { as: 'core' },
      { status: 404, type: 'not-found' },
    );
  });
});

describe('a route', () => {
  it.each([
    ['GET', '/nothing'],
    ['GET', '/policies/pl-00000000000000000000/nothing'],
    ['GET', '/cases/cb-00000000000000000000/nothing'],
    ['POST', '/c/a/b'],
  ])('that does not exist is 404: %s %s', async (method, path) => {
    await system().mustRefuse(
      method,
      path,
      { as: 'head-office', ...(method === 'POST' ? { body: {} } : {}) },
      { status: 404 },
    );
  });

  it.each([
    ['DELETE', '/policies'],
    ['PUT', '/policies'],
    ['PATCH', '/cases'],
    ['DELETE', '/cases/cb-00000000000000000000'],
    ['GET', '/cases/cb-00000000000000000000/answers'],
    ['PUT', '/c/anything'],
    ['POST', '/openapi.json'],
    ['GET', '/holds/release'],
  ])('that exists for another method is 405: %s %s', async (method, path) => {
    const answer = await system().mustRefuse(method, path, { as: 'head-office' }, { status: 405 });
    expect(answer.headers.get('allow')).toMatch(/GET|POST|PUT/);
  });

  it('is not found by a path that is not well encoded', async () => {
    await system().mustRefuse('GET', '/cases/%E0%A4%A', { as: 'head-office' }, { status: 400 });
  });
});

describe('a command', () => {
  async function withProblem(): Promise<SoldHere> {
    const sold = await system().sell();
    const answers = await system().allYes(sold.caseId, { 'cover-known': 'no' });
    await system().must('POST', system().link(sold.caseId), { body: { answers } });
    return sold;
  }

  it('on a version that has moved on is refused with the current state', async () => {
    const { caseId } = await withProblem();
    const version = await system().version(caseId);
    const body = { version: version - 1, done: 'explained it' };
    const answer = await system().mustRefuse(
      'POST',
      `/cases/${caseId}/remedies`,
      { as: 'broker-bj-1', body },
      { status: 409, type: 'stale-version' },
    );
    expect(answer.body.current).toEqual({ id: caseId, stage: 'awaiting-remedy', version, round: 1 });
  });

  it('on a version that is not there yet is refused alike', async () => {
    const { caseId } = await withProblem();
    const version = await system().version(caseId);
    const body = { version: version + 1, done: 'explained it' };
    await system().mustRefuse(
      'POST',
      `/cases/${caseId}/remedies`,
      { as: 'broker-bj-1', body },
      { status: 409 },
    );
  });

  it('of two at one moment is done once, and the other is told the current state', async () => {
    const { caseId } = await withProblem();
    const version = await system().version(caseId);
    const remedy = (done: string) =>
      system().ask('POST', `/cases/${caseId}/remedies`, { as: 'broker-bj-1', body: { version, done } });
    const answers = await Promise.all([remedy('explained it'), remedy('wrote a letter'), remedy('met them')]);
    await system().quiet();
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { body } = await system().must('GET', `/cases/${caseId}`, { as: 'head-office' });
    const types = (body.timeline as { type: string }[]).map(({ type }) => type);
    expect(types.filter((type) => type === 'remedy-recorded')).toHaveLength(1);
  });

  it('that comes again has the same answer and one event', async () => {
    const { caseId } = await withProblem();
    const body = { version: await system().version(caseId), done: 'explained it' };
    const asked = { as: 'broker-bj-1', body };
    const first = await system().must('POST', `/cases/${caseId}/remedies`, asked);
    const before = await system().dump();
    const again = await system().must('POST', `/cases/${caseId}/remedies`, asked);
    expect(again.body).toEqual(first.body);
    expect(await system().dump()).toEqual(before);
  });

  it('that comes again under another key is another one, and refused by its version', async () => {
    const { caseId } = await withProblem();
    const body = { version: await system().version(caseId), done: 'explained it' };
    const asked = (key: string) => ({ as: 'broker-bj-1', body, headers: { 'idempotency-key': key } });
    await system().must('POST', `/cases/${caseId}/remedies`, asked('one'));
    await system().must('POST', `/cases/${caseId}/remedies`, asked('one'));
    await system().mustRefuse('POST', `/cases/${caseId}/remedies`, asked('two'), { status: 409 });
  });

  it('that was refused is not remembered: it is done when it has become right', async () => {
    const sold = await system().sell();
    const body = { version: 3, done: 'explained it' };
    const asked = { as: 'broker-bj-1', body };
    await system().mustRefuse('POST', `/cases/${sold.caseId}/remedies`, asked, { status: 409 });
    const answers = await system().allYes(sold.caseId, { 'cover-known': 'no' });
    await system().must('POST', system().link(sold.caseId), { body: { answers } });
    expect(await system().version(sold.caseId)).toBe(3);
    await system().must('POST', `/cases/${sold.caseId}/remedies`, asked);
  });

  it('that does not fit the stage is refused by its rule', async () => {
    const { caseId } = await system().sell();
    const version = await system().version(caseId);
    const refuse = (as: string, what: string, body: object, refusal: Refusal) =>
      system().mustRefuse('POST', `/cases/${caseId}/${what}`, { as, body: { version, ...body } }, refusal);
    await refuse('broker-bj-1', 'remedies', { done: 'explained it' }, { status: 422, rule: 'wrong-stage' });
    const evidence = { way: 'call', recording: 'rec-1' };
    await refuse(
      'agent-bj-1',
      'confirmations',
      { settled: true, evidence },
      { status: 422, rule: 'wrong-stage' },
    );
    const verdict = { approve: true, reason: 'heard it' };
    await refuse('agent-bj-2', 'confirmations/verdict', verdict, { status: 422, rule: 'wrong-stage' });
  });

  it('with an attempt whose result does not fit its way is refused', async () => {
    const { caseId } = await system().sell();
    const version = await system().version(caseId);
    const refuse = (body: object, refusal: Refusal) =>
      system().mustRefuse('POST', `/cases/${caseId}/attempts`, { as: 'agent-bj-1', body }, refusal);
    await refuse(
      { version, way: 'call', result: 'posted' },
      { status: 400, fields: { result: /no-answer/ } },
    );
    await refuse(
      { version, way: 'pigeon', result: 'lost' },
      { status: 400, fields: { way: /./, result: /./ } },
    );
    await refuse({ version: 0, way: 'call', result: 'busy' }, { status: 400, fields: { version: /./ } });
    await refuse({ version: 1.5, way: 'call', result: 'busy' }, { status: 400, fields: { version: /./ } });
    await refuse({ way: 'call', result: 'busy' }, { status: 400, fields: { version: /./ } });
  });

  it('with answers that do not fit the questionnaire is refused, question by question', async () => {
    const { caseId } = await system().sell();
    const version = await system().version(caseId);
    const { 'cover-known': _cover, ...some } = await system().allYes(caseId);
    const evidence = { way: 'call', recording: 'rec-1' };
    const refuse = (body: object, refusal: Refusal) =>
      system().mustRefuse(
        'POST',
        `/cases/${caseId}/answers`,
        { as: 'agent-bj-1', body: { version, ...body } },
        refusal,
      );
    await refuse(
      { answers: { ...some, 'favourite-colour': 'yes' }, evidence },
      {
        status: 400,
        fields: { 'answers.cover-known': /not answered/, 'answers.favourite-colour': /not asked/ },
      },
    );
    await refuse(
      { answers: { ...some, 'cover-known': 'perhaps' }, evidence },
      { status: 400, fields: { 'answers.cover-known': /./ } },
    );
    await refuse(
      { answers: some, evidence: { way: 'call' } },
      { status: 400, fields: { 'evidence.recording': /./ } },
    );
    const answers = await system().allYes(caseId);
    await refuse({ answers, evidence: { way: 'link' } }, { status: 400, fields: { 'evidence.way': /./ } });
  });

  it('of the carrier’s own callback is kept beside ours, and not from tomorrow', async () => {
    const { caseId } = await system().sell();
    const version = await system().version(caseId);
    const path = `/cases/${caseId}/carrier-callback`;
    const body = { version, result: 'success', on: '2026-03-03' };
    await system().mustRefuse(
      'POST',
      path,
      { as: 'agent-bj-1', body },
      { status: 400, fields: { on: /after today/ } },
    );
    await system().must('POST', path, { as: 'agent-bj-1', body: { ...body, on: TODAY } });
    const { body: seen } = await system().must('GET', `/cases/${caseId}`, { as: 'agent-bj-1' });
    expect(seen.case).toMatchObject({
      stage: 'awaiting-answers',
      carrierCallback: { result: 'success', on: TODAY },
    });
  });
});

describe("a customer's link", () => {
  it('shows what it asks and changes nothing, however often it is opened', async () => {
    const { caseId } = await system().sell();
    const link = system().link(caseId);
    const before = await system().dump();
    for (let time = 0; time < 3; time += 1) {
      const { body } = await system().must('GET', link);
      expect(body).toMatchObject({ asks: 'answers', state: 'open' });
    }
    const { status, text } = await system().ask('HEAD', link);
    expect({ status, text }).toEqual({ status: 200, text: '' });
    expect(await system().dump()).toEqual(before);
  });

  it('takes the same word again with the same answer, and another one not', async () => {
    const { caseId } = await system().sell();
    const link = system().link(caseId);
    const answers = await system().allYes(caseId);
    const first = await system().must('POST', link, { body: { answers } });
    const before = await system().dump();
    const again = await system().must('POST', link, { body: { answers } });
    expect(again.body).toEqual(first.body);
    expect(await system().dump()).toEqual(before);
    const other = { answers: { ...answers, 'cover-known': 'no' } };
    await system().mustRefuse('POST', link, { body: other }, { status: 410, type: 'gone' });
    expect((await system().must('GET', link)).body).toMatchObject({ state: 'used' });
  });

  it('is dead when the case is closed in another way', async () => {
    const { caseId, policyId } = await system().sell();
    const link = system().link(caseId);
    const answers = await system().allYes(caseId);
    await system().must('POST', `/policies/${policyId}/cancellation`, {
      as: 'core',
      body: { cancelledOn: TODAY },
    });
    await system().mustRefuse('POST', link, { body: { answers } }, { status: 410, type: 'gone' });
  });

  it('is dead when it went to an earlier number', async () => {
    const { caseId, policyId } = await system().sell();
    const link = system().link(caseId);
    const answers = await system().allYes(caseId);
    const body = { phone: '13511112222', reason: 'the customer moved' };
    await system().must('POST', `/policies/${policyId}/contact`, { as: 'manager-bj', body });
    await system().mustRefuse('POST', link, { body: { answers } }, { status: 410, type: 'gone' });
  });

  it('is not one of ours when any part of it was altered', async () => {
    const { caseId } = await system().sell();
    const { caseId: other } = await system().sell();
    const link = system().link(caseId);
    const answers = await system().allYes(caseId);
    const flip = (text: string) => (text.endsWith('A') ? `${text.slice(0, -1)}B` : `${text.slice(0, -1)}A`);
    const [, , signature = ''] = link.slice('/c/'.length).split('.');
    for (const altered of [
      `/c/${caseId}.a0.${flip(signature).split('').reverse().join('')}`,
      `/c/${other}.a0.${signature}`, // foreign: another case
      `/c/${caseId}.c0.${signature}`, // another question
      `/c/${caseId}.a0.${signature}x`,
      `/c/${caseId}.a0.`,
      `/c/${caseId}`,
      '/c/x',
      `/c/cb-${'0'.repeat(20)}.a0.${signature}`,
      `/c/${'x'.repeat(2000)}`,
    ]) {
      await system().mustRefuse('POST', altered, { body: { answers } }, { status: 404 });
      await system().mustRefuse('GET', altered, {}, { status: 404 });
    }
    // Of another round there is nothing left to check, so nothing is told but that it is over.
    await system().mustRefuse('POST', `/c/${caseId}.a7.${signature}`, { body: { answers } }, { status: 410 });
  });

  it('takes no word of another kind than it asks for, and nothing beside it', async () => {
    const { caseId } = await system().sell();
    const link = system().link(caseId);
    const answers = await system().allYes(caseId);
    const refuse = (body: unknown) =>
      system().mustRefuse('POST', link, { body }, { status: 400, type: 'invalid' });
    await refuse({ settled: true });
    await refuse({ answers, settled: true });
    await refuse({ answers: {} });
    await refuse({ answers, problems: ['none-that-is-known'] });
    await refuse({ answers, evidence: { way: 'call', recording: 'forged' } });
    await refuse({});
  });
});
