import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { expectProblem, localSystem, type SoldHere, TODAY } from '../support/local-system.ts';
import { present } from '../support/present.ts';

const system = localSystem();
const RECORDED = { way: 'call', recording: 'rec-1' };

/** Sold by broker-bj-1; the customer has said no to one question. */
async function withProblem(): Promise<SoldHere> {
  const sold = await system().sell();
  const answers = await system().allYes(sold.caseId, { 'cover-known': 'no' });
  await system().must('POST', system().link(sold.caseId), { body: { answers } });
  return sold;
}

async function withRemedy(): Promise<SoldHere> {
  const sold = await withProblem();
  const body = { version: await system().version(sold.caseId), done: 'explained it' };
  await system().must('POST', `/cases/${sold.caseId}/remedies`, { as: 'broker-bj-1', body });
  return sold;
}

describe('a token', () => {
  it('is asked for on every route but the public ones', async () => {
    for (const [method, path] of [
      ['GET', '/cases'],
      ['GET', '/commissions'],
      ['GET', '/metrics?month=2026-03'],
      ['POST', '/policies'],
      ['POST', '/payouts/2026-02'],
      ['PUT', '/carriers/x'],
    ] as const) {
      const answer = await system().mustRefuse(method, path, {}, { status: 401 });
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });

  it('is refused when anything about it is wrong', async () => {
    const { identity } = system().system;
    const good = await system().token('head-office');
    const [header = '', payload = '', signature = ''] = good.split('.');
    const forged = Buffer.from(payload, 'base64url').toString().replace('head-office-manager', 'compliance');
    const claims = {
      sub: 'head-office',
      role: 'head-office-manager',
      iss: identity.issuer,
      aud: identity.audience,
    };
    const ownKey = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode('a secret of ours'));
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    for (const token of [
      `${header}.${Buffer.from(forged).toString('base64url')}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${header}.${payload}`,
      unsigned,
      ownKey,
      'none',
      await identity.tokenFor('head-office', { lifetimeSeconds: -60 }),
      await identity.tokenFor('head-office', { audience: 'another-system' }),
    ]) {
      const headers = { authorization: `Bearer ${token}` };
      const answer = await system().mustRefuse('GET', '/cases', { headers }, { status: 401 });
      expect(answer.text).not.toContain(token);
    }
    expect((await system().ask('GET', '/cases', { as: 'head-office' })).status).toBe(200);
  });
});

describe('a role', () => {
  it('may do what it is for, and nothing else', async () => {
    const { caseId, policyId } = await withRemedy();
    const version = await system().version(caseId);
    const input = system().policy();
    const hold = { type: 'compliance', reason: 'a doubt' };
    const forbidden: [as: string, method: string, path: string, body?: unknown][] = [
      ['broker-bj-1', 'POST', '/policies', input],
      ['agent-bj-1', 'POST', '/policies', input],
      ['compliance-1', 'POST', '/policies/batch', { policies: [input] }],
      ['manager-bj', 'POST', '/imports', { name: 'x.csv' }],
      ['broker-bj-1', 'PUT', '/carriers/harbour-life', { name: 'x', products: {} }],
      ['agent-bj-1', 'PUT', '/staff-phones/agent-bj-1', { phone: '13900000000' }],
      ['broker-bj-1', 'POST', `/policies/${policyId}/reveal`, { field: 'phone', reason: 'to call' }],
      ['head-office', 'POST', `/policies/${policyId}/reveal`, { field: 'phone', reason: 'to call' }],
      ['broker-bj-1', 'POST', `/policies/${policyId}/contact`, { phone: '13900000000', reason: 'new one' }],
      ['broker-bj-1', 'POST', `/policies/${policyId}/cancellation`, { cancelledOn: TODAY }],
      ['agent-bj-1', 'POST', `/policies/${policyId}/receipt`, { receiptOn: TODAY }],
      ['agent-bj-1', 'POST', `/cases/${caseId}/remedies`, { version, done: 'did it' }],
      ['manager-bj', 'POST', `/cases/${caseId}/attempts`, { version, way: 'call', result: 'busy' }],
      ['broker-bj-1', 'POST', `/cases/${caseId}/answers`, { version, answers: {}, evidence: RECORDED }],
      [
        'broker-bj-1',
        'POST',
        `/cases/${caseId}/confirmations`,
        { version, settled: true, evidence: RECORDED },
      ],
      [
        'head-office',
        'POST',
        `/cases/${caseId}/confirmations`,
        { version, settled: true, evidence: RECORDED },
      ],
      [
        'broker-bj-1',
        'POST',
        `/cases/${caseId}/confirmations/verdict`,
        { version, approve: true, reason: 'yes' },
      ],
      ['broker-bj-1', 'POST', `/holds/${policyId}/place`, hold],
      ['manager-bj', 'POST', `/holds/${policyId}/place`, hold],
      ['head-office', 'POST', `/holds/${policyId}/release`, hold],
      ['head-office', 'POST', '/holds/release', { policyIds: [policyId], ...hold }],
      ['manager-bj', 'GET', '/payouts/2026-03/preview'],
      ['compliance-1', 'POST', '/payouts/2026-02', {}],
      ['broker-bj-1', 'GET', '/metrics?month=2026-03'],
      ['manager-bj', 'GET', '/coverage?month=2026-03'],
      ['agent-bj-1', 'GET', '/scope/differences?rule=every-policy'],
      ['core', 'GET', `/cases/${caseId}`],
      ['core', 'GET', '/cases'],
    ];
    for (const [as, method, path, body] of forbidden) {
      const answer = await system().ask(method, path, { as, ...(body === undefined ? {} : { body }) });
      expectProblem(answer, { status: 403, type: 'not-allowed' });
    }
    // One look at the tables for all of them.
    const [as, method, path, body] = present(forbidden[0]);
    await system().mustRefuse(method, path, { as, body }, { status: 403 });
    expect(await system().version(caseId)).toBe(version);
  });

  it.each(['callback-not-completed', 'callback-problem', 'receipt-missing'])(
    'cannot release a hold that only its cause removes: %s, not even compliance',
    async (type) => {
      const { policyId } = await withProblem();
      const body = { type, reason: 'a favour' };
      for (const path of [`/holds/${policyId}/release`, `/holds/${policyId}/place`]) {
        await system().mustRefuse('POST', path, { as: 'compliance-1', body }, { status: 403 });
      }
    },
  );
});

