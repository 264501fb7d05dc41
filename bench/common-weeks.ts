import { addDays, type Calendar, dateOf, isWorkingDay, startOf } from '../domain/time/calendar.ts';

const TEN_HOURS_MS = 10 * 3_600_000;

/**
 * Ten in the morning of the next Monday, now included, that begins so many weeks without a holiday or a working
 * weekend: days are then the same in each of them.
 */
export function nextCommonMonday(now: Date, weeks: number, calendar: Calendar): Date {
  const isCommon = (monday: string): boolean =>
    Array.from({ length: 7 * weeks }, (_, day) => day).every(
      (day) => isWorkingDay(addDays(monday, day), calendar) === day % 7 < 5,
    );
  for (let date = dateOf(now); ; date = addDays(date, 1)) {
    const at = new Date(startOf(date).getTime() + TEN_HOURS_MS);
    if (at >= now && new Date(`${date}T00:00:00Z`).getUTCDay() === 1 && isCommon(date)) return at;
  }
}
