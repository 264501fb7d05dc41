import * as z from 'zod/mini';
import { InvariantBroken, NotAllowed, Refused } from '../errors.ts';
import { append, type ChainEnd, verifyChain } from '../history.ts';
import { Fen, NonNegativeFen } from '../money.ts';
import { type Actor, actorName, Id } from '../people.ts';
import { PayeeRole } from '../policy/policy.ts';
import { DateText } from '../time/calendar.ts';
import { HOLDS, Hold, type HoldType } from './holds.ts';

const Balances = z.strictObject({
  accrued: NonNegativeFen,
  held: NonNegativeFen,
  /** Negative: paid earlier and to be taken back by the next run. */
  payable: Fen,
  paid: Fen,
  voided: NonNegativeFen,
});
export type Balances = z.infer<typeof Balances>;
export type Account = keyof Balances;

/** One posting. `legs` are what is added to each account; `accrued` counts against the others, so a posting sums to 0. */
export const Entry = z.strictObject({
  seq: z.int(),
  at: z.iso.datetime(),
  what: z.enum(['accrued', 'hold-placed', 'hold-released', 'available', 'voided', 'paid']),
  legs: z.partialRecord(z.enum(['accrued', 'held', 'payable', 'paid', 'voided']), Fen),
  by: z.string(),
  why: z.string(),
  previousHash: z.string(),
  hash: z.string(),
});
export type Entry = z.infer<typeof Entry>;

/** The commission (佣金) of one payee for one policy, with its ledger. */
export const CommissionLine = z.strictObject({
  policyId: z.string(),
  payee: Id,
  payeeRole: PayeeRole,
  brokerId: Id,
  branch: Id,
  carrier: Id,
  balances: Balances,
  holds: z.array(Hold),
  /** First day on which it may be paid; absent while the receipt is missing. */
  availableFrom: z.optional(DateText),
  version: z.int(),
  entries: z.array(Entry),
});
export type CommissionLine = z.infer<typeof CommissionLine>;

/** What an index row of a line carries: everything but its ledger. */
export const LineSummary = z.omit(CommissionLine, { entries: true });
export type LineSummary = z.infer<typeof LineSummary>;

export type LineState = 'held' | 'payable' | 'settled';

/** A line owed back counts as payable although it is held: the next run must find it. */
export function lineState(line: Pick<CommissionLine, 'balances' | 'holds'>): LineState {
  if (line.balances.payable !== 0) return 'payable';
  return line.balances.held > 0 || line.holds.length > 0 ? 'held' : 'settled';
}

/** A line to be taken back waits for no date. */
export function isDue(line: Pick<CommissionLine, 'balances' | 'availableFrom'>, on: DateText): boolean {
  if (line.balances.payable < 0) return true;
  return line.balances.payable > 0 && line.availableFrom !== undefined && line.availableFrom <= on;
}

/**
 * Where the money stands follows from four facts. Held while any hold is active, else payable; what was paid and is
 * held or void now is owed back. `held` and a positive `payable` are therefore never there together.
 */
function balancesOf(accrued: number, paid: number, voided: number, onHold: boolean): Balances {
  const due = accrued - voided;
  return onHold
    ? { accrued, held: due, payable: 0 - paid, paid, voided } // never -0
    : { accrued, held: 0, payable: due - paid, paid, voided };
}

/** Sums over every account: accrued = held + payable + paid + voided, always. */
export function isBalanced({ accrued, held, payable, paid, voided }: Balances): boolean {
  return accrued === held + payable + paid + voided;
}

type Posting = Pick<Entry, 'what' | 'why'> & { by: Actor; at: Date };

function post(line: CommissionLine, to: Partial<CommissionLine>, posting: Posting): CommissionLine {
  const after = { ...line, ...to };
  if (!isBalanced(after.balances)) throw new InvariantBroken('A commission line does not balance.');
  const legs: Partial<Record<Account, number>> = {};
  for (const account of ACCOUNTS) {
    const change = after.balances[account] - line.balances[account];
    if (change !== 0) legs[account] = account === 'accrued' ? -change : change;
  }
  const content = {
    at: posting.at.toISOString(),
    what: posting.what,
    legs,
    by: actorName(posting.by),
    why: posting.why,
  };
  return { ...after, version: line.version + 1, entries: [...line.entries, append(endOf(line), content)] };
}

const ACCOUNTS: readonly Account[] = ['accrued', 'held', 'payable', 'paid', 'voided'];

function endOf(line: CommissionLine): ChainEnd | undefined {
  return line.entries.at(-1);
}

export type NewLine = Pick<
  CommissionLine,
  'policyId' | 'payee' | 'payeeRole' | 'brokerId' | 'branch' | 'carrier' | 'availableFrom' | 'holds'
>;

export function accrue(line: NewLine, amountFen: number, by: Actor, at: Date): CommissionLine {
  const empty: CommissionLine = {
    ...line,
    balances: { accrued: 0, held: 0, payable: 0, paid: 0, voided: 0 },
    version: 0,
    entries: [],
  };
  const balances = balancesOf(amountFen, 0, 0, line.holds.length > 0);
  const why = line.holds.map((hold) => hold.type).join(', ') || 'free';
  return post(empty, { balances }, { what: 'accrued', why, by, at });
}

