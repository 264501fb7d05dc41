import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LegalClock,
  LegalClockName,
  LegalFacts,
  legalClocks,
  timeBarEnd,
  timeBarWarnings,
} from '../../domain/reconsideration/legal-clocks.ts';
import { addDays, addYears, dateOf, startOf } from '../../domain/time/calendar.ts';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';
import { dateText, dayOf, daysBetween, endOf } from '../../domain/time/dates.ts';

const NOW = new Date('2026-03-02T02:00:00.000Z');

function facts(known: Partial<LegalFacts> = {}): LegalFacts {
  return LegalFacts.parse({ kind: 'claim', line: 'other', ...known });
}

function clock(name: LegalClockName, known: Partial<LegalFacts>, now = NOW): LegalClock {
  const found = legalClocks(facts(known), CHINA_CALENDAR, now).find((one) => one.name === name);
  if (found === undefined) throw new Error(`no clock ${name}`);
  return found;
}

function dueOn({ dueAt }: LegalClock): string | undefined {
  return dueAt === undefined ? undefined : dateOf(dueAt);
}

function faultsOf(known: Record<string, unknown>): string[] {
  const { error } = LegalFacts.safeParse({ kind: 'claim', line: 'other', ...known });
  return error?.issues.map(({ path }) => path.join('.')) ?? [];
}

