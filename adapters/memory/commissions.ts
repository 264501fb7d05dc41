import { CommissionLine, type LineState, LineSummary } from '../../domain/commission/line.ts';
import { CarriedBalance, PaidLine, Statement } from '../../domain/commission/payout.ts';
import { InvariantBroken } from '../../domain/errors.ts';
import type { Commissions, Page } from '../../domain/ports.ts';
import type { DateText } from '../../domain/time/calendar.ts';
import { keys } from '../dynamodb/keys.ts';
import { parsed, type Select } from './rows.ts';
import type { State } from './state.ts';

export class MemoryCommissions implements Commissions {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  async linesOf(policyId: string): Promise<CommissionLine[]> {
    return this.#state.commissions.all(CommissionLine, {
      partition: ['pk', keys.line(policyId, '').pk],
      sort: { name: 'sk', beginsWith: 'LINE#' },
    });
  }

  async line(policyId: string, payee: string): Promise<CommissionLine | undefined> {
    return this.#state.commissions.get(CommissionLine, keys.line(policyId, payee));
  }

  async lines(wanted: readonly Pick<CommissionLine, 'policyId' | 'payee'>[]): Promise<CommissionLine[]> {
    if (new Set(wanted.map(({ policyId, payee }) => `${policyId}#${payee}`)).size < wanted.length) {
      throw new InvariantBroken('A line is asked for twice.');
    }
    const found = await Promise.all(wanted.map(({ policyId, payee }) => this.line(policyId, payee)));
    return found.filter((line) => line !== undefined);
  }

  async ofPayee(
    payee: string,
    state: LineState | undefined,
    limit: number,
    next?: string,
  ): Promise<Page<LineSummary>> {
    return this.#summaries({
      partition: ['payeeKey', payee],
      sort: { name: 'payeeSort', ...(state === undefined ? {} : { beginsWith: `${state}#` }) },
      limit,
      next,
    });
  }

  async inState(
    branch: string,
    state: LineState,
    until?: DateText,
    next?: string,
  ): Promise<Page<LineSummary>> {
    return this.#summaries({
      partition: ['stateKey', `${state}#${branch}`],
      // `$` sorts after `#`: every policy of the last day is still in.
      sort: { name: 'availableKey', ...(until === undefined ? {} : { upTo: `${until}$` }) },
      next,
    });
  }

  async paidLines(payoutId: string, next?: string): Promise<Page<PaidLine>> {
    return this.#state.commissions.query(PaidLine, {
      partition: ['pk', keys.statement(payoutId, '').pk],
      sort: { name: 'sk', beginsWith: 'PAID#' },
      next,
    });
  }

  async statements(payoutId: string): Promise<Statement[]> {
    return this.#state.commissions.all(Statement, {
      partition: ['pk', keys.statement(payoutId, '').pk],
      sort: { name: 'sk', beginsWith: 'STATEMENT#' },
    });
  }

  async statement(payoutId: string, payee: string): Promise<Statement | undefined> {
    return this.#state.commissions.get(Statement, keys.statement(payoutId, payee));
  }

  async carriedBalance(payee: string): Promise<CarriedBalance | undefined> {
    return this.#state.commissions.get(CarriedBalance, keys.balance(payee));
  }

  async all(next?: string): Promise<Page<CommissionLine>> {
    return this.#state.commissions.scan(CommissionLine, 'LINE#', next);
  }

  #summaries(select: Select): Page<LineSummary> {
    const page = this.#state.commissions.select(select);
    return {
      ...page,
      items: page.items.map((row) => {
        const { entries: _ledger, ...summary } = parsed(CommissionLine, row);
        return LineSummary.parse(summary);
      }),
    };
  }
}
