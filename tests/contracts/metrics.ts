import { describe, expect, it } from 'vitest';
import { brokerRow } from '../../domain/metrics/brokers.ts';
import type { Counter } from '../../domain/metrics/counters.ts';
import { policyInput } from '../support/policies.ts';
import { everyPage, type OpenStore, opening } from './opened.ts';

const MONTH = '2026-03';

function counter(branch: string, over: Partial<Counter> = {}): Counter {
  return { month: MONTH, branch, carrier: 'carrier-a', name: 'callback-opened', count: 1, ...over };
}

const fresh = (): string => `x${policyInput().number}`;

export function describeMetrics(name: string, open: OpenStore): void {
  describe(`metrics of ${name}`, () => {
    const store = opening(open);

    async function ofBranch(branch: string, month = MONTH): Promise<Counter[]> {
      const found = (await store().metrics.read(month)).filter((row) => row.branch === branch);
      return found.toSorted((a, b) => (`${a.carrier}#${a.name}` < `${b.carrier}#${b.name}` ? -1 : 1));
    }

    it('adds the counters of different events', async () => {
      const branch = fresh();

      await store().metrics.add([{ id: `${branch}.1`, counters: [counter(branch)] }]);
      await store().metrics.add([{ id: `${branch}.2`, counters: [counter(branch, { count: 2 })] }]);

      expect(await ofBranch(branch)).toEqual([counter(branch, { count: 3 })]);
    });

    it('adds an event once, however often it is told', async () => {
      const branch = fresh();

      for (let told = 0; told < 3; told += 1)
        await store().metrics.add([{ id: `${branch}.1`, counters: [counter(branch)] }]);

      expect(await ofBranch(branch)).toEqual([counter(branch)]);
    });

    it('adds an event once when it is told to many at once', async () => {
      const branch = fresh();

      await Promise.allSettled(
        [1, 2, 3, 4].map(() => store().metrics.add([{ id: `${branch}.1`, counters: [counter(branch)] }])),
      );

      expect(await ofBranch(branch)).toEqual([counter(branch)]);
    });

    it('keeps scopes, names and months apart', async () => {
      const branch = fresh();
      const counters = [
        counter(branch),
        counter(branch, { carrier: 'carrier-b' }),
        counter(branch, { month: '2026-04' }),
      ];

      await store().metrics.add([{ id: `${branch}.1`, counters: counters }]);
      await store().metrics.add([
        { id: `${branch}.2`, counters: [counter(branch, { name: 'answered-clean' })] },
      ]);

      expect(await ofBranch(branch)).toEqual([
        counter(branch, { name: 'answered-clean' }),
        counter(branch),
        counter(branch, { carrier: 'carrier-b' }),
      ]);
      expect(await ofBranch(branch, '2026-04')).toEqual([counter(branch, { month: '2026-04' })]);
    });

    it('adds two figures of one scope for one event', async () => {
      const branch = fresh();

      await store().metrics.add([
        { id: `${branch}.1`, counters: [counter(branch), counter(branch, { name: 'unreached' })] },
      ]);

      expect(await ofBranch(branch)).toEqual([counter(branch), counter(branch, { name: 'unreached' })]);
    });

    it('adds many events at once, each once, those left out that were counted before', async () => {
      const branch = fresh();
      const MANY = 250; // more than one transaction takes
      const events = Array.from({ length: MANY }, (_, index) => ({
        id: `${branch}.${index}`,
        counters: [counter(branch), counter(branch, { carrier: `carrier-${index % 7}`, name: 'unreached' })],
      }));
      await store().metrics.add(events.slice(0, 3));
      await store().metrics.add([...events, ...events.slice(-2)]);

      const found = await ofBranch(branch);
      expect(found.find(({ name }) => name === 'callback-opened')?.count).toBe(MANY);
      const unreached = found.filter(({ name }) => name === 'unreached');
      expect(unreached.reduce((sum, { count }) => sum + count, 0)).toBe(MANY);
    });

    it('takes back what was added, and reads exposure with what else was counted in the scope', async () => {
      const branch = fresh();
      const policies = counter(branch, { name: 'exposure-policies:annuity', count: 2 });

      await store().metrics.add([{ id: `${branch}.1`, counters: [counter(branch), policies] }]);
      await store().metrics.add([{ id: `${branch}.2`, counters: [{ ...policies, count: -1 }] }]);

      expect(await ofBranch(branch)).toEqual([counter(branch), { ...policies, count: 1 }]);
    });

    it('has every counter of every month on its pages', async () => {
      const branch = fresh();
      const counters = ['2025-12', '2026-01', '2026-02'].map((month) => counter(branch, { month }));
      await store().metrics.add([{ id: `${branch}.1`, counters }]);

      const pages = await everyPage((next) => store().metrics.all(next));

      const own = pages.flat().filter((row) => row.branch === branch);
      expect(own.toSorted((a, b) => (a.month < b.month ? -1 : 1))).toEqual(counters);
    });

    it('keeps the rows of brokers apart, and has them on its pages', async () => {
      const branch = fresh();
      const ofBroker = (broker: string, over: Partial<Counter> = {}): Counter => ({
        ...counter(branch, { name: 'complaint-opened' }),
        ...brokerRow(broker),
        ...over,
      });
      const [own, other] = [ofBroker(`${branch}-a`), ofBroker(`${branch}-b`)];
      const policies = ofBroker(`${branch}-a`, { name: 'exposure-policies', count: 4 });

      await store().metrics.add([{ id: `${branch}.1`, counters: [counter(branch), own, other, policies] }]);
      await store().metrics.add([{ id: `${branch}.2`, counters: [own, { ...policies, count: -1 }] }]);

      const sorted = (counters: Counter[]) =>
        counters
          .filter(({ broker }) => broker?.startsWith(branch))
          .toSorted((a, b) => (`${a.broker}#${a.name}` < `${b.broker}#${b.name}` ? -1 : 1));
      const expected = [{ ...own, count: 2 }, { ...policies, count: 3 }, other];
      expect(sorted(await store().metrics.readBrokers(MONTH))).toEqual(expected);
      expect(sorted((await everyPage((next) => store().metrics.all(next))).flat())).toEqual(expected);
      expect(sorted(await store().metrics.read(MONTH))).toEqual([]);
      expect(await ofBranch(branch)).toEqual([counter(branch)]);
    });

    it('adds nothing for an event that counts for nothing', async () => {
      const branch = fresh();

      await store().metrics.add([{ id: `${branch}.1`, counters: [] }]);

      expect(await ofBranch(branch)).toEqual([]);
    });
  });
}
