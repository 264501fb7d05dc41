import * as z from 'zod/mini';
import { type Conclusion, type Exclusion, isAcceptance, Opinion } from '../carrier-request/conclusion.ts';
import { NotWholeFen } from '../money.ts';
import { Id } from '../people.ts';
import type { DateText } from '../time/calendar.ts';

/** What a conclusion is when its figures are left aside: two carriers differ when these differ. */
export const ConclusionClass = z.enum([
  'standard',
  'extra',
  'exclusion',
  'extra-and-exclusion',
  'postponed',
  'declined',
]);
export type ConclusionClass = z.infer<typeof ConclusionClass>;

/** An extra premium of zero is one all the same: the carrier put the case into that class. */
export function classOf(conclusion: Conclusion): ConclusionClass {
  if (conclusion.is !== 'on-terms') return conclusion.is;
  if (conclusion.extra === undefined) return 'exclusion';
  return conclusion.exclusions.length === 0 ? 'extra' : 'extra-and-exclusion';
}

const Instant = z.iso.datetime();
const Days = z.number().check(z.minimum(0));

/** What is known of one product of one carrier: a column of the comparison. */
export const Column = z
  .strictObject({
    carrier: Id,
    product: Id,
    state: z.enum(['asked', 'material-wanted', 'silent', 'withdrawn', 'answered']),
    askedAt: Instant,
    answeredAt: z.optional(Instant),
    /** The carrier answered after its time, or its time is over without an answer. */
    late: z.boolean(),
    opinion: z.optional(Opinion),
    /** Days that each side let the other wait: the carrier for its answer, the broker for material. */
    daysWaited: z.optional(z.strictObject({ carrier: Days, broker: Days })),
  })
  .check(
    z.refine(({ state, opinion }) => state !== 'answered' || opinion !== undefined, {
      error: 'is missing from an answer',
      path: ['opinion'],
    }),
  );
export type Column = z.infer<typeof Column>;

/**
 * Three marks that mean different things to a client: `unknown`, the carrier has not said; `none`, there is none, as
 * no exclusion on a standard conclusion and no terms of any kind on a decline; `value`, of which zero is one.
 */
export type Cell<Value> = { is: 'unknown' } | { is: 'none' } | { is: 'value'; value: Value };

/** Whether it can be chosen today, and if not, what is in the way. */
export type Choice =
  | { can: true }
  | { can: false; why: Exclude<Column['state'], 'answered'> | 'declined' | 'postponed' | 'expired' };

export interface Row<Value> {
  /** Whether carriers that answered differ in it: what a view of the differences alone shows. */
  differs: boolean;
  /** One per column of the grid, in its order. */
  cells: Cell<Value>[];
}

/** The head of a column, with the carrier's own words. */
export interface GridColumn
  extends Pick<Column, 'carrier' | 'product' | 'state' | 'askedAt' | 'answeredAt' | 'daysWaited'> {
  wording?: string;
  code?: string;
}

export interface Grid {
  today: DateText;
  /** Everyone who was asked, decliners and silent ones too, by carrier and then product. */
  columns: GridColumn[];
  rows: {
    conclusion: Row<ConclusionClass>;
    extraPercent: Row<number>;
    extraFenPerThousand: Row<number>;
    extraFenAYear: Row<number>;
    exclusions: Row<readonly Exclusion[]>;
    postponedMonths: Row<number>;
    premiumFen: Row<number>;
    validUntil: Row<DateText>;
    choice: Row<Choice>;
    late: Row<boolean>;
  };
}

/**
 * The opinions before a sale (核保前置) side by side. A column holds no commission and nothing else that the client
 * does not weigh: fields are copied by name.
 * @throws NotWholeFen when the sum insured is not whole fen, zero or more
 */
export function compare(columns: readonly Column[], sumInsuredFen: number, today: DateText): Grid {
  if (!Number.isSafeInteger(sumInsuredFen) || sumInsuredFen < 0) {
    throw new NotWholeFen(`${sumInsuredFen} is not a sum insured in whole fen`, {
      details: { sumInsuredFen },
    });
  }
  const sorted = columns.toSorted(byCarrier);
  return {
    today,
    columns: sorted.map(headOf),
    rows: {
      conclusion: said(sorted, ({ conclusion }) => shown(classOf(conclusion))),
      extraPercent: said(sorted, extraPercent),
      extraFenPerThousand: said(sorted, extraFenPerThousand),
      extraFenAYear: said(sorted, (opinion) => extraFenAYear(opinion, sumInsuredFen)),
      exclusions: said(sorted, exclusionsOf, leaveOutTheSame),
      postponedMonths: said(sorted, ({ conclusion }) =>
        conclusion.is === 'postponed' ? shown(conclusion.months) : NONE,
      ),
      premiumFen: said(sorted, (opinion) => termOf(opinion, opinion.premiumFen)),
      validUntil: said(sorted, (opinion) => termOf(opinion, opinion.validUntil)),
      choice: rowOf(sorted, (column) => shown(choiceOf(column, today)), areSameChoice),
      late: rowOf(sorted, ({ late }) => shown(late), Object.is),
    },
  };
}

/**
 * Whether different carriers concluded differently on the same facts, which two thirds of the clients of the founding
 * document met with. Undefined until two carriers have answered.
 */
export function divergence(columns: readonly Column[]): boolean | undefined {
  const carriers = new Set<string>();
  const classes = new Set<ConclusionClass>();
  for (const column of columns) {
    const opinion = opinionOf(column);
    if (opinion === undefined) continue;
    carriers.add(column.carrier);
    classes.add(classOf(opinion.conclusion));
  }
  return carriers.size < 2 ? undefined : classes.size > 1;
}

