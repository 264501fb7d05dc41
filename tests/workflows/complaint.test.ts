import { describe, expect, it } from 'vitest';
import { Refused } from '../../domain/errors.ts';
import type { Staff } from '../../domain/people.ts';
import { Grievance } from '../support/complaint-firm.ts';
import { HANDLER, SECOND_HANDLER } from '../support/complaint-story.ts';
import { isWakeUp, openFirm } from '../support/firm.ts';
import { AGENT, BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE, LEADER, SELLER, staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { at, later } from '../support/wall.ts';

const REGULATOR = { channel: 'regulator', reference: '12378-1' };

describe('a complaint', () => {
  it('simple is settled on the spot, and its workflow ends', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.file(firm);
    await grievance.settles();
    expect(await grievance.case).toMatchObject({ stage: 'settled', settledOnTheSpot: true });
    expect(await grievance.waits()).toEqual(['AwaitHandling']);
    expect(await grievance.statuses()).toEqual(['SUCCEEDED']);
  });

  it('is called, decided, told by a link and accepted by it', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    await grievance.decides();
    await grievance.isSent();
    expect(firm.sms.sent.at(-1)).toMatchObject({ phone: '13900000088', template: 'complaint-decision' });
    await firm.advance('PT2M');
    const { decision } = await grievance.case;
    expect(decision?.notice).toMatchObject({ way: 'sms', proof: present(firm.sms.sent.at(-1)).id });

    const page = await firm.ask('customer', 'GET', grievance.link);
    expect(page).toMatchObject({
      asks: 'complaint',
      state: 'open',
      decision: { outcome: 'upheld', remedy: 'the premium is paid back', reviewUntil: '2026-04-01' },
    });
    await grievance.says({ accepts: true });
    expect(await grievance.stage()).toBe('settled');
    expect(await grievance.waits()).toEqual(['AwaitHandling', 'AwaitCustomer']);
    expect(await grievance.statuses()).toEqual(['SUCCEEDED']);
  });

  it('warns those who are named, in office hours, and says which clock', async () => {
    const firm = await openFirm();
    await Grievance.file(firm);
    await firm.until('2026-03-19');
    const told = firm.notices.published.filter(({ attributes }) =>
      ['clock-warned', 'clock-missed'].includes(attributes.notice ?? ''),
    );
    expect(told.map(({ body }) => `${body.clock} ${body.percent} ${body.to}`)).toEqual([
      'first-contact 50 complaint-handler',
      'first-contact 75 branch-manager',
      'first-contact 100 head-office-manager',
      'statutory 50 complaint-handler',
      'work 50 complaint-handler',
      'work 75 branch-manager',
      'statutory 75 branch-manager',
      'work 100 head-office-manager',
      'statutory 100 head-office-manager',
    ]);
  });

  it('that nobody closes is told of again and again, and the workflow does not spin', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    await firm.until('2026-05-29');
    const reminders = (await grievance.types()).filter((type) => type === 'complaint-reminded');
    expect(reminders.length).toBeGreaterThan(6);
    expect(reminders.length).toBeLessThan(11);
    const states = await firm.states(grievance.caseId, 'complaint');
    expect(states.length).toBeLessThan(80);
    expect((await grievance.case).nextDueAt).toBeDefined();
  });

  it('not accepted and then in silence: decided after the 30 days', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.told(firm);
    await grievance.accepts(false);
    await firm.until('2026-04-02', '08:59');
    expect(await grievance.stage()).toBe('awaiting-acceptance');
    await firm.until('2026-04-02', '09:01');
    expect(await grievance.stage()).toBe('decided');
    expect(await grievance.statuses()).toEqual(['SUCCEEDED']);
    await expect(grievance.asksReview()).rejects.toMatchObject({
      status: 422,
      problem: { rule: 'too-late' },
    });
  });

  it('whose review was asked in time goes to the upper level and ends there', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.told(firm);
    await firm.until('2026-03-20');
    await grievance.asksReview();
    expect(await grievance.case).toMatchObject({ owner: 'head-office-manager@head-office' });
    await firm.until('2026-04-07');
    await grievance.reviews();
    expect(await grievance.stage()).toBe('decided');
    expect(await grievance.waits()).toEqual(['AwaitHandling', 'AwaitCustomer', 'AwaitReview']);
    expect(await grievance.statuses()).toEqual(['SUCCEEDED']);
  });

  it('whose request for a review came in time and was entered after the end goes on in a new execution', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.told(firm);
    await firm.until('2026-04-03');
    expect(await grievance.stage()).toBe('decided');
    await grievance.asksReview(at('2026-04-01', '16:00'));
    expect(await grievance.statuses()).toEqual(['SUCCEEDED', 'RUNNING']);
    await grievance.reviews();
    expect(await grievance.statuses()).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  it('of the regulator is told only when a second person has approved', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm, REGULATOR);
    await grievance.decides();
    await expect(grievance.isTold()).rejects.toMatchObject({ problem: { rule: 'not-approved' } });
    await grievance.judges(false);
    await grievance.decides();
    await grievance.judges(true);
    await grievance.isTold();
    expect(await grievance.stage()).toBe('awaiting-acceptance');
  });

  it('complex is promised a date, extended above, and its time stands still for an appraisal', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    await grievance.classifies('complex', '2026-03-27');
    await expect(
      grievance.command(HEAD_OFFICE, 'extension', { reason: 'three hospitals' }),
    ).rejects.toMatchObject({ status: 400 });
    await expect(
      grievance.command(BRANCH_MANAGER, 'extension', { reason: 'three hospitals', notice: grievance.notice }),
    ).rejects.toMatchObject({ status: 403 });
    await grievance.command(HEAD_OFFICE, 'extension', {
      reason: 'three hospitals',
      notice: grievance.notice,
    });
    await grievance.command(HANDLER, 'pause', { kind: 'appraisal', told: grievance.notice });
    await firm.until('2026-03-12');
    await grievance.command(HANDLER, 'resumption');
    const { clocks } = await grievance.view<{ clocks: { name: string; dueAt: string }[] }>();
    expect(clocks.find(({ name }) => name === 'statutory')?.dueAt).toBe(
      new Date(at('2026-05-12', '00:00').getTime() - 1).toISOString(),
    );
    await firm.until('2026-03-28');
    expect(
      firm.notices.published.filter(({ body }) => body.clock === 'promised').map(({ body }) => body.to),
    ).toEqual([]);
    await firm.until('2026-03-30');
    expect(firm.notices.published.filter(({ body }) => body.clock === 'promised')).toHaveLength(1);
  });
});

