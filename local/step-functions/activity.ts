/** Counts what is under way, and how often something has started, so that a lull can be told from the end. */
export class Activity {
  #open = 0;
  #started = 0;
  #whenNone: (() => void)[] = [];

  get open(): number {
    return this.#open;
  }

  get started(): number {
    return this.#started;
  }

  /** Notes something that is over at once, or that somebody else waits for. */
  note(): void {
    this.#started++;
  }

  /** Counts `work` as under way until it settles. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#started++;
    this.#open++;
    try {
      return await work();
    } finally {
      this.#open--;
      if (this.#open === 0) this.release();
    }
  }

  /** Resolves when nothing is under way. */
  async none(): Promise<void> {
    if (this.#open === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#whenNone.push(resolve);
    await promise;
  }

  /** Lets everybody go who waits for `none`. */
  release(): void {
    for (const resolve of this.#whenNone.splice(0)) resolve();
  }
}
