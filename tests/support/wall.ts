/** Shanghai wall time as an instant: `at('2026-03-02', '10:00')`. */
export function at(date: string, time = '10:00'): Date {
  return new Date(`${date}T${time}:00.000+08:00`);
}

const SHANGHAI_MS = 8 * 3_600_000;

/** Shanghai wall time of an instant, to the minute: `2026-03-02 10:00`. */
export function wall(instant: Date | string | undefined): string | undefined {
  if (instant === undefined) return undefined;
  const ms = new Date(instant).getTime() + SHANGHAI_MS;
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}

export function later(from: Date, span: { days?: number; hours?: number; minutes?: number }): Date {
  const minutes = ((span.days ?? 0) * 24 + (span.hours ?? 0)) * 60 + (span.minutes ?? 0);
  return new Date(from.getTime() + minutes * 60_000);
}
