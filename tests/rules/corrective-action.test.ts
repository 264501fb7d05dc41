import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkEffect,
  dropAction,
  hasFallen,
  LEAST_DENOMINATOR,
  monthsToCheck,
  openAction,
} from '../../domain/corrective-action/act.ts';
import { CorrectiveActionCase, type Share } from '../../domain/corrective-action/case.ts';
import { monthsBeforeAction, rateOfCause } from '../../domain/corrective-action/rate.ts';
import type { Decision } from '../../domain/decision.ts';
import { monthsBetween, monthsEarlier } from '../../domain/metrics/months.ts';
import type { Actor } from '../../domain/people.ts';
import { newMonthlyCheck } from '../../functions/corrective-action/monthly.ts';
import { newComplaintDesk } from '../support/complaint-desk.ts';
import { counts } from '../support/counters.ts';
import { BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE, SELLER, staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { at } from '../support/wall.ts';

const BEGUN = at('2026-04-15');
const MONTHLY: Actor = { kind: 'system', id: 'corrective-action-schedule' };
const CAUSE = { first: 'sales', second: 'cover-not-explained' } as const;
const BEFORE: Share = { numerator: 30, denominator: 1_000 };
const TARGET = 20;

function after(decision: Decision): CorrectiveActionCase {
  return CorrectiveActionCase.parse(decision.cases[0]?.case);
}

function begun({ before = BEFORE, targetPercent = TARGET } = {}): CorrectiveActionCase {
  const opening = { cause: CAUSE, what: 'the sales script is written anew', targetPercent, complaints: [] };
  return after(
    openAction(opening, { id: `ca-${'0'.repeat(20)}`, branch: 'bj', before }, BRANCH_MANAGER, BEGUN),
  );
}

/** The 1st at four in the morning after the month. */
function firstAfter(month: string): Date {
  return at(`${monthsEarlier(month, -1)}-01`, '04:00');
}

function checked(action: CorrectiveActionCase, month: string, share: Share, when = firstAfter(month)) {
  const decision = checkEffect(action, month, share, MONTHLY, when);
  return decision === undefined ? action : after(decision);
}

const FALLEN: Share = { numerator: 24, denominator: 1_000 };
const NOT_FALLEN: Share = { numerator: 25, denominator: 1_000 };

describe('the rate', () => {
  it('has fallen exactly from the target on', () => {
    expect(hasFallen(BEFORE, FALLEN, TARGET)).toBe(true);
    expect(hasFallen(BEFORE, NOT_FALLEN, TARGET)).toBe(false);
  });

  it('is told from the least number of policies on', () => {
    const least = (numerator: number): Share => ({ numerator, denominator: LEAST_DENOMINATOR });
    expect(hasFallen(least(5), least(4), TARGET)).toBe(true);
  });

  it('has not fallen where there is nothing to measure by', () => {
    const few = LEAST_DENOMINATOR - 1;
    expect(hasFallen(BEFORE, { numerator: 0, denominator: few }, TARGET)).toBe(false);
    expect(hasFallen({ numerator: 30, denominator: few }, FALLEN, TARGET)).toBe(false);
    expect(hasFallen({ numerator: 30, denominator: 0 }, FALLEN, TARGET)).toBe(false);
    expect(
      hasFallen({ numerator: 0, denominator: 1_000 }, { numerator: 0, denominator: 1_000 }, TARGET),
    ).toBe(false);
  });

  it('is of the cause, the branch and the carrier, over the three whole months before', () => {
    const months = monthsBeforeAction('2026-04-15');
    expect(months).toEqual(['2026-01', '2026-02', '2026-03']);
    const counters = months.flatMap((month) => [
      ...counts(month, {
        'complaint-by-cause:sales:cover-not-explained': 2,
        'exposure-policies:annuity': 50,
      }),
      ...counts(month, { 'complaint-by-cause:sales:unsuitable': 9, 'exposure-policies:participating': 10 }),
      ...counts(
        month,
        { 'complaint-by-cause:sales:cover-not-explained': 5, 'exposure-policies:annuity': 7 },
        { carrier: 'carrier-b' },
      ),
      ...counts(
        month,
        { 'complaint-by-cause:sales:cover-not-explained': 100, 'exposure-policies:annuity': 900 },
        { branch: 'sh' },
      ),
    ]);
    const rate = (branch: string, carrier?: string) =>
      rateOfCause(counters, { cause: CAUSE, branch, carrier });
    expect(rate('bj')).toEqual({ numerator: 3 * (2 + 5), denominator: 3 * (50 + 10 + 7) });
    expect(rate('bj', 'carrier-b')).toEqual({ numerator: 3 * 5, denominator: 3 * 7 });
    expect(rate('head-office')).toEqual({
      numerator: 3 * (2 + 5 + 100),
      denominator: 3 * (50 + 10 + 7 + 900),
    });
  });

  it('is of no policies rather than of fewer than none', () => {
    const counters = counts('2026-03', { 'exposure-policies:annuity': -4 });
    expect(rateOfCause(counters, { cause: CAUSE, branch: 'bj' }).denominator).toBe(0);
  });
});

describe('an action', () => {
  it('has worked after two months down, and not after one', () => {
    const once = checked(begun(), '2026-05', FALLEN);
    expect(once.stage).toBe('open');
    const twice = checked(once, '2026-06', FALLEN);
    expect(twice).toMatchObject({ stage: 'effective', category: 'closed' });
    const decision = checkEffect(once, '2026-06', FALLEN, MONTHLY, firstAfter('2026-06'));
    expect(decision?.events.at(-1)).toMatchObject({
      type: 'action-effective',
      data: { months: ['2026-05', '2026-06'] },
    });
  });

  it('stays open when the second month is up again', () => {
    let action = begun();
    for (const [month, share] of [
      ['2026-05', FALLEN],
      ['2026-06', NOT_FALLEN],
      ['2026-07', FALLEN],
    ] as const) {
      action = checked(action, month, share);
      expect(action.stage).toBe('open');
    }
    expect(checked(action, '2026-08', FALLEN).stage).toBe('effective');
  });

  it('is not measured by the month in which it began, nor by one that is not over', () => {
    const action = begun();
    expect(checkEffect(action, '2026-04', FALLEN, MONTHLY, firstAfter('2026-04'))).toBeUndefined();
    expect(checkEffect(action, '2026-05', FALLEN, MONTHLY, at('2026-05-31', '23:59'))).toBeUndefined();
    expect(checkEffect(action, '2026-05', FALLEN, MONTHLY, at('2026-06-01', '00:00'))).toBeDefined();
  });

  it('looks at each month once, in order, and catches up with those that a lost run left out', () => {
    const action = begun();
    expect(monthsToCheck(action, firstAfter('2026-07'))).toEqual(['2026-05', '2026-06', '2026-07']);
    const once = checked(action, '2026-05', FALLEN);
    expect(monthsToCheck(once, firstAfter('2026-05'))).toEqual([]);
    expect(checkEffect(once, '2026-05', NOT_FALLEN, MONTHLY, firstAfter('2026-07'))).toBeUndefined();
  });

  it('catches up with the last twelve months at most', () => {
    expect(monthsToCheck(begun(), firstAfter('2027-12'))).toEqual(monthsBetween('2027-01', '2027-12'));
  });

  it('never becomes effective unless two months that follow each other both fell by the target', () => {
    const share = fc.record({
      numerator: fc.integer({ min: 0, max: 60 }),
      denominator: fc.integer({ min: 0, max: 1_500 }),
    });
    const months = monthsBetween('2026-05', '2027-04');
    const seen = fc.record({ share, isChecked: fc.boolean() });
    fc.assert(
      fc.property(
        share,
        fc.integer({ min: 1, max: 100 }),
        fc.array(seen, { minLength: months.length, maxLength: months.length }),
        (before, targetPercent, story) => {
          let action = begun({ before, targetPercent });
          for (const [index, month] of months.entries()) {
            const { share: of, isChecked } = present(story[index]);
            if (isChecked && action.stage === 'open') action = checked(action, month, of);
          }
          // By the definition, in fractions: written otherwise than the rule.
          const isDown = ({ numerator, denominator }: Share) =>
            before.numerator > 0 &&
            before.denominator >= LEAST_DENOMINATOR &&
            denominator >= LEAST_DENOMINATOR &&
            numerator * before.denominator * 100 <= before.numerator * denominator * (100 - targetPercent);
          const down = months.map((_, index) => {
            const { share: of, isChecked } = present(story[index]);
            return isChecked && isDown(of);
          });
          const isTwice = down.some((is, index) => is && down[index + 1] === true);
          expect(action.stage === 'effective').toBe(isTwice);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is dropped with a reason, by a second person, while it is open', () => {
    const action = begun();
    const why = { reason: 'the product is sold no more' };
    expect(ruleOf(() => dropAction(action, why, BRANCH_MANAGER, BEGUN))).toBe('second-person');
    const dropping = dropAction(action, why, COMPLIANCE, BEGUN);
    const [kept] = dropping.contents;
    expect(kept?.body).toEqual(why);
    expect(dropping.events.at(-1)).toMatchObject({ type: 'action-dropped', data: { reason: kept?.hash } });
    const dropped = after(dropping);
    expect(dropped.stage).toBe('dropped');
    expect(ruleOf(() => dropAction(dropped, why, COMPLIANCE, BEGUN))).toBe('closed');
    expect(checkEffect(dropped, '2026-05', FALLEN, MONTHLY, firstAfter('2026-05'))).toBeUndefined();
  });

  it('is against a cause of the list', () => {
    const opening = {
      cause: { first: 'sales', second: 'slow' } as const,
      what: 'x',
      targetPercent: 20,
      complaints: [],
    };
    const open = () =>
      openAction(opening, { id: 'ca-1', branch: 'bj', before: BEFORE }, BRANCH_MANAGER, BEGUN);
    expect(faultsOf(open)[0]).toMatch(/^cause.second is one of /);
  });
});

describe('the routes and the monthly run', () => {
  const POLICIES = 1_000;
  const OPENING = { cause: CAUSE, what: 'the sales script is written anew' };

  async function firm() {
    const desk = newComplaintDesk(BEGUN);
    let told = 0;
    const count = async (month: string, complaints: number, policies = POLICIES) => {
      told += 1;
      const counters = counts(month, {
        'complaint-by-cause:sales:cover-not-explained': complaints,
        'exposure-policies:annuity': policies,
      });
      await desk.store.metrics.add([{ id: `told-${told}`, counters }]);
    };
    const run = async (month: string) => {
      desk.clock.at = firstAfter(month);
      await newMonthlyCheck({ ...desk.deps, firm: { branches: ['bj', 'sh'] } })({});
    };
    return { ...desk, count, run };
  }

  it('takes the rate before from the counters, and measures each month by the same', async () => {
    const { ask, count, run } = await firm();
    for (const month of monthsBeforeAction('2026-04-15')) await count(month, 30);
    const { status, body } = await ask('POST', '/corrective-actions', BRANCH_MANAGER, OPENING);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      stage: 'open',
      branch: 'bj',
      before: { numerator: 3 * 30, denominator: 3 * POLICIES },
      measurable: 'measurable',
    });
    await count('2026-05', 20);
    await run('2026-05');
    await run('2026-05');
    const listed = (await ask('GET', '/corrective-actions', BRANCH_MANAGER)).body;
    expect(listed.items).toMatchObject([
      {
        id: body.id,
        checks: [{ month: '2026-05', share: { numerator: 20, denominator: POLICIES }, fell: true }],
      },
    ]);
    await count('2026-06', 24);
    await run('2026-06');
    expect((await ask('GET', '/corrective-actions', BRANCH_MANAGER)).body.items).toEqual([]);
    const over = (await ask('GET', '/corrective-actions?stage=effective', BRANCH_MANAGER)).body;
    expect(over.items.map(({ id }: { id: string }) => id)).toEqual([body.id]);
    const one = (await ask('GET', `/corrective-actions/${body.id}`, COMPLIANCE)).body;
    expect(one).toMatchObject({ stage: 'effective', contents: { what: { what: OPENING.what } } });
    expect(one.timeline.map(({ type }: { type: string }) => type)).toEqual([
      'action-opened',
      'effect-checked',
      'effect-checked',
      'action-effective',
    ]);
  });

  it('says that nothing can be measured while no policies are counted, and stays open', async () => {
    const { ask, count, run } = await firm();
    await count('2026-03', 30, 0);
    const { body } = await ask('POST', '/corrective-actions', BRANCH_MANAGER, OPENING);
    expect(body).toMatchObject({ before: { numerator: 30, denominator: 0 }, measurable: 'too-few-policies' });
    expect(body.why).toContain('no effect can be measured');
    for (const month of ['2026-05', '2026-06', '2026-07']) {
      await count(month, 0);
      await run(month);
    }
    const { items } = (await ask('GET', '/corrective-actions', BRANCH_MANAGER)).body;
    expect(items).toMatchObject([
      { stage: 'open', checks: [{ fell: false }, { fell: false }, { fell: false }] },
    ]);
  });

  it('says of a month with too few policies that it tells nothing', async () => {
    const { ask, count, run } = await firm();
    for (const month of monthsBeforeAction('2026-04-15')) await count(month, 30);
    await ask('POST', '/corrective-actions', BRANCH_MANAGER, OPENING);
    await count('2026-05', 0, LEAST_DENOMINATOR - 1);
    await run('2026-05');
    const { items } = (await ask('GET', '/corrective-actions', BRANCH_MANAGER)).body;
    expect(items).toMatchObject([{ checks: [{ fell: false, tooFew: true }] }]);
  });

  it('checks the other actions when one cannot be stored, and that one with the next run', async () => {
    const { ask, count, run, store } = await firm();
    for (const month of monthsBeforeAction('2026-04-15')) await count(month, 30);
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1)
      ids.push((await ask('POST', '/corrective-actions', HEAD_OFFICE, OPENING)).body.id);
    store.failNext(new Error('the store is away'));
    await expect(run('2026-05')).rejects.toThrow('1 actions were not checked');
    const checks = async () => {
      const { items } = (await ask('GET', '/corrective-actions', HEAD_OFFICE)).body;
      return items.map((one: { checks: unknown[] }) => one.checks.length).sort();
    };
    expect(await checks()).toEqual([0, 1, 1]);
    await run('2026-06');
    expect(await checks()).toEqual(ids.map(() => 2));
  });

  it('is for managers and compliance, each in their reach, and dropped by a second person', async () => {
    const { ask } = await firm();
    const { body } = await ask('POST', '/corrective-actions', BRANCH_MANAGER, OPENING);
    const elsewhere = staff('branch-manager', 'manager-sh', 'sh');
    expect((await ask('GET', `/corrective-actions/${body.id}`, elsewhere)).status).toBe(404);
    expect((await ask('GET', '/corrective-actions?branch=bj', elsewhere)).status).toBe(404);
    expect((await ask('GET', `/corrective-actions/${body.id}`, SELLER)).status).toBe(404);
    const drop = (version: number, who = COMPLIANCE) =>
      ask('POST', `/corrective-actions/${body.id}/dropping`, who, {
        version,
        reason: 'another one covers it',
      });
    expect((await drop(body.version, BRANCH_MANAGER)).body.rule).toBe('second-person');
    expect((await drop(body.version + 1)).status).toBe(409);
    expect((await drop(body.version)).body.stage).toBe('dropped');
  });

  it('names only complaints of the cause that the person can see', async () => {
    const { ask, clock } = await firm();
    const file = async (category: string, involved: string[] = []) => {
      const { body } = await ask('POST', '/complaints', HEAD_OFFICE, {
        channel: 'hotline',
        receivedAt: clock.at.toISOString(),
        category,
        statement: 'an invented complaint',
        involved,
        matter: { customerRef: `customer-${category}-${involved.length}`, line: 'life', branch: 'bj' },
      });
      return body.id as string;
    };
    const complaints = [await file('sales'), await file('claims'), await file('sales', [BRANCH_MANAGER.id])];
    const { status, body } = await ask('POST', '/corrective-actions', BRANCH_MANAGER, {
      ...OPENING,
      complaints,
    });
    expect(status).toBe(400);
    expect(body.fields).toEqual([
      { field: 'complaints.1', reason: 'is of another cause: claims' },
      { field: 'complaints.2', reason: 'is not known' },
    ]);
  });
});
