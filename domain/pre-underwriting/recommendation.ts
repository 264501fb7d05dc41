import type { Exclusion } from '../carrier-request/conclusion.ts';
import { formatYuan } from '../money.ts';
import type { DateText } from '../time/calendar.ts';
import type { Cell, Choice, Grid } from './comparison.ts';

/** One sentence with the facts that it is made of. `rule` and `facts` are for programs, `text` is for people. */
export interface Reason {
  rule:
    | 'fewer-exclusions'
    | 'more-exclusions'
    | 'other-exclusions'
    | 'lower-premium'
    | 'higher-premium'
    | 'premium-known'
    | 'premium-unknown'
    | 'longer-validity'
    | 'shorter-validity'
    | 'validity-known'
    | 'validity-unknown'
    | 'nothing-between'
    | 'only-one-to-choose'
    | Extract<Choice, { can: false }>['why'];
  facts: Record<string, string | number>;
  text: string;
}

export interface Ranked {
  carrier: string;
  product: string;
  choosable: boolean;
  reasons: Reason[];
}

export interface Recommendation {
  /** Absent when none can be chosen today. */
  best?: Pick<Ranked, 'carrier' | 'product'>;
  /** All of them, the best first; those that cannot be chosen come last, by carrier. */
  order: Ranked[];
}

/**
 * What serves the client best, and why. The Broker rule, article 53, asks for an objective analysis of comparable
 * products in the client's interest; so cover comes before price, and commission is not in the grid at all.
 *
 * The first of these that tells two apart decides: can be chosen today; fewer exclusions; a lower premium of the year,
 * extra premium included, and a known one before an unknown; a longer validity, likewise; then the ids, which say
 * nothing for either. The weights are practice, not law.
 */
export function recommend(grid: Grid): Recommendation {
  const offers = grid.columns.map((_, at) => offerOf(grid, at));
  const choosable = offers.filter(({ choice }) => choice.can).sort(inOrder);
  const order = choosable.map((offer, at) => ranked(offer, standing(choosable, at)));
  for (const offer of offers) {
    if (!offer.choice.can) order.push(ranked(offer, [obstacle(offer, offer.choice.why)]));
  }
  const [first] = choosable;
  return first === undefined
    ? { order }
    : { best: { carrier: first.carrier, product: first.product }, order };
}

/** What of a column is weighed. */
interface Offer {
  /** Its place in the grid, which is the order of the ids. */
  at: number;
  carrier: string;
  product: string;
  label: string;
  choice: Choice;
  leftOut: readonly string[];
  premiumFen: number | undefined;
  validUntil: DateText | undefined;
  postponedMonths: number | undefined;
}

function offerOf({ columns, rows }: Grid, at: number): Offer {
  const { carrier, product } = columns[at] ?? { carrier: '', product: '' };
  const isOnlyOne = columns[at - 1]?.carrier !== carrier && columns[at + 1]?.carrier !== carrier;
  return {
    at,
    carrier,
    product,
    label: isOnlyOne ? carrier : `${carrier} (${product})`,
    choice: said(rows.choice.cells[at]) ?? { can: false, why: 'asked' },
    leftOut: codesOf(said(rows.exclusions.cells[at])),
    premiumFen: said(rows.premiumFen.cells[at]),
    validUntil: said(rows.validUntil.cells[at]),
    postponedMonths: said(rows.postponedMonths.cells[at]),
  };
}

function said<Value>(cell: Cell<Value> | undefined): Value | undefined {
  return cell?.is === 'value' ? cell.value : undefined;
}

/** A condition that a carrier leaves out in two sentences is left out once. */
function codesOf(exclusions: readonly Exclusion[] | undefined): string[] {
  const codes: string[] = [];
  for (const { code } of exclusions ?? []) {
    if (!codes.includes(code)) codes.push(code);
  }
  return codes.sort();
}

function ranked({ carrier, product, choice }: Offer, reasons: Reason[]): Ranked {
  return { carrier, product, choosable: choice.can, reasons };
}

function inOrder(a: Offer, b: Offer): number {
  return (
    a.leftOut.length - b.leftOut.length ||
    (a.premiumFen ?? Number.MAX_VALUE) - (b.premiumFen ?? Number.MAX_VALUE) ||
    byValidity(a, b) ||
    a.at - b.at
  );
}

function byValidity({ validUntil: a = '' }: Offer, { validUntil: b = '' }: Offer): number {
  return a > b ? -1 : a < b ? 1 : 0;
}

/** Why it stands behind the one before it and ahead of the one after it. */
function standing(offers: readonly Offer[], at: number): Reason[] {
  const [before, offer, after] = [offers[at - 1], offers[at], offers[at + 1]];
  if (offer === undefined) return [];
  if (before === undefined && after === undefined) {
    return [{ rule: 'only-one-to-choose', facts: {}, text: 'The only one that can be chosen today.' }];
  }
  return [
    ...(before === undefined ? [] : against(offer, before)),
    ...(after === undefined ? [] : against(offer, after)),
  ];
}