describe('a withdrawal', () => {
  const stages: [string, (grievance: Grievance) => Promise<unknown>][] = [
    ['awaiting-contact', async () => {}],
    ['handling', (grievance) => grievance.calls()],
    [
      'awaiting-notice',
      async (grievance) => {
        await grievance.calls();
        await grievance.decides();
      },
    ],
    [
      'awaiting-acceptance',
      async (grievance) => {
        await grievance.calls();
        await grievance.decides();
        await grievance.isTold();
      },
    ],
    [
      'under-review',
      async (grievance) => {
        await grievance.calls();
        await grievance.decides();
        await grievance.isTold();
        await grievance.asksReview();
      },
    ],
  ];

  it.each(stages)('at %s ends it at once', async (stage, bring) => {
    const firm = await openFirm();
    const grievance = await Grievance.file(firm);
    await bring(grievance);
    expect(await grievance.stage()).toBe(stage);
    await grievance.withdraws();
    expect(await grievance.case).toMatchObject({ stage: 'withdrawn', closedAt: firm.now.toISOString() });
    expect(await grievance.statuses()).toEqual(['SUCCEEDED']);
  });

  it('by the link counts too, twice the same', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    await grievance.decides();
    await grievance.isSent();
    await firm.advance('PT2M');
    await grievance.says({ withdraws: true });
    await grievance.says({ withdraws: true });
    expect(await grievance.stage()).toBe('withdrawn');
    expect((await grievance.types()).filter((type) => type === 'complaint-closed')).toHaveLength(1);
    await expect(grievance.says({ accepts: true })).rejects.toMatchObject({ status: 410 });
  });
});

