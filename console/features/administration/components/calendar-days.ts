import type { CalendarYear } from '../api/settings.ts';

const DAY_MS = 86_400_000;

export type DayKind = 'working' | 'weekend' | 'holiday' | 'make-up';

export interface CalendarDay {
  date: string;
  day: number;
  kind: DayKind;
}

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The days of a month, in weeks from Monday; nothing where a week belongs to another month. */
export function weeksOf(year: number, month: number, calendar: CalendarYear): (CalendarDay | undefined)[][] {
  const off = new Set(calendar.holidays);
  const worked = new Set(calendar.makeUpWorkingDays);
  const first = Date.UTC(year, month, 1);
  const days = (Date.UTC(year, month + 1, 1) - first) / DAY_MS;
  const before = (new Date(first).getUTCDay() + 6) % 7;
  const cells: (CalendarDay | undefined)[] = Array.from({ length: before });
  for (let day = 0; day < days; day += 1) {
    const at = new Date(first + day * DAY_MS);
    const date = dateOf(at.getTime());
    const isWeekend = at.getUTCDay() % 6 === 0;
    const usual = isWeekend ? 'weekend' : 'working';
    cells.push({
      date,
      day: day + 1,
      kind: off.has(date) ? 'holiday' : worked.has(date) ? 'make-up' : usual,
    });
  }
  while (cells.length % 7 > 0) cells.push(undefined);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

export interface Run {
  from: string;
  to: string;
  days: number;
}

/** Days that follow one another, as one run. */
export function runsOf(dates: readonly string[]): Run[] {
  const runs: Run[] = [];
  for (const date of dates.toSorted()) {
    const last = runs.at(-1);
    if (last !== undefined && Date.parse(date) - Date.parse(last.to) === DAY_MS) {
      last.to = date;
      last.days += 1;
    } else runs.push({ from: date, to: date, days: 1 });
  }
  return runs;
}