function rebalance(line: CommissionLine, holds: Hold[]): Pick<CommissionLine, 'holds' | 'balances'> {
  const { accrued, paid, voided } = line.balances;
  return { holds, balances: balancesOf(accrued, paid, voided, holds.length > 0) };
}

export function hasHold(line: Pick<CommissionLine, 'holds'>, type: HoldType): boolean {
  return line.holds.some((hold) => hold.type === type);
}

/** Places a hold; one that is there already stays as it is. After payment the paid amount becomes owed back. */
export function placeHold(
  line: CommissionLine,
  type: HoldType,
  reason: string,
  by: Actor,
  at: Date,
): CommissionLine {
  if (hasHold(line, type)) return line;
  const hold: Hold = { type, placedAt: at.toISOString(), placedBy: actorName(by), reason };
  return post(line, rebalance(line, [...line.holds, hold]), {
    what: 'hold-placed',
    why: `${type}: ${reason}`,
    by,
    at,
  });
}

/** Removes a hold because what removes it has happened. Callers are rules, never a person: see `releaseByHand`. */
export function liftHold(
  line: CommissionLine,
  type: HoldType,
  why: string,
  by: Actor,
  at: Date,
): CommissionLine {
  if (!hasHold(line, type)) return line;
  const holds = line.holds.filter((hold) => hold.type !== type);
  return post(line, rebalance(line, holds), { what: 'hold-released', why: `${type}: ${why}`, by, at });
}

/**
 * A person places a hold.
 * @throws NotAllowed when the catalogue does not let this role place this type
 */
export function placeByHand(
  line: CommissionLine,
  type: HoldType,
  reason: string,
  by: Actor,
  at: Date,
): CommissionLine {
  if (by.kind !== 'staff' || !HOLDS[type].mayPlace.includes(by.role)) {
    throw new NotAllowed(`A ${type} hold is placed when ${HOLDS[type].placedWhen}, not by hand.`);
  }
  return placeHold(line, type, reason, by, at);
}

/**
 * A person releases a hold.
 * @throws NotAllowed when the catalogue gives this role no release of this type
 * @throws Refused when who placed it would release it
 */
export function releaseByHand(
  line: CommissionLine,
  type: HoldType,
  why: string,
  by: Actor,
  at: Date,
): CommissionLine {
  if (by.kind !== 'staff' || !HOLDS[type].mayRelease.includes(by.role)) {
    throw new NotAllowed(`A ${type} hold is removed when ${HOLDS[type].removedWhen}, not by hand.`);
  }
  if (line.holds.some((hold) => hold.type === type && hold.placedBy === by.id)) {
    throw new Refused('second-person', 'Who placed a hold does not release it.');
  }
  return liftHold(line, type, why, by, at);
}

/** The receipt came: the date from which it may be paid is known. */
export function setAvailableFrom(
  line: CommissionLine,
  availableFrom: DateText,
  by: Actor,
  at: Date,
): CommissionLine {
  if (line.availableFrom === availableFrom) return line;
  return post(line, { availableFrom }, { what: 'available', why: `from ${availableFrom}`, by, at });
}

/** Cancelled in the cooling-off period: nothing is earned, and nothing is held any more. What was paid is owed back. */
export function voidLine(line: CommissionLine, why: string, by: Actor, at: Date): CommissionLine {
  const { accrued, paid } = line.balances;
  return post(
    line,
    { holds: [], balances: balancesOf(accrued, paid, accrued, false) },
    { what: 'voided', why, by, at },
  );
}

/**
 * Moves what is payable to paid; a negative amount takes back what was paid before.
 * @throws Refused when nothing is due, which is how a second run pays nobody twice
 */
export function payLine(
  line: CommissionLine,
  payoutId: string,
  on: DateText,
  by: Actor,
  at: Date,
): CommissionLine {
  if (!isDue(line, on)) throw new Refused('nothing-due', 'Nothing of this line is due.');
  const { payable, paid } = line.balances;
  return post(
    line,
    { balances: { ...line.balances, payable: 0, paid: paid + payable } },
    { what: 'paid', why: payoutId, by, at },
  );
}

/** What is wrong with a stored line, in words; nothing when it is whole. Used by `verify` and by property tests. */
export function lineFaults(line: CommissionLine): string[] {
  const faults: string[] = [];
  if (!isBalanced(line.balances)) faults.push('accrued is not held + payable + paid + voided');
  const totals: Balances = { accrued: 0, held: 0, payable: 0, paid: 0, voided: 0 };
  for (const entry of line.entries) {
    if (Object.values(entry.legs).reduce((sum, leg) => sum + leg, 0) !== 0) {
      faults.push(`entry ${entry.seq} does not sum to zero`);
    }
    for (const account of ACCOUNTS) {
      const leg = entry.legs[account] ?? 0;
      totals[account] += account === 'accrued' ? -leg : leg;
    }
  }
  for (const account of ACCOUNTS) {
    if (totals[account] !== line.balances[account]) faults.push(`${account} is not the sum of its entries`);
  }
  if (line.holds.length > 0 && line.balances.payable > 0) faults.push('payable while on hold');
  const broken = verifyChain(line.entries);
  if (broken) faults.push(`ledger broken at entry ${broken.seq}: ${broken.reason}`);
  if (line.entries.length !== line.version) faults.push('entries are missing or added');
  return faults;
}
