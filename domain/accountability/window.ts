import type { Month } from '../commission/payout.ts';
import { addDays, type DateText, startOf } from '../time/calendar.ts';
import { endOf } from '../time/dates.ts';
import type { Dates } from './settings.ts';

/** What a run looks at, first and last instant included. Days are days in Shanghai, weekends and holidays too. */
export interface Window {
  month: Month;
  from: DateText;
  to: DateText;
  opensAt: string;
  closesAt: string;
  /** The day on which the run is compiled. */
  compiledOn: DateText;
  /** The last day for objections, unless the result is sent after it. */
  objectUntil: DateText;
}

/** The window of `2026-11` with the day 21: 2026-10-21 to 2026-11-20. The firm's procedure. */
export function windowOf(month: Month, { compiledOn, objectUntil }: Dates): Window {
  const before = addDays(`${month}-01`, -1).slice(0, 7);
  const from = `${before}-${twoDigits(compiledOn)}`;
  const compiled = `${month}-${twoDigits(compiledOn)}`;
  const to = addDays(compiled, -1);
  return {
    month,
    from,
    to,
    opensAt: startOf(from).toISOString(),
    closesAt: endOf(to).toISOString(),
    compiledOn: compiled,
    objectUntil: `${month}-${twoDigits(objectUntil)}`,
  };
}

function twoDigits(day: number): string {
  return String(day).padStart(2, '0');
}
