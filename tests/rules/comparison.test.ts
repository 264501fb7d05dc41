import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Conclusion, Opinion } from '../../domain/carrier-request/conclusion.ts';
import { canonicalJson } from '../../domain/history.ts';
import { NotWholeFen } from '../../domain/money.ts';
import {
  type Cell,
  Column,
  classOf,
  compare,
  divergence,
  type Grid,
} from '../../domain/pre-underwriting/comparison.ts';
import { addDays } from '../../domain/time/calendar.ts';
import { present } from '../support/present.ts';

const TODAY = '2026-03-02';
const SUM_INSURED_FEN = 50_000_000; // CNY 500,000
const PREMIUM_FEN = 812_300;

const STANDARD: Conclusion = { is: 'standard' };
const THYROID = { code: 'thyroid-nodules', wording: 'Nodules of the thyroid.' };
const ASTHMA = { code: 'asthma', wording: 'Asthma.' };

function extra(percent: number): Conclusion {
  return { is: 'on-terms', extra: { by: 'percent', percent }, exclusions: [] };
}

function without(...exclusions: (typeof THYROID)[]): Conclusion {
  return { is: 'on-terms', exclusions };
}

function asked(carrier: string, state: Column['state'] = 'asked'): Column {
  return { carrier, product: 'ci-1', state, askedAt: '2026-02-20T01:30:00.000Z', late: false };
}

function answered(carrier: string, conclusion: Conclusion, opinion: Partial<Opinion> = {}): Column {
  return {
    ...asked(carrier, 'answered'),
    answeredAt: '2026-02-24T02:00:00.000Z',
    opinion: { conclusion, wording: 'As told to us.', ...opinion },
  };
}

type RowName = keyof Grid['rows'];

/** The cell of a single carrier. */
function cell(row: RowName, column: Column, sumInsuredFen = SUM_INSURED_FEN): Cell<unknown> {
  return present(compare([column], sumInsuredFen, TODAY).rows[row].cells[0]);
}

function differs(row: RowName, ...columns: Column[]): boolean {
  return compare(columns, SUM_INSURED_FEN, TODAY).rows[row].differs;
}

const unknown = { is: 'unknown' };
const none = { is: 'none' };
const value = <Value>(of: Value) => ({ is: 'value', value: of });

const TOLD_BY_AN_ANSWER: readonly RowName[] = [
  'conclusion',
  'extraPercent',
  'extraFenPerThousand',
  'extraFenAYear',
  'exclusions',
  'postponedMonths',
  'premiumFen',
  'validUntil',
];

describe('a column', () => {
  it('is not answered without an opinion', () => {
    const { opinion: _opinion, ...empty } = answered('carrier-a', STANDARD);
    const { error } = Column.safeParse(empty);
    expect(error?.issues.map(({ path }) => path)).toEqual([['opinion']]);
    expect(Column.safeParse(answered('carrier-a', STANDARD)).success).toBe(true);
    expect(Column.safeParse(asked('carrier-a')).success).toBe(true);
  });
});

describe('the class of a conclusion', () => {
  it.each<[string, Conclusion]>([
    ['standard', STANDARD],
    ['extra', extra(25)],
    ['extra', extra(0)],
    ['exclusion', without(THYROID)],
    [
      'extra-and-exclusion',
      { is: 'on-terms', extra: { by: 'fen-per-thousand', fenPerThousand: 0 }, exclusions: [ASTHMA] },
    ],
    ['postponed', { is: 'postponed', months: 6 }],
    ['declined', { is: 'declined' }],
  ])('is %s', (expected, conclusion) => {
    expect(classOf(conclusion)).toBe(expected);
  });
});

