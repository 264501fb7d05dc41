import * as z from 'zod/mini';
import { verdict } from '../../domain/access.ts';
import type { CaseSummary } from '../../domain/case.ts';
import { Month } from '../../domain/commission/payout.ts';
import { Invalid } from '../../domain/errors.ts';
import type { Counter } from '../../domain/metrics/counters.ts';
import {
  type CountedKind,
  couldHaveCounted,
  countersBehind,
  eventsBehind,
  type Figure,
  kindCounted,
  stagesOfCounted,
} from '../../domain/metrics/drill-down.ts';
import { monthsBetween } from '../../domain/metrics/months.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { AnyCase, CaseQuery, Cases, Metrics } from '../../domain/ports.ts';
import { paging } from '../http/paging.ts';
import { type Route, route } from '../http/route.ts';
import { type CaseBehind, CasesBehindView } from './manager-views.ts';
import { readMonths } from './reading.ts';

export interface CasesBehindDeps {
  metrics: Pick<Metrics, 'read'>;
  cases: Pick<Cases, 'list' | 'byId' | 'history'>;
}

const MOST_NAMES = 40; // days of a histogram: 'within 30 days' is 31 of them
const MOST_READS = 5; // of lists, for one answer: what was opened too late to count is read and left out

const Names = z.string().check(
  z.regex(
    /^[a-z0-9][a-z0-9.:_-]*(,[a-z0-9][a-z0-9.:_-]*)*$/i,
    'must be names of counters, with commas between',
  ),
  z.refine((names) => names.split(',').length <= MOST_NAMES, {
    error: `must be at most ${MOST_NAMES} names`,
  }),
);

/** The cases that a figure is made of, found by replaying what could have counted: nothing is stored for it. */
export function casesBehindRoutes(deps: CasesBehindDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/figures/cases',
      summary:
        'The cases behind counters of some months, each with how much it counted; what they count is the figure',
      query: z.strictObject({
        counters: Names,
        from: Month,
        to: Month,
        branch: z.optional(Id),
        carrier: z.optional(Id),
        ...paging,
      }),
      answer: CasesBehindView,
      handle: async ({ query: { counters: names, from, to, limit, next, ...scope }, staff }) => {
        const figure: Figure = { names: names.split(','), months: monthsBetween(from, to), ...scope };
        const kind = oneKindOf(figure.names);
        const { counters } = await readMonths(figure.months, scope, staff, deps);
        const rows = countersBehind(counters, figure);
        const search = { figure, kind, lists: listsOf(rows, kind), count: sumOf(rows) };
        const page = await pageOf(search, { limit, next }, staff, deps);
        return { body: { from, to, ...scope, counters: figure.names, kind, count: search.count, ...page } };
      },
    }),
  ];
}

/** @throws Invalid for counters of policies, of nothing, or of several kinds of cases at once */
function oneKindOf(names: readonly string[]): CountedKind {
  const [kind, ...others] = new Set(names.map(kindCounted));
  if (kind !== undefined && others.length === 0) return kind;
  throw new Invalid('There are no cases behind these counters.', [
    { field: 'query.counters', reason: 'must all count cases of one kind' },
  ]);
}

type List = Pick<CaseQuery, 'by' | 'value'>;

/** Every list that a case of the kind can be on, of the branches in which something was counted. */
function listsOf(rows: readonly Counter[], kind: CountedKind): List[] {
  const isOfCarriers = kind === 'carrier-request';
  const of = new Set(rows.map(({ branch, carrier }) => (isOfCarriers ? carrier : branch)));
  return [...of].sort().flatMap((one) =>
    stagesOfCounted(kind).map(
      (stage): List => ({
        by: isOfCarriers ? 'carrier-stage' : 'stage',
        value: `${one}#${stage}`,
      }),
    ),
  );
}

interface Search {
  figure: Figure;
  kind: CountedKind;
  lists: readonly List[];
  count: number;
}

/** A place in these lists: which one, where in it, and how much was counted before. */
const Place = z.tuple([z.int().check(z.minimum(0)), z.nullable(z.string()), z.int()]);
type Place = z.infer<typeof Place>;

/** Goes on until the figure is found whole: closed cases are read from the latest on, and those long before are not. */
async function pageOf(
  { figure, kind, lists, count }: Search,
  { limit, next }: { limit: number; next?: string | undefined },
  staff: Staff,
  deps: CasesBehindDeps,
): Promise<{ items: CaseBehind[]; next?: string }> {
  let [at, cursor, counted]: Place = next === undefined ? [0, null, 0] : placeOf(next);
  const items: CaseBehind[] = [];
  for (let reads = 0; counted !== count; reads += 1) {
    const list = lists[at];
    if (list === undefined) return { items };
    if (reads === MOST_READS || items.length >= limit)
      return { items, next: cursorOf([at, cursor, counted]) };
    const page = await deps.cases.list({
      ...list,
      limit: limit - items.length,
      latestFirst: true,
      next: cursor ?? undefined,
    });
    const could = page.items.filter((one) => one.kind === kind && couldHaveCounted(one, figure));
    const found = await Promise.all(could.map((one) => behind(one, figure, staff, deps)));
    for (const { item, counts } of found) {
      counted += counts;
      if (item !== undefined) items.push(item);
    }
    [at, cursor] = page.next === undefined ? [at + 1, null] : [at, page.next];
  }
  return { items };
}

/** What a case counted; without it where the person may not see the case. */
async function behind(
  { id, kind, stage, branch, carrier, about, openedAt, closedAt }: CaseSummary,
  figure: Figure,
  staff: Staff,
  { cases }: CasesBehindDeps,
): Promise<{ counts: number; item?: CaseBehind }> {
  const events = eventsBehind(await cases.history(id), figure);
  const counts = events.reduce((sum, { count }) => sum + count, 0);
  if (counts === 0 || !isShown(await cases.byId(id), staff)) return { counts };
  return {
    counts,
    item: {
      id,
      kind,
      stage,
      branch,
      openedAt,
      ...(carrier === undefined ? {} : { carrier }),
      ...(about === undefined ? {} : { about }),
      ...(closedAt === undefined ? {} : { closedAt }),
      count: counts,
      events: events.map(({ event: { at, type }, count }) => ({ at, type, count })),
    },
  };
}

/** Whom a complaint or an evaluation is about is told of none. */
function isShown(record: AnyCase | undefined, staff: Staff): boolean {
  if (record === undefined) return false;
  const { branch } = record;
  if (record.kind === 'complaint')
    return verdict(staff, 'complaint:read', { branch, recused: record.involved }) === 'allowed';
  if (record.kind === 'evaluation')
    return verdict(staff, 'evaluation:read', { branch, recused: record.concerned }) === 'allowed';
  return verdict(staff, 'metrics:read', { branch }) === 'allowed';
}

function sumOf(counters: readonly Counter[]): number {
  return counters.reduce((sum, { count }) => sum + count, 0);
}

function cursorOf(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function placeOf(cursor: string): Place {
  try {
    return Place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    const fault = { field: 'next', reason: 'is not a cursor of this list' };
    throw new Invalid('The cursor is not one of ours.', [fault], { cause });
  }
}
