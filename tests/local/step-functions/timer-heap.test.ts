import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Timer, TimerHeap } from '../../../local/step-functions/interpreter/timer-heap.ts';

it('gives timers by due time and then in the order they were set, without those cleared', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ at: fc.nat(20), clear: fc.boolean() }), { maxLength: 60 }), (wanted) => {
      const heap = new TimerHeap();
      const timers = wanted.map(({ at, clear }) => ({ timer: heap.add(at, () => {}), clear }));
      for (const { timer, clear } of timers) if (clear) heap.remove(timer);
      const kept = timers.filter(({ clear }) => !clear).map(({ timer }) => timer);

      const fired: Timer[] = [];
      for (let first = heap.first; first !== undefined; first = heap.first) {
        heap.remove(first);
        heap.remove(first);
        fired.push(first);
      }
      expect(fired).toEqual(kept.toSorted((a, b) => a.at - b.at || a.order - b.order));
    }),
  );
});
