import { describe, expect, it } from 'vitest';
import { type Forum, forumsAfter, type UpheldDecision } from '../../domain/reconsideration/forums.ts';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';

function forum(name: Forum['forum'], decision: Partial<UpheldDecision> = {}): Forum {
  const found = forumsAfter({ receivedOn: '2026-03-02', line: 'other', ...decision }, CHINA_CALENDAR).find(
    (one) => one.forum === name,
  );
  if (found === undefined) throw new Error(`no forum ${name}`);
  return found;
}

describe('the ways after an upheld decision', () => {
  it.each([
    ['2026-03-02', '2026-04-01'],
    ['2024-02-10', '2024-03-11'], // over a leap day
    ['2026-12-20', '2027-01-19'], // into a year that is not published
    ['2033-06-01', '2033-07-01'], // beyond the working calendar
  ])('received %s: the upper unit is asked by %s', (receivedOn, until) => {
    const review = forum('review-by-upper-unit', { receivedOn });
    expect(review.until).toBe(until);
    expect(review.why.join()).toContain(`decision received ${receivedOn}`);
  });

  it('say that a last day off stays where it is', () => {
    expect(forum('review-by-upper-unit', { receivedOn: '2026-09-02' }).why.join()).toContain(
      '2026-10-02 is a day off',
    );
  });

  it.each([
    ['life', '2024-02-29', '2029-02-28'],
    ['other', '2024-02-29', '2026-02-28'],
    ['other', '2025-07-15', '2027-07-15'],
  ] as const)('%s, event known %s: court and arbitration are open to %s', (line, eventKnownOn, until) => {
    for (const name of ['court', 'arbitration'] as const) {
      expect(forum(name, { line, eventKnownOn }).until).toBe(until);
    }
  });

  it('give court and arbitration no date while nobody knows when the event was known', () => {
    for (const name of ['court', 'arbitration'] as const) {
      const { until, why } = forum(name);
      expect(until).toBeUndefined();
      expect(why).toEqual(['eventKnownOn is not known']);
    }
  });

  it('never date what no rule dates', () => {
    for (const name of ['mediation', 'regulator-complaint'] as const) {
      expect(forum(name, { eventKnownOn: '2025-07-15' }).until).toBeUndefined();
    }
  });

  it('tell law from practice, name the source and explain in both languages', () => {
    const all = forumsAfter({ receivedOn: '2026-03-02', line: 'life' }, CHINA_CALENDAR);
    expect(all.filter(({ basis }) => basis === 'practice').map((one) => one.forum)).toEqual(['mediation']);
    for (const { basis, source, why, note } of all) {
      expect(/art\.|ch\./.test(source)).toBe(basis === 'law');
      expect(why.length).toBeGreaterThan(0);
      expect(note.zh).toMatch(/\p{Script=Han}/u);
      expect(note.en).toMatch(/^[^\p{Script=Han}]+$/u);
    }
  });
});
