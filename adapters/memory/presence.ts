import type { Presence } from '../../domain/ports.ts';
import { Here } from '../../domain/presence.ts';
import { keys } from '../dynamodb/keys.ts';
import { copied } from './copy.ts';
import type { State } from './state.ts';

export class MemoryPresence implements Presence {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  async at(caseId: string): Promise<Here[]> {
    const { pk, sk } = keys.here(caseId, '');
    return this.#state.cases.all(Here, { partition: ['pk', pk], sort: { name: 'sk', beginsWith: sk } });
  }

  async put(caseId: string, here: Here): Promise<void> {
    this.#state.cases.put({ key: keys.here(caseId, here.id), record: copied(here), index: {} });
  }
}
