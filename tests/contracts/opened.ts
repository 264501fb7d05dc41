import { beforeAll } from 'vitest';
import type {
  Cases,
  Commissions,
  Committed,
  FigureRecords,
  Metrics,
  Page,
  People,
  Policies,
  Presence,
  Sights,
  StrayReplies,
  Transactions,
  Views,
} from '../../domain/ports.ts';

/** A store under test, empty at first and shared by the tests of one suite: each brings records of its own. */
export interface OpenedStore {
  transactions: Transactions;
  cases: Cases;
  policies: Policies;
  commissions: Commissions;
  metrics: Metrics;
  strays: StrayReplies;
  figureRecords: FigureRecords;
  sights: Sights;
  people: People;
  presence: Presence;
  views: Views;
  /** What was told of a case so far, in order. */
  told(caseId: string): Promise<Committed[]>;
  faults: {
    /** The next commit is turned away, and time would heal it. */
    throttleNextCommit(): void;
    /** The next commit takes effect, and nobody says so. */
    loseAnswerOfNextCommit(): void;
  };
}

export type OpenStore = () => Promise<OpenedStore>;

/** Opens once for a suite; the tests call what it returns. */
export function opening(open: OpenStore): () => OpenedStore {
  let store: OpenedStore | undefined;
  beforeAll(async () => {
    store = await open();
  });
  return () => {
    if (store === undefined) throw new Error('the store is not open yet');
    return store;
  };
}

/** Follows `next` to the last page. */
export async function everyPage<T>(page: (next: string | undefined) => Promise<Page<T>>): Promise<T[][]> {
  const pages: T[][] = [];
  let next: string | undefined;
  do {
    const { items, ...rest } = await page(next);
    pages.push(items);
    next = rest.next;
  } while (next !== undefined);
  return pages;
}
