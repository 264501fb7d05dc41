import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../i18n/use-words.ts';
import type { CalendarYear } from '../api/settings.ts';
import { type CalendarDay, weeksOf } from './calendar-days.ts';

const MONTHS = Array.from({ length: 12 }, (_, month) => month);
const A_MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** A year at a glance, as a wall calendar shows it: days off and weekends that are worked have a mark of their own. */
export function YearCalendar({ year, calendar }: { year: number; calendar: CalendarYear }) {
  return (
    <div className="calendar-year">
      {MONTHS.map((month) => (
        <Month key={month} year={year} month={month} calendar={calendar} />
      ))}
    </div>
  );
}

function Month({ year, month, calendar }: { year: number; month: number; calendar: CalendarYear }) {
  const { language } = useFormat();
  const named = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  const weeks = weeksOf(year, month, calendar);
  return (
    <table className="calendar-month">
      <caption>{named.format(Date.UTC(year, month, 1))}</caption>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, day) => A_MONDAY + day * DAY_MS).map((at) => (
            <th key={at} scope="col">
              <abbr title={weekday(at, language, 'long')}>{weekday(at, language, 'narrow')}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.find((day) => day !== undefined)?.date}>
            {week.map((day, at) => (
              <DayCell key={day?.date ?? `${month} ${at}`} day={day} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function weekday(at: number, language: string, weekdayStyle: 'long' | 'narrow'): string {
  return new Intl.DateTimeFormat(language, { weekday: weekdayStyle, timeZone: 'UTC' }).format(at);
}

function DayCell({ day }: { day: CalendarDay | undefined }) {
  const { t } = useTranslation('administration');
  if (day === undefined) return <td />;
  const { kind } = day;
  const marked = kind === 'holiday' || kind === 'make-up';
  return (
    <td className={kind}>
      {day.day}
      {marked && <abbr title={t(`calendar.${kind}`)}>{t(`calendar.mark.${kind}`)}</abbr>}
    </td>
  );
}
