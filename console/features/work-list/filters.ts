import { useSearchParams } from 'react-router';
import type { Me, Role } from '../../api/me.ts';
import type { CaseKind, CaseQuery } from '../../components/case/cases.ts';
import type { WorkList } from './api/lists.ts';

export const DUES = ['overdue', 'today', 'week', 'later'] as const;
const STATES = ['open', 'closed'] as const;
export const KINDS: readonly CaseKind[] = [
  'callback',
  'pre-underwriting',
  'reconsideration',
  'complaint',
  'evaluation',
  'corrective-action',
  'accountability',
  'payout',
  'policy-import',
];

/** What the list is narrowed to. It is the query string of the address, and nothing else remembers it. */
export interface Filters {
  list?: string | undefined;
  kind?: CaseKind | undefined;
  stage?: string | undefined;
  due?: (typeof DUES)[number] | undefined;
  state: (typeof STATES)[number];
  /** Needed with closed cases, by whoever sees more than one branch. */
  branch?: string | undefined;
}

export function readFilters(search: URLSearchParams): Filters {
  const text = (name: string) => search.get(name) ?? undefined;
  const oneOf = <T extends string>(known: readonly T[], name: string) =>
    known.find((one) => one === search.get(name));
  return {
    list: text('list'),
    kind: oneOf(KINDS, 'kind'),
    stage: text('stage'),
    due: oneOf(DUES, 'due'),
    state: oneOf(STATES, 'state') ?? 'open',
    branch: text('branch'),
  };
}

export function writeFilters({ state, ...rest }: Filters): URLSearchParams {
  const said = { ...rest, state: state === 'closed' ? state : undefined };
  return new URLSearchParams(
    Object.entries(said).filter((one): one is [string, string] => one[1] !== undefined),
  );
}

export function useFilters(): [Filters, (change: Partial<Filters>) => void] {
  const [search, setSearch] = useSearchParams();
  const filters = readFilters(search);
  return [filters, (change) => setSearch(writeFilters({ ...filters, ...change }))];
}

/** Whose cases are given to a person, and whose come to a queue first. */
const FROM_THE_QUEUE: readonly Role[] = ['callback-agent', 'branch-manager'];

/** The list that is meant: the one that the address names, or the one that this role begins with. */
export function chosenList(
  lists: readonly WorkList[],
  named: string | undefined,
  role: Role,
): WorkList | undefined {
  const first = FROM_THE_QUEUE.includes(role) ? lists.find(({ id }) => id === 'team') : undefined;
  return lists.find(({ id }) => id === named) ?? first ?? lists[0];
}

/**
 * What the API is asked; nothing while it is not yet clear what is meant: closed cases are on nobody's list, so they
 * are found by the branch and the stage in which they ended.
 */
export function caseQuery(filters: Filters, list: WorkList, me: Me): CaseQuery | undefined {
  const { kind, stage, due, state } = filters;
  if (state === 'open') return defined({ owner: list.owner, kind, stage, due, limit: PAGE });
  const branch = me.branch ?? filters.branch;
  if (stage === undefined || branch === undefined) return undefined;
  const owner = me.role === 'broker' || me.role === 'expert' ? list.owner : undefined;
  return defined({ owner, kind, stage, state, branch, limit: PAGE });
}

const PAGE = 50;

function defined<T extends object>(query: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)) as never;
}
