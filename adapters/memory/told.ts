import type { Committed } from '../../domain/ports.ts';

export type Listener = (committed: Committed) => void;

/**
 * Tells committed changes in the order of their commits. What a listener commits itself is told after what is being
 * told, so that no listener hears of an effect before its cause.
 */
export class Told {
  readonly #listeners = new Set<Listener>();
  readonly #waiting: Committed[] = [];
  #telling = false;

  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(committed: readonly Committed[]): void {
    this.#waiting.push(...committed);
    if (this.#telling) return;
    this.#telling = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        for (const listener of this.#listeners) listener(structuredClone(next));
      }
    } finally {
      this.#telling = false;
    }
  }
}
