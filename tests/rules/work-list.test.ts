import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryStore } from '../../adapters/memory/store.ts';
import type { CallbackCase } from '../../domain/callback/case.ts';
import type { CaseSummary } from '../../domain/case.ts';
import { openAction } from '../../domain/corrective-action/act.ts';
import { writesOfDecision } from '../../domain/decision.ts';
import { DueIn, spanOf } from '../../domain/due-in.ts';
import type { Staff } from '../../domain/people.ts';
import type { Cases, Page, Write } from '../../domain/ports.ts';
import { callbackRoutes } from '../../functions/callback/routes.ts';
import { openApi, RequestRefused } from '../support/firm-api.ts';
import { AGENT, BRANCH_MANAGER, EXPERT, HEAD_OFFICE, OTHER_BROKER, SELLER } from '../support/people.ts';
import { intakeOf, RULES } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { at, later } from '../support/wall.ts';

/** A Tuesday. */
const NOW = at('2026-03-10', '14:00');
const QUEUE = 'callback-agent@bj';
const TEMPLATE = present(intakeOf().callback).case;

/** Lists over a store in memory, every read of it counted. */
function desk() {
  const { cases, commissions, policies, transactions } = new MemoryStore();
  const clock = { at: NOW, now: () => clock.at };
  const counter = { reads: 0 };
  const counting = new Proxy(cases, {
    get: (target, name) => {
      const of = target[name as keyof Cases];
      if (typeof of !== 'function') return of;
      return (...given: unknown[]) => {
        counter.reads += 1;
        return Reflect.apply(of, target, given);
      };
    },
  });
  const deps = { cases: counting, commissions, policies, transactions, clock, rules: RULES };
  const ask = openApi(callbackRoutes(deps), () => clock.at);
  let made = 0;

  const callback = (over: Partial<CallbackCase>): CallbackCase => {
    made += 1;
    return { ...TEMPLATE, id: `cb-${String(made).padStart(20, '0')}`, owner: QUEUE, ...over };
  };

  /** Stored as they are, a hundred in one transaction. */
  async function put(all: readonly CallbackCase[]): Promise<void> {
    for (let from = 0; from < all.length; from += 100) {
      const writes = all
        .slice(from, from + 100)
        .map((one): Write => ({ store: 'case', case: one, expected: 0 }));
      await transactions.commit(writes);
    }
  }

  function list(query: Record<string, string | number>, by: Staff = AGENT): Promise<Page<CaseSummary>> {
    const text = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) text.set(name, String(value));
    return ask(by, 'GET', `/cases?${text}`);
  }

  async function everything(query: Record<string, string | number>, by: Staff = AGENT): Promise<string[]> {
    const found: string[] = [];
    let next: string | undefined;
    do {
      const page: Page<CaseSummary> = await list(next === undefined ? query : { ...query, next }, by);
      found.push(...page.items.map(({ id }) => id));
      next = page.next;
    } while (next !== undefined);
    return found;
  }

  async function readsOf(query: Record<string, string | number>): Promise<number> {
    counter.reads = 0;
    await list(query);
    return counter.reads;
  }

  return { clock, callback, put, list, everything, readsOf, transactions };
}

const dueAt = (day: string, time?: string) => ({ nextDueAt: at(day, time).toISOString() });

