import { afterEach, describe, expect, it, vi } from 'vitest';
import { MemorySms } from '../../adapters/memory/sms.ts';
import { CaseKind, hasWorkflow, kindOfId } from '../../domain/case.ts';
import { HOLD_AGES } from '../../domain/commission/hold-age.ts';
import { previousMonth } from '../../domain/commission/payout.ts';
import { complaintClocks } from '../../domain/complaint/clocks.ts';
import { TIMES_LEFT } from '../../domain/complaint/time-left.ts';
import { Refused, Throttled } from '../../domain/errors.ts';
import { monthlyRunsDue } from '../../domain/monthly-runs.ts';
import { openRun } from '../../functions/commission/open-run.ts';
import { newNightlyGauges } from '../../functions/figures/nightly-gauges.ts';
import { openGauges } from '../../functions/observe.ts';
import { countedSms } from '../../functions/stream/counted-sms.ts';
import { RULES } from '../../functions/wiring.ts';
import { FiguresFirm } from '../support/figures-firm.ts';
import { PAYOUT } from '../support/people.ts';
import { present } from '../support/present.ts';
import { keptGauges } from '../support/told-gauges.ts';
import { at, later } from '../support/wall.ts';

const NIGHT = at('2026-06-10', '02:00');
const LINES = 2; // of each policy: the seller's and the leader's

async function nightOf(firm: FiguresFirm, now = NIGHT) {
  const kept = keptGauges();
  const { cases, commissions } = firm.store;
  const clock = { now: () => now };
  const branches = { branches: ['bj', 'sh'] };
  await newNightlyGauges({ cases, commissions, firm: branches, clock, rules: RULES, gauge: kept.gauge })();
  return kept;
}

const dateBefore = (days: number): string =>
  later(NIGHT, { days: 1 - days })
    .toISOString()
    .slice(0, 10);

describe('held commission', () => {
  it('is told by how long it has been held, over all branches', async () => {
    const firm = new FiguresFirm(NIGHT);
    // On the last day of an age, on the first of the next one, and long ago.
    const soldBefore = [1, 7, 8, 30, 31, 90, 91, 200];
    for (const [index, days] of soldBefore.entries()) {
      await firm.sells({ issuedOn: dateBefore(days), branch: index % 2 === 0 ? 'bj' : 'sh' });
    }
    const { sumOf } = await nightOf(firm);
    const bounds = [0, ...HOLD_AGES, Number.POSITIVE_INFINITY];
    for (const [index, upTo] of [...HOLD_AGES, undefined].entries()) {
      const age = upTo === undefined ? 'older' : `up-to-${upTo}-days`;
      const [above, most] = [present(bounds[index]), present(bounds[index + 1])];
      const policies = soldBefore.filter((days) => days > above && days <= most);
      expect(sumOf('HeldLines', { age }), age).toBe(policies.length * LINES);
    }
  });
});

describe('complaints', () => {
  it('are told by what the law still leaves, and no more once they are answered', async () => {
    const firm = new FiguresFirm(NIGHT);
    const complaint = await firm.hears('2026-05-04');
    const clock = present(complaintClocks(complaint, RULES).find(({ name }) => name === 'statutory'));
    const due = present(clock.dueAt);
    for (const [left, now] of [
      ['more', later(due, { days: -8 })],
      ['up-to-7-days', later(due, { days: -7 })],
      ['up-to-7-days', later(due, { days: -4 })],
      ['up-to-3-days', later(due, { days: -3 })],
      ['up-to-3-days', later(due, { minutes: -1 })],
      ['overdue', later(due, { minutes: 1 })],
    ] as const) {
      const { sumOf } = await nightOf(firm, now);
      for (const time of TIMES_LEFT) {
        expect(sumOf('OpenComplaints', { left: time }), `${time} at ${now}`).toBe(time === left ? 1 : 0);
      }
    }
    await firm.settles(complaint, '2026-05-06');
    const { sumOf } = await nightOf(firm, later(due, { days: 1 }));
    for (const left of TIMES_LEFT) expect(sumOf('OpenComplaints', { left })).toBe(0);
  });
});

