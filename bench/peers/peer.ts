/** What each peer is asked to do, and what a case is. */

/** As it comes in by our own API: some of its fields are enough here. */
export interface Policy {
  carrier: string;
  number: string;
}

export type Answers = Readonly<Record<string, string>>;

/** What a step leaves behind: the case as far as it has come. */
export interface CallbackCase {
  id: string;
  policy: Policy;
  stage: 'open' | 'invited' | 'clean' | 'problem';
}

/** The way that a case goes in every system: it is opened, the customer is invited, answers, and it is closed. */
export interface Peer {
  /** By one request over HTTP; resolves when the invitation went out. */
  start(policy: Policy): Promise<string>;
  /** One request that reads the case, as the customer's page does. */
  look(id: string): Promise<CallbackCase>;
  answer(id: string, answers: Answers): Promise<void>;
  /** Resolves when all that were answered have come to their end. */
  settled(): Promise<void>;
  /** How far a case has come, by what is stored. */
  stageOf(id: string): Promise<string>;
  /** All that is stored and was done to store it since the start, by name. */
  persisted(): Promise<Persisted>;
  stop(): Promise<void>;
}

/** Totals, not per case. `syncs`: how often the disk was told to keep it. */
export interface Persisted {
  rows: number;
  bytes: number;
  syncs: number;
}

/** What a durable step is given; each returns at once, so that what is measured is the keeping. */
export class Gateway {
  readonly #invited = new Map<string, () => void>();
  #open = 0;
  #settled: (() => void) | undefined;

  /** For the next invitation of a case; to be asked for before it goes out. */
  invitation(id: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#invited.set(id, resolve);
    this.#open += 1;
    return promise;
  }

  invite(found: CallbackCase): CallbackCase {
    return { ...found, stage: 'invited' };
  }

  /** The case waits. A repeated run of the workflow says so again, and nobody hears it twice. */
  waits(id: string): void {
    this.#invited.get(id)?.();
    this.#invited.delete(id);
  }

  closed(): void {
    this.#open -= 1;
    if (this.#open === 0) this.#settled?.();
  }

  settled(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    if (this.#open === 0) resolve();
    else this.#settled = resolve;
    return promise;
  }
}

export function assess(found: CallbackCase, answers: Answers): CallbackCase {
  const isClean = Object.values(answers).every((answer) => answer === 'yes');
  return { ...found, stage: isClean ? 'clean' : 'problem' };
}

export const QUESTIONS: readonly string[] = Array.from({ length: 7 }, (_, at) => `item-${at + 1}`);

/** A customer has so long: the cooling-off period. */
export const LIMIT_DAYS = 15;

export class PeerFailed extends Error {
  override readonly name = 'PeerFailed';
}