describe('what comes again', () => {
  it('while it is open is one more contact of the one case; new facts start its clock anew', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    await firm.until('2026-03-05');
    expect(await grievance.again()).toMatchObject({ id: grievance.caseId, outcome: 'merged' });
    expect(await grievance.again({ channel: 'association', newFacts: true })).toMatchObject({
      outcome: 'merged',
    });
    const { receivedAt, contacts } = await grievance.case;
    expect(receivedAt).toBe(firm.now.toISOString());
    expect(contacts).toHaveLength(3);
    const view = await grievance.view();
    expect(view).toMatchObject({
      counts: { repeat: true, escalated: true, multiChannel: true, group: false },
    });
    expect(await firm.counted('2026-03')).toMatchObject({ 'complaint-opened': 1 });
  });

  it('after the end is a new complaint that repeats the former', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.file(firm);
    await grievance.settles();
    const { id, outcome } = await grievance.again();
    expect(outcome).toBe('opened');
    expect(await firm.store.cases.load('complaint', id)).toMatchObject({
      isRepeat: true,
      repeats: grievance.caseId,
    });
  });

  it('to a complaint that became a part of another goes to that one', async () => {
    const firm = await openFirm();
    const root = await Grievance.handling(firm);
    const other = await Grievance.file(firm, { ...root.filed, category: 'service' });
    await expect(other.command(HANDLER, 'merge', { into: root.caseId })).rejects.toMatchObject({
      status: 403,
    });
    await other.command(BRANCH_MANAGER, 'merge', { into: root.caseId });
    expect(await other.stage()).toBe('merged');
    expect(await other.statuses()).toEqual(['RUNNING', 'SUCCEEDED']);
    expect(await other.again()).toMatchObject({ id: root.caseId, outcome: 'merged' });
    expect((await root.case).contacts).toHaveLength(3);
  });

  it('as an answer of the link counts once, and another answer is gone', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    await grievance.decides();
    await grievance.isSent();
    await Promise.all([grievance.says({ accepts: true }), grievance.says({ accepts: true })]);
    expect((await grievance.types()).filter((type) => type === 'complaint-closed')).toHaveLength(1);
    await expect(grievance.says({ accepts: false })).rejects.toMatchObject({ status: 410 });
    await expect(grievance.says({ read: true })).rejects.toMatchObject({ status: 400 });
  });

  it('as new facts makes the link of the former decision one that was taken back', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    await grievance.decides();
    await grievance.isSent();
    await firm.advance('PT2M');
    await grievance.again({ newFacts: true });
    expect(await grievance.stage()).toBe('handling');
    await expect(grievance.says({ accepts: true })).rejects.toMatchObject({ status: 410 });
    expect(await firm.ask('customer', 'GET', grievance.link)).toEqual({ asks: 'complaint', state: 'used' });
    await grievance.decides();
    await grievance.isSent();
    await grievance.says({ accepts: true });
    expect(await grievance.stage()).toBe('settled');
  });

  it('as a link with another signature, or of another case, is none of ours', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    await grievance.decides();
    await grievance.isSent();
    const forged = `${grievance.link.slice(0, -1)}${grievance.link.endsWith('A') ? 'B' : 'A'}`;
    await expect(firm.ask('customer', 'GET', forged)).rejects.toMatchObject({ status: 404 });
    await expect(grievance.says({ accepts: true }, forged)).rejects.toMatchObject({ status: 404 });
  });
});