describe('what is due', () => {
  it('is in one of the four spans, whatever the time is', () => {
    const instant = fc.date({ min: at('2026-01-01'), max: at('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, instant, (now, due) => {
        const text = due.toISOString();
        const within = DueIn.options.filter((name) => {
          const { since = '', until = '~' } = spanOf(name, now);
          return since <= text && text <= until;
        });
        expect(within).toHaveLength(1);
      }),
    );
  });

  it('is told apart by the clock and by days of Shanghai', async () => {
    const { callback, put, everything } = desk();
    const at1359 = callback(dueAt('2026-03-10', '13:59'));
    const atNow = callback(dueAt('2026-03-10', '14:00'));
    const beforeMidnight = callback(dueAt('2026-03-10', '23:59'));
    const midnight = callback(dueAt('2026-03-11', '00:00'));
    const lastOfWeek = callback(dueAt('2026-03-17', '23:59'));
    const after = callback(dueAt('2026-03-18', '00:00'));
    await put([after, lastOfWeek, midnight, beforeMidnight, atNow, at1359]);

    expect(await everything({ due: 'overdue' })).toEqual([at1359.id]);
    expect(await everything({ due: 'today' })).toEqual([atNow.id, beforeMidnight.id]);
    expect(await everything({ due: 'week' })).toEqual([midnight.id, lastOfWeek.id]);
    expect(await everything({ due: 'later' })).toEqual([after.id]);
    expect(await everything({ due: 'today', stage: 'awaiting-answers', branch: 'bj' })).toHaveLength(2);
  });

  it('leaves out what has no time at which anything happens', async () => {
    const { everything, transactions } = desk();
    const opening = {
      cause: { first: 'sales', second: 'cover-not-explained' },
      what: 'a new script',
    } as const;
    const decision = openAction(
      { ...opening, targetPercent: 20, complaints: [] },
      { id: `ca-${'0'.repeat(20)}`, branch: 'bj', before: { numerator: 3, denominator: 1_000 } },
      BRANCH_MANAGER,
      later(NOW, { days: -9 }),
    );
    await transactions.commit(writesOfDecision(decision, NOW));
    const { id: owner } = BRANCH_MANAGER;

    expect(await everything({ owner }, BRANCH_MANAGER)).toHaveLength(1);
    expect(await everything({ owner, due: 'overdue' }, BRANCH_MANAGER)).toEqual([]);
  });

  it('goes on page by page while the clock does', async () => {
    const { clock, callback, put, list } = desk();
    const hours = ['14:00', '15:00', '16:00'].map((time) => callback(dueAt('2026-03-10', time)));
    await put(hours);
    const first = await list({ due: 'today', limit: 1 });
    clock.at = later(NOW, { minutes: 90 });

    const rest = await list({ due: 'today', limit: 10, next: present(first.next) });

    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(hours.map(({ id }) => id));
  });

  it('is asked of open cases of an owner or a stage only', async () => {
    const { list } = desk();
    const refused = { status: 400, problem: { fields: [{ field: 'due' }] } };
    await expect(list({ due: 'today', customer: 'customer-1' }, HEAD_OFFICE)).rejects.toMatchObject(refused);
    const closed = { due: 'today', state: 'closed', stage: 'clean' };
    await expect(list(closed)).rejects.toMatchObject(refused);
    await expect(list({ due: 'soon' })).rejects.toMatchObject({ status: 400 });
  });
});

describe('a list that is narrowed', () => {
  it('by stage, kind or branch holds these of the owner, in the same order', async () => {
    const { callback, put, everything } = desk();
    const asked = callback(dueAt('2026-03-11'));
    const remedy = callback({ stage: 'awaiting-remedy', owner: SELLER.id, ...dueAt('2026-03-12') });
    const confirmation = callback({ stage: 'awaiting-confirmation', ...dueAt('2026-03-10') });
    await put([asked, remedy, confirmation]);

    expect(await everything({ stage: 'awaiting-confirmation', owner: QUEUE })).toEqual([confirmation.id]);
    expect(await everything({ owner: QUEUE })).toEqual([confirmation.id, asked.id]);
    expect(await everything({ kind: 'callback' })).toEqual([confirmation.id, asked.id]);
    expect(await everything({ kind: 'complaint' })).toEqual([]);
    expect(await everything({ branch: 'sh' })).toEqual([]);
    const ofBranch = { stage: 'awaiting-remedy', branch: 'bj' };
    expect(await everything(ofBranch)).toEqual([remedy.id]);
    expect(await everything({ ...ofBranch, owner: QUEUE })).toEqual([]);
  });

  it('is never cut: what few of many are comes with short pages, each of few reads', async () => {
    const { callback, put, list, everything, readsOf } = desk();
    const all = Array.from({ length: 400 }, (_, index) =>
      callback({
        stage: index % 97 === 96 ? 'awaiting-confirmation' : 'awaiting-answers',
        nextDueAt: later(NOW, { minutes: index }).toISOString(),
      }),
    );
    await put(all);
    const wanted = all.filter(({ stage }) => stage === 'awaiting-confirmation').map(({ id }) => id);
    const query = { owner: QUEUE, stage: 'awaiting-confirmation', limit: 10 };

    const page = await list(query);

    expect(page.items).toHaveLength(0);
    expect(page.next).toBeDefined();
    expect(await readsOf(query)).toBe(5);
    expect(await everything(query)).toEqual(wanted);
  });

  it('holds no more than were asked for', async () => {
    const { callback, put, list } = desk();
    await put(
      Array.from({ length: 60 }, (_, index) =>
        callback({
          stage: index % 2 === 0 ? 'awaiting-confirmation' : 'awaiting-answers',
          nextDueAt: later(NOW, { minutes: index }).toISOString(),
        }),
      ),
    );
    const query = { owner: QUEUE, stage: 'awaiting-confirmation', limit: 16 };
    const first = await list(query);
    expect(first.items.length).toBeGreaterThan(8);
    expect(first.items.length).toBeLessThanOrEqual(16);
  });

  it('needs the branch of a stage when no owner is told', async () => {
    const { list } = desk();
    await expect(list({ stage: 'awaiting-answers' })).rejects.toMatchObject({
      status: 400,
      problem: { fields: [{ field: 'branch' }] },
    });
  });
});

