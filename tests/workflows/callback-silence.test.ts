import { describe, expect, it } from 'vitest';
import { openFirm } from '../support/firm.ts';
import { HEAD_OFFICE } from '../support/people.ts';
import { at } from '../support/wall.ts';

/** Wednesday; the Spring Festival is from Sunday 15 to Monday 23 February, Saturdays 14 and 28 are worked for it. */
const BEFORE_SPRING_FESTIVAL = at('2026-02-11', '10:00');
/** Friday, the Mid-Autumn Festival; 1 to 7 October are free, and Saturday 10 October is worked for it. */
const BEFORE_NATIONAL_DAY = at('2026-09-25', '10:00');

describe('a customer who says nothing', () => {
  it('is tried by every rung of the ladder on the days of the working calendar, and then given up', async () => {
    const firm = await openFirm({ start: BEFORE_SPRING_FESTIVAL });
    const sold = await firm.sell();
    await firm.until('2026-02-13', '10:00');
    await firm.agent.attempts(sold, 'call', 'no-answer');
    await firm.until('2026-02-14', '15:00'); // the Saturday that is worked
    await firm.agent.attempts(sold, 'call', 'busy');
    await firm.until('2026-02-24', '19:00');
    await firm.agent.attempts(sold, 'call', 'switched-off');
    await firm.until('2026-02-25', '15:00');
    await firm.agent.attempts(sold, 'letter', 'posted');
    await firm.until('2026-03-13', '15:00');
    await firm.agent.attempts(sold, 'visit', 'not-at-home');
    await firm.until('2026-04-10');

    expect(await firm.timeline(sold)).toEqual([
      '2026-02-11 10:00 callback-opened',
      '2026-02-11 10:00 customer-asked sms-invitation',
      '2026-02-12 08:00 customer-asked sms-reminder',
      '2026-02-13 09:00 task-opened call-1',
      '2026-02-13 10:00 attempt-recorded',
      '2026-02-14 14:00 task-opened call-2', // another day, another part of the day
      '2026-02-14 15:00 attempt-recorded',
      '2026-02-24 18:00 task-opened call-3', // the first working day after the festival
      '2026-02-24 19:00 attempt-recorded',
      '2026-02-25 09:00 task-opened letter',
      '2026-02-25 15:00 attempt-recorded',
      '2026-02-27 00:00 cooling-off-missed', // signed on the 11th, 15 days
      '2026-03-09 09:00 task-opened visit', // ten days are a Saturday
      '2026-03-13 15:00 attempt-recorded',
      '2026-03-18 09:00 unreached',
      '2026-03-23 09:00 reminded remedy-reminder',
      '2026-03-25 09:00 escalated remedy-overdue',
      '2026-04-01 09:00 escalated remedy-head-office',
    ]);
    expect(firm.messages(sold)).toEqual(['callback-invitation', 'callback-reminder']);
    expect(await firm.case(sold)).toMatchObject({
      stage: 'awaiting-remedy',
      problem: { cause: 'unreached' },
      escalatedTo: 'head-office-manager',
      coolingOff: { outcome: 'missed' },
    });
    expect(await firm.holds(sold)).toEqual(['callback-not-completed']);
    expect(await firm.statuses()).toEqual(['RUNNING']);
  });

  it('leaves a task open that nobody does: the branch manager is told twice, then the head office', async () => {
    const firm = await openFirm({ start: BEFORE_SPRING_FESTIVAL });
    const sold = await firm.sell();
    await firm.until('2026-03-04');

    expect((await firm.timeline(sold)).slice(3)).toEqual([
      '2026-02-13 09:00 task-opened call-1',
      '2026-02-24 09:00 task-missed call-1', // Saturday the 14th was its day; the next working morning is after the festival
      '2026-02-26 09:00 task-missed call-1',
      '2026-02-27 00:00 cooling-off-missed',
      '2026-02-28 09:00 task-missed call-1', // a Saturday that is worked
      '2026-03-03 09:00 task-missed call-1',
    ]);
    expect(await firm.case(sold)).toMatchObject({ escalatedTo: 'head-office-manager' });
    const missed = firm.notices.published.filter(({ attributes }) => attributes.notice === 'task-missed');
    expect(missed.map(({ topic, body }) => [topic, body.rung, body.to])).toEqual(
      ['branch-manager', 'branch-manager', 'head-office-manager', 'head-office-manager'].map((to) => [
        'escalations',
        'call-1',
        to,
      ]),
    );
    const list = await firm.ask<{ items: object[] }>(HEAD_OFFICE, 'GET', '/cases?owner=callback-agent@bj');
    expect(list.items).toEqual([
      expect.objectContaining({ id: sold.caseId, escalatedTo: 'head-office-manager' }),
    ]);

    // It is done in the end, and the ladder goes on from that day.
    await firm.until('2026-03-04', '11:00');
    await firm.agent.attempts(sold, 'call', 'no-answer');
    await firm.until('2026-03-05', '14:00');
    expect((await firm.timeline(sold)).at(-1)).toBe('2026-03-05 14:00 task-opened call-2');
    expect(await firm.case(sold)).not.toHaveProperty('escalatedTo');

    // The next task that nobody does is the branch's again.
    await firm.until('2026-03-10');
    expect((await firm.timeline(sold)).at(-1)).toBe('2026-03-09 09:00 task-missed call-2');
    expect(await firm.case(sold)).toMatchObject({ escalatedTo: 'branch-manager' });
  });

  it('counts no second call of one day, and none outside the calling hours', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.until('2026-03-04', '09:30');
    await firm.agent.attempts(sold, 'call', 'no-answer');
    await firm.until('2026-03-04', '19:00');
    await firm.agent.attempts(sold, 'call', 'no-answer');
    await firm.until('2026-03-05', '21:00');
    await firm.agent.attempts(sold, 'call', 'no-answer');
    const attempts = (await firm.history(sold)).filter(({ type }) => type === 'attempt-recorded');
    expect(attempts.map(({ data }) => data.counts)).toEqual([true, false, false]);
    expect((await firm.case(sold)).ladder?.task?.rung).toBe('call-2');
  });

  it('may still answer by the old link when the firm has given up: that is clean, and late', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.until('2026-03-04', '10:00');
    await firm.agent.attempts(sold, 'call', 'empty-number');
    await firm.until('2026-03-06', '10:00');
    await firm.agent.attempts(sold, 'letter', 'returned');
    await firm.until('2026-03-17', '10:00');
    await firm.agent.attempts(sold, 'visit', 'moved');
    await firm.until('2026-03-25', '10:00');
    expect(await firm.case(sold)).toMatchObject({ stage: 'awaiting-remedy' });
    await firm.customer.answers(sold);
    expect(await firm.case(sold)).toMatchObject({ stage: 'clean', coolingOff: { outcome: 'missed' } });
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
  });
});