describe('the 30 days for a decision on a claim', () => {
  it.each<[string, [string, string?][], string]>([
    ['2026-03-02', [], '2026-04-01'],
    ['2024-02-10', [], '2024-03-11'], // over a leap day
    ['2025-02-10', [], '2025-03-12'],
    ['2026-12-20', [], '2027-01-19'], // into a year whose holidays are not published
    ['2021-01-10', [], '2021-02-09'], // before the calendar begins
    ['2031-01-01', [], '2031-01-31'], // after it ends
    ['2026-02-02', [['2026-02-10', '2026-02-25']], '2026-03-19'], // the request lies over Spring Festival
    ['2026-09-20', [['2026-09-28', '2026-10-09']], '2026-10-31'], // over National Day
    ['2024-02-10', [['2024-02-28', '2024-03-01']], '2024-03-13'], // over a leap day
    ['2026-12-20', [['2026-12-30', '2027-01-05']], '2027-01-25'],
    [
      '2026-03-02',
      [
        ['2026-03-05', '2026-03-10'],
        ['2026-03-08', '2026-03-12'],
      ],
      '2026-04-08',
    ], // no day is taken off twice
    [
      '2026-03-02',
      [
        ['2026-03-05', '2026-03-10'],
        ['2026-03-20', '2026-03-25'],
      ],
      '2026-04-11',
    ],
    ['2026-03-02', [['2026-03-05', '2026-03-05']], '2026-04-01'], // answered on the same day
    ['2026-03-02', [['2026-04-02', '2026-04-20']], '2026-04-01'], // asked for when it was too late
    ['2026-03-02', [['2026-02-20', '2026-02-27']], '2026-04-01'], // asked for before the first receipt
  ])('received %s, papers asked for %j: the end of %s', (materialsReceivedOn, asks, due) => {
    const supplements = asks.map(([askedOn, receivedOn]) => ({
      askedOn,
      ...(receivedOn === undefined ? {} : { receivedOn }),
    }));
    const found = clock('claim-decision', { materialsReceivedOn, supplements });
    expect(found.dueAt).toBe(endOf(due).toISOString());
  });

  it('stand still while the claimant is to send papers, and cannot be missed', () => {
    const open = { materialsReceivedOn: '2026-01-05', supplements: [{ askedOn: '2026-01-15' }] };
    const found = clock('claim-decision', open, startOf('2027-01-01'));
    expect(found).toMatchObject({ state: 'paused' });
    expect(found.dueAt).toBeUndefined();
    expect(found.why.join()).toContain('20 days left');
  });

  it('are kept by a decision that does not wait for the papers', () => {
    const decided = {
      materialsReceivedOn: '2026-01-05',
      supplements: [{ askedOn: '2026-01-15' }],
      decidedOn: '2026-02-27',
    };
    expect(clock('claim-decision', decided)).toMatchObject({ state: 'met', doneOn: '2026-02-27' });
  });

  it('say why: start, request with its reason, count and end', () => {
    const { why } = clock('claim-decision', {
      materialsReceivedOn: '2026-03-02',
      supplements: [{ askedOn: '2026-03-05', receivedOn: '2026-03-10', reason: 'pathology report' }],
    });
    expect(why).toEqual([
      'claim and materials received 2026-03-02 (Mon)',
      'paused 5 days from 2026-03-05 to 2026-03-10: pathology report',
      '30 days: 2026-03-03 to 2026-04-06',
      'due at the end of 2026-04-06 (Asia/Shanghai)',
      '2026-04-06 is a day off: by Civil Code art. 203 the day after the break is still in time',
    ]);
  });

  it('leave it open whether asking twice pauses twice', () => {
    const ask = { askedOn: '2026-03-05', receivedOn: '2026-03-06' };
    const why = (supplements: (typeof ask)[]) =>
      clock('claim-decision', { materialsReceivedOn: '2026-03-02', supplements }).why.join();
    expect(why([ask])).not.toContain('art. 22');
    expect(why([ask, ask])).toContain('art. 22');
  });

  it('never end earlier for one more pause, open ones among them', () => {
    const ask = fc.record({
      after: fc.integer({ min: -10, max: 90 }),
      length: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined, freq: 8 }),
    });
    const start = fc.integer({ min: dayOf('2023-01-01'), max: dayOf('2031-12-31') }).map(dateText);
    const never = '9999';
    fc.assert(
      fc.property(start, fc.array(ask, { maxLength: 4 }), ask, (materialsReceivedOn, asks, more) => {
        const due = (all: readonly (typeof more)[]) =>
          clock('claim-decision', {
            materialsReceivedOn,
            supplements: all.map(({ after, length }) => {
              const askedOn = addDays(materialsReceivedOn, after);
              return { askedOn, ...(length === undefined ? {} : { receivedOn: addDays(askedOn, length) }) };
            }),
          }).dueAt ?? never;
        expect(due([...asks, more]) >= due(asks)).toBe(true);
        expect(due(asks) >= due([])).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the short clocks of a claim', () => {
  it.each<[LegalClockName, Partial<LegalFacts>, string]>([
    ['refusal-notice', { decidedOn: '2024-02-27' }, '2024-03-01'],
    ['refusal-notice', { decidedOn: '2025-02-27' }, '2025-03-02'],
    ['refusal-notice', { decidedOn: '2026-09-30' }, '2026-10-03'],
    ['claim-payment', { agreedOn: '2026-12-28' }, '2027-01-07'],
    ['part-payment', { materialsReceivedOn: '2024-01-01' }, '2024-03-01'],
    ['part-payment', { materialsReceivedOn: '2026-01-01' }, '2026-03-02'],
    ['surrender-value', { surrenderedOn: '2026-02-01' }, '2026-03-03'],
    ['rescission-from-knowledge', { rescissionGroundKnownOn: '2024-01-31' }, '2024-03-01'],
  ])('%s of %j: the end of %s', (name, known, due) => {
    expect(dueOn(clock(name, known))).toBe(due);
  });

  it('do not let a request for papers put off the certain part', () => {
    const supplements = [{ askedOn: '2026-01-10', receivedOn: '2026-01-20' }];
    const known = { materialsReceivedOn: '2026-01-01' };
    expect(clock('part-payment', { ...known, supplements })).toEqual(clock('part-payment', known));
  });

  it('need no part payment once the amount is fixed, whatever fixed it first', () => {
    const found = clock('part-payment', {
      materialsReceivedOn: '2026-01-01',
      decidedOn: '2026-02-01',
      paidOn: '2026-04-01',
    });
    expect(found).toMatchObject({ state: 'met', doneOn: '2026-02-01' });
    const paidFirst = { materialsReceivedOn: '2026-01-01', decidedOn: '2026-04-01', paidOn: '2026-02-03' };
    expect(clock('part-payment', paidFirst)).toMatchObject({ state: 'met', doneOn: '2026-02-03' });
  });
});

describe('a clock of years', () => {
  it.each<['life' | 'other', string, string]>([
    ['other', '2026-03-02', '2028-03-02'],
    ['other', '2024-02-29', '2026-02-28'],
    ['other', '2026-02-28', '2028-02-28'], // not the 29th
    ['other', '2022-02-28', '2024-02-28'],
    ['life', '2024-02-29', '2029-02-28'],
    ['life', '2020-02-29', '2025-02-28'],
    ['life', '2027-03-01', '2032-03-01'], // far beyond the working calendar
  ])('%s, event known %s: barred after %s', (line, eventKnownOn, until) => {
    expect(dueOn(clock('time-bar', { line, eventKnownOn }))).toBe(until);
    expect(timeBarEnd(eventKnownOn, line, CHINA_CALENDAR).until).toBe(until);
  });

  it('is explained in years, with the leap day that is missing', () => {
    expect(clock('time-bar', { line: 'life', eventKnownOn: '2024-02-29' }).why).toEqual([
      'insured event known 2024-02-29 (Thu)',
      '5 years: there is no such day in 2029-02, so to its last, 2029-02-28',
      'due at the end of 2029-02-28 (Asia/Shanghai)',
    ]);
    expect(timeBarEnd('2027-03-01', 'other', CHINA_CALENDAR).why).toContain(
      '2 years: to the same day, 2029-03-01',
    );
  });

  it('ends the right to rescind two years from conclusion, in either line', () => {
    for (const line of ['life', 'other'] as const) {
      expect(dueOn(clock('rescission-from-conclusion', { line, concludedOn: '2024-02-29' }))).toBe(
        '2026-02-28',
      );
    }
  });

  it('ends on the same day of every year', () => {
    const day = fc.integer({ min: dayOf('1990-01-01'), max: dayOf('2190-12-31') }).map(dateText);
    fc.assert(
      fc.property(day, (eventKnownOn) => {
        expect(timeBarEnd(eventKnownOn, 'life', CHINA_CALENDAR).until).toBe(addYears(eventKnownOn, 5));
        expect(timeBarEnd(eventKnownOn, 'other', CHINA_CALENDAR).until).toBe(addYears(eventKnownOn, 2));
      }),
      { numRuns: 30 },
    );
  });
});

describe('the state of a legal clock', () => {
  const known = { materialsReceivedOn: '2026-03-02' };
  const last = endOf('2026-04-01');

  it('runs to the last millisecond of its last day, and is missed with the next', () => {
    expect(clock('claim-decision', known, last).state).toBe('running');
    expect(clock('claim-decision', known, new Date(last.getTime() + 1)).state).toBe('missed');
  });

  it.each([
    ['2026-04-01', 'met'],
    ['2026-04-02', 'missed'],
  ])('decided on %s: %s, whenever it is looked at', (decidedOn, state) => {
    for (const now of [last, startOf('2030-01-01')]) {
      expect(clock('claim-decision', { ...known, decidedOn }, now)).toMatchObject({
        state,
        doneOn: decidedOn,
      });
    }
  });

  it('tells a rescission in time by both of its clocks', () => {
    const rescinded = {
      concludedOn: '2023-05-10',
      rescissionGroundKnownOn: '2025-04-20',
      rescindedOn: '2025-05-15',
    };
    expect(clock('rescission-from-knowledge', rescinded).state).toBe('met');
    expect(clock('rescission-from-conclusion', rescinded).state).toBe('missed');
  });

  it('never ends a time bar by what the insurer did', () => {
    const paid = { eventKnownOn: '2023-01-01', materialsReceivedOn: '2023-02-01', paidOn: '2023-03-01' };
    expect(clock('time-bar', paid)).toMatchObject({ state: 'missed', against: 'customer' });
  });
});

describe('the list of legal clocks', () => {
  it('holds those of a claim for a claim, and for underwriting those of the contract only', () => {
    const names = (kind: 'underwriting' | 'claim') =>
      legalClocks(facts({ kind }), CHINA_CALENDAR, NOW).map(({ name }) => name);
    expect(names('claim')).toEqual(LegalClockName.options);
    expect(names('underwriting')).toEqual([
      'rescission-from-knowledge',
      'rescission-from-conclusion',
      'surrender-value',
    ]);
  });

  it('names the fact that is missing, and gives no date without it', () => {
    const date = fc.integer({ min: dayOf('2015-01-01'), max: dayOf('2040-12-31') }).map(dateText);
    const optional = Object.keys(LegalFacts.shape).filter((fact) => fact.endsWith('On'));
    const some = fc.tuple(date, fc.subarray(optional)).map(([on, names]) => {
      return facts(Object.fromEntries(names.map((name) => [name, on])));
    });
    fc.assert(
      fc.property(some, (given) => {
        for (const one of legalClocks(given, CHINA_CALENDAR, NOW)) {
          expect(one.state === 'unknown').toBe(one.dueAt === undefined);
          expect(one.state === 'unknown').toBe(one.needs !== undefined);
          if (one.needs === undefined) continue;
          expect(optional).toContain(one.needs);
          expect(Object.keys(given)).not.toContain(one.needs);
          expect(one.doneOn).toBeUndefined();
        }
      }),
    );
  });

  it('needs no year of the working calendar', () => {
    const none = { version: 'empty', years: {} };
    const given = facts({ eventKnownOn: '2026-03-02', materialsReceivedOn: '2026-03-07' });
    const dates = (calendar: typeof none) => legalClocks(given, calendar, NOW).map(dueOn);
    expect(dates(none)).toEqual(dates(CHINA_CALENDAR));
  });
});

describe('the facts of the clocks', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ decidedOn: '2026-02-30' }, 'decidedOn'],
    [{ materialsReceivedOn: '2026-03-02', decidedOn: '2026-03-01' }, 'decidedOn'],
    [{ decidedOn: '2026-03-02', noticeOn: '2026-03-01' }, 'noticeOn'],
    [{ rescissionGroundKnownOn: '2026-03-02', rescindedOn: '2026-03-01' }, 'rescindedOn'],
    [{ surrenderedOn: '2026-03-02', surrenderPaidOn: '2026-03-01' }, 'surrenderPaidOn'],
    [{ supplements: [{ askedOn: '2026-03-05', receivedOn: '2026-03-04' }] }, 'supplements.0.receivedOn'],
    [{ line: 'health' }, 'line'],
    [{ settledOn: '2026-03-02' }, ''],
  ])('refuse %j', (known, field) => {
    expect(faultsOf(known)).toEqual([field]);
  });

  it('take two acts of one day', () => {
    expect(faultsOf({ materialsReceivedOn: '2026-03-02', decidedOn: '2026-03-02' })).toEqual([]);
  });
});

describe('the warnings before a time bar', () => {
  it('come 180 and 30 days before its last day', () => {
    const bar = clock('time-bar', { eventKnownOn: '2024-02-29' });
    const warnings = timeBarWarnings(bar);
    expect(warnings.map(({ daysLeft }) => daysLeft)).toEqual([180, 30]);
    for (const { on, daysLeft } of warnings) expect(daysBetween(on, dueOn(bar) ?? '')).toBe(daysLeft);
  });

  it('come for no other clock, and not without a date', () => {
    const others = legalClocks(
      facts({ materialsReceivedOn: '2026-03-02', concludedOn: '2025-01-01' }),
      CHINA_CALENDAR,
      NOW,
    );
    expect(others.flatMap(timeBarWarnings)).toEqual([]);
  });
});
