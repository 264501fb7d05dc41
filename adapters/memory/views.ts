import { StaleVersion } from '../../domain/errors.ts';
import type { Views } from '../../domain/ports.ts';
import { NO_VIEWS, SavedViews } from '../../domain/views.ts';
import { keys } from '../dynamodb/keys.ts';
import { copied } from './copy.ts';
import type { State } from './state.ts';

export class MemoryViews implements Views {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  async of(staffId: string): Promise<SavedViews> {
    return this.#of(staffId);
  }

  async put(staffId: string, views: SavedViews): Promise<void> {
    if (views.version !== this.#of(staffId).version + 1)
      throw new StaleVersion('The views were changed elsewhere meanwhile.', {});
    this.#state.policies.put({ key: keys.views(staffId), record: copied(views), index: {} });
  }

  #of(staffId: string): SavedViews {
    return this.#state.policies.get(SavedViews, keys.views(staffId)) ?? NO_VIEWS;
  }
}
