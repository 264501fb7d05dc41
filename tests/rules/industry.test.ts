import { describe, expect, it } from 'vitest';
import {
  Bulletins,
  MEDIAN_CAUTION,
  Measure,
  medianOf,
  mediansBeside,
} from '../../domain/metrics/industry.ts';
import file from '../../domain/metrics/regulator-bulletins.json' with { type: 'json' };
import { present } from '../support/present.ts';

const published = Bulletins.parse(file);
const last = present(published.quarters.at(-1));
const LAST_QUARTER = last.quarter.replace('Q', '-Q');

describe('an industry median', () => {
  it('is the one of the quarter', () => {
    expect(medianOf(LAST_QUARTER, 'life', 'per10kPolicies')).toEqual({
      line: 'life',
      measure: 'per10kPolicies',
      median: last.life.medianPer10kPolicies,
      quarter: LAST_QUARTER,
      quartersOld: 0,
      certainty: last.certainty,
      source: last.source,
    });
  });

  it('is the nearest earlier one whose bulletin tells it, with its age', () => {
    const silent = present(
      published.quarters.find(({ quarter, life }) => quarter === '2022Q3' && !life.medianPer10kPolicies),
    );
    const found = present(medianOf(silent.quarter.replace('Q', '-Q'), 'life', 'per10kPolicies'));
    const of = present(published.quarters.find(({ quarter }) => quarter === '2021Q1'));
    expect(found).toMatchObject({
      quarter: '2021-Q1',
      median: of.life.medianPer10kPolicies,
      quartersOld: 6,
    });
  });

  it('never comes from a later quarter', () => {
    expect(medianOf('2020-Q1', 'life', 'per10kPolicies')).toBeUndefined();
    expect(medianOf('2020-Q2', 'property', 'per100mPremium')).toMatchObject({ quarter: '2020-Q2' });
  });

  it('of person-times is told of life insurers only', () => {
    expect(medianOf(LAST_QUARTER, 'property', 'per10kPersonTimes')).toBeUndefined();
  });

  it('stands beside a half-year as that of its last quarter, and beside today as old as it is', () => {
    const quarters = (period: string) => mediansBeside(period).map(({ quarter }) => quarter);
    expect(quarters('2023-Q1')).toEqual(quarters('2023-03'));
    for (const median of mediansBeside('2023-H1')) expect(median.quartersOld).toBeGreaterThanOrEqual(1);
    for (const median of mediansBeside('2026-H1')) expect(median.quartersOld).toBeGreaterThanOrEqual(13);
    const known = Measure.options.length * 2 - 1;
    expect(mediansBeside('2026-H1')).toHaveLength(known);
  });

  it('comes with the caution that it measures forwarded complaints only', () => {
    expect(MEDIAN_CAUTION.en).toContain('passed on');
    expect(MEDIAN_CAUTION.zh).toContain('转送');
  });
});

describe('the bulletins', () => {
  it('are refused out of order, or with a median of nothing', () => {
    expect(Bulletins.safeParse(file).success).toBe(true);
    const twice = { ...published, quarters: [last, last] };
    expect(Bulletins.safeParse(twice).success).toBe(false);
    const swapped = { ...published, quarters: published.quarters.toReversed() };
    expect(Bulletins.safeParse(swapped).success).toBe(false);
    const empty = { ...last, life: { ...last.life, medianPer10kPolicies: 0 } };
    expect(Bulletins.safeParse({ ...published, quarters: [empty] }).success).toBe(false);
  });

  it('have counts whose lines sum to the total', () => {
    for (const { total, life, propertyCasualty } of published.quarters) {
      if (life.count === undefined || propertyCasualty.count === undefined) continue;
      expect(life.count + propertyCasualty.count).toBe(total);
    }
  });
});
