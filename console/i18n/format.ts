import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);
dayjs.extend(timezone);

export type Language = 'zh-CN' | 'en';
export const LANGUAGES: readonly Language[] = ['zh-CN', 'en'];

/** All days and times are those of the firm's clocks, wherever the reader sits. */
const ZONE = 'Asia/Shanghai';

export function whenText(instant: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    timeZone: ZONE,
    year: 'numeric',
    month: language === 'en' ? 'short' : 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(new Date(instant));
}

/** @param day `YYYY-MM-DD` of Shanghai */
export function dayText(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    year: 'numeric',
    month: language === 'en' ? 'short' : 'long',
    day: 'numeric',
    weekday: 'short',
  }).format(new Date(`${day}T00:00:00Z`));
}

/** @param month `YYYY-MM`; anything else is given back as it is: it can come from an address */
export function monthText(month: string, language: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return month;
  return new Intl.DateTimeFormat(language, { timeZone: 'UTC', year: 'numeric', month: 'long' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
}

/** @param fen whole fen */
export function moneyText(fen: number, language: string): string {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'CNY',
    currencyDisplay: 'narrowSymbol',
  }).format(fen / 100);
}

export function numberText(value: number, language: string): string {
  return new Intl.NumberFormat(language).format(value);
}

/** @param share of 1 */
export function shareText(share: number, language: string): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share);
}

/** The day in Shanghai of an instant, `YYYY-MM-DD`. */
export function dayOf(instant: string | Date): string {
  return dayjs(instant).tz(ZONE).format('YYYY-MM-DD');
}

/** The instant at which a day and time of Shanghai is. */
export function instantOf(local: string): string {
  return dayjs.tz(local, ZONE).toISOString();
}

/** The minute of Shanghai that an instant is in, as a field of a form holds it: `2026-03-02T10:00`. */
export function minuteOf(instant: string | Date): string {
  return dayjs(instant).tz(ZONE).format('YYYY-MM-DDTHH:mm');
}
