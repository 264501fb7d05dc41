import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conclusion, Opinion } from '../../domain/carrier-request/conclusion.ts';
import { canonicalJson } from '../../domain/history.ts';
import { formatYuan } from '../../domain/money.ts';
import { type Column, compare } from '../../domain/pre-underwriting/comparison.ts';
import { type Ranked, type Recommendation, recommend } from '../../domain/pre-underwriting/recommendation.ts';
import { addDays } from '../../domain/time/calendar.ts';
import { present } from '../support/present.ts';

const TODAY = '2026-03-02';
const SUM_INSURED_FEN = 50_000_000;

const STANDARD: Conclusion = { is: 'standard' };
const DECLINED: Conclusion = { is: 'declined' };

function without(...codes: string[]): Conclusion {
  return { is: 'on-terms', exclusions: codes.map((code) => ({ code, wording: `Not ${code}.` })) };
}

function asked(carrier: string, state: Column['state'] = 'asked'): Column {
  return { carrier, product: 'ci-1', state, askedAt: '2026-02-20T01:30:00.000Z', late: false };
}

function answered(carrier: string, conclusion: Conclusion, opinion: Partial<Opinion> = {}): Column {
  return { ...asked(carrier, 'answered'), opinion: { conclusion, wording: 'As told to us.', ...opinion } };
}

function recommended(columns: readonly Column[]): Recommendation {
  return recommend(compare(columns, SUM_INSURED_FEN, TODAY));
}

function carriersOf({ order }: Recommendation): string[] {
  return order.map(({ carrier }) => carrier);
}

function rankedOf(carrier: string, columns: readonly Column[]): Ranked {
  return present(recommended(columns).order.find((ranked) => ranked.carrier === carrier));
}

function textsOf(carrier: string, ...columns: Column[]): string[] {
  return rankedOf(carrier, columns).reasons.map(({ text }) => text);
}

function rulesOf(carrier: string, ...columns: Column[]): string[] {
  return rankedOf(carrier, columns).reasons.map(({ rule }) => rule);
}

const conclusion: fc.Arbitrary<Conclusion> = fc.oneof(
  fc.constant(STANDARD),
  fc.constant(DECLINED),
  fc.record({ is: fc.constant('postponed' as const), months: fc.integer({ min: 1, max: 24 }) }),
  fc
    .subarray(['asthma', 'thyroid-nodules', 'breast-nodules'], { minLength: 1 })
    .map((codes) => without(...codes)),
);

const opinion: fc.Arbitrary<Opinion> = fc
  .record({
    conclusion,
    // Few values, so that many are equal and the next criterion has to decide.
    premiumFen: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    validFor: fc.option(fc.integer({ min: -2, max: 3 }), { nil: undefined }),
  })
  .map(({ conclusion: said, premiumFen, validFor }) => ({
    conclusion: said,
    wording: 'As told to us.',
    ...(premiumFen === undefined ? {} : { premiumFen }),
    ...(validFor === undefined ? {} : { validUntil: addDays(TODAY, validFor) }),
  }));

const UNANSWERED = ['asked', 'material-wanted', 'silent', 'withdrawn'] as const;

function columnsOf(carriers: fc.Arbitrary<string>): fc.Arbitrary<Column[]> {
  const column = fc.oneof(
    { weight: 5, arbitrary: fc.tuple(carriers, opinion).map(([id, said]) => answered(id, DECLINED, said)) },
    {
      weight: 1,
      arbitrary: fc.tuple(carriers, fc.constantFrom(...UNANSWERED)).map(([id, state]) => asked(id, state)),
    },
  );
  return fc.uniqueArray(column, { selector: ({ carrier }) => carrier, maxLength: 8 });
}

const columns = columnsOf(fc.integer({ min: 10, max: 30 }).map((number) => `carrier-${number}`));

