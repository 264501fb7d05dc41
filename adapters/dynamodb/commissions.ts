import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CommissionLine, type LineState, LineSummary } from '../../domain/commission/line.ts';
import { CarriedBalance, PaidLine, Statement } from '../../domain/commission/payout.ts';
import { Throttled } from '../../domain/errors.ts';
import type { Commissions, Page } from '../../domain/ports.ts';
import type { DateText } from '../../domain/time/calendar.ts';
import { translating } from './errors.ts';
import { keys } from './keys.ts';
import { parsed, Table } from './table.ts';

const BATCH = 100; // BatchGetItem's limit
const BATCH_TRIES = 5;

export class DynamoCommissions implements Commissions {
  readonly #table: Table;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#table = new Table(client, tableName);
  }

  linesOf(policyId: string): Promise<CommissionLine[]> {
    return this.#table.all(CommissionLine, {
      partition: ['pk', keys.line(policyId, '').pk],
      sort: { name: 'sk', beginsWith: 'LINE#' },
    });
  }

  line(policyId: string, payee: string): Promise<CommissionLine | undefined> {
    return this.#table.get(CommissionLine, keys.line(policyId, payee));
  }

  async lines(wanted: readonly Pick<CommissionLine, 'policyId' | 'payee'>[]): Promise<CommissionLine[]> {
    const found: CommissionLine[] = [];
    for (let from = 0; from < wanted.length; from += BATCH) {
      let left: Record<string, unknown>[] = wanted
        .slice(from, from + BATCH)
        .map(({ policyId, payee }) => keys.line(policyId, payee));
      for (let tried = 0; left.length > 0; tried += 1) {
        if (tried === BATCH_TRIES) throw new Throttled('The store leaves keys of a batch unread.');
        const asked = left;
        const { Responses, UnprocessedKeys } = await translating(() =>
          this.#table.client.send(
            new BatchGetCommand({
              RequestItems: { [this.#table.name]: { Keys: asked, ConsistentRead: true } },
            }),
          ),
        );
        found.push(...(Responses?.[this.#table.name] ?? []).map((item) => parsed(CommissionLine, item)));
        left = UnprocessedKeys?.[this.#table.name]?.Keys ?? [];
      }
    }
    return found;
  }

  ofPayee(
    payee: string,
    state: LineState | undefined,
    limit: number,
    next?: string,
  ): Promise<Page<LineSummary>> {
    return this.#table.query(LineSummary, {
      index: 'byPayee',
      partition: ['payeeKey', payee],
      ...(state === undefined ? {} : { sort: { name: 'payeeSort', beginsWith: `${state}#` } }),
      limit,
      next,
    });
  }

  inState(branch: string, state: LineState, until?: DateText, next?: string): Promise<Page<LineSummary>> {
    return this.#table.query(LineSummary, {
      index: 'byState',
      partition: ['stateKey', `${state}#${branch}`],
      // `$` sorts after `#`: every policy of the last day is still in.
      ...(until === undefined ? {} : { sort: { name: 'availableKey', upTo: `${until}$` } }),
      next,
    });
  }

  paidLines(payoutId: string, next?: string): Promise<Page<PaidLine>> {
    return this.#table.query(PaidLine, {
      partition: ['pk', keys.statement(payoutId, '').pk],
      sort: { name: 'sk', beginsWith: 'PAID#' },
      next,
    });
  }

  statements(payoutId: string): Promise<Statement[]> {
    return this.#table.all(Statement, {
      partition: ['pk', keys.statement(payoutId, '').pk],
      sort: { name: 'sk', beginsWith: 'STATEMENT#' },
    });
  }

  statement(payoutId: string, payee: string): Promise<Statement | undefined> {
    return this.#table.get(Statement, keys.statement(payoutId, payee));
  }

  carriedBalance(payee: string): Promise<CarriedBalance | undefined> {
    return this.#table.get(CarriedBalance, keys.balance(payee));
  }

  all(next?: string): Promise<Page<CommissionLine>> {
    return this.#table.scan(CommissionLine, 'LINE#', next);
  }
}