describe('the grid', () => {
  it('shows everyone who was asked, in an order that does not depend on who answered first', () => {
    const columns = [
      answered('carrier-c', { is: 'declined' }),
      asked('carrier-b', 'silent'),
      { ...asked('carrier-a'), product: 'ci-2' },
      answered('carrier-a', STANDARD),
    ];
    const grid = compare(columns, SUM_INSURED_FEN, TODAY);

    expect(grid.columns.map(({ carrier, product }) => `${carrier} ${product}`)).toEqual([
      'carrier-a ci-1',
      'carrier-a ci-2',
      'carrier-b ci-1',
      'carrier-c ci-1',
    ]);
    expect(compare(columns.toReversed(), SUM_INSURED_FEN, TODAY)).toEqual(grid);
    for (const row of Object.values(grid.rows)) expect(row.cells).toHaveLength(columns.length);
  });

  it.each(['asked', 'material-wanted', 'silent', 'withdrawn'] as const)(
    'knows nothing of the terms of a carrier that is %s, not even what it said before',
    (state) => {
      const again = { ...answered('carrier-a', extra(25), { premiumFen: PREMIUM_FEN }), state };
      for (const column of [asked('carrier-a', state), again]) {
        for (const row of TOLD_BY_AN_ANSWER) expect(cell(row, column)).toEqual(unknown);
        expect(cell('choice', column)).toEqual(value({ can: false, why: state }));
      }
      expect(compare([again], SUM_INSURED_FEN, TODAY).columns[0]).not.toHaveProperty('wording');
    },
  );

  it('tells no extra premium from one of zero and from one that nobody named', () => {
    expect(cell('extraPercent', answered('carrier-a', STANDARD))).toEqual(none);
    expect(cell('extraPercent', answered('carrier-a', extra(0)))).toEqual(value(0));
    expect(cell('extraPercent', asked('carrier-a'))).toEqual(unknown);
    expect(cell('extraFenAYear', answered('carrier-a', STANDARD))).toEqual(none);
    expect(cell('extraFenAYear', answered('carrier-a', extra(0)))).toEqual(value(0));
    expect(cell('extraFenAYear', answered('carrier-a', extra(25)))).toEqual(unknown);
  });

  it('marks what an acceptance leaves unsaid as unknown, and on a decline as none', () => {
    for (const row of ['premiumFen', 'validUntil'] as const) {
      expect(cell(row, answered('carrier-a', STANDARD))).toEqual(unknown);
      expect(cell(row, answered('carrier-a', { is: 'declined' }))).toEqual(none);
      expect(cell(row, answered('carrier-a', { is: 'postponed', months: 6 }))).toEqual(none);
    }
    expect(cell('premiumFen', answered('carrier-a', STANDARD, { premiumFen: 0 }))).toEqual(value(0));
  });

  it('shows what is left out and for how long it is postponed, and none where there is no such thing', () => {
    expect(cell('exclusions', answered('carrier-a', without(THYROID)))).toEqual(value([THYROID]));
    expect(cell('exclusions', answered('carrier-a', STANDARD))).toEqual(none);
    expect(cell('postponedMonths', answered('carrier-a', { is: 'postponed', months: 6 }))).toEqual(value(6));
    expect(cell('postponedMonths', answered('carrier-a', STANDARD))).toEqual(none);
  });

  it("keeps the carrier's own words and code beside ours", () => {
    const column = answered('carrier-a', STANDARD, { wording: '标准体承保', code: 'S-01', vocabulary: 2 });
    expect(compare([column], SUM_INSURED_FEN, TODAY).columns[0]).toMatchObject({
      wording: '标准体承保',
      code: 'S-01',
    });
  });

  it('shows that an answer came late, and how long each side waited', () => {
    const daysWaited = { carrier: 7, broker: 3 };
    const column = { ...answered('carrier-a', STANDARD), late: true, daysWaited };
    expect(cell('late', column)).toEqual(value(true));
    expect(cell('late', answered('carrier-a', STANDARD))).toEqual(value(false));
    expect(compare([column], SUM_INSURED_FEN, TODAY).columns[0]?.daysWaited).toEqual(daysWaited);
  });

  it('has one JSON text, so that a comparison shown to a client can be proven', () => {
    const columns = [answered('carrier-a', extra(25)), asked('carrier-b')];
    const grid = compare(columns, SUM_INSURED_FEN, TODAY);
    expect(JSON.parse(canonicalJson(grid))).toEqual(grid);
  });
});

describe('the extra premium of a year', () => {
  it('is fen per thousand of the sum insured', () => {
    const column = (fenPerThousand: number) =>
      answered('carrier-a', {
        is: 'on-terms',
        extra: { by: 'fen-per-thousand', fenPerThousand },
        exclusions: [],
      });
    expect(cell('extraFenAYear', column(150))).toEqual(value(500 * 150));
    expect(cell('extraFenAYear', column(150), 0)).toEqual(value(0));
    expect(cell('extraFenAYear', column(1), 50_000)).toEqual(value(1)); // half a fen
    expect(cell('extraFenAYear', column(1), 49_999)).toEqual(value(0));
    expect(cell('extraFenAYear', column(100_000), Number.MAX_SAFE_INTEGER)).toEqual(
      value(Number.MAX_SAFE_INTEGER),
    );
  });

  it('is to the fen what the carrier added as a percentage, whichever way it rounded', () => {
    const standard = fc.integer({ min: 0, max: 100_000_000_000 });
    // A tenth of a percent up: at 0 % there is nothing that could be rounded.
    const tenths = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(standard, tenths, fc.boolean(), (fen, tenth, up) => {
        const exact = BigInt(fen) * BigInt(tenth);
        const isHalf = exact % 1000n === 500n;
        const added = Number((exact + (isHalf && !up ? 499n : 500n)) / 1000n);
        const column = answered('carrier-a', extra(tenth / 10), { premiumFen: fen + added });
        expect(cell('extraFenAYear', column)).toEqual(value(added));
      }),
    );
  });

  it('is not computed on a sum insured that is not whole fen', () => {
    for (const sum of [0.5, -1, Number.NaN, 2 ** 53]) {
      expect(() => compare([], sum, TODAY)).toThrow(NotWholeFen);
    }
  });
});