/**
 * What tells two apart, down to what decided. The price is told where the cover decided, and the cover where one as
 * short in count leaves out something else: the client may weigh it otherwise.
 */
function against(offer: Offer, other: Offer): Reason[] {
  const reasons: Reason[] = [];
  const cover = byCover(offer, other);
  if (cover !== undefined) reasons.push(cover);
  const price = byPrice(offer, other);
  if (price !== undefined) reasons.push(price);
  const isDecided = price !== undefined || offer.leftOut.length !== other.leftOut.length;
  if (!isDecided) reasons.push(byLastDay(offer, other) ?? nothingBetween(offer, other));
  return reasons;
}

function factsOf({ carrier, product }: Offer): Reason['facts'] {
  return { otherCarrier: carrier, otherProduct: product };
}

function byCover({ leftOut }: Offer, other: Offer): Reason | undefined {
  const more = leftOut.length - other.leftOut.length;
  if (more === 0 && leftOut.every((code, at) => code === other.leftOut[at])) return undefined;
  const facts = factsOf(other);
  facts.exclusions = leftOut.join(' ');
  facts.otherExclusions = other.leftOut.join(' ');
  const own = leftOut.length === 0 ? 'No exclusion' : `Leaves out ${listed(leftOut)}`;
  const theirs = other.leftOut.length === 0 ? 'leaves out nothing' : `leaves out ${listed(other.leftOut)}`;
  return {
    rule: more < 0 ? 'fewer-exclusions' : more > 0 ? 'more-exclusions' : 'other-exclusions',
    facts,
    text: `${own}, where ${other.label} ${theirs}.`,
  };
}

function byPrice({ premiumFen }: Offer, other: Offer): Reason | undefined {
  if (premiumFen === other.premiumFen) return undefined;
  const facts = factsOf(other);
  if (premiumFen === undefined) {
    return { rule: 'premium-unknown', facts, text: `Its premium is not known, that of ${other.label} is.` };
  }
  facts.premiumFen = premiumFen;
  if (other.premiumFen === undefined) {
    return { rule: 'premium-known', facts, text: `Its premium is known, that of ${other.label} is not.` };
  }
  const more = premiumFen - other.premiumFen;
  facts.differenceFen = more;
  return more < 0
    ? { rule: 'lower-premium', facts, text: `CNY ${formatYuan(-more)} a year less than ${other.label}.` }
    : { rule: 'higher-premium', facts, text: `CNY ${formatYuan(more)} a year more than ${other.label}.` };
}

function byLastDay({ validUntil }: Offer, other: Offer): Reason | undefined {
  if (validUntil === other.validUntil) return undefined;
  const facts = factsOf(other);
  if (validUntil === undefined) {
    return { rule: 'validity-unknown', facts, text: `Its last day is not known, that of ${other.label} is.` };
  }
  facts.validUntil = validUntil;
  if (other.validUntil === undefined) {
    return { rule: 'validity-known', facts, text: `Its last day is known, that of ${other.label} is not.` };
  }
  facts.otherValidUntil = other.validUntil;
  return {
    rule: validUntil > other.validUntil ? 'longer-validity' : 'shorter-validity',
    facts,
    text: `Can be chosen until ${validUntil}, ${other.label} until ${other.validUntil}.`,
  };
}

function nothingBetween(offer: Offer, other: Offer): Reason {
  const place = offer.at < other.at ? 'before' : 'after';
  return {
    rule: 'nothing-between',
    facts: factsOf(other),
    text: `Nothing that is weighed tells it from ${other.label}: it stands ${place} it by its id alone.`,
  };
}

function obstacle(
  { validUntil, postponedMonths }: Offer,
  why: Extract<Choice, { can: false }>['why'],
): Reason {
  const facts: Reason['facts'] = {};
  if (why === 'expired' && validUntil !== undefined) facts.validUntil = validUntil;
  if (why === 'postponed' && postponedMonths !== undefined) facts.months = postponedMonths;
  return { rule: why, facts, text: OBSTACLES[why](facts) };
}

const OBSTACLES: Readonly<
  Record<Extract<Choice, { can: false }>['why'], (facts: Reason['facts']) => string>
> = {
  asked: () => 'The carrier has not answered yet.',
  'material-wanted': () => 'The carrier wants more material before it answers.',
  silent: () => 'The carrier let its time pass without an answer.',
  withdrawn: () => 'The request to this carrier was withdrawn.',
  declined: () => 'The carrier declined.',
  postponed: ({ months }) => `The carrier postponed it for ${months} ${months === 1 ? 'month' : 'months'}.`,
  expired: ({ validUntil }) => `The opinion expired: ${validUntil} was its last day.`,
};

/** `thyroid nodules, asthma and hypertension`, from the codes. */
function listed(codes: readonly string[]): string {
  let text = '';
  for (let at = 0; at < codes.length; at += 1) {
    if (at > 0) text += at === codes.length - 1 ? ' and ' : ', ';
    text += codes[at]?.replaceAll('-', ' ') ?? '';
  }
  return text;
}