describe('a broker who does nothing', () => {
  it('is reminded, then reported to the branch, then to the head office, again and again', async () => {
    const firm = await openFirm({ start: BEFORE_NATIONAL_DAY });
    const sold = await firm.sell();
    await firm.customer.answers(sold, { 'cover-known': 'no' });
    await firm.until('2026-11-20');

    expect(await firm.timeline(sold)).toEqual([
      '2026-09-25 10:00 callback-opened',
      '2026-09-25 10:00 customer-asked sms-invitation',
      '2026-09-25 10:00 answered-problem',
      '2026-09-30 09:00 reminded remedy-reminder',
      '2026-10-09 09:00 escalated remedy-overdue', // 8 and 9 October: the seven days before are free
      '2026-10-15 09:00 escalated remedy-head-office', // with Saturday the 10th, which is worked
      '2026-10-30 09:00 escalated remedy-head-office',
      '2026-11-16 09:00 escalated remedy-head-office', // ends on a Friday: the next working morning
    ]);
    expect(await firm.balances(sold)).toMatchObject({ payable: 0 });
    await firm.broker.remedies(sold);
    expect(await firm.case(sold)).not.toHaveProperty('escalatedTo');
  });

  it('has two working days when the customer denies the signature', async () => {
    const firm = await openFirm({ start: BEFORE_NATIONAL_DAY });
    const sold = await firm.sell();
    await firm.customer.answers(sold, { 'own-signature': 'no' });
    await firm.until('2026-10-20');
    expect((await firm.timeline(sold)).slice(3)).toEqual([
      '2026-09-28 09:00 reminded remedy-reminder',
      '2026-09-29 09:00 escalated remedy-overdue',
      '2026-10-09 09:00 escalated remedy-head-office',
      '2026-10-16 09:00 escalated remedy-head-office',
    ]);
  });
});

