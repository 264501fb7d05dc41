import { FUNCTION_NAMES, FUNCTIONS, type FunctionName } from './functions.ts';
import type { VirtualClock } from './step-functions/index.ts';

const QUARTER_MS = 15 * 60_000; // every schedule in use falls on a quarter of an hour
const SHANGHAI_MS = 8 * 3_600_000;

/** What is due at this quarter of an hour, by the same schedules as in AWS (times of Shanghai). */
export function dueAt(at: Date): FunctionName[] {
  const shanghai = new Date(at.getTime() + SHANGHAI_MS).toISOString();
  const [day, time] = [Number(shanghai.slice(8, 10)), shanghai.slice(11, 16)];
  return FUNCTION_NAMES.filter((name) => {
    const { schedule } = FUNCTIONS[name];
    if (schedule === undefined) return false;
    if (schedule.everyMinutes !== undefined) return (at.getTime() / 60_000) % schedule.everyMinutes === 0;
    if (schedule.daily !== undefined) return schedule.daily === time;
    return schedule.monthly === day && schedule.at === time;
  });
}

export function runSchedules(
  clock: VirtualClock,
  invoke: (name: FunctionName) => Promise<unknown>,
): () => void {
  return clock.every(QUARTER_MS, async (at) => {
    for (const name of dueAt(at)) await invoke(name);
  });
}
