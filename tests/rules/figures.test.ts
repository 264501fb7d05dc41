import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carrierTimes } from '../../domain/metrics/carrier-times.ts';
import { monthsBetween, monthsEarlier } from '../../domain/metrics/months.ts';
import { preUnderwritingFigures } from '../../domain/metrics/pre-underwriting-figures.ts';
import { MINIMUM, type Rate } from '../../domain/metrics/rates.ts';
import { reconsiderationFigures } from '../../domain/metrics/reconsideration-figures.ts';
import { scorecards } from '../../domain/metrics/scorecard.ts';
import {
  claimsOfHalfYear,
  closing,
  comparisonsOf,
  counted,
  customersOfHalfYear,
  HALF_YEAR,
  happened,
  rebuilt,
} from '../support/figures.ts';
import { present } from '../support/present.ts';
import { at, later } from '../support/wall.ts';

const SIMPLE = {
  half: 1 / 2,
  'a third': 1 / 3,
  'two thirds': 2 / 3,
  'a quarter': 1 / 4,
  'three quarters': 3 / 4,
};

/** As a text says it: the nearest of the simple shares. */
function inWords({ rate }: Rate): string {
  const far = (share: number) => Math.abs(share - present(rate));
  return present(Object.entries(SIMPLE).toSorted(([, a], [, b]) => far(a) - far(b))[0])[0];
}

const inPercent = ({ rate }: Rate): string => `${Math.round(present(rate) * 100)} %`;

describe('the half-year of the founding document', () => {
  const CUSTOMERS = 2848;
  const DIFFERING = Math.round((CUSTOMERS * 2) / 3);

  it('comes out of its events: 2,848 customers, of whom two thirds got different conclusions', async () => {
    const figures = preUnderwritingFigures(
      await counted(customersOfHalfYear(CUSTOMERS, DIFFERING), HALF_YEAR),
    );

    expect(figures.customers).toBe(CUSTOMERS);
    expect(figures.differed).toMatchObject({ numerator: DIFFERING, denominator: CUSTOMERS });
    expect(inWords(figures.differed)).toBe('two thirds');
    const { low, high } = present(figures.differed.interval);
    expect(low).toBeLessThan(2 / 3);
    expect(high).toBeGreaterThan(2 / 3);
  });

  it('is the sum of its branches and of its months', async () => {
    const counters = await counted(customersOfHalfYear(CUSTOMERS, DIFFERING), HALF_YEAR);
    for (const scope of ['branch', 'month'] as const) {
      const parts = [...Map.groupBy(counters, (counter) => counter[scope]).values()].map(
        preUnderwritingFigures,
      );
      expect(parts.length).toBeGreaterThan(1);
      expect(parts.reduce((sum, { differed }) => sum + differed.numerator, 0)).toBe(DIFFERING);
      expect(parts.reduce((sum, { differed }) => sum + differed.denominator, 0)).toBe(CUSTOMERS);
    }
  });

  // The document gives the share alone, so it must come out however many there were.
  it.each([100, 321, 1_000])(
    'comes out of its events: of %d objected claims 53 in 100 changed',
    async (disputed) => {
      const changed = Math.round(disputed * 0.53);
      const figures = reconsiderationFigures(await counted(claimsOfHalfYear(disputed, changed), HALF_YEAR));

      const claims = present(figures.disputes.find(({ of }) => of === 'claim'));
      expect(claims.changed).toMatchObject({ numerator: changed, denominator: disputed });
      expect(inPercent(claims.changed)).toBe('53 %');
      expect(claims.closed).toBeGreaterThan(disputed);
    },
  );
});

const DAY = at('2026-03-02');
const differing = { 'carrier-a': 'standard', 'carrier-b': 'declined', 'carrier-c': 'standard' };

function times<T>(count: number, make: (index: number) => T[]): T[] {
  return Array.from({ length: count }, (_, index) => make(index)).flat();
}

