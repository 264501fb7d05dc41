/** A timer that is set; its place in the heap is kept so that clearing it needs no search. */
export interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fire: () => void;
  place: number;
}

function before(a: Timer, b: Timer): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at;
}

/** Timers by due time, earliest first; those due at one instant in the order they were set. */
export class TimerHeap {
  readonly #timers: Timer[] = [];
  #order = 0;

  get first(): Timer | undefined {
    return this.#timers[0];
  }

  add(at: number, fire: () => void): Timer {
    const timer = { at, order: ++this.#order, fire, place: this.#timers.length };
    this.#rise(timer);
    return timer;
  }

  /** Takes a timer out; one that has fired or been cleared is let be. */
  remove(timer: Timer): void {
    if (this.#timers[timer.place] !== timer) return;
    const last = this.#timers.pop();
    if (last !== undefined && last !== timer) {
      last.place = timer.place;
      this.#rise(last);
      this.#sink(last);
    }
    timer.place = -1;
  }

  #rise(timer: Timer): void {
    while (timer.place > 0) {
      const parent = this.#timers[(timer.place - 1) >> 1];
      if (parent === undefined || before(parent, timer)) break;
      const above = parent.place;
      this.#put(parent, timer.place);
      timer.place = above;
    }
    this.#put(timer, timer.place);
  }

  #sink(timer: Timer): void {
    for (;;) {
      const left = this.#timers[2 * timer.place + 1];
      const right = this.#timers[2 * timer.place + 2];
      const child = left !== undefined && right !== undefined && before(right, left) ? right : left;
      if (child === undefined || before(timer, child)) break;
      const below = child.place;
      this.#put(child, timer.place);
      timer.place = below;
    }
    this.#put(timer, timer.place);
  }

  #put(timer: Timer, place: number): void {
    timer.place = place;
    this.#timers[place] = timer;
  }
}