describe('silence at the confirmation', () => {
  it('reminds, calls, goes to the branch manager, and releases nothing in 300 days', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.customer.answers(sold, { 'cover-known': 'no' });
    await firm.broker.remedies(sold);
    await firm.until('2026-03-06', '11:00');
    await firm.agent.attempts(sold, 'call', 'no-answer');
    await firm.until('2026-03-09', '15:00');
    await firm.agent.attempts(sold, 'call', 'no-answer');
    await firm.until('2026-03-20');

    expect((await firm.timeline(sold)).slice(4)).toEqual([
      '2026-03-02 10:00 customer-asked confirmation-request',
      '2026-03-04 08:00 customer-asked confirmation-reminder',
      '2026-03-06 09:00 task-opened confirmation-call-1',
      '2026-03-06 11:00 attempt-recorded',
      '2026-03-09 14:00 task-opened confirmation-call-2',
      '2026-03-09 15:00 attempt-recorded',
      '2026-03-12 09:00 escalated confirmation-silence',
    ]);
    expect(await firm.case(sold)).toMatchObject({
      escalatedTo: 'branch-manager',
      owner: 'branch-manager@bj',
    });

    await firm.advance('P300D');
    const later = (await firm.timeline(sold)).slice(11);
    expect(later.length).toBeGreaterThan(15);
    expect(new Set(later.map((line) => line.slice('2026-03-12 09:00 '.length)))).toEqual(
      new Set(['escalated confirmation-silence']),
    );
    expect(await firm.holds(sold)).toEqual(['callback-problem']);
    expect(await firm.balances(sold)).toMatchObject({ held: 350_001, payable: 0 });
    expect(firm.messages(sold)).toHaveLength(3);
    expect(await firm.statuses()).toEqual(['RUNNING']);

    // The word counts after all that time.
    await firm.customer.confirms(sold, true);
    expect(await firm.balances(sold)).toMatchObject({ held: 0, payable: 350_001 });
    expect(await firm.statuses()).toEqual(['SUCCEEDED']);
  });

  it('does not take a call that nobody made for a step: the task is missed and stays', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.customer.answers(sold, { 'cover-known': 'no' });
    await firm.broker.remedies(sold);
    await firm.until('2026-03-13');
    expect((await firm.timeline(sold)).slice(6)).toEqual([
      '2026-03-06 09:00 task-opened confirmation-call-1',
      '2026-03-10 09:00 task-missed confirmation-call-1',
      '2026-03-12 09:00 task-missed confirmation-call-1',
    ]);
    expect(await firm.holds(sold)).toEqual(['callback-problem']);
  });

  it('lets no execution come near the limit of its history in a year', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.customer.answers(sold, { 'cover-known': 'no' });
    await firm.broker.remedies(sold);
    await firm.advance('P365D');
    const { callback } = firm.engine.counts();
    // 25,000 events are the limit; a transition has at most six of them.
    expect((callback?.transitions ?? 0) * 6).toBeLessThan(5_000);
  });
});
