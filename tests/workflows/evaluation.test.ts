import { describe, expect, it } from 'vitest';
import { complaintClocks } from '../../domain/complaint/clocks.ts';
import { Unavailable } from '../../domain/errors.ts';
import { cardFor } from '../../domain/evaluation/cards.ts';
import { RULES } from '../../functions/wiring.ts';
import { HANDLER, push, Survey, writtenBy } from '../support/evaluation-firm.ts';
import { openFirm } from '../support/firm.ts';
import { BRANCH_MANAGER, CORE_SYSTEM, HEAD_OFFICE, SELLER, staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { later } from '../support/wall.ts';

const ITEMS = cardFor('policy-issued', 'life').items.map(({ code }) => code);
const [FIRST = '', SECOND = ''] = ITEMS;

async function asked(options: Parameters<typeof openFirm>[0] = {}) {
  const firm = await openFirm(options);
  const sold = await firm.sell();
  const survey = await Survey.open(firm, sold);
  return { firm, sold, survey };
}

describe('an evaluation', () => {
  it('asks at once, reminds once after two days and ends with the seventh', async () => {
    const { firm, survey } = await asked();
    await firm.advance('P9D');
    expect(await survey.timeline()).toEqual([
      '2026-03-02 10:00 evaluation-opened',
      '2026-03-02 10:00 evaluation-asked',
      '2026-03-02 10:00 message-sent',
      '2026-03-04 10:00 evaluation-reminded',
      '2026-03-04 10:00 message-sent',
      '2026-03-10 00:00 evaluation-expired',
    ]);
    expect(await survey.case).toMatchObject({ stage: 'expired', category: 'closed' });
    expect(await firm.statuses('evaluation')).toEqual(['SUCCEEDED']);
  });

  it('sends the card in words with the extension by which the reply is matched, and no link', async () => {
    const { firm, survey } = await asked();
    const sent = present(firm.sms.sent.find(({ id }) => id.startsWith(survey.caseId)));
    const { extension } = await survey.case;
    expect(sent).toMatchObject({ phone: survey.phone, extension, parameters: { code: extension } });
    expect(sent.parameters).not.toHaveProperty('link');
  });

  it('that was opened at night asks in the morning', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.until('2026-03-02', '23:00');
    const survey = await Survey.open(firm, sold);
    expect(survey.messages()).toEqual([]);
    await firm.until('2026-03-03', '08:00');
    expect(survey.messages()).toEqual(['evaluation-request']);
  });

  it('of the same moment again is the same one, and a further resolution is another', async () => {
    const { firm, sold, survey } = await asked();
    const again = await Survey.open(firm, sold);
    const claim = await Survey.open(firm, sold, { moment: 'claim-closed', claim: 'claim-1' });
    const second = await Survey.open(firm, sold, { moment: 'claim-closed', claim: 'claim-1', resolution: 2 });
    expect(again.caseId).toBe(survey.caseId);
    expect(new Set([survey.caseId, claim.caseId, second.caseId]).size).toBe(3);
    expect(await second.case).toMatchObject({ previous: claim.caseId });
  });

  it('is opened without a policy of ours, and the reply of that number finds it', async () => {
    const firm = await openFirm();
    const phone = '13700000001';
    const { id } = await firm.ask<{ id: string }>(CORE_SYSTEM, 'POST', '/evaluations', {
      moment: 'claim-reported',
      claim: 'claim-9',
      matter: { customerRef: 'guest-1', phone, line: 'property', branch: 'bj', brokerId: SELLER.id },
    });
    await firm.quiet();
    const survey = Survey.of(firm, id, phone);
    expect(survey.messages()).toEqual(['evaluation-request']);
    await survey.writes('1A');
    expect(await survey.case).toMatchObject({ stage: 'replied' });
  });

  it('is of nobody who is not the core system or the head office, and says which claim it is', async () => {
    const { firm, sold } = await asked();
    const body = { moment: 'policy-issued', policyId: sold.policyId };
    for (const by of [HANDLER, BRANCH_MANAGER]) {
      await expect(firm.ask(by, 'POST', '/evaluations', body)).rejects.toMatchObject({ status: 403 });
    }
    await expect(firm.ask(SELLER, 'POST', '/evaluations', body)).rejects.toMatchObject({ status: 404 });
    await expect(firm.ask(HEAD_OFFICE, 'POST', '/evaluations', body)).resolves.toMatchObject({
      outcome: 'unchanged',
    });
    await expect(
      firm.ask(CORE_SYSTEM, 'POST', '/evaluations', { ...body, moment: 'claim-closed' }),
    ).rejects.toMatchObject({ status: 400 });
  });

  it('is opened by itself when a policy is recorded, where the firm has it so, and not otherwise', async () => {
    const quiet = await openFirm();
    await quiet.sell();
    expect(await quiet.executions('evaluation')).toEqual([]);
    const loud = await openFirm({ evaluation: { sendOnIssue: true } });
    const sold = await loud.sell();
    expect(await loud.statuses('evaluation')).toEqual(['RUNNING']);
    expect((await Survey.open(loud, sold)).messages()).toEqual(['evaluation-request']);
  });
});