describe('what is out of reach', () => {
  const HIDDEN: [who: string, as: string][] = [
    ['a broker who did not sell it', 'broker-bj-2'],
    ['a broker of another branch', 'broker-sh-1'],
    ['an agent of another branch', 'agent-sh-1'],
  ];

  it.each(HIDDEN)('is not there for %s, and told exactly like what does not exist', async (_who, as) => {
    const { caseId, policyId } = await system().sell();
    const body = { version: 1, way: 'call', result: 'busy' };
    const no = '0'.repeat(20);
    const pairs: [method: string, theirs: string, none: string, body?: unknown][] = [
      ['GET', `/cases/${caseId}`, `/cases/cb-${no}`],
      ['GET', `/policies/${policyId}`, `/policies/pl-${no}`],
      ['GET', `/commissions/${policyId}`, `/commissions/pl-${no}`],
      ['POST', `/cases/${caseId}/attempts`, `/cases/cb-${no}/attempts`, body],
      [
        'POST',
        `/policies/${policyId}/reveal`,
        `/policies/pl-${no}/reveal`,
        { field: 'name', reason: 'curious' },
      ],
    ];
    for (const [method, theirs, none, sent] of pairs) {
      const asked = { as, ...(sent === undefined ? {} : { body: sent }) };
      if (method === 'GET' && theirs.startsWith('/commissions') && as.startsWith('agent')) continue; // its role has none
      const hidden = await system().mustRefuse(method, theirs, asked, { status: 404, type: 'not-found' });
      const absent = await system().mustRefuse(method, none, asked, { status: 404, type: 'not-found' });
      expect({ ...hidden.body, instance: '' }).toEqual({ ...absent.body, instance: '' });
    }
  });

  it('is not found by its number either', async () => {
    const { input } = await system().sell();
    const find = (number: string) =>
      system().mustRefuse(
        'POST',
        '/policies/find',
        { as: 'broker-bj-2', body: { carrier: input.carrier, number } },
        { status: 404 },
      );
    const [theirs, none] = [await find(input.number), await find('NOSUCH0001')];
    expect({ ...theirs.body, instance: '' }).toEqual({ ...none.body, instance: '' });
  });

  it('is on no list of somebody else', async () => {
    const { caseId, policyId } = await withProblem();
    const own = await system().must('GET', '/cases', { as: 'broker-bj-1' });
    expect(own.text).toContain(caseId);
    for (const path of ['/cases', '/policies', '/commissions']) {
      const others = await system().must('GET', path, { as: 'broker-bj-2' });
      expect(others.text).not.toContain(caseId);
      expect(others.text).not.toContain(policyId);
    }
    for (const path of [
      '/cases?owner=broker-bj-1',
      '/cases?owner=callback-agent@bj',
      '/cases?stage=awaiting-remedy&branch=bj',
      '/policies?broker=broker-bj-1',
      '/commissions?payee=broker-bj-1',
    ]) {
      const answer = await system().ask('GET', path, { as: 'broker-sh-1' });
      expectProblem(answer, { status: 404 });
    }
  });

  it('is also a colleague’s share of the same commission', async () => {
    const { policyId } = await system().sell();
    const { body } = await system().must('GET', `/commissions/${policyId}`, { as: 'leader-bj' });
    expect((body.items as { payee: string }[]).map(({ payee }) => payee)).toEqual(['leader-bj']);
  });
});