describe('the order', () => {
  it('puts fewer exclusions before a lower premium, a lower premium before a longer validity', () => {
    const found = recommended([
      answered('carrier-a', without('asthma'), { premiumFen: 1, validUntil: addDays(TODAY, 90) }),
      answered('carrier-b', STANDARD, { premiumFen: 300, validUntil: addDays(TODAY, 90) }),
      answered('carrier-c', STANDARD, { premiumFen: 200, validUntil: addDays(TODAY, 10) }),
      answered('carrier-d', STANDARD, { premiumFen: 200, validUntil: addDays(TODAY, 11) }),
    ]);
    expect(carriersOf(found)).toEqual(['carrier-d', 'carrier-c', 'carrier-b', 'carrier-a']);
    expect(found.best).toEqual({ carrier: 'carrier-d', product: 'ci-1' });
  });

  it('puts what a carrier did not say after what another one said', () => {
    const dear = answered('carrier-b', STANDARD, { premiumFen: 99_999_999 });
    expect(carriersOf(recommended([answered('carrier-a', STANDARD), dear]))).toEqual([
      'carrier-b',
      'carrier-a',
    ]);
    const shortest = answered('carrier-b', STANDARD, { premiumFen: 100, validUntil: TODAY });
    const open = answered('carrier-a', STANDARD, { premiumFen: 100 });
    expect(carriersOf(recommended([open, shortest]))).toEqual(['carrier-b', 'carrier-a']);
  });

  it('puts a free cover before one that costs, and before one without a price', () => {
    const found = recommended([
      answered('carrier-a', STANDARD),
      answered('carrier-b', STANDARD, { premiumFen: 1 }),
      answered('carrier-c', STANDARD, { premiumFen: 0 }),
    ]);
    expect(carriersOf(found)).toEqual(['carrier-c', 'carrier-b', 'carrier-a']);
  });

  it('counts a condition once, in however many sentences it is left out', () => {
    const twice = answered('carrier-a', without('asthma', 'asthma'), { premiumFen: 1 });
    const once = answered('carrier-b', without('asthma'), { premiumFen: 2 });
    expect(carriersOf(recommended([once, twice]))).toEqual(['carrier-a', 'carrier-b']);
  });

  it('is the same whatever commission each column carries, and so is every reason', () => {
    const fen = fc.integer({ min: 0, max: 10_000_000 });
    fc.assert(
      fc.property(columns, fc.array(fen, { minLength: 8, maxLength: 8 }), (asIs, commissions) => {
        const paid = asIs.map((column, at) => ({ ...column, commissionFen: commissions[at] ?? 0 }));
        const paidOtherwise = asIs.map((column, at) => ({
          ...column,
          commissionFen: commissions.at(-1 - at) ?? 0,
        }));
        const unpaid = recommended(asIs);
        expect(recommended(paid)).toEqual(unpaid);
        expect(recommended(paidOtherwise)).toEqual(unpaid);
        expect(canonicalJson(compare(paid, SUM_INSURED_FEN, TODAY))).not.toContain('commission');
      }),
    );
  });

  it('does not depend on the order of the answers', () => {
    const shuffled = columns.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(recommended(other)).toEqual(recommended(list));
      }),
    );
  });

  it('is total: each is ranked once, and two keep their order whoever else is asked', () => {
    fc.assert(
      fc.property(columns, (list) => {
        const order = carriersOf(recommended(list));
        expect(order.toSorted()).toEqual(list.map(({ carrier }) => carrier).toSorted());
        for (const a of list) {
          for (const b of list) {
            if (a === b) continue;
            const [first] = carriersOf(recommended([a, b]));
            expect(first === a.carrier).toBe(order.indexOf(a.carrier) < order.indexOf(b.carrier));
          }
        }
      }),
    );
  });

  it('of the others never changes when a worse one answers', () => {
    fc.assert(
      fc.property(columns, (list) => {
        const worse = answered('worse', without('asthma', 'breast-nodules', 'heart', 'thyroid-nodules'), {
          premiumFen: 1_000_000,
          validUntil: TODAY,
        });
        const after = recommended([...list, worse]);
        expect(carriersOf(after).filter((carrier) => carrier !== 'worse')).toEqual(
          carriersOf(recommended(list)),
        );
        const before = recommended(list).best;
        expect(after.best).toEqual(before ?? { carrier: 'worse', product: 'ci-1' });
      }),
    );
  });
});

