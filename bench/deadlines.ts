import { addDays, type DateText } from '../domain/time/calendar.ts';
import { CHINA_CALENDAR } from '../domain/time/china-calendar.ts';
import { type Duration, dueAt } from '../domain/time/deadlines.ts';
import { BenchFailed } from './local-system.ts';
import { type BenchOptions, type Figure, median } from './report.ts';

const ROUNDS = 5;

/** As the complaint rules and the ladder have them. */
const DURATIONS: readonly Duration[] = [
  { unit: 'working-days', amount: 1 },
  { unit: 'working-days', amount: 10 },
  { unit: 'calendar-days', amount: 15, rollToWorkingDay: true },
  { unit: 'calendar-days', amount: 30 },
  { unit: 'hours', amount: 72 },
];

/**
 * Due dates a second of processor time, each with the explanation that is shown beside it, by the Chinese working
 * calendar.
 */
export default async function deadlines({ cases: count = 200_000 }: BenchOptions): Promise<Figure[]> {
  const starts = Array.from({ length: 365 }, (_, day) => at(addDays('2026-01-01', day)));
  const round = (): number => {
    const from = process.threadCpuUsage();
    let latest = 0;
    for (let index = 0; index < count; index += 1) {
      const duration = DURATIONS[index % DURATIONS.length] ?? { unit: 'hours', amount: 1 };
      const start = starts[index % starts.length] ?? new Date(0);
      latest = Math.max(latest, dueAt({ from: start, duration, calendar: CHINA_CALENDAR }).dueAt.getTime());
    }
    const { user, system } = process.threadCpuUsage(from);
    const rate = count / ((user + system) / 1_000_000);
    if (latest < at('2026-12-31').getTime()) throw new BenchFailed('Nothing was due.');
    return rate;
  };
  round();
  const rates = Array.from({ length: ROUNDS }, round);
  return [{ what: 'due dates a second', measured: median(rates), budget: { least: 200_000 }, isTime: true }];
}

function at(day: DateText): Date {
  return new Date(`${day}T02:30:00.000Z`);
}