describe('figures of pre-underwriting', () => {
  it('leave out of the share who got one answer only, and count nobody twice', () => {
    const events = [
      ...comparisonsOf([{ at: DAY, classes: { 'carrier-a': 'standard' } }]),
      ...comparisonsOf(times(3, () => [{ at: DAY, classes: differing }])),
    ];
    const figures = preUnderwritingFigures(rebuilt(events));
    expect(figures.customers).toBe(2);
    expect(figures.differed).toEqual({ numerator: 1, denominator: 1, tooFew: true });
  });

  it('tell by condition and by carrier who is the odd one out, and no share of too few', () => {
    const thyroid = times(MINIMUM, (index) =>
      comparisonsOf(
        [{ at: DAY, classes: index % 2 === 0 ? differing : { ...differing, 'carrier-b': 'standard' } }],
        {
          conditions: ['thyroid-nodule', ...(index === 0 ? ['asthma'] : [])],
        },
      ),
    );
    const figures = preUnderwritingFigures(rebuilt(thyroid));
    expect(figures.byCondition).toEqual([
      { condition: 'asthma', customers: 1, differed: { numerator: 1, denominator: 1, tooFew: true } },
      {
        condition: 'thyroid-nodule',
        customers: MINIMUM,
        differed: expect.objectContaining({ numerator: MINIMUM / 2, denominator: MINIMUM, rate: 1 / 2 }),
      },
    ]);
    const odd = figures.byCarrier.map(({ carrier, differed }) => [
      carrier,
      differed.numerator,
      differed.denominator,
    ]);
    expect(odd).toEqual([
      ['carrier-a', 0, MINIMUM],
      ['carrier-b', MINIMUM / 2, MINIMUM],
      ['carrier-c', 0, MINIMUM],
    ]);
    const ofB = present(figures.byCarrier.find(({ carrier }) => carrier === 'carrier-b'));
    expect(ofB.byCondition).toEqual([
      { condition: 'asthma', differed: { numerator: 1, denominator: 1, tooFew: true } },
      { condition: 'thyroid-nodule', differed: ofB.differed },
    ]);
  });

  it('never have more that differ than there are, whatever months are asked for', () => {
    const comparison = fc.record({
      at: fc.integer({ min: 0, max: 200 }).map((days) => later(DAY, { days })),
      classes: fc.dictionary(
        fc.constantFrom('carrier-a', 'carrier-b', 'carrier-c'),
        fc.constantFrom('standard', 'declined'),
        { noNullPrototype: true },
      ),
    });
    const customer = fc
      .array(comparison, { minLength: 1, maxLength: 4 })
      .map((made) => comparisonsOf(made.toSorted((a, b) => a.at.getTime() - b.at.getTime())));
    const month = fc.integer({ min: 1, max: 12 }).map((number) => `2026-${String(number).padStart(2, '0')}`);
    fc.assert(
      fc.property(fc.array(customer, { maxLength: 12 }), month, month, (customers, one, other) => {
        const [from, to] = [one, other].toSorted();
        const asked = rebuilt(customers.flat()).filter(
          (row) => row.month >= present(from) && row.month <= present(to),
        );
        const { differed, byCarrier } = preUnderwritingFigures(asked);
        for (const share of [differed, ...byCarrier.map((of) => of.differed)]) {
          expect(share.numerator).toBeLessThanOrEqual(share.denominator);
        }
      }),
    );
  });
});

const OPINION = { purpose: 'pre-underwriting' };
const answered = (days: number, late = false, data: object = OPINION, carrier = 'carrier-a') =>
  happened('carrier-request', 'carrier-answered', { ...data, days, late }, { at: DAY, carrier });
const silent = (data: object = OPINION, carrier = 'carrier-a') =>
  happened('carrier-request', 'carrier-silent', { ...data }, { at: DAY, carrier });

describe("a carrier's times", () => {
  it('are the medians of what it took for each purpose, and the share of silence of the requests that are over', () => {
    const events = [
      ...times(3, (index) => [answered(index + 1)]),
      silent(),
      answered(9, true), // the silent one, in the end
      silent(),
      happened('carrier-request', 'material-supplied', { ...OPINION, days: 4 }, { carrier: 'carrier-a' }),
      happened(
        'carrier-request',
        'material-not-supplied',
        { ...OPINION, days: 12 },
        { carrier: 'carrier-a' },
      ),
      answered(20, false, { purpose: 'reconsideration-1' }),
      answered(1, false, OPINION, 'carrier-b'),
    ];
    const [first, second] = carrierTimes(rebuilt(events));
    expect(first?.purposes.map(({ purpose }) => purpose)).toEqual(['pre-underwriting', 'reconsideration-1']);
    expect(first?.purposes[0]).toMatchObject({
      answered: 4,
      late: 1,
      silent: { numerator: 2, denominator: 5, tooFew: true },
      answerDays: { count: 4, median: 2.5, ninetieth: 9 },
      evidenceDays: { count: 2, median: 8, ninetieth: 12 },
    });
    expect(first?.purposes[1]).not.toHaveProperty('evidenceDays');
    expect(second).toMatchObject({ carrier: 'carrier-b', purposes: [{ answerDays: { median: 1 } }] });
  });
});

const levelAnswered = (level: 1 | 2, outcome: string, days: number) =>
  happened('reconsideration', 'level-answered', { level, outcome, days }, { at: DAY, carrier: 'carrier-a' });
const paid = (amountFen: number, carrier = 'carrier-a') =>
  happened('reconsideration', 'payment-recorded', { amountFen }, { at: DAY, carrier });