describe('a reply', () => {
  it('in grades answers and ends it, and the reminder is not sent any more', async () => {
    const { firm, survey } = await asked();
    await firm.advance('PT3H');
    await survey.writes('1A2B');
    expect(await survey.case).toMatchObject({
      stage: 'replied',
      category: 'closed',
      result: { says: { grades: { [FIRST]: 'A', [SECOND]: 'B' } } },
    });
    await firm.advance('P10D');
    expect(survey.messages()).toEqual(['evaluation-request']);
    expect(await firm.statuses('evaluation')).toEqual(['SUCCEEDED']);
    expect(await survey.complaints()).toEqual([]);
  });

  it('that is dissatisfied opens its complaint in the same write, within the hour of the gateway’s stamp', async () => {
    const { firm, survey } = await asked();
    await firm.advance('PT2H');
    const receivedAt = later(firm.now, { minutes: -10 });
    await survey.writes('1C', { at: receivedAt });
    const [complaint] = await survey.complaints();
    const { stage, gatewayAt, origin, openedAt, involved } = present(complaint);
    expect({ stage, gatewayAt, origin }).toEqual({
      stage: 'awaiting-contact',
      gatewayAt: receivedAt.toISOString(),
      origin: survey.caseId,
    });
    expect(openedAt).toBe(firm.now.toISOString());
    expect(involved).toContain(SELLER.id);
    const enter = present(complaintClocks(present(complaint), RULES).find(({ name }) => name === 'enter'));
    const finish = present(complaintClocks(present(complaint), RULES).find(({ name }) => name === 'finish'));
    expect(enter.dueAt).toEqual(later(receivedAt, { hours: 1 }));
    expect(present(enter.doneAt).getTime()).toBeLessThan(present(enter.dueAt).getTime());
    expect(present(finish.dueAt) > later(receivedAt, { days: 9 })).toBe(true);
  });

  it('and its complaint are both stored or none', async () => {
    const { firm, survey } = await asked();
    firm.store.failNext((writes) =>
      writes.some((write) => write.store === 'case' && write.case.kind === 'complaint')
        ? new Unavailable('The store does not answer.')
        : undefined,
    );
    const item = writtenBy(survey.phone, '1C', { at: firm.now });
    await expect(push(firm, [item])).rejects.toMatchObject({ status: 503 });
    expect(await survey.case).toMatchObject({ stage: 'awaiting-reply', replies: [] });
    expect(await survey.complaints()).toEqual([]);
    await push(firm, [item]);
    expect(await survey.complaints()).toHaveLength(1);
  });

  it('that corrects within the window counts, opens no second complaint, and takes none back', async () => {
    const { firm, survey } = await asked();
    await survey.writes('1C2A');
    await firm.advance('PT5H');
    await survey.writes('1A2A');
    expect(await survey.case).toMatchObject({ result: { says: { grades: { [FIRST]: 'A' } } } });
    await firm.advance('PT5H');
    await survey.writes('1C2A');
    expect(await survey.case).toMatchObject({ result: { says: { grades: { [FIRST]: 'C' } } } });
    expect(await survey.complaints()).toHaveLength(1);
  });

  it('after the window changes no result and goes to a person, whom its own execution waits for', async () => {
    const { firm, survey } = await asked();
    await survey.writes('1A');
    await firm.advance('P2D');
    await survey.writes('1B');
    expect(await survey.case).toMatchObject({
      category: 'open',
      owner: `complaint-handler@bj`,
      result: { says: { grades: { [FIRST]: 'A' } } },
    });
    expect(await firm.statuses('evaluation')).toEqual(['SUCCEEDED', 'RUNNING']);
    await survey.grades({ grades: { [FIRST]: 'B' } });
    expect(await survey.case).toMatchObject({
      category: 'closed',
      result: { says: { grades: { [FIRST]: 'A' } } },
    });
    expect(await firm.statuses('evaluation')).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  it('that is pushed twice, or told twice by the stream, is one', async () => {
    const { firm, survey } = await asked();
    firm.stream.isDouble = true;
    const item = await survey.writes('1C');
    const types = await survey.types();
    expect(await push(firm, [item, item])).toMatchObject({ code: 0 });
    expect(await survey.types()).toEqual(types);
    expect(await survey.complaints()).toHaveLength(1);
  });

  it('that is pushed late still counts by the time it was written', async () => {
    const { firm, survey } = await asked();
    const writtenAt = later(firm.now, { hours: 1 });
    await firm.advance('P9D');
    expect(await survey.case).toMatchObject({ stage: 'expired' });
    await survey.writes('1A', { at: writtenAt });
    expect(await survey.case).toMatchObject({ stage: 'replied', category: 'closed' });
  });

  it('that nobody can read waits an hour for a person, then managers are told until it is read', async () => {
    const { firm, survey } = await asked();
    await survey.writes('不是很满意');
    expect(await survey.case).toMatchObject({ stage: 'awaiting-reply', owner: 'complaint-handler@bj' });
    await firm.advance('P1D');
    expect((await survey.types()).filter((type) => type === 'reading-missed').length).toBeGreaterThan(0);
    expect(await survey.case).toMatchObject({ escalatedTo: 'branch-manager' });
    const { complaint } = await survey.grades({ grades: {}, overall: 'C' });
    expect(await survey.case).toMatchObject({ stage: 'replied', category: 'closed' });
    expect((await survey.complaints()).map(({ id }) => id)).toEqual([complaint]);
    expect(firm.notices.published.map(({ attributes }) => attributes.notice)).toEqual(
      expect.arrayContaining(['reply-to-read', 'reading-missed']),
    );
  });

  it('is shown raw to the handlers of the branch, and to none whom it concerns', async () => {
    const { firm, survey } = await asked();
    await survey.writes('业务员没有说清楚');
    const inbox = (by = HANDLER) =>
      firm.ask<{ items: { replies: { reading?: { raw: string } }[] }[] }>(by, 'GET', '/evaluations/inbox');
    expect(
      (await inbox()).items.flatMap(({ replies }) => replies.map(({ reading }) => reading?.raw)),
    ).toEqual(['业务员没有说清楚']);
    const seller = { ...HANDLER, id: SELLER.id };
    expect((await inbox(seller)).items).toEqual([]);
    expect((await inbox(staff('complaint-handler', 'handler-sh', 'sh'))).items).toEqual([]);
    await expect(firm.ask(seller, 'GET', `/evaluations/${survey.caseId}`)).rejects.toMatchObject({
      status: 404,
    });
    await expect(survey.grades({ grades: {} }, seller)).rejects.toMatchObject({ status: 404 });
    await expect(survey.grades({ grades: {} }, BRANCH_MANAGER)).rejects.toMatchObject({ status: 403 });
    await expect(firm.ask(SELLER, 'GET', '/evaluations/inbox')).rejects.toMatchObject({ status: 404 });
    await survey.grades({ grades: {} });
    expect((await inbox()).items).toEqual([]);
    expect(await survey.case).toMatchObject({ stage: 'awaiting-reply', category: 'open' });
  });
});

describe('more replies than a case keeps', () => {
  it('wait for a person as well, who clears them', async () => {
    const { firm, survey } = await asked();
    await push(
      firm,
      Array.from({ length: 51 }, () => writtenBy(survey.phone, '1A', { at: firm.now })),
    );
    const { inbox, version, replies } = await survey.case;
    expect(inbox).toBeDefined();
    const { content } = present(replies.at(-1));
    const body = { version, reply: content, says: { grades: { [FIRST]: 'A' } } };
    await firm.ask(HANDLER, 'POST', `/evaluations/${survey.caseId}/readings`, body);
    await firm.quiet();
    expect(await survey.case).toMatchObject({ stage: 'replied', category: 'closed' });
  });
});

describe('a complaint that was settled', () => {
  it('is asked about by a new evaluation, which knows the one before', async () => {
    const { firm, survey } = await asked();
    await survey.writes('1C');
    const { id, version } = present((await survey.complaints())[0]);
    await firm.ask(HANDLER, 'POST', `/complaints/${id}/settlement`, {
      version,
      remedy: 'explained the exclusions again',
      cause: { first: 'sales', second: 'cover-not-explained' },
      proof: 'recording-1',
    });
    await firm.quiet();
    const { items } = await firm.store.cases.list({
      by: 'customer',
      value: (await survey.case).customerRef,
      limit: 50,
    });
    const second = present(items.find((one) => one.kind === 'evaluation' && one.id !== survey.caseId));
    expect(second).toMatchObject({ stage: 'awaiting-reply', about: id });
    const after = Survey.of(firm, second.id, survey.phone);
    expect(await after.case).toMatchObject({ moment: 'policy-issued', previous: survey.caseId });
    expect((await after.case).concerned).toEqual(expect.arrayContaining([SELLER.id, HANDLER.id]));
    // Two messages went to the number in this very minute.
    expect(after.messages()).toEqual([]);
    await firm.advance('PT1M');
    expect(after.messages()).toEqual(['evaluation-request']);
    await firm.stream.replay();
    expect(await firm.executions('evaluation')).toHaveLength(2);
  });

  it('is asked about by nobody where the firm has it so', async () => {
    const { firm, survey } = await asked({ evaluation: { sendOnResolution: false } });
    await survey.writes('1C');
    const { id, version } = present((await survey.complaints())[0]);
    await firm.ask(HANDLER, 'POST', `/complaints/${id}/settlement`, {
      version,
      remedy: 'explained the exclusions again',
      cause: { first: 'sales', second: 'cover-not-explained' },
      proof: 'recording-1',
    });
    await firm.quiet();
    expect(await firm.executions('evaluation')).toHaveLength(1);
  });
});
