import { type RecourseError, StaleVersion, Throttled, Unavailable } from '../../domain/errors.ts';
import type { Store } from '../support/firm-parts.ts';
import { doing } from './context.ts';
import { Counts } from './counts.ts';
import type { Draw } from './random.ts';

/** How likely each fault is at one call of an adapter, from 0 to 1. */
export interface Weather {
  throttled: number;
  unavailable: number;
  /** The write takes effect and its answer is lost. */
  answerLost: number;
  /** Another transaction was first. */
  conflict: number;
  /** The function that calls dies, before the call or after it. */
  died: number;
}

export const CALM: Weather = { throttled: 0, unavailable: 0, answerLost: 0, conflict: 0, died: 0 };

/** The function died: as Lambda tells it, and no name that a workflow retries. */
export class FunctionDied extends Error {
  override readonly name = 'Runtime.ExitError';
}

/** The process was killed while this was under way. */
export class ProcessKilled extends Error {
  override readonly name = 'ProcessKilled';
}

const WRITES = new Set([
  'commit',
  'storeToken',
  'markDelivered',
  'markSent',
  'put',
  'putStaffPhone',
  'putCarrier',
  'putExport',
  'restate',
  'add',
  'start',
  'wake',
  'send',
  'publish',
  'remove',
  'forget',
]);

/** Puts faults between the handlers and their adapters, each drawn from the seed. */
export class FaultLayer {
  readonly counts = new Counts();
  weather: Weather = CALM;
  /** Of which process calls are answered. */
  life = 1;
  /** In how many calls from now the process is killed, in the middle of whatever they are a part of. */
  #killIn: { calls: number; after: boolean } | undefined;
  #draw: Draw;

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  /** From now on faults are drawn from here: each turn has its own, so that a turn left out changes no other's. */
  drawFrom(draw: Draw): void {
    this.#draw = draw;
  }

  /** @param after whether that call still takes effect */
  killIn(calls: number, after: boolean): void {
    this.#killIn = { calls, after };
  }

  /** From this moment nothing that is under way has an effect any more. */
  kill(): void {
    this.#killIn = undefined;
    this.life += 1;
    this.counts.add('process killed');
  }

  calmDown(): void {
    this.weather = CALM;
    this.#killIn = undefined;
  }

  /** The same adapter, whose calls can fail. */
  around<T extends object>(name: string, adapter: T): T {
    return new Proxy(adapter, {
      get: (target, member) => {
        const value: unknown = Reflect.get(target, member, target);
        if (typeof value !== 'function' || typeof member !== 'string') return value;
        const act = value as (...given: unknown[]) => unknown;
        return (...given: unknown[]) => this.#call(name, member, () => act.apply(target, given));
      },
    });
  }

  store(store: Store): Store {
    return Object.fromEntries(
      Object.entries(store).map(([name, adapter]) => [name, this.around(name, adapter as object)]),
    ) as unknown as Store;
  }

  async #call(name: string, member: string, act: () => unknown): Promise<unknown> {
    this.#mustLive();
    if (this.#killIn !== undefined) await this.#killInTime(act);
    const fault = this.#drawn(name, member);
    if (fault === undefined) {
      const answer = await act();
      this.#mustLive();
      return answer;
    }
    this.#note(fault.kind);
    if (fault.after) await act();
    throw fault.error;
  }

  async #killInTime(act: () => unknown): Promise<void> {
    if (this.#killIn === undefined || doing() === undefined) return;
    this.#killIn.calls -= 1;
    if (this.#killIn.calls > 0) return;
    if (this.#killIn.after) await act();
    this.kill();
    this.#mustLive();
  }

  #mustLive(): void {
    const now = doing();
    if (now === undefined || now.life === this.life) return;
    now.faults += 1;
    throw new ProcessKilled('the process that did this was killed');
  }

  #note(kind: string): void {
    this.counts.add(kind);
    const now = doing();
    if (now !== undefined) now.faults += 1;
  }

  #drawn(name: string, member: string): { kind: string; error: Error; after: boolean } | undefined {
    const { throttled, unavailable, answerLost, conflict, died } = this.weather;
    if (throttled + unavailable + answerLost + conflict + died === 0 || doing() === undefined)
      return undefined;
    const writes = WRITES.has(member) && name !== 'files';
    const at = this.#draw.real();
    let upTo = throttled;
    if (at < upTo) return { kind: 'throttled', error: new Throttled('Injected.'), after: false };
    upTo += unavailable;
    if (at < upTo) return { kind: 'unavailable', error: new Unavailable('Injected.'), after: false };
    if (!writes) return undefined;
    upTo += answerLost;
    if (at < upTo) return { kind: 'answer lost', error: new Unavailable('Injected: lost.'), after: true };
    upTo += died;
    if (at < upTo) {
      const after = this.#draw.chance(0.5);
      return { kind: 'function died', error: new FunctionDied('Injected.'), after };
    }
    upTo += conflict;
    if (at < upTo && member === 'commit') {
      const error: RecourseError = this.#draw.chance(0.5)
        ? new StaleVersion('Injected.', {})
        : new Throttled('Injected: another transaction.');
      return { kind: 'transaction cancelled', error, after: false };
    }
    return undefined;
  }
}
