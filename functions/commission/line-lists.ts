import * as z from 'zod/mini';
import type { LineSummary } from '../../domain/commission/line.ts';
import { Invalid } from '../../domain/errors.ts';
import type { Commissions, Page } from '../../domain/ports.ts';

/** States that one can ask for. What is owed back is listed as payable too: the next run must find it. */
export const ListedState = z.enum(['held', 'payable', 'settled', 'owed-back']);
export type ListedState = z.infer<typeof ListedState>;

/** Sorts before every date: what is owed back waits for none. */
const BEFORE_ALL = '0000-00-00';

export function isOwedBack({ balances }: Pick<LineSummary, 'balances'>): boolean {
  return balances.payable < 0;
}

/** A page of a payee's lines. What is owed back stands first among what is payable: the first other line ends it. */
export async function listPayee(
  { commissions }: { commissions: Pick<Commissions, 'ofPayee'> },
  payee: string,
  state: ListedState | undefined,
  limit: number,
  next?: string,
): Promise<Page<LineSummary>> {
  if (state !== 'owed-back') return commissions.ofPayee(payee, state, limit, next);
  const page = await commissions.ofPayee(payee, 'payable', limit, next);
  const items = page.items.filter(isOwedBack);
  return items.length === page.items.length ? page : { items };
}

/** A place in the lists of several branches: a page of the store holds more than one answer, so it counts inside it. */
const Place = z.tuple([z.string(), z.nullable(z.string()), z.int().check(z.minimum(0))]);
type Place = z.infer<typeof Place>;

/** A page of the lines of some branches in a state, branch after branch. */
export async function listBranches(
  { commissions }: { commissions: Pick<Commissions, 'inState'> },
  branches: readonly string[],
  state: ListedState,
  limit: number,
  next?: string,
): Promise<Page<LineSummary>> {
  const [listed, until] = state === 'owed-back' ? (['payable', BEFORE_ALL] as const) : [state];
  let place: Place | undefined = next === undefined ? atStartOf(branches[0]) : placeOf(next, branches);
  const items: LineSummary[] = [];
  while (place !== undefined) {
    const [branch, cursor, passed]: Place = place;
    const page = await commissions.inState(branch, listed, until, cursor ?? undefined);
    const taken = page.items.slice(passed, passed + limit - items.length);
    items.push(...taken);
    if (passed + taken.length < page.items.length) place = [branch, cursor, passed + taken.length];
    else if (page.next !== undefined) place = [branch, page.next, 0];
    else place = atStartOf(branches[branches.indexOf(branch) + 1]);
    if (items.length === limit) break;
  }
  return { items, ...(place === undefined ? {} : { next: cursorOf(place) }) };
}

function atStartOf(branch: string | undefined): Place | undefined {
  return branch === undefined ? undefined : [branch, null, 0];
}

function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function placeOf(cursor: string, branches: readonly string[]): Place {
  try {
    const place = Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    if (branches.includes(place[0])) return place;
  } catch (cause) {
    throw new Invalid('The cursor is not one of ours.', [NOT_OURS], { cause });
  }
  throw new Invalid('The cursor is of another list.', [NOT_OURS]);
}

const NOT_OURS = { field: 'next', reason: 'is not a cursor of this list' };