describe('open cases', () => {
  it('are told of every workflow, none as 0', async () => {
    const firm = new FiguresFirm(NIGHT);
    const sold = 3;
    for (let index = 0; index < sold; index += 1) await firm.sells({ issuedOn: '2026-06-01' });
    const heard = await firm.hears('2026-06-02');
    const { sumOf } = await nightOf(firm);
    const open = Object.fromEntries(
      CaseKind.options.filter(hasWorkflow).map((kind) => [kind, sumOf('OpenCases', { workflow: kind })]),
    );
    expect(open).toMatchObject({ callback: sold, complaint: 1, payout: 0, evaluation: 0 });
    expect(Object.values(open)).not.toContain(undefined);
    expect(kindOfId(heard.id)).toBe('complaint');
  });

  it('are told apart by what their ids begin with, runs by their month', () => {
    expect(kindOfId(`cb-${'0a'.repeat(10)}`)).toBe('callback');
    expect(kindOfId('payout-2026-10')).toBe('payout');
  });

  it.each([
    'cp-13800138000',
    'cb-',
    'cb-0',
    'pl-00000000000000000001',
    'constructor-2026-10',
    '../cp-2026-10',
    'ac-2026-101',
  ])('are none of theirs: %s', (id) => {
    expect(kindOfId(id)).toBeUndefined();
  });
});

describe('a monthly run', () => {
  const opened = async (firm: FiguresFirm, month: string) => {
    const [year = 0, number = 0] = month.split('-').map(Number);
    const now = new Date(Date.UTC(year, number, 5, 1)); // the month after
    await openRun(month, PAYOUT, { ...firm.store, clock: { now: () => now } });
  };
  const missing = async (firm: FiguresFirm, date: string) =>
    (await nightOf(firm, at(date, '02:00'))).sumOf('MonthlyRunsMissing');

  it('is missed from the day after its schedule on, until it is opened', async () => {
    const firm = new FiguresFirm(NIGHT);
    await opened(firm, previousMonth('2026-05'));
    expect(await missing(firm, '2026-06-05')).toBe(0);
    expect(await missing(firm, '2026-06-06')).toBe(1);
    expect(await missing(firm, '2026-06-30')).toBe(1);
    await opened(firm, '2026-05');
    expect(await missing(firm, '2026-06-30')).toBe(0);
  });

  it('is waited for from the day after its own to the end of the month, over the end of a year too', () => {
    const payout = { run: 'payout-2025-12', before: 'payout-2025-11' };
    const accountability = { run: 'ac-2026-01', before: 'ac-2025-12' };
    const due = (on: string) => monthlyRunsDue(on, RULES);
    expect(due('2026-01-05')).toEqual([]);
    expect(due('2026-01-06')).toEqual([payout]);
    expect(due('2026-01-21')).toEqual([payout]);
    expect(due('2026-01-22')).toEqual([payout, accountability]);
    expect(due('2026-01-31')).toEqual([payout, accountability]);
  });

  it('is not missed in a firm that has just begun', async () => {
    expect(await missing(new FiguresFirm(NIGHT), '2026-06-30')).toBe(0);
  });
});

describe('an SMS', () => {
  const message = {
    id: 'cb-1.1',
    phone: '13900000001',
    template: 'callback-invitation',
    parameters: {},
  } as const;

  it('is told as sent or as refused; one that is tried again as neither', async () => {
    const [gateway, kept] = [new MemorySms(), keptGauges()];
    const sms = countedSms(gateway, kept.gauge);
    const { receipt } = await sms.send(message);
    expect(receipt).not.toBe('');
    gateway.failNext(new Refused('sms-refused', 'The gateway takes no such number.'));
    await expect(sms.send({ ...message, id: 'cb-1.2' })).rejects.toThrow(Refused);
    gateway.failNext(new Throttled('The gateway asks to slow down.'));
    await expect(sms.send({ ...message, id: 'cb-1.3' })).rejects.toThrow(Throttled);
    expect([kept.sumOf('SmsSent'), kept.sumOf('SmsRefused')]).toEqual([1, 1]);
  });
});

describe('a gauge', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  it('is a line that CloudWatch reads as a metric of the function, one for each age', () => {
    vi.stubEnv('POWERTOOLS_DEV', 'true'); // to the console of this process, and not past it
    vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false'); // which it would be there
    vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'Recourse');
    vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'coverage');
    const lines = vi.spyOn(console, 'log').mockReturnValue();
    const gauge = openGauges();
    gauge({ HeldLines: 3 }, { age: 'older' });
    gauge({ CoverageGap: 0 });
    const [held, gap] = lines.mock.calls.map(([line]) => JSON.parse(line));
    expect(held).toMatchObject({ service: 'coverage', age: 'older', HeldLines: 3 });
    expect(held._aws.CloudWatchMetrics).toEqual([
      {
        Namespace: 'Recourse',
        Dimensions: [['service', 'age']],
        Metrics: [{ Name: 'HeldLines', Unit: 'Count' }],
      },
    ]);
    expect(gap).toMatchObject({ service: 'coverage', CoverageGap: 0 });
    expect(gap._aws.CloudWatchMetrics[0].Dimensions).toEqual([['service']]);
  });
});
