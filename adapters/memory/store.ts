import { Unavailable } from '../../domain/errors.ts';
import type {
  Cases,
  Commissions,
  FigureRecords,
  Metrics,
  People,
  Policies,
  Presence,
  Sights,
  StrayReplies,
  Transactions,
  Views,
} from '../../domain/ports.ts';
import { MemoryCases } from './cases.ts';
import { MemoryCommissions } from './commissions.ts';
import type { Fault, Operation } from './faults.ts';
import { MemoryFigureRecords } from './figure-records.ts';
import { MemoryMetrics } from './metrics.ts';
import { MemoryPeople } from './people.ts';
import { MemoryPolicies } from './policies.ts';
import { MemoryPresence } from './presence.ts';
import { MemorySights } from './sights.ts';
import { State } from './state.ts';
import { MemoryStrayReplies } from './stray-replies.ts';
import type { Listener } from './told.ts';
import { MemoryTransactions } from './transactions.ts';
import { MemoryViews } from './views.ts';

const PAGE_OF = 1000; // about as many as fit into the megabyte of a DynamoDB page

/** The whole store in memory, by the contract that DynamoDB's adapters keep: see tests/contracts. */
export class MemoryStore {
  readonly transactions: Transactions;
  readonly cases: Cases;
  readonly policies: Policies;
  readonly strays: StrayReplies;
  readonly sights: Sights;
  readonly people: People;
  readonly commissions: Commissions;
  readonly metrics: Metrics;
  readonly figureRecords: FigureRecords;
  readonly presence: Presence;
  readonly views: Views;
  readonly #state: State;

  /** @param pageOf rows of a page for which no limit is asked: small, to see readers follow `next` */
  constructor({ pageOf = PAGE_OF }: { pageOf?: number } = {}) {
    const state = new State(pageOf);
    this.#state = state;
    this.transactions = new MemoryTransactions(state);
    this.cases = new MemoryCases(state);
    this.policies = new MemoryPolicies(state);
    this.strays = new MemoryStrayReplies(state);
    this.sights = new MemorySights(state);
    this.people = new MemoryPeople(state);
    this.commissions = new MemoryCommissions(state);
    this.metrics = new MemoryMetrics(state);
    this.figureRecords = new MemoryFigureRecords(state);
    this.presence = new MemoryPresence(state);
    this.views = new MemoryViews(state);
  }

  /** Calls the listener with each committed change, as the table's stream would. @returns what ends it */
  onCommitted(listener: Listener): () => void {
    return this.#state.told.listen(listener);
  }

  /** The next such write fails and changes nothing. A function that returns nothing lets a write pass and waits on. */
  failNext(fault: Fault, on: Operation = 'commit'): void {
    this.#state.faults.plan({ fault, on, applied: false });
  }

  /** The next such write takes effect, and the caller is told that it failed. */
  loseNextAnswer(
    fault: Fault = new Unavailable('The store does not answer.'),
    on: Operation = 'commit',
  ): void {
    this.#state.faults.plan({ fault, on, applied: true });
  }
}