describe('taken up again', () => {
  it('it goes on in a new execution, with work clock and warnings of its own, and is asked about again', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.told(firm);
    await grievance.accepts(true);
    await grievance.command(HANDLER, 'satisfaction', { satisfied: true, recording: 'recording-3' });
    await firm.until('2026-03-16');
    await grievance.reopens();
    expect(await grievance.statuses()).toEqual(['SUCCEEDED', 'RUNNING']);
    await firm.until('2026-03-24');
    expect((await grievance.types()).filter((type) => type === 'clock-warned')).not.toHaveLength(0);
    await grievance.decides();
    await grievance.isTold();
    await grievance.accepts(true);
    await grievance.command(HANDLER, 'satisfaction', { satisfied: false, recording: 'recording-4' });
    expect(await grievance.statuses()).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });
});

describe('what goes wrong around it', () => {
  it('a number that nobody knows is not written to: the decision is told by another way', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm, {
      matter: { customerRef: 'without-a-number', line: 'life' },
    });
    await grievance.decides();
    await expect(grievance.isSent()).rejects.toMatchObject({ problem: { rule: 'no-phone' } });
    await grievance.isTold();
    expect(await grievance.stage()).toBe('awaiting-acceptance');
  });

  it('a gateway that refuses the message gives the decision back to the handler', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    firm.gateway.send = async () => {
      throw new Refused('bad-number', 'The gateway does not take this number.');
    };
    await grievance.decides();
    await grievance.isSent();
    await firm.advance('PT2M');
    expect((await grievance.types()).at(-1)).toBe('decision-not-sent');
    expect((await grievance.case).decision?.notice).toBeUndefined();
    await grievance.isTold();
    expect(await grievance.stage()).toBe('awaiting-acceptance');
  });

  it('a gateway that is down for an hour brings it later: told when it was taken, and not before', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    await grievance.decides();
    firm.gateway.isDown = true;
    await grievance.isSent();
    await firm.advance('PT1H');
    expect(await grievance.stage()).toBe('awaiting-notice');
    firm.gateway.isDown = false;
    const upAt = firm.now;
    await firm.advance('PT2H');
    const { stage, decision } = await grievance.case;
    expect(stage).toBe('awaiting-acceptance');
    expect(Date.parse(present(decision?.notice).at)).toBeGreaterThanOrEqual(upAt.getTime());
    expect(firm.messages({ caseId: grievance.caseId })).toEqual(['complaint-decision']);
  });

  it('a stopped execution is started again by the sweeper and goes on where it was', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    await firm.stopExecution(grievance.caseId, 'complaint');
    await firm.until('2026-03-12');
    await firm.sweep();
    expect((await grievance.statuses()).at(-1)).toBe('RUNNING');
    expect((await grievance.types()).filter((type) => type === 'clock-warned')).not.toHaveLength(0);
    await grievance.settles();
    expect((await grievance.statuses()).at(-1)).toBe('SUCCEEDED');
  });

  it('a wake-up that is lost is made good at the next due time', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    firm.stream.loseNext(isWakeUp);
    await grievance.decides();
    await grievance.isTold();
    await firm.until('2026-04-03');
    expect(await grievance.stage()).toBe('decided');
  });

  it('a decision in the same moment as a warning: both are there, once', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    firm.before('Route', () => grievance.decides());
    await firm.until('2026-03-10');
    expect((await grievance.types()).filter((type) => type === 'decision-written')).toHaveLength(1);
    expect(await grievance.stage()).toBe('awaiting-notice');
  });

  it('every change told twice by the stream changes nothing twice', async () => {
    const firm = await openFirm();
    firm.stream.isDouble = true;
    const grievance = await Grievance.handling(firm);
    await grievance.decides();
    await grievance.isSent();
    await firm.advance('PT2M');
    expect(firm.messages({ caseId: grievance.caseId })).toEqual(['complaint-decision']);
    await grievance.says({ accepts: true });
    expect(await grievance.statuses()).toEqual(['SUCCEEDED']);
  });
});

