import { Person } from '../../domain/person.ts';
import type { Page, People } from '../../domain/ports.ts';
import { keys } from '../dynamodb/keys.ts';
import type { State } from './state.ts';

export class MemoryPeople implements People {
  readonly #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  async byId(id: string): Promise<Person | undefined> {
    return this.#state.policies.get(Person, keys.person(id));
  }

  async list(limit: number, next?: string): Promise<Page<Person>> {
    return this.#state.policies.query(Person, { partition: ['pk', keys.person('').pk], limit, next });
  }
}
