import { describe, expect, it } from 'vitest';
import { type ComplaintDesk, newComplaintDesk } from '../support/complaint-desk.ts';
import { COMPLIANCE, HEAD_OFFICE, SELLER, staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { at } from '../support/wall.ts';

const NOW = at('2026-03-24', '10:00');
const CLERK = staff('complaint-handler', 'clerk-zi');
const PHONE = '13900000088';

const intake = (over: object = {}) => ({
  channel: 'hotline',
  receivedAt: NOW.toISOString(),
  category: 'service',
  statement: 'nobody answers',
  matter: { customerRef: 'customer-a', phone: PHONE, line: 'life', branch: 'bj' },
  ...over,
});

async function file(desk: ComplaintDesk, over: object = {}): Promise<string> {
  const { status, body } = await desk.ask('POST', '/complaints', CLERK, intake(over));
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

describe('an intake foreseen', () => {
  it('shows the clocks that a new complaint starts, and stores nothing', async () => {
    const desk = newComplaintDesk(NOW);
    const { statement: _later, ...soFar } = intake();
    const { status, body } = await desk.ask('POST', '/complaints/preview', CLERK, soFar);
    expect(status).toBe(200);
    expect(body).toMatchObject({ outcome: 'opened', secondPerson: false, matter: { branch: 'bj' } });
    expect(await desk.complaints()).toEqual([]);
    const { body: filed } = await desk.ask('GET', `/complaints/${await file(desk)}`, CLERK);
    expect(body.clocks).toEqual(filed.clocks);
  });

  it('tells of the open complaint of the same matter, and what a contact with new facts does to its clock', async () => {
    const desk = newComplaintDesk(NOW);
    const id = await file(desk);
    desk.clock.at = at('2026-03-26', '10:00');
    const later = { receivedAt: desk.clock.at.toISOString() };
    const foresee = async (over: object) =>
      (await desk.ask('POST', '/complaints/preview', CLERK, intake({ ...later, ...over }))).body;
    const statutory = (body: { clocks: { name: string; dueAt: string }[] }) =>
      present(body.clocks.find(({ name }) => name === 'statutory')).dueAt;
    const before = (await desk.ask('GET', `/complaints/${id}`, CLERK)).body;
    const alike = await foresee({ newFacts: false });
    const news = await foresee({ newFacts: true });
    expect(alike).toMatchObject({ outcome: 'merged', open: { id, contacts: 1 } });
    expect(statutory(alike)).toBe(statutory(before));
    expect(statutory(news) > statutory(before)).toBe(true);
    expect(await foresee({ category: 'sales' })).toMatchObject({ outcome: 'opened' });
    expect((await desk.complaints()).map(({ contacts }) => contacts.length)).toEqual([1]);
  });

  it('is for those who may take one down, of their own branch', async () => {
    const desk = newComplaintDesk(NOW);
    const asks = async (who: typeof CLERK) =>
      (await desk.ask('POST', '/complaints/preview', who, intake())).status;
    expect(await asks(HEAD_OFFICE)).toBe(200);
    expect(await asks(SELLER)).toBe(404);
    expect(await asks(staff('complaint-handler', 'clerk-sh', 'sh'))).toBe(422);
  });
});

describe('a policy named by carrier and number', () => {
  it('says whose matter it is as its id does', async () => {
    const desk = newComplaintDesk(NOW);
    const { id: policyId, carrier, number, customer, branch } = await desk.sell();
    const clerk = staff('complaint-handler', 'clerk-zi', branch);
    const named = intake({ matter: { policy: { carrier, number } } });
    const { status } = await desk.ask('POST', '/complaints', clerk, named);
    expect(status).toBe(201);
    expect(await desk.complaints()).toMatchObject([{ policyId, customerRef: customer.ref, carrier }]);
  });

  it('is refused at its field when it is none of ours', async () => {
    const desk = newComplaintDesk(NOW);
    const named = intake({ matter: { policy: { carrier: 'carrier-a', number: 'NOBODYS1' } } });
    const { status, body } = await desk.ask('POST', '/complaints', CLERK, named);
    expect(status).toBe(400);
    expect(body.fields).toEqual([{ field: 'matter.policy.number', reason: 'is not known' }]);
  });
});

describe('the number of the complainant', () => {
  it('is masked, and revealed with a reason that the history and the log of sights keep', async () => {
    const desk = newComplaintDesk(NOW);
    const id = await file(desk);
    const { body: shown } = await desk.ask('GET', `/complaints/${id}`, CLERK);
    expect(JSON.stringify(shown)).not.toContain(PHONE);
    expect(shown.phone).toMatch(/^139\*+0088$/);
    const reason = 'first call';
    const { body } = await desk.ask('POST', `/complaints/${id}/reveal`, CLERK, { reason });
    expect(body).toEqual({ value: PHONE, hideAfterSeconds: 60 });
    const { body: after } = await desk.ask('GET', `/complaints/${id}`, CLERK);
    expect(after.timeline.at(-1)).toMatchObject({
      type: 'number-revealed',
      by: { id: CLERK.id },
      data: { field: 'phone', reason },
    });
    const sights = await desk.store.sights.ofMonth('2026-03', 10);
    expect(sights.items).toMatchObject([
      { of: 'value', kind: 'complaint', about: id, item: 'phone', by: CLERK.id, reason },
    ]);
  });

  it('is shown to nobody who does not handle complaints, or is involved in this one', async () => {
    const desk = newComplaintDesk(NOW);
    const involved = staff('complaint-handler', 'clerk-chou');
    const id = await file(desk, { involved: [involved.id] });
    const ask = async (who: typeof CLERK) =>
      (await desk.ask('POST', `/complaints/${id}/reveal`, who, { reason: 'r' })).status;
    expect(await ask(COMPLIANCE)).toBe(403);
    expect(await ask(involved)).toBe(404);
    expect((await desk.complaints())[0]?.version).toBe(1);
  });

  it('cannot be revealed where none is known', async () => {
    const desk = newComplaintDesk(NOW);
    const id = await file(desk, { matter: { customerRef: 'customer-b', line: 'life', branch: 'bj' } });
    const { body: shown } = await desk.ask('GET', `/complaints/${id}`, CLERK);
    expect(shown.phone).toBeUndefined();
    expect((await desk.ask('POST', `/complaints/${id}/reveal`, CLERK, { reason: 'r' })).status).toBe(404);
  });
});

describe('what a complaint shows', () => {
  it('holds what each contact said, the decision, and the words that events name by hash', async () => {
    const desk = newComplaintDesk(NOW);
    const id = await file(desk);
    await file(desk, { statement: 'still nobody', newFacts: false });
    const act = async (what: string, body: object) => {
      const { version } = present((await desk.complaints())[0]);
      return desk.ask('POST', `/complaints/${id}/${what}`, CLERK, { version, ...body });
    };
    const note = 'heard the whole of it';
    await act('first-contact', { note });
    const contents = {
      findings: 'the line was down',
      basis: 'rule 3',
      reasons: 'nobody looked',
      remedy: 'an apology',
      forums: ['review', 'mediation', 'arbitration', 'lawsuit'],
      outcome: 'upheld',
      cause: { first: 'service', second: 'unreachable' },
      redressFen: 5_000,
    };
    await act('decision', contents);
    const { body } = await desk.ask('GET', `/complaints/${id}`, CLERK);
    expect(body.statements).toEqual(['nobody answers', 'still nobody']);
    expect(body.decided).toEqual(contents);
    const contacted = body.timeline.find(({ type }: { type: string }) => type === 'complaint-contacted');
    expect(body.words[contacted.data.note]).toBe(note);
  });
});