describe('the best', () => {
  it('is never expired, declined, postponed or without an answer', () => {
    fc.assert(
      fc.property(columns, (list) => {
        const { best, order } = recommended(list);
        const canBeChosen = (carrier: string) => {
          const { state, opinion: said } = present(list.find((column) => column.carrier === carrier));
          const isOver = said?.validUntil !== undefined && said.validUntil < TODAY;
          const accepts = said?.conclusion.is === 'standard' || said?.conclusion.is === 'on-terms';
          return state === 'answered' && accepts && !isOver;
        };
        for (const { carrier, choosable } of order) expect(choosable).toBe(canBeChosen(carrier));
        expect(best?.carrier).toBe(order.find(({ choosable }) => choosable)?.carrier);
        const places = order.map(({ choosable }) => choosable);
        expect(places.lastIndexOf(true)).toBeLessThan(
          places.includes(false) ? places.indexOf(false) : places.length,
        );
      }),
    );
  });

  it('is absent when none can be chosen', () => {
    expect(recommended([])).toEqual({ order: [] });
    expect(recommended([answered('carrier-a', DECLINED), asked('carrier-b')])).not.toHaveProperty('best');
  });
});

describe('the reasons', () => {
  it('are there for everyone, each a sentence without a hole', () => {
    fc.assert(
      fc.property(columns, (list) => {
        for (const { reasons } of recommended(list).order) {
          expect(reasons.length).toBeGreaterThan(0);
          for (const { text } of reasons) {
            expect(text).toMatch(/^[A-Z].*\.$/);
            expect(text).not.toMatch(/undefined|NaN|null|Infinity/);
          }
        }
      }),
    );
  });

  it('name what another one leaves out, and the price of the better cover', () => {
    const clean = answered('carrier-a', STANDARD, { premiumFen: 581_200 });
    const partial = answered('carrier-b', without('thyroid-nodules', 'asthma'), { premiumFen: 500_000 });
    const more = formatYuan(81_200);
    expect(textsOf('carrier-a', clean, partial)).toEqual([
      'No exclusion, where carrier-b leaves out asthma and thyroid nodules.',
      `CNY ${more} a year more than carrier-b.`,
    ]);
    expect(textsOf('carrier-b', clean, partial)).toEqual([
      'Leaves out asthma and thyroid nodules, where carrier-a leaves out nothing.',
      `CNY ${more} a year less than carrier-a.`,
    ]);
  });

  it('end with what decided: the last day is not told where the cover did', () => {
    const clean = answered('carrier-a', STANDARD, { premiumFen: 100, validUntil: addDays(TODAY, 10) });
    const partial = answered('carrier-b', without('asthma'), {
      premiumFen: 100,
      validUntil: addDays(TODAY, 40),
    });
    expect(rulesOf('carrier-a', clean, partial)).toEqual(['fewer-exclusions']);
    expect(rulesOf('carrier-b', clean, partial)).toEqual(['more-exclusions']);
  });

  it('tell the one between from both of its neighbours', () => {
    const list = [100, 300, 600].map((premiumFen, at) => answered(`carrier-${at}`, STANDARD, { premiumFen }));
    expect(textsOf('carrier-1', ...list)).toEqual([
      'CNY 2.00 a year more than carrier-0.',
      'CNY 3.00 a year less than carrier-2.',
    ]);
  });

  it('say that as many exclusions are not the same exclusions', () => {
    const one = answered('carrier-a', without('asthma'), { premiumFen: 100 });
    const other = answered('carrier-b', without('thyroid-nodules'), { premiumFen: 200 });
    expect(rulesOf('carrier-a', one, other)).toEqual(['other-exclusions', 'lower-premium']);
    expect(rulesOf('carrier-b', one, other)).toEqual(['other-exclusions', 'higher-premium']);
    expect(rulesOf('carrier-a', one, { ...one, carrier: 'carrier-b' })).toEqual(['nothing-between']);
  });

  it('say who did not name a premium or a last day', () => {
    const silent = answered('carrier-a', STANDARD);
    const dear = answered('carrier-b', STANDARD, { premiumFen: 100 });
    expect(rulesOf('carrier-b', silent, dear)).toEqual(['premium-known']);
    expect(rulesOf('carrier-a', silent, dear)).toEqual(['premium-unknown']);

    const open = answered('carrier-a', STANDARD, { premiumFen: 100 });
    const dated = { ...dear, opinion: { ...present(dear.opinion), validUntil: TODAY } };
    expect(rulesOf('carrier-b', open, dated)).toEqual(['validity-known']);
    expect(rulesOf('carrier-a', open, dated)).toEqual(['validity-unknown']);
  });

  it('name both last days where only these differ', () => {
    const [early, late] = [addDays(TODAY, 10), addDays(TODAY, 40)];
    const list = [
      answered('carrier-a', STANDARD, { premiumFen: 100, validUntil: early }),
      answered('carrier-b', STANDARD, { premiumFen: 100, validUntil: late }),
    ];
    expect(textsOf('carrier-b', ...list)).toEqual([`Can be chosen until ${late}, carrier-a until ${early}.`]);
    expect(rulesOf('carrier-a', ...list)).toEqual(['shorter-validity']);
  });

  it('admit that nothing but the id tells two apart', () => {
    const list = [answered('carrier-a', STANDARD), answered('carrier-b', STANDARD)];
    expect(textsOf('carrier-a', ...list)).toEqual([
      'Nothing that is weighed tells it from carrier-b: it stands before it by its id alone.',
    ]);
    expect(textsOf('carrier-b', ...list)).toEqual([
      'Nothing that is weighed tells it from carrier-a: it stands after it by its id alone.',
    ]);
  });

  it('name the product where a carrier has two', () => {
    const list = [
      answered('carrier-a', STANDARD, { premiumFen: 100 }),
      { ...answered('carrier-a', STANDARD, { premiumFen: 300 }), product: 'ci-2' },
    ];
    expect(textsOf('carrier-a', ...list)).toEqual(['CNY 2.00 a year less than carrier-a (ci-2).']);
  });

  it('say that there is no choice when only one can be chosen', () => {
    expect(
      rulesOf('carrier-a', answered('carrier-a', STANDARD), answered('carrier-b', DECLINED), asked('c')),
    ).toEqual(['only-one-to-choose']);
  });

  it.each<[string, Column, Record<string, unknown>]>([
    ['declined', answered('carrier-a', DECLINED), {}],
    ['for 6 months.', answered('carrier-a', { is: 'postponed', months: 6 }), { months: 6 }],
    ['for 1 month.', answered('carrier-a', { is: 'postponed', months: 1 }), { months: 1 }],
    [
      `expired: ${addDays(TODAY, -1)}`,
      answered('carrier-a', STANDARD, { validUntil: addDays(TODAY, -1) }),
      { validUntil: addDays(TODAY, -1) },
    ],
    ['not answered yet', asked('carrier-a'), {}],
    ['without an answer', asked('carrier-a', 'silent'), {}],
    ['more material', asked('carrier-a', 'material-wanted'), {}],
    ['withdrawn', asked('carrier-a', 'withdrawn'), {}],
  ])('say of one that cannot be chosen: %s', (words, column, facts) => {
    const { choosable, reasons } = rankedOf('carrier-a', [column, answered('carrier-b', STANDARD)]);
    expect(choosable).toBe(false);
    expect(reasons).toHaveLength(1);
    expect(present(reasons[0]).text).toContain(words);
    expect(present(reasons[0]).facts).toEqual(facts);
  });
});
