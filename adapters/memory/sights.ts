import type { Page, Sights } from '../../domain/ports.ts';
import { Sight } from '../../domain/sight.ts';
import { keys } from '../dynamodb/keys.ts';
import type { State } from './state.ts';

export class MemorySights implements Sights {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  async ofMonth(month: string, limit: number, next?: string): Promise<Page<Sight>> {
    return this.#state.cases.query(Sight, {
      partition: ['pk', keys.sightsOf(month)],
      backwards: true,
      limit,
      next,
    });
  }

  async all(next?: string): Promise<Page<Sight>> {
    return this.#state.cases.scan(Sight, 'SIGHT#', next);
  }
}