describe('closed cases', () => {
  const closed = (day: string, over: Partial<CallbackCase> = {}): Partial<CallbackCase> => ({
    stage: 'clean',
    category: 'closed',
    nextDueAt: undefined,
    closedAt: at(day).toISOString(),
    ...over,
  });

  it('are listed by the stage they ended in, the latest first, page by page', async () => {
    const { callback, put, everything } = desk();
    const [second, first, third] = ['2026-03-05', '2026-03-09', '2026-03-01'].map((day) =>
      callback(closed(day)),
    );
    const open = callback({});
    const elsewhere = callback(closed('2026-03-06', { branch: 'sh' }));
    await put([second, first, third, open, elsewhere].map(present));

    const query = { state: 'closed', stage: 'clean', limit: 1 };
    expect(await everything(query)).toEqual([first, second, third].map((one) => present(one).id));
    expect(await everything({ state: 'closed', stage: 'awaiting-answers' })).toEqual([]);
    expect(await everything({ ...query, branch: 'sh' }, HEAD_OFFICE)).toEqual([elsewhere.id]);
    expect(await everything({ state: 'open', stage: 'clean', branch: 'bj' })).toEqual([]);
  });

  it("are a broker's own only", async () => {
    const { callback, put, list, everything } = desk();
    const own = callback(closed('2026-03-05', { owner: SELLER.id }));
    await put([
      own,
      callback(closed('2026-03-06', { owner: OTHER_BROKER.id })),
      callback(closed('2026-03-07')),
    ]);
    const query = { state: 'closed', stage: 'clean' };

    expect(await everything({ ...query, owner: SELLER.id }, SELLER)).toEqual([own.id]);
    await expect(list(query, SELLER)).rejects.toMatchObject({ status: 404 });
    await expect(list({ ...query, owner: OTHER_BROKER.id }, SELLER)).rejects.toMatchObject({ status: 404 });
  });

  it('of another branch, or of every owner to an expert, are not shown', async () => {
    const { list } = desk();
    const query = { state: 'closed', stage: 'clean', branch: 'sh' };
    await expect(list(query, AGENT)).rejects.toMatchObject({ status: 404 });
    await expect(list(query, EXPERT)).rejects.toMatchObject({ status: 403 });
  });

  it.each([
    ['the stage', { state: 'closed' }, AGENT, 'stage'],
    ['the branch, where there is no own one', { state: 'closed', stage: 'clean' }, HEAD_OFFICE, 'branch'],
  ])('need %s', async (_what, query, by, field) => {
    const refused = await desk()
      .list(query as Record<string, string>, by)
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(RequestRefused);
    expect(refused).toMatchObject({ status: 400, problem: { fields: [{ field }] } });
  });
});

it('a page costs as many reads of a hundred thousand cases as of a thousand', async () => {
  const costs = async (count: number) => {
    const { callback, put, readsOf } = desk();
    await put(
      Array.from({ length: count }, (_, index) =>
        callback({ nextDueAt: later(NOW, { minutes: index - count / 2 }).toISOString() }),
      ),
    );
    return [
      await readsOf({ owner: QUEUE }),
      await readsOf({ owner: QUEUE, due: 'overdue' }),
      await readsOf({ owner: QUEUE, kind: 'complaint' }),
    ];
  };
  const few = await costs(1_000);
  expect(few).toEqual([1, 1, 5]);
  expect(await costs(100_000)).toEqual(few);
}, 30_000);