describe('whoever sold it', () => {
  it('takes down nothing that the customer says, agent or not', async () => {
    const { caseId } = await system().sell({
      brokerId: 'agent-bj-1',
      commission: [{ payee: 'agent-bj-1', role: 'broker', amountFen: 1_000 }],
    });
    const version = await system().version(caseId);
    const answers = await system().allYes(caseId);
    const body = { version, answers, evidence: RECORDED };
    await system().mustRefuse(
      'POST',
      `/cases/${caseId}/answers`,
      { as: 'agent-bj-1', body },
      { status: 403 },
    );
    const attempt = { version, way: 'call', result: 'busy' };
    await system().mustRefuse(
      'POST',
      `/cases/${caseId}/attempts`,
      { as: 'agent-bj-1', body: attempt },
      { status: 403 },
    );
    await system().must('POST', `/cases/${caseId}/answers`, { as: 'agent-bj-2', body });
  });

  it('is also whoever is paid for it', async () => {
    const { caseId } = await system().sell({
      commission: [
        { payee: 'broker-bj-1', role: 'broker', amountFen: 1_000 },
        { payee: 'agent-bj-1', role: 'team-leader', amountFen: 100 },
      ],
    });
    const body = {
      version: await system().version(caseId),
      answers: await system().allYes(caseId),
      evidence: RECORDED,
    };
    await system().mustRefuse(
      'POST',
      `/cases/${caseId}/answers`,
      { as: 'agent-bj-1', body },
      { status: 403 },
    );
  });
});

describe('a second person', () => {
  it('approves what another entered, and never the same', async () => {
    const { caseId } = await withRemedy();
    const path = `/cases/${caseId}/confirmations`;
    const body = { version: await system().version(caseId), settled: true, evidence: RECORDED };
    const entered = await system().must('POST', path, { as: 'agent-bj-1', body });
    expect(entered.body.stage).toBe('awaiting-confirmation');
    const verdict = { version: entered.body.version, approve: true, reason: 'heard it' };
    await system().mustRefuse(
      'POST',
      `${path}/verdict`,
      { as: 'agent-bj-1', body: verdict },
      { status: 422, rule: 'second-person' },
    );
    const approved = await system().must('POST', `${path}/verdict`, { as: 'agent-bj-2', body: verdict });
    expect(approved.body.stage).toBe('settled');
  });

  it('ends a case without the customer when another proposed it, and never the same', async () => {
    const { caseId, policyId } = await withProblem();
    const path = `/cases/${caseId}/closing`;
    const body = {
      version: await system().version(caseId),
      cause: 'policy-surrendered',
      reason: 'the carrier reported it',
      document: 'carrier-note-1',
    };
    for (const as of ['broker-bj-1', 'agent-bj-1', 'head-office']) {
      await system().mustRefuse('POST', path, { as, body }, { status: 403 });
    }
    for (const wrong of [{ cause: 'no-time' }, { reason: ' ' }, { document: 'a paper' }]) {
      await system().mustRefuse(
        'POST',
        path,
        { as: 'compliance-1', body: { ...body, ...wrong } },
        { status: 400 },
      );
    }
    const proposed = await system().must('POST', path, { as: 'compliance-1', body });
    const { body: seen } = await system().must('GET', `/cases/${caseId}`, { as: 'compliance-2' });
    expect(seen.next).toMatchObject({ who: 'compliance@bj' });
    const verdict = { version: proposed.body.version, approve: true, reason: 'read it' };
    await system().mustRefuse(
      'POST',
      `${path}/verdict`,
      { as: 'compliance-1', body: verdict },
      { status: 422, rule: 'second-person' },
    );
    await system().mustRefuse(
      'POST',
      `${path}/verdict`,
      { as: 'manager-bj', body: verdict },
      { status: 403 },
    );
    const closed = await system().must('POST', `${path}/verdict`, { as: 'compliance-2', body: verdict });
    expect(closed.body.stage).toBe('closed-without-word');
    const { body: lines } = await system().must('GET', `/commissions/${policyId}`, { as: 'compliance-1' });
    for (const { amounts } of lines.items as { amounts: Record<string, { fen: number }> }[]) {
      expect(amounts.voided?.fen).toBe(amounts.accrued?.fen);
    }
  });

  it('releases what another placed, and never the same', async () => {
    const { policyId } = await system().sell();
    const body = { type: 'compliance', reason: 'a doubt about the signature' };
    await system().must('POST', `/holds/${policyId}/place`, { as: 'compliance-1', body });
    const release = { type: 'compliance', reason: 'the doubt is gone' };
    await system().mustRefuse(
      'POST',
      `/holds/${policyId}/release`,
      { as: 'compliance-1', body: release },
      { status: 422, rule: 'second-person' },
    );
    const { body: after } = await system().must('POST', `/holds/${policyId}/release`, {
      as: 'compliance-2',
      body: release,
    });
    const types = (after.items as { holds: { type: string }[] }[])[0]?.holds.map(({ type }) => type);
    expect(types).toEqual(['callback-not-completed']);
  });
});

