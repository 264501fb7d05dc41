import type { Notice } from '../../domain/notices.ts';
import type { Notices } from '../../domain/ports.ts';
import { copied } from './copy.ts';

/** Keeps what was published, in order. */
export class MemoryNotices implements Notices {
  readonly #published: Notice[] = [];
  readonly #failures: Error[] = [];

  get published(): Notice[] {
    return copied(this.#published);
  }

  failNext(error: Error): void {
    this.#failures.push(error);
  }

  async publish(notices: readonly Notice[]): Promise<void> {
    const failure = this.#failures.shift();
    if (failure !== undefined) throw failure;
    this.#published.push(...notices.map(copied));
  }
}
