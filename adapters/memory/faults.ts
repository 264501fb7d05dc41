import type { Write } from '../../domain/ports.ts';

/** What can be made to fail: everything that writes. */
export type Operation = 'commit' | 'storeToken' | 'markDelivered' | 'markSent' | 'add';

/** An error, or a look at the writes that tells whether this is the one to fail. */
export type Fault = Error | ((writes: readonly Write[]) => Error | undefined);

interface Planned {
  on: Operation;
  fault: Fault;
  /** The write takes effect, and its answer is lost. */
  applied: boolean;
}

/** Faults to come, each of which happens once. */
export class Faults {
  readonly #planned: Planned[] = [];

  plan(planned: Planned): void {
    this.#planned.push(planned);
  }

  around<T>(on: Operation, writes: readonly Write[], apply: () => T): T {
    for (const [index, planned] of this.#planned.entries()) {
      if (planned.on !== on) continue;
      const error = typeof planned.fault === 'function' ? planned.fault(writes) : planned.fault;
      if (error === undefined) continue;
      this.#planned.splice(index, 1);
      if (planned.applied) apply();
      throw error;
    }
    return apply();
  }
}
