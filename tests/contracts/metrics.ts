import { describe, expect, it } from 'vitest';
import type { Counter } from '../../domain/metrics/counters.ts';
import { policyInput } from '../support/policies.ts';
import { type OpenStore, opening } from './opened.ts';

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

      await store().metrics.add(`${branch}.1`, [counter(branch)]);
      await store().metrics.add(`${branch}.2`, [counter(branch, { count: 2 })]);

      expect(await ofBranch(branch)).toEqual([counter(branch, { count: 3 })]);
    });

    it('adds an event once, however often it is told', async () => {
      const branch = fresh();

      for (let told = 0; told < 3; told += 1) await store().metrics.add(`${branch}.1`, [counter(branch)]);

      expect(await ofBranch(branch)).toEqual([counter(branch)]);
    });

    it('adds an event once when it is told to many at once', async () => {
      const branch = fresh();

      await Promise.allSettled([1, 2, 3, 4].map(() => store().metrics.add(`${branch}.1`, [counter(branch)])));

      expect(await ofBranch(branch)).toEqual([counter(branch)]);
    });

    it('keeps scopes, names and months apart', async () => {
      const branch = fresh();
      const counters = [
        counter(branch),
        counter(branch, { carrier: 'carrier-b' }),
        counter(branch, { month: '2026-04' }),
      ];

      await store().metrics.add(`${branch}.1`, counters);
      await store().metrics.add(`${branch}.2`, [counter(branch, { name: 'answered-clean' })]);

      expect(await ofBranch(branch)).toEqual([
        counter(branch, { name: 'answered-clean' }),
        counter(branch),
        counter(branch, { carrier: 'carrier-b' }),
      ]);
      expect(await ofBranch(branch, '2026-04')).toEqual([counter(branch, { month: '2026-04' })]);
    });

    it('adds two figures of one scope for one event', async () => {
      const branch = fresh();

      await store().metrics.add(`${branch}.1`, [counter(branch), counter(branch, { name: 'unreached' })]);

      expect(await ofBranch(branch)).toEqual([counter(branch), counter(branch, { name: 'unreached' })]);
    });

    it('adds nothing for an event that counts for nothing', async () => {
      const branch = fresh();

      await store().metrics.add(`${branch}.1`, []);

      expect(await ofBranch(branch)).toEqual([]);
    });
  });
}
