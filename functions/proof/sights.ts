import { canonicalJson } from '../../domain/history.ts';
import type { Sight } from '../../domain/sight.ts';

/** What the histories say was seen, to be held against the access log: as many as there are, and few of all events. */
export class SightsTold {
  readonly #told = new Map<string, Sight>();

  add(sights: readonly (Sight | undefined)[]): void {
    for (const sight of sights) if (sight !== undefined) this.#told.set(sight.id, sight);
  }

  /** Ticks one off. @returns what is wrong with it */
  compare(logged: Sight): string[] {
    const told = this.#told.get(logged.id);
    this.#told.delete(logged.id);
    if (told === undefined) return [`the access log has sight ${logged.id}, and no event says it`];
    return canonicalJson(told) === canonicalJson(logged)
      ? []
      : [`sight ${logged.id} is not what its event says`];
  }

  /** Those that the log leaves out, after all of it was compared. */
  get missing(): Sight[] {
    return [...this.#told.values()];
  }
}