// Shared by all grids, and so frozen.
const UNKNOWN: { is: 'unknown' } = Object.freeze({ is: 'unknown' });
const NONE: { is: 'none' } = Object.freeze({ is: 'none' });
const CAN: Choice = Object.freeze({ can: true });

function shown<Value>(value: Value): Cell<Value> {
  return { is: 'value', value };
}

/** A request that was asked for again, or taken back, may still carry what was said before: it no longer counts. */
function opinionOf({ state, opinion }: Column): Opinion | undefined {
  return state === 'answered' ? opinion : undefined;
}

function byCarrier(a: Column, b: Column): number {
  return byText(a.carrier, b.carrier) || byText(a.product, b.product) || byText(a.askedAt, b.askedAt);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function headOf(column: Column): GridColumn {
  const { carrier, product, state, askedAt, answeredAt, daysWaited } = column;
  const head: GridColumn = { carrier, product, state, askedAt };
  if (answeredAt !== undefined) head.answeredAt = answeredAt;
  if (daysWaited !== undefined) head.daysWaited = daysWaited;
  const opinion = opinionOf(column);
  if (opinion !== undefined) {
    head.wording = opinion.wording;
    if (opinion.code !== undefined) head.code = opinion.code;
  }
  return head;
}

/** A row of what only an answer can tell. */
function said<Value>(
  columns: readonly Column[],
  cellOf: (opinion: Opinion) => Cell<Value>,
  areSame: (a: Value, b: Value) => boolean = Object.is,
): Row<Value> {
  return rowOf(
    columns,
    (column) => {
      const opinion = opinionOf(column);
      return opinion === undefined ? UNKNOWN : cellOf(opinion);
    },
    areSame,
  );
}

function rowOf<Value>(
  columns: readonly Column[],
  cellOf: (column: Column) => Cell<Value>,
  areSame: (a: Value, b: Value) => boolean,
): Row<Value> {
  const cells: Cell<Value>[] = [];
  let first: Cell<Value> | undefined;
  let differs = false;
  for (const column of columns) {
    const cell = cellOf(column);
    cells.push(cell);
    if (differs || opinionOf(column) === undefined) continue;
    if (first === undefined) first = cell;
    else if (first.is !== 'value' || cell.is !== 'value') differs = first.is !== cell.is;
    else differs = !areSame(first.value, cell.value);
  }
  return { differs, cells };
}

/** What an acceptance leaves unsaid can still be asked for; a postponement or a decline has no such thing. */
function termOf<Value>(opinion: Opinion, value: Value | undefined): Cell<Value> {
  if (value !== undefined) return shown(value);
  return isAcceptance(opinion) ? UNKNOWN : NONE;
}

function extraOf({ conclusion }: Opinion) {
  return conclusion.is === 'on-terms' ? conclusion.extra : undefined;
}

function extraPercent(opinion: Opinion): Cell<number> {
  const extra = extraOf(opinion);
  return extra?.by === 'percent' ? shown(extra.percent) : NONE;
}

function extraFenPerThousand(opinion: Opinion): Cell<number> {
  const extra = extraOf(opinion);
  return extra?.by === 'fen-per-thousand' ? shown(extra.fenPerThousand) : NONE;
}

const FEN_PER_THOUSAND_YUAN = 100_000;
const PARTS_PER_PERCENT = 10_000;

/**
 * Fen a year, to the nearest. The premium holds the extra already, so a percentage is taken out of it:
 * premium x percent / (100 + percent), the percentage to four decimals. That gives back to the fen what the carrier
 * added, whichever way it rounded.
 */
function extraFenAYear(opinion: Opinion, sumInsuredFen: number): Cell<number> {
  const extra = extraOf(opinion);
  if (extra === undefined) return NONE;
  if (extra.by === 'fen-per-thousand') {
    return shown(share(sumInsuredFen, extra.fenPerThousand, FEN_PER_THOUSAND_YUAN));
  }
  if (opinion.premiumFen === undefined) return extra.percent === 0 ? shown(0) : UNKNOWN;
  const parts = Math.round(extra.percent * PARTS_PER_PERCENT);
  return shown(share(opinion.premiumFen, parts, 100 * PARTS_PER_PERCENT + parts));
}

/** `amount x part / whole`, a half rounded up. Split, so that no product leaves the range of exact numbers. */
function share(amount: number, part: number, whole: number): number {
  const rest = amount % whole;
  return ((amount - rest) / whole) * part + Math.round((rest * part) / whole);
}

function exclusionsOf({ conclusion }: Opinion): Cell<readonly Exclusion[]> {
  return conclusion.is === 'on-terms' && conclusion.exclusions.length > 0
    ? shown(conclusion.exclusions)
    : NONE;
}

/** By our codes: no two carriers put the same exclusion into the same words. */
function leaveOutTheSame(a: readonly Exclusion[], b: readonly Exclusion[]): boolean {
  return isWithin(a, b) && isWithin(b, a);
}

function isWithin(some: readonly Exclusion[], others: readonly Exclusion[]): boolean {
  return some.every(({ code }) => others.some((other) => other.code === code));
}

/** An acceptance without a last day can be chosen: nothing says that it is over. */
function choiceOf(column: Column, today: DateText): Choice {
  const opinion = opinionOf(column);
  if (opinion === undefined) {
    return { can: false, why: column.state === 'answered' ? 'asked' : column.state };
  }
  const { conclusion, validUntil } = opinion;
  if (conclusion.is === 'declined' || conclusion.is === 'postponed') {
    return { can: false, why: conclusion.is };
  }
  return validUntil !== undefined && validUntil < today ? { can: false, why: 'expired' } : CAN;
}

function areSameChoice(a: Choice, b: Choice): boolean {
  return a.can ? b.can : !b.can && a.why === b.why;
}
