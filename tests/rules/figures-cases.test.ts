import { describe, expect, it } from 'vitest';
import type { Staff } from '../../domain/people.ts';
import { ComplaintsView } from '../../functions/figures/manager-views.ts';
import { type Behind, casesBehind, expectAllTraced, summed } from '../support/cases-behind.ts';
import { FiguresFirm } from '../support/figures-firm.ts';
import { AGENT, BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE, SELLER, staff } from '../support/people.ts';
import { at } from '../support/wall.ts';

const SH_MANAGER = staff('branch-manager', 'manager-sh', 'sh');
const HALF_YEAR = { from: '2026-01', to: '2026-06' };

/** A half-year in two branches, what came before and after it, and complaints that ended in later months. */
async function halfYear(): Promise<FiguresFirm> {
  const firm = new FiguresFirm(at('2026-08-10'));
  await firm.hears('2025-12-30');
  for (const [index, month] of ['2026-01', '2026-02', '2026-04', '2026-06'].entries()) {
    const first = await firm.hears(`${month}-03`);
    await firm.hears(`${month}-28`, { carrier: 'carrier-b', channel: 'regulator' });
    await firm.hears(`${month}-11`, { branch: 'sh' });
    if (index % 2 === 0) await firm.settles(first, '2026-07-02');
  }
  await firm.hears('2026-07-01');
  return firm;
}

const reader =
  (firm: FiguresFirm, who: Staff) =>
  async (query: Record<string, string>): Promise<unknown> => {
    const { status, body } = await firm.get('/figures/cases', who, query);
    expect(status).toBe(200);
    return body;
  };

const read = (firm: FiguresFirm, who: Staff, query: Record<string, string>): Promise<Behind> =>
  casesBehind(reader(firm, who), { ...HALF_YEAR, ...query });

describe('the cases behind a figure', async () => {
  const firm = await halfYear();

  it('are as many as the complaints that the ratio was made of', async () => {
    const { body } = await firm.get('/figures/complaints', HEAD_OFFICE, HALF_YEAR);
    const { now, counted } = ComplaintsView.parse(body).all.per10kPolicies;
    const { items, count } = await read(firm, HEAD_OFFICE, { counters: counted.numerator });
    expect(count).toBe(now.numerator);
    expect(new Set(items.map(({ id }) => id)).size).toBe(now.numerator);
    for (const { openedAt } of items) expect(openedAt >= '2026' && openedAt < '2026-07').toBe(true);
  });

  it.each([1, 2, 50])('are found whole by pages of %i, whatever is counted', async (limit) => {
    const kinds = await expectAllTraced(reader(firm, COMPLIANCE), firm.store.metrics, limit);
    expect([...kinds]).toEqual(['complaint']);
  });

  it('are those of several counters of one figure together', async () => {
    const counters = 'complaint-by-channel:hotline,complaint-by-channel:regulator';
    const all = await read(firm, HEAD_OFFICE, { counters: 'complaint-opened' });
    expect(summed((await read(firm, HEAD_OFFICE, { counters })).items)).toBe(all.count);
  });

  it('say which events counted, and when', async () => {
    const query = { from: '2026-07', to: '2026-07', counters: 'complaint-ended' };
    const { items } = await read(firm, HEAD_OFFICE, query);
    expect(items.map(({ stage }) => stage)).toEqual(['settled', 'settled']);
    for (const { events, closedAt } of items)
      expect(events).toEqual([{ at: closedAt, type: 'complaint-closed', count: 1 }]);
  });

  it('are narrowed to a carrier as the figure is', async () => {
    const query = { counters: 'complaint-opened', carrier: 'carrier-b' };
    const { items, count } = await read(firm, HEAD_OFFICE, query);
    expect(new Set(items.map(({ carrier }) => carrier))).toEqual(new Set(['carrier-b']));
    expect(items).toHaveLength(count);
  });

  it('are the own branch’s for its manager, who is told of no other', async () => {
    const { items } = await read(firm, SH_MANAGER, { counters: 'complaint-opened' });
    expect(new Set(items.map(({ branch }) => branch))).toEqual(new Set(['sh']));
    const query = { ...HALF_YEAR, counters: 'complaint-opened', branch: 'bj' };
    expect((await firm.get('/figures/cases', SH_MANAGER, query)).status).toBe(404);
  });

  it.each([AGENT, SELLER])('are not for a $role', async (who) => {
    const query = { ...HALF_YEAR, counters: 'complaint-opened' };
    expect((await firm.get('/figures/cases', who, query)).status).toBe(403);
  });

  it.each([
    'exposure-policies',
    'no-such-counter',
    'complaint-opened,callback-opened',
    '',
    'complaint-opened,',
  ])('do not exist for %j', async (counters) => {
    const { status, body } = await firm.get('/figures/cases', HEAD_OFFICE, { ...HALF_YEAR, counters });
    expect(status).toBe(400);
    expect(body.fields.map(({ field }: { field: string }) => field)).toEqual(['query.counters']);
  });

  it('are not looked for with a cursor that is none', async () => {
    const query = { ...HALF_YEAR, counters: 'complaint-opened', next: 'nonsense' };
    expect((await firm.get('/figures/cases', HEAD_OFFICE, query)).status).toBe(400);
  });
});

it('a complaint is not named to whom it is about, and still counts', async () => {
  const firm = new FiguresFirm(at('2026-08-10'));
  await firm.hears('2026-03-05', { involved: [BRANCH_MANAGER.id] });
  await firm.hears('2026-03-06');
  const about = { counters: 'complaint-opened', branch: 'bj', limit: '1' };
  const own = await read(firm, BRANCH_MANAGER, about);
  const whole = await read(firm, HEAD_OFFICE, about);
  expect([own.count, own.items.length]).toEqual([2, 1]);
  expect([whole.count, whole.items.length]).toEqual([2, 2]);
});
