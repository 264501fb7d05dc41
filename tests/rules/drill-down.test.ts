import { describe, expect, it } from 'vitest';
import { ComplaintStage } from '../../domain/complaint/case.ts';
import { brokerRow } from '../../domain/metrics/brokers.ts';
import {
  couldHaveCounted,
  countersBehind,
  differencesOf,
  type Figure,
  kindCounted,
  stagesOfCounted,
} from '../../domain/metrics/drill-down.ts';
import { counts } from '../support/counters.ts';
import { at } from '../support/wall.ts';

const QUARTER = ['2026-02', '2026-03', '2026-01'];
const before = (instant: Date) => new Date(instant.getTime() - 1);

describe('a case that could have counted', () => {
  const could = (openedAt: Date, ...names: string[]) =>
    couldHaveCounted({ openedAt: openedAt.toISOString() }, { names, months: QUARTER });

  it('was opened before the end of the last month, in Shanghai', () => {
    const end = at('2026-04-01', '00:00');
    expect([could(before(end), 'complaint-ended'), could(end, 'complaint-ended')]).toEqual([true, false]);
  });

  it('may have been opened long before, but not where the opening itself is counted', () => {
    const first = at('2026-01-01', '00:00');
    expect(could(at('2020-01-01'), 'complaint-ended')).toBe(true);
    for (const name of ['complaint-opened', 'complaint-by-channel:letter', 'callback-opened']) {
      expect([could(before(first), name), could(first, name)], name).toEqual([false, true]);
    }
    expect(could(before(first), 'complaint-opened', 'complaint-ended')).toBe(true);
  });

  it('is none where no month is asked for', () => {
    const none = { names: ['complaint-opened'], months: [] };
    expect(couldHaveCounted({ openedAt: at('2026-01-05').toISOString() }, none)).toBe(false);
  });
});

describe('the kind of case that a counter counts', () => {
  it.each([
    ['callback-opened', 'callback'],
    ['answered-problem', 'callback'],
    ['complaint-by-channel:letter', 'complaint'],
    ['evaluation-asked', 'evaluation'],
    ['carrier-silent:pre-underwriting', 'carrier-request'],
    ['answer-days:pre-underwriting:3', 'carrier-request'],
    ['compared:asthma', 'pre-underwriting'],
    ['opinion-differed', 'pre-underwriting'],
    ['level-changed:1', 'reconsideration'],
    ['disputed-by-clause:claim:7.3', 'reconsideration'],
    ['changed-by-reason:claim:fraud', 'reconsideration'],
    ['recovered-fen', 'reconsideration'],
    ['exposure-policies:annuity', undefined],
    ['chosen-by-chance', undefined],
  ])('%s is of %s', (name, kind) => {
    expect(kindCounted(name)).toBe(kind);
  });

  it('has every stage in which such a case can be', () => {
    expect(stagesOfCounted('complaint')).toEqual(ComplaintStage.options);
  });
});

describe('the counters that a figure is made of', () => {
  const counters = [
    ...counts('2026-01', { compared: 3, 'compared:asthma': 2, 'complaint-by-channel:letter': 4 }),
    ...counts('2026-01', { compared: 5 }, { branch: 'sh', carrier: 'carrier-b' }),
    ...counts('2026-02', { compared: 7 }),
    { month: '2026-01', ...brokerRow('broker-li'), name: 'compared', count: 11 },
  ];
  const behind = (over: Partial<Figure>) =>
    countersBehind(counters, { names: ['compared'], months: ['2026-01'], ...over }).map(({ count }) => count);

  it('are those of its name, once, and what stands behind it only where the name counts nothing itself', () => {
    expect(behind({})).toEqual([3, 5]);
    expect(behind({ names: ['compared', 'compared'] })).toEqual([3, 5]);
    expect(behind({ names: ['complaint-by-channel'] })).toEqual([4]);
    expect(behind({ names: ['compared:asthma'] })).toEqual([2]);
  });

  it('are of its months, branch and carrier', () => {
    expect(behind({ months: ['2026-01', '2026-02'] })).toEqual([3, 5, 7]);
    expect(behind({ branch: 'sh' })).toEqual([5]);
    expect(behind({ carrier: 'carrier-a' })).toEqual([3]);
  });
});

describe('stored counters beside those made anew', () => {
  it('differ by month, branch, carrier, broker and name, and not by how they were added up', () => {
    const [one] = counts('2026-01', { compared: 3 });
    const stored = [one, { ...brokerRow('broker-li'), month: '2026-01', name: 'compared', count: 3 }].filter(
      (counter) => counter !== undefined,
    );
    expect(differencesOf(stored, [...stored, ...counts('2026-01', { compared: 0 })])).toEqual([]);
    expect(differencesOf(stored, counts('2026-01', { compared: 3 }))).toMatchObject([
      { broker: 'broker-li', stored: 3, rebuilt: 0 },
    ]);
    for (const other of [{ branch: 'sh' }, { carrier: 'carrier-b' }]) {
      const moved = counts('2026-01', { compared: 3 }, other);
      expect(differencesOf(counts('2026-01', { compared: 3 }), moved)).toHaveLength(2);
    }
    expect(
      differencesOf(counts('2026-01', { compared: 3 }), counts('2026-02', { compared: 3 })),
    ).toHaveLength(2);
  });
});
