import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Activity } from '../../../local/step-functions/activity.ts';
import { SteppedClock } from '../../../local/step-functions/clock.ts';

const HOUR = 3_600_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: 0 }));
afterEach(() => void vi.useRealTimers());

it('takes what came due while the machine slept one by one, as a move does', async () => {
  const timers = [10_000, 20_000];
  const log: string[] = [];
  const clock = new SteppedClock(
    0,
    true,
    {
      sync: async () => timers[0],
      tick: (now) => {
        const fired = timers.filter((at) => at <= now);
        timers.splice(0, fired.length);
        if (fired.length > 0) log.push(`${now}: ${fired.join(' and ')}`);
      },
      quiet: async () => void log.push('quiet'),
      jobFailed: () => {},
    },
    new Activity(),
  );
  clock.every(15_000, async (at) => void log.push(`job of ${at.getTime()}`));
  clock.nextTimerAt(timers[0]);

  vi.setSystemTime(HOUR);
  vi.advanceTimersByTime(10_000);
  await clock.advance(0);
  clock.stop();

  expect(log.slice(0, 7)).toEqual([
    'quiet',
    '10000: 10000',
    'quiet',
    'job of 15000',
    'quiet',
    '20000: 20000',
    'quiet',
  ]);
  expect(clock.now()).toEqual(new Date(HOUR + 10_000));
});
