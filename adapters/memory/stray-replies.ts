import { StrayReply } from '../../domain/evaluation/stray.ts';
import type { Page, StrayReplies } from '../../domain/ports.ts';
import { keys, STRAYS } from '../dynamodb/keys.ts';
import type { State } from './state.ts';

export class MemoryStrayReplies implements StrayReplies {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  async byId(id: string): Promise<StrayReply | undefined> {
    return this.#state.cases.get(StrayReply, keys.strayReply(id));
  }

  async unseen(limit: number, next?: string): Promise<Page<StrayReply>> {
    return this.#state.cases.query(StrayReply, {
      partition: ['ownerKey', STRAYS],
      sort: { name: 'dueKey' },
      limit,
      next,
    });
  }
}
