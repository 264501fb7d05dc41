import type { MemoryStore } from '../../adapters/memory/store.ts';
import type { Committed } from '../../domain/ports.ts';

export type Follow = (committed: Committed) => Promise<void>;

interface Consumer {
  follow: Follow;
  waiting: Committed[];
}

/**
 * The stream of a store in memory: each consumer gets every committed change in order. One that fails is tried again
 * when the stream is drained again, which happens before time goes on, and the changes behind it wait for it.
 */
export class FirmStream {
  readonly #consumers: Consumer[];
  readonly #told: Committed[] = [];
  readonly #lost: ((committed: Committed) => boolean)[] = [];
  #draining: Promise<void> = Promise.resolve();
  /** From now on each change comes twice in a row. */
  isDouble = false;
  /** How often a consumer failed on a change. */
  failures = 0;

  constructor(store: MemoryStore, follows: readonly Follow[]) {
    this.#consumers = follows.map((follow) => ({ follow, waiting: [] }));
    store.onCommitted((committed) => {
      this.#told.push(committed);
      this.#put(committed);
    });
  }

  /** The next such change is lost to who follows the cases: the first consumer. What counts has a position of its own. */
  loseNext(which: (committed: Committed) => boolean): void {
    this.#lost.push(which);
  }

  /** Changes that are still on their way to somebody. */
  get waiting(): number {
    return this.#consumers.reduce((sum, { waiting }) => sum + waiting.length, 0);
  }

  /** Delivers everything that was ever told once more, from the beginning on, as after a reset of the position. */
  async replay(): Promise<void> {
    for (const { waiting } of this.#consumers) waiting.push(...this.#told);
    await this.drain();
  }

  /** Delivers what waits, and what comes of it. */
  drain(): Promise<void> {
    this.#draining = this.#draining.then(async () => {
      for (let worked = true; worked; ) {
        worked = false;
        for (const consumer of this.#consumers) if (await this.#work(consumer)) worked = true;
      }
    });
    return this.#draining;
  }

  #put(committed: Committed): void {
    const lost = this.#lost.findIndex((which) => which(committed));
    if (lost >= 0) this.#lost.splice(lost, 1);
    const copies = this.isDouble ? [committed, committed] : [committed];
    for (const { waiting } of this.#consumers.slice(lost >= 0 ? 1 : 0)) waiting.push(...copies);
  }

  /** @returns whether anything was delivered */
  async #work({ follow, waiting }: Consumer): Promise<boolean> {
    let worked = false;
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      try {
        await follow(structuredClone(next));
      } catch {
        this.failures += 1;
        return worked;
      }
      waiting.shift();
      worked = true;
    }
    return worked;
  }
}
