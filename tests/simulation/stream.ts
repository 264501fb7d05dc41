import type { Committed } from '../../domain/ports.ts';
import { caseIdOf } from '../support/committed.ts';
import type { Follow } from '../support/firm-stream.ts';
import { Counts } from './counts.ts';
import type { Draw } from './random.ts';

/** How likely each is for one record. */
export interface StreamWeather {
  /** It comes once more, with those before it of the same case, as a batch does that is delivered again. */
  twice: number;
  /** It waits for some turns, and what is behind it of the same case with it. */
  late: number;
  /** A start or a wake-up is never delivered: the batch went to the dead letters. */
  lost: number;
}

export const STILL: StreamWeather = { twice: 0, late: 0, lost: 0 };

const BATCH = 4; // of one case: enough for a start, its events and its message

interface Consumer {
  name: string;
  follow: Follow;
  /** What waits, by case: in order within a case, and no order between cases. */
  waiting: Map<string, Committed[]>;
  /** What was delivered of late, by case. */
  lately: Map<string, Committed[]>;
  /** Cases whose records wait until this turn. */
  heldUntil: Map<string, number>;
  /** Cases whose first record failed, and when: it comes again when time has gone on, as Lambda waits before it. */
  failedAt: Map<string, number>;
}

/** The stream of the table, seeded: at least once, in order per case, late at times. */
export class SimulatedStream {
  readonly counts = new Counts();
  weather: StreamWeather = STILL;
  turn = 0;
  delivered = 0;
  readonly #consumers: Consumer[];
  readonly #deliver: (name: string, act: () => Promise<void>) => Promise<void>;
  readonly #now: () => number;
  #draw: Draw;
  #draining: Promise<void> | undefined;

  /** @param deliver runs one delivery; when it throws, the record comes again */
  constructor(
    draw: Draw,
    now: () => number,
    deliver: (name: string, act: () => Promise<void>) => Promise<void>,
  ) {
    this.#now = now;
    this.#consumers = ['follow', 'count'].map((name) => ({
      name,
      follow: async () => {},
      waiting: new Map(),
      lately: new Map(),
      heldUntil: new Map(),
      failedAt: new Map(),
    }));
    this.#draw = draw;
    this.#deliver = deliver;
  }

  drawFrom(draw: Draw): void {
    this.#draw = draw;
  }

  /** A process that starts anew goes on where the old one was: its consumers stand for those before. */
  replaceFollows(follows: readonly Follow[]): void {
    for (const [index, consumer] of this.#consumers.entries()) {
      const follow = follows[index];
      if (follow !== undefined) consumer.follow = follow;
    }
    this.#draining = undefined;
  }

  get waiting(): number {
    let waiting = 0;
    for (const consumer of this.#consumers)
      for (const queue of consumer.waiting.values()) waiting += queue.length;
    return waiting;
  }

  put(committed: Committed): void {
    for (const consumer of this.#consumers) {
      if (!concerns(consumer.name, committed)) continue;
      if (consumer.name === 'follow' && isLosable(committed) && this.#happens('lost')) continue;
      const key = caseIdOf(committed);
      const queue = consumer.waiting.get(key) ?? [];
      consumer.waiting.set(key, queue);
      queue.push(committed);
      if (this.#happens('late')) consumer.heldUntil.set(key, this.turn + this.#draw.int(1, 12));
    }
  }

  /** Delivers what waits and may come now, and what comes of it. A record that fails comes at the next drain. */
  drain(): Promise<void> {
    this.#draining ??= this.#drainAll().finally(() => {
      this.#draining = undefined;
    });
    return this.#draining;
  }

  async #drainAll(): Promise<void> {
    for (let worked = true; worked; ) {
      worked = false;
      for (const consumer of this.#consumers) {
        for (const [key, queue] of consumer.waiting) {
          if ((consumer.heldUntil.get(key) ?? 0) > this.turn) continue;
          if (consumer.failedAt.get(key) === this.#now()) continue;
          if (!(await this.#work(consumer, key, queue))) consumer.failedAt.set(key, this.#now());
          worked = true;
        }
      }
    }
  }

  /** @returns false when the first record fails */
  async #work(consumer: Consumer, key: string, queue: Committed[]): Promise<boolean> {
    const lately = consumer.lately.get(key) ?? [];
    consumer.lately.set(key, lately);
    while (queue.length > 0) {
      const [next] = queue;
      if (next === undefined) break;
      if (!(await this.#one(consumer, next))) return false;
      queue.shift();
      lately.push(next);
      if (lately.length > BATCH) lately.shift();
      if (this.#happens('twice')) for (const again of [...lately]) await this.#one(consumer, again);
    }
    if (consumer.waiting.get(key) === queue && queue.length === 0) consumer.waiting.delete(key);
    return true;
  }

  async #one({ name, follow }: Consumer, committed: Committed): Promise<boolean> {
    this.delivered += 1;
    try {
      await this.#deliver(`${name} ${committed.is}`, () => follow(committed));
      return true;
    } catch {
      return false;
    }
  }

  #happens(what: keyof StreamWeather): boolean {
    const probability = this.weather[what];
    if (probability === 0 || !this.#draw.chance(probability)) return false;
    this.counts.add(`stream ${what}`);
    return true;
  }
}

/** As the filters of the event source mappings have it. */
function concerns(consumer: string, { is }: Committed): boolean {
  return consumer === 'count' ? is === 'event' || is === 'exposure' : is !== 'exposure';
}

/** What the sweeper mends. Messages and events that went to the dead letters are put back by an operator. */
function isLosable(committed: Committed): boolean {
  return committed.is === 'new-case' || (committed.is === 'wait' && committed.wait.decidedAt !== undefined);
}