describe('figures of reconsideration', () => {
  it('tell the change rate by carrier, reason and clause, of what went to the carrier', () => {
    const events = [
      closing({ changed: true, reasonCode: 'exclusion', clause: '7.3' }),
      closing({ reasonCode: 'exclusion', clause: '7.3' }),
      closing({ reasonCode: 'waiting-period' }),
      closing({ reasonCode: 'exclusion', clause: '7.3', levels: 0 }),
      closing({ changed: true, carrier: 'carrier-b', clause: '7.3' }),
      closing({ of: 'underwriting', reasonCode: 'declined' }),
    ];
    const figures = reconsiderationFigures(rebuilt(events));
    const claims = present(figures.disputes.find(({ of }) => of === 'claim'));
    expect(claims.changed).toMatchObject({ numerator: 2, denominator: 4 });
    expect(claims.endedAs).toEqual([
      { stage: 'accepted', cases: 1 },
      { stage: 'changed', cases: 2 },
      { stage: 'upheld', cases: 2 },
    ]);
    const a = present(figures.byCarrier.find(({ carrier }) => carrier === 'carrier-a'));
    expect(a.byClause).toEqual([
      { of: 'claim', clause: '7.3', changed: { numerator: 1, denominator: 2, tooFew: true } },
    ]);
    const ofA = present(a.disputes.find(({ of }) => of === 'claim'));
    expect(
      ofA.byReason.map(({ reason, changed }) => [reason, changed.numerator, changed.denominator]),
    ).toEqual([
      ['exclusion', 1, 2],
      ['waiting-period', 0, 1],
    ]);
  });

  it('tell each level apart, with what was changed in part among what was changed', () => {
    const events = [
      levelAnswered(1, 'upheld', 10),
      levelAnswered(1, 'changed-in-part', 4),
      levelAnswered(1, 'changed', 6),
      levelAnswered(2, 'upheld', 15),
    ];
    expect(reconsiderationFigures(rebuilt(events)).levels).toMatchObject([
      {
        level: 1,
        changed: { numerator: 2, denominator: 3 },
        changedInPart: 1,
        workingDays: { count: 3, median: 6, ninetieth: 10 },
      },
      { level: 2, changed: { numerator: 0, denominator: 1 }, changedInPart: 0, workingDays: { median: 15 } },
    ]);
  });

  it('add up what was recovered, in all and by carrier', () => {
    const { recovered, byCarrier } = reconsiderationFigures(
      rebuilt([paid(100), paid(201), paid(50, 'carrier-b')]),
    );
    expect(recovered).toEqual({ fen: 351, payments: 3, averageFen: 117 });
    expect(byCarrier.map((of) => [of.carrier, of.recovered.fen])).toEqual([
      ['carrier-a', 301],
      ['carrier-b', 50],
    ]);
    expect(reconsiderationFigures([]).recovered).toEqual({ fen: 0, payments: 0 });
  });
});

describe('the scorecard', () => {
  it('puts times, change rates, money and complaints of a carrier side by side', () => {
    const again = (level: 1 | 2) => ({ purpose: `reconsideration-${level}` });
    const events = [
      answered(3),
      answered(8, false, again(1)),
      answered(12, false, again(2)),
      silent(again(1)),
      closing({ changed: true }),
      closing({ of: 'underwriting', reasonCode: 'declined' }),
      paid(700),
    ];
    const complaint = {
      month: '2026-03',
      branch: 'bj',
      carrier: 'carrier-b',
      name: 'complaint-opened',
      count: 2,
    };
    const callback = { ...complaint, carrier: 'carrier-c', name: 'callback-opened' };
    const [first, second, ...others] = scorecards([...rebuilt(events), complaint, callback]);
    expect(others).toEqual([]); // nothing to say of a carrier that only had callbacks
    expect(first).toMatchObject({
      carrier: 'carrier-a',
      opinions: { answered: 1, answerDays: { median: 3 } },
      reconsiderations: { answered: 2, answerDays: { median: 10 }, silent: { numerator: 1, denominator: 3 } },
      claimsChanged: { numerator: 1, denominator: 1 },
      underwritingChanged: { numerator: 0, denominator: 1 },
      recovered: { fen: 700 },
      complaints: 0,
    });
    expect(second).toMatchObject({ carrier: 'carrier-b', complaints: 2 });
  });
});

describe('the months of figures', () => {
  it('run over the turn of the year, both ends included', () => {
    expect(monthsBetween('2025-11', '2026-02')).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(monthsBetween('2026-02', '2026-02')).toEqual(['2026-02']);
    expect(monthsEarlier('2026-03', 6)).toBe('2025-09');
  });

  it('are at most 24, and end after they begin', () => {
    expect(monthsBetween('2024-07', '2026-06')).toHaveLength(24);
    for (const from of ['2024-06', '2026-07']) {
      expect(() => monthsBetween(from, '2026-06')).toThrow(expect.objectContaining({ name: 'Invalid' }));
    }
  });
});
