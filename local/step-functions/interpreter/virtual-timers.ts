import { type Timer, TimerHeap } from './timer-heap.ts';

export interface VirtualTimers {
  /** Moves the time to `to` and fires, in order, what is due by then. The past is let be. */
  moveTo(to: number): void;
  /** When the earliest timer is due. */
  next(): number | undefined;
}

// Not fake-timers: it walks through all timers at every move, keeps 2 KB for each, shows the next one only
// inside, and fires a delay over 24.8 days at once, as Node does.

/**
 * Puts this thread's `setTimeout`, `clearTimeout` and `Date` under our own time, which stands at `start`
 * until it is moved, and knows no longest delay. Everything else, as `setImmediate` and messages, stays real.
 */
export function installVirtualTimers(start: number): VirtualTimers {
  const heap = new TimerHeap();
  const RealDate = Date;
  let now = start;

  class VirtualDate extends RealDate {
    constructor(...values: [] | [number | string | Date]) {
      super(...((values.length === 0 ? [now] : values) as [number]));
    }

    static override now(): number {
      return now;
    }

    /** A clone of a date is a real one, and is a date all the same. */
    static override [Symbol.hasInstance](value: unknown): boolean {
      return value instanceof RealDate;
    }
  }

  function setTimeout(callback: (...values: unknown[]) => void, delay = 0, ...values: unknown[]): Timer {
    const fire = values.length === 0 ? callback : () => callback(...values);
    return heap.add(now + Math.max(0, delay), fire);
  }

  function clearTimeout(timer: Timer | undefined): void {
    if (timer !== undefined) heap.remove(timer);
  }

  Object.assign(globalThis, { Date: VirtualDate, setTimeout, clearTimeout });

  return {
    moveTo: (to) => {
      for (let timer = heap.first; timer !== undefined && timer.at <= to; timer = heap.first) {
        heap.remove(timer);
        now = Math.max(now, timer.at);
        timer.fire();
      }
      now = Math.max(now, to);
    },
    next: () => heap.first?.at,
  };
}
