import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthsEarlier } from '../../domain/metrics/months.ts';
import {
  kindOf,
  monthsCompared,
  monthsOf,
  Period,
  PeriodKind,
  periodBefore,
  periodFrom,
  periodOf,
  yearBefore,
} from '../../domain/metrics/periods.ts';
import { present } from '../support/present.ts';

const month = fc
  .tuple(fc.integer({ min: 2002, max: 2098 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, of]) => `${year}-${String(of).padStart(2, '0')}`);
const period = fc
  .tuple(month, fc.constantFrom(...PeriodKind.options))
  .map(([of, kind]) => periodOf(of, kind));

describe('a period', () => {
  it('is a month, quarter, half-year or year', () => {
    expect(monthsOf('2026-02')).toEqual(['2026-02']);
    expect(monthsOf('2026-Q4')).toEqual(['2026-10', '2026-11', '2026-12']);
    expect(monthsOf('2023-H1')).toHaveLength(6);
    expect(monthsOf('2023-H1').at(-1)).toBe('2023-06');
    expect(monthsOf('2026')).toHaveLength(12);
  });

  it.each(['2026-13', '2026-Q5', '2026-H3', '26', '2026-', '2026-1', '2026Q1'])('is not %s', (text) => {
    expect(Period.safeParse(text).success).toBe(false);
  });

  it('holds every month that lies in it, and no other', () => {
    fc.assert(
      fc.property(month, fc.constantFrom(...PeriodKind.options), (of, kind) => {
        const found = periodOf(of, kind);
        expect(Period.parse(found)).toBe(found);
        expect(kindOf(found)).toBe(kind);
        expect(monthsOf(found)).toContain(of);
        for (const other of monthsOf(found)) expect(periodOf(other, kind)).toBe(found);
      }),
    );
  });

  it('follows the one before without a gap or an overlap', () => {
    fc.assert(
      fc.property(period, (of) => {
        const before = periodBefore(of);
        expect(kindOf(before)).toBe(kindOf(of));
        expect(monthsOf(before).at(-1)).toBe(monthsEarlier(monthsOf(of)[0] ?? '', 1));
      }),
    );
  });

  it('has the same months of the year before', () => {
    fc.assert(
      fc.property(period, (of) => {
        expect(monthsOf(yearBefore(of))).toEqual(monthsOf(of).map((one) => monthsEarlier(one, 12)));
      }),
    );
  });

  it('is compared with the half-year before and that of the year before', () => {
    expect(periodBefore('2023-H1')).toBe('2022-H2');
    expect(yearBefore('2023-H1')).toBe('2022-H1');
    expect(periodBefore('2023-01')).toBe('2022-12');
    expect(periodBefore('2023-Q1')).toBe('2022-Q4');
  });

  it('needs a number of months that its kind alone decides', () => {
    fc.assert(
      fc.property(period, (of) => {
        const needed = { month: 3, quarter: 9, 'half-year': 18, year: 24 }[kindOf(of)];
        expect(monthsCompared(of)).toHaveLength(needed);
      }),
    );
  });
});

describe('months in a row', () => {
  const span = fc
    .tuple(period, fc.integer({ min: 1, max: 12 }))
    .map(([of, length]) => ({ from: present(monthsOf(of)[0]), length }))
    .map(({ from, length }) => ({ from, to: monthsEarlier(from, 1 - length), length }));

  it('are the period that they are, and are compared with as many before and a year before', () => {
    fc.assert(
      fc.property(span, ({ from, to, length }) => {
        const of = periodFrom(from, to);
        const [months, before] = [monthsOf(of), monthsOf(periodBefore(of))];
        expect([months[0], months.at(-1), months.length]).toEqual([from, to, length]);
        expect([before.length, before.at(-1)]).toEqual([length, monthsEarlier(from, 1)]);
        expect(monthsOf(yearBefore(of))).toEqual(months.map((month) => monthsEarlier(month, 12)));
      }),
    );
  });

  it('have the name of the quarter, half-year or year that they are', () => {
    fc.assert(
      fc.property(period, (of) => {
        expect(periodFrom(present(monthsOf(of)[0]), present(monthsOf(of).at(-1)))).toBe(of);
      }),
    );
    expect(periodFrom('2026-02', '2026-04')).toBe('2026-02..2026-04');
  });

  it('do not end before they begin', () => {
    expect(() => periodFrom('2026-04', '2026-02')).toThrow(expect.objectContaining({ name: 'Invalid' }));
  });
});