describe('bad input', () => {
  it('is answered by its name and changes nothing', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    const { version } = await grievance.case;
    const file = (over: object) => firm.ask(HANDLER, 'POST', '/complaints', { ...grievance.filed, ...over });
    const cases: [Promise<unknown>, number][] = [
      [file({ receivedAt: later(firm.now, { hours: 1 }).toISOString() }), 400],
      [file({ category: 'weather' }), 400],
      [file({ matter: { policyId: `pl-${'0'.repeat(20)}` } }), 400],
      [file({ matter: { policyId: `pl-${'0'.repeat(20)}`, customerRef: 'x' } }), 400],
      [file({ filer: { as: 'proxy', papers: [] } }), 400],
      [file({ involved: [HANDLER.id] }), 422],
      [grievance.command(HANDLER, 'handler', { handler: 'x' }), 403],
      [grievance.command(AGENT, 'resumption'), 403],
      [grievance.command(staff('complaint-handler', 'x', 'sh'), 'resumption'), 404],
      [grievance.command(HANDLER, 'resumption', { version: version - 1 }), 409],
      [grievance.command(COMPLIANCE, 'review/decision', { result: 'confirmed' }), 400],
      [grievance.command(HANDLER, 'recusal', { person: 'x', reason: 'y' }), 403],
      [firm.ask(HANDLER, 'GET', `/complaints/cp-${'0'.repeat(20)}`), 404],
    ];
    for (const [asked, status] of cases) {
      await expect(asked).rejects.toMatchObject({ status });
    }
    expect((await grievance.case).version).toBe(version);
  });

  it('on a closed case is refused', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.file(firm);
    await grievance.settles();
    await expect(grievance.calls()).rejects.toMatchObject({ status: 422, problem: { rule: 'closed' } });
  });
});

describe('whoever is involved', () => {
  it('sees nothing, is no handler and takes nothing further down; others go on', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    const grievance = await Grievance.handling(firm, { matter: { policyId: sold.policyId } });
    expect((await grievance.case).involved.sort()).toEqual([SELLER.id, LEADER.id].sort());
    await expect(grievance.command(BRANCH_MANAGER, 'handler', { handler: LEADER.id })).rejects.toMatchObject({
      problem: { rule: 'involved' },
    });
    await grievance.command(HANDLER, 'recusal', { person: HANDLER.id, reason: 'a relative' });
    await expect(grievance.view(HANDLER)).rejects.toMatchObject({ status: 404 });
    await expect(grievance.calls(HANDLER)).rejects.toMatchObject({ status: 404 });
    await expect(grievance.again({}, HANDLER)).rejects.toMatchObject({ problem: { rule: 'involved' } });
    await grievance.decides(SECOND_HANDLER);
  });

  it('does not find it in any list either', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.handling(firm);
    const lists = async (by: Staff) => {
      const { branch } = by;
      const found = await Promise.all(
        [
          `/cases?owner=${HANDLER.id}`,
          ...(branch === undefined ? [] : [`/cases?stage=handling&branch=${branch}`]),
          `/cases?customer=${(await grievance.case).customerRef}`,
        ].map((path) =>
          firm.ask<{ items: { id: string }[] }>(by, 'GET', path).then(
            ({ items }) => items.map(({ id }) => id),
            () => [],
          ),
        ),
      );
      return found.flat();
    };
    for (const by of [HANDLER, HEAD_OFFICE, BRANCH_MANAGER])
      expect(await lists(by)).toContain(grievance.caseId);
    await grievance.command(COMPLIANCE, 'recusal', { person: HEAD_OFFICE.id, reason: 'a relative' });
    await grievance.command(COMPLIANCE, 'recusal', { person: BRANCH_MANAGER.id, reason: 'a relative' });
    for (const by of [HEAD_OFFICE, BRANCH_MANAGER]) expect(await lists(by)).toEqual([]);
    expect(await lists(HANDLER)).toContain(grievance.caseId);
  });

  it('asks for nothing that the firm holds: a policy says whose matter it is', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    const grievance = await Grievance.file(firm, { matter: { policyId: sold.policyId } });
    expect(await grievance.case).toMatchObject({
      customerRef: sold.customerRef,
      policyId: sold.policyId,
      carrier: 'carrier-a',
      line: 'life',
      productClass: 'ordinary-life',
      brokerId: SELLER.id,
    });
  });
});