describe('whether it can be chosen', () => {
  it('ends with the last day of its validity', () => {
    const until = (validUntil: string) => cell('choice', answered('carrier-a', STANDARD, { validUntil }));
    expect(until(addDays(TODAY, -1))).toEqual(value({ can: false, why: 'expired' }));
    expect(until(TODAY)).toEqual(value({ can: true }));
    expect(until(addDays(TODAY, 1))).toEqual(value({ can: true }));
  });

  it('stays open when the carrier named no last day', () => {
    expect(cell('choice', answered('carrier-a', without(ASTHMA)))).toEqual(value({ can: true }));
  });

  it.each<[string, Conclusion]>([
    ['declined', { is: 'declined' }],
    ['postponed', { is: 'postponed', months: 12 }],
  ])('is never open when %s, whatever its validity', (why, conclusion) => {
    const column = answered('carrier-a', conclusion, { validUntil: addDays(TODAY, 30) });
    expect(cell('choice', column)).toEqual(value({ can: false, why }));
  });
});

describe('the differences', () => {
  it('are among the answers alone: who has not answered does not differ', () => {
    expect(differs('conclusion', answered('carrier-a', STANDARD), asked('carrier-b'))).toBe(false);
    expect(differs('choice', answered('carrier-a', STANDARD), asked('carrier-b'))).toBe(false);
    expect(differs('conclusion', answered('carrier-a', STANDARD), answered('carrier-b', extra(25)))).toBe(
      true,
    );
  });

  it('hold between none, zero and unknown', () => {
    expect(differs('extraPercent', answered('carrier-a', STANDARD), answered('carrier-b', extra(0)))).toBe(
      true,
    );
    expect(
      differs(
        'premiumFen',
        answered('carrier-a', STANDARD),
        answered('carrier-b', STANDARD, { premiumFen: 0 }),
      ),
    ).toBe(true);
    expect(differs('premiumFen', answered('carrier-a', STANDARD), answered('carrier-b', STANDARD))).toBe(
      false,
    );
  });

  it('are found in the last answer too', () => {
    const same = ['a', 'b', 'c'].map((id) => answered(`carrier-${id}`, STANDARD));
    expect(differs('conclusion', ...same)).toBe(false);
    expect(differs('conclusion', ...same, answered('carrier-z', { is: 'declined' }))).toBe(true);
  });

  it('in what is left out go by our codes, not by words or order', () => {
    const otherWords = { ...THYROID, wording: '甲状腺结节除外' };
    const one = answered('carrier-a', without(THYROID, ASTHMA));
    expect(differs('exclusions', one, answered('carrier-b', without(ASTHMA, otherWords)))).toBe(false);
    expect(differs('exclusions', one, answered('carrier-b', without(THYROID)))).toBe(true);
    expect(
      differs('exclusions', answered('carrier-b', without(THYROID)), { ...one, carrier: 'carrier-c' }),
    ).toBe(true);
  });

  it('in whether it can be chosen name the obstacle', () => {
    const declined = answered('carrier-a', { is: 'declined' });
    expect(differs('choice', declined, answered('carrier-b', { is: 'declined' }))).toBe(false);
    expect(differs('choice', declined, answered('carrier-b', { is: 'postponed', months: 6 }))).toBe(true);
    expect(differs('choice', declined, answered('carrier-b', STANDARD))).toBe(true);
  });
});

describe('divergence', () => {
  it('is not known until two carriers have answered', () => {
    expect(divergence([])).toBeUndefined();
    expect(divergence([answered('carrier-a', STANDARD), asked('carrier-b', 'silent')])).toBeUndefined();
  });

  it('takes two carriers: two products of one do not diverge', () => {
    const twoProducts = [
      answered('carrier-a', STANDARD),
      { ...answered('carrier-a', extra(25)), product: 'ci-2' },
    ];
    expect(divergence(twoProducts)).toBeUndefined();
    expect(divergence([...twoProducts, answered('carrier-b', STANDARD)])).toBe(true);
  });

  it('goes by the class: other figures in one class are the same conclusion', () => {
    expect(divergence([answered('carrier-a', extra(25)), answered('carrier-b', extra(50))])).toBe(false);
    expect(divergence([answered('carrier-a', extra(25)), answered('carrier-b', STANDARD)])).toBe(true);
  });

  it('counts a late answer and one that is over, but not a request that was withdrawn', () => {
    const late = { ...answered('carrier-b', extra(25), { validUntil: addDays(TODAY, -1) }), late: true };
    expect(divergence([answered('carrier-a', STANDARD), late])).toBe(true);
    expect(divergence([answered('carrier-a', STANDARD), { ...late, state: 'withdrawn' }])).toBeUndefined();
  });
});
