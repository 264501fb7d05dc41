import { describe, expect, it } from 'vitest';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';
import { dueAt, type Pause } from '../../domain/time/deadlines.ts';

/** Shanghai wall time. */
function at(date: string, time = '09:00'): Date {
  return new Date(`${date}T${time}:00.000+08:00`);
}

/** Fifteen days from 2 March, as somebody reads them. */
function read(pauses: Pause[]) {
  const { explanation, ...due } = dueAt({
    from: at('2026-03-02'),
    duration: { unit: 'calendar-days', amount: 15 },
    calendar: CHINA_CALENDAR,
    pauses,
  });
  return { ...due, told: explanation.map(({ text }) => text) };
}

const appraisal: Pause = { from: at('2026-03-05'), to: at('2026-03-09'), reason: 'appraisal' };

describe('pauses that overlap', () => {
  it('stand still from the first of them on while one of them lasts', () => {
    const lasting = { from: at('2026-03-07'), reason: 'mediation' };

    const { dueAt: due, told } = read([appraisal, lasting]);

    expect(due).toBeUndefined();
    expect(told.at(-1)).toBe('paused since 2026-03-05: appraisal; mediation; 12 days left');
  });

  it('stand still until the longer one ends, and say each reason once', () => {
    const inside = { from: at('2026-03-06'), to: at('2026-03-07'), reason: 'mediation' };
    const again = { from: at('2026-03-08'), to: at('2026-03-09'), reason: 'appraisal' };

    const { dueAt: due, told } = read([appraisal, inside, again]);

    expect(due).toEqual(read([appraisal]).dueAt);
    expect(told).toContain('paused 4 days from 2026-03-05 to 2026-03-09: appraisal; mediation');
  });

  it('are one when the second begins as the first ends', () => {
    const next = { from: at('2026-03-09'), to: at('2026-03-11'), reason: 'mediation' };

    const { told } = read([appraisal, next]);

    expect(told.filter((text) => text.startsWith('paused'))).toEqual([
      'paused 6 days from 2026-03-05 to 2026-03-11: appraisal; mediation',
    ]);
  });

  it('do not swallow one that begins later', () => {
    const later = { from: at('2026-03-12'), to: at('2026-03-13'), reason: 'mediation' };

    const { told } = read([appraisal, later]);

    expect(told.filter((text) => text.startsWith('paused'))).toEqual([
      'paused 4 days from 2026-03-05 to 2026-03-09: appraisal',
      'paused 1 day from 2026-03-12 to 2026-03-13: mediation',
    ]);
  });
});