describe("a customer's name, number and address", () => {
  const SECRET = { name: '诸葛测试员', phone: '13577776666', address: '样例市保密路九十九号' };

  it('are masked in everything that anybody is told, but one value at a time for a reason', async () => {
    const before = system().bodies.length;
    const sold = await system().sell({ customer: { ref: 'customer-secret', ...SECRET } });
    const { caseId, policyId, input } = sold;
    const link = system().link(caseId);
    await system().must('GET', link);
    await system().must('POST', link, {
      body: { answers: await system().allYes(caseId, { 'cover-known': 'no' }) },
    });
    const body = { version: await system().version(caseId), done: 'explained it' };
    await system().must('POST', `/cases/${caseId}/remedies`, { as: 'broker-bj-1', body });
    await system().must('POST', `/policies/${policyId}/contact`, {
      as: 'manager-bj',
      body: { address: SECRET.address, reason: 'spelled right now' },
    });
    await system().must('POST', '/policies/find', {
      as: 'broker-bj-1',
      body: { carrier: input.carrier, number: input.number },
    });
    for (const as of ['broker-bj-1', 'agent-bj-1', 'manager-bj', 'head-office', 'compliance-1']) {
      for (const path of [
        `/cases/${caseId}`,
        `/policies/${policyId}`,
        `/commissions/${policyId}`,
        '/cases',
        '/policies?broker=broker-bj-1',
        '/commissions?branch=bj',
        '/cases?stage=awaiting-confirmation&branch=bj',
        '/cases?customer=customer-secret',
        '/payouts/2026-03/preview',
        '/coverage?month=2026-03',
        '/scope/differences?rule=every-policy',
        '/metrics?month=2026-03',
      ]) {
        await system().ask('GET', path, { as });
      }
    }
    const told = system().bodies.slice(before);
    expect(told.length).toBeGreaterThan(60);
    for (const text of told) {
      for (const secret of Object.values(SECRET)) expect(text).not.toContain(secret);
    }
    // They were there to be told, masked.
    expect(told.join()).toContain('诸****');
    expect(told.join()).toContain('135****6666');

    const reveal = { field: 'phone', reason: 'the customer asked to be called' };
    const revealed = await system().must('POST', `/policies/${policyId}/reveal`, {
      as: 'agent-bj-1',
      body: reveal,
    });
    expect(revealed.body).toEqual({ field: 'phone', value: SECRET.phone, hideAfterSeconds: 60 });
    expect(revealed.headers.get('cache-control')).toBe('no-store');
    expect(revealed.text).not.toContain(SECRET.name);
  });

  it('are in no message to other systems', async () => {
    const { AWS_ENDPOINT_URL_SQS: endpoint = '' } = system().system.endpoints;
    const queue = new SQSClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const told: string[] = [];
    for (let received = 1; received > 0; ) {
      const { Messages = [] } = await queue.send(
        new ReceiveMessageCommand({ QueueUrl: `${endpoint}/000000000000/notices`, MaxNumberOfMessages: 10 }),
      );
      received = Messages.length;
      told.push(...Messages.map(({ Body = '' }) => Body));
    }
    queue.destroy();
    expect(told.length).toBeGreaterThan(5);
    expect(told.join()).toContain('problem-opened');
    for (const text of told) {
      for (const secret of Object.values(SECRET)) expect(text).not.toContain(secret);
      expect(text).not.toMatch(/1[3-9]\d{9}/);
    }
  });

  it('are in no key of a table and in no link', async () => {
    const tables = await system().dump();
    for (const row of Object.values(tables).flat()) {
      const { pk, sk } = JSON.parse(row) as { pk?: string; sk?: string };
      for (const secret of Object.values(SECRET)) expect(`${pk} ${sk}`).not.toContain(secret);
    }
    for (const { link } of system().system.outbox.all()) expect(link).not.toMatch(/1[3-9]\d{9}/);
  });
});
