import { type Calendar, flagsOf, HOLIDAY, MAKE_UP, PROVISIONAL, WORKING } from './calendar.ts';
import { dateText, dayAt, dayStart, weekdayOf, yearOf } from './dates.ts';
import type { DueRequest } from './deadlines.ts';

/** Which rule moved a due time. `rule` is for programs, `text` is for people. */
export interface Line {
  rule:
    | 'started'
    | 'paused'
    | 'counted'
    | 'holiday-skipped'
    | 'make-up-day'
    | 'provisional'
    | 'rolled'
    | 'due'
    | 'standing';
  text: string;
}

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MINUTE_MS = 60_000;
const LISTED_DAYS = 10; // more days than this are shown as first to last

/** The story of one due time, told as the clock runs, stops and ends. */
export class Story {
  private readonly request: DueRequest;
  private readonly amount: number;
  private readonly inDays: boolean;
  private readonly onWorkingDays: boolean;
  private readonly lines: Line[] = [];
  private readonly counted: number[] = [];
  private readonly skipped: Line[] = [];
  private openYear: number | undefined;

  constructor(request: DueRequest, amount: number, start: number) {
    const { unit } = request.duration;
    this.request = request;
    this.amount = amount;
    this.inDays = unit === 'calendar-days' || unit === 'working-days';
    this.onWorkingDays =
      unit === 'working-days' || (unit === 'working-hours' && request.hours?.days === 'working');
    const weekday = (WEEKDAYS[weekdayOf(dayAt(start))] ?? '').slice(0, 3);
    this.lines.push({
      rule: 'started',
      text: `${request.event ?? 'received'} ${this.moment(start)} (${weekday})`,
    });
  }

  /** The clock ran from one instant to another. */
  runs(from: number, to: number): void {
    const first = this.inDays ? dayAt(from) + 1 : dayAt(from);
    const last = dayAt(to);
    if (this.onWorkingDays) {
      this.readCalendar(first, last);
    } else if (this.inDays) {
      for (let day = first; day <= last; day += 1) this.counted.push(day);
    }
  }

  private readCalendar(first: number, last: number): void {
    const { calendar } = this.request;
    if (this.inDays) this.flags(first - 1, calendar); // nothing left on the clock: the due day is the day before
    let holidayFrom: number | undefined;
    for (let day = first; day <= last; day += 1) {
      const flags = this.flags(day, calendar);
      if ((flags & WORKING) !== 0) this.counted.push(day);
      if ((flags & HOLIDAY) !== 0) {
        holidayFrom ??= day;
      } else if (holidayFrom !== undefined) {
        this.skips(holidayFrom, day - 1);
        holidayFrom = undefined;
      }
      if ((flags & MAKE_UP) !== 0) {
        this.notes('make-up-day', `${dateText(day)} ${WEEKDAYS[weekdayOf(day)]} is a make-up working day`);
      }
    }
    if (holidayFrom !== undefined) this.skips(holidayFrom, last);
  }

  private flags(day: number, calendar: Calendar): number {
    const flags = flagsOf(day, calendar);
    if ((flags & PROVISIONAL) !== 0 && this.openYear === undefined) {
      const year = yearOf(day);
      // The last days of a published year are open because of the notice for the next.
      this.openYear = calendar.years[String(year)]?.provisional === true ? year : year + 1;
    }
    return flags;
  }

  private skips(from: number, to: number): void {
    this.notes('holiday-skipped', `${range(from, to)} public holiday skipped`);
  }

  /** Once: a day on which a clock of hours stops and goes on again is read twice. */
  private notes(rule: Line['rule'], text: string): void {
    if (!this.skipped.some((line) => line.text === text)) this.skipped.push({ rule, text });
  }

  /** The clock stood still from one instant to another. */
  stops(from: number, to: number, reason: string): void {
    const length = this.inDays ? plural(dayAt(to) - dayAt(from), 'day') : lengthOf(to - from);
    this.lines.push({
      rule: 'paused',
      text: `paused ${length} from ${this.moment(from)} to ${this.moment(to)}: ${reason}`,
    });
  }

  /** The clock stands still and nobody knows until when. */
  stands(from: number, reason: string, left: number): void {
    this.lines.push({
      rule: 'standing',
      text: `paused since ${this.moment(from)}: ${reason}; ${this.length(left)} left`,
    });
  }

  /** The clock ran out on `counted`, and `due` is where that was moved to. */
  ends(counted: number, due: number): void {
    this.lines.push({ rule: 'counted', text: this.countedText() }, ...this.skipped);
    if (due !== counted) {
      for (let day = dayAt(counted); day <= dayAt(due); day += 1) this.flags(day, this.request.calendar);
      this.lines.push({
        rule: 'rolled',
        text: `${dateText(dayAt(counted))} is a day off: moved to the next working day`,
      });
    }
    if (this.openYear !== undefined) {
      this.lines.push({
        rule: 'provisional',
        text: `the holidays of ${this.openYear} are not published yet: only those that the law fixes are assumed`,
      });
    }
    this.lines.push({
      rule: 'due',
      text: `due at ${this.inDays ? 'the end of ' : ''}${this.moment(due)} (Asia/Shanghai)`,
    });
  }

  told(): { provisional: boolean; explanation: Line[] } {
    return { provisional: this.openYear !== undefined, explanation: this.lines };
  }

  private countedText(): string {
    const length = this.length(this.amount);
    const { unit } = this.request.duration;
    if (unit === 'working-hours') {
      const { intervals = [], days = 'every' } = this.request.hours ?? {};
      const inside = intervals.map(({ from, to }) => `${from}-${to}`).join(', ');
      return `${length} inside ${inside} on ${days === 'working' ? 'working days' : 'every day'}`;
    }
    if (!this.inDays) return `${length} running`;
    const [first] = this.counted;
    const last = this.counted.at(-1);
    if (this.amount === 0 || first === undefined || last === undefined) return length;
    return this.counted.length <= LISTED_DAYS
      ? `${length}: ${list(this.counted)}`
      : `${length}: ${dateText(first)} to ${dateText(last)}`;
  }

  private length(amount: number): string {
    const { unit } = this.request.duration;
    if (unit === 'calendar-days') return plural(amount, 'day');
    if (unit === 'working-days') return plural(amount, 'working day');
    return lengthOf(amount, unit === 'working-hours' ? 'working ' : '');
  }

  private moment(ms: number): string {
    const day = dayAt(ms);
    if (this.inDays) return dateText(day);
    const minutes = Math.floor((ms - dayStart(day)) / MINUTE_MS);
    return `${dateText(day)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  }
}

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function lengthOf(ms: number, kind = ''): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return plural(minutes, `${kind}minute`);
  const rest = minutes % 60;
  return plural(hours, `${kind}hour`) + (rest === 0 ? '' : ` ${plural(rest, 'minute')}`);
}

/** `2026-10-01..10-07`; the year again only where it changes. */
function range(from: number, to: number): string {
  return from === to ? dateText(from) : `${dateText(from)}..${after(from, to)}`;
}

function list(days: readonly number[]): string {
  return days.map((day, i) => (i === 0 ? dateText(day) : after(days[i - 1] ?? day, day))).join(', ');
}

function after(before: number, day: number): string {
  const text = dateText(day);
  return text.startsWith(dateText(before).slice(0, 5)) ? text.slice(5) : text;
}
