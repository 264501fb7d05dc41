import { describe, expect, it } from 'vitest';
import { verifyProof } from '../../adapters/csv/proof.ts';
import { propose } from '../../domain/accountability/proposal.ts';
import { windowOf } from '../../domain/accountability/window.ts';
import { InvariantBroken, Throttled } from '../../domain/errors.ts';
import type { Write } from '../../domain/ports.ts';
import { accountableComplaints } from '../../functions/accountability/facts.ts';
import { RULES } from '../../functions/wiring.ts';
import { brokerOf, Desk, MonthlyRun, managerOf, serviceOf } from '../support/accountability-firm.ts';
import { type Firm, openFirm } from '../support/firm.ts';
import { COMPLIANCE, HEAD_OFFICE } from '../support/people.ts';
import { present } from '../support/present.ts';

/** 2026-02-21 to 2026-03-20; the 21st is a Saturday, the 26th a Thursday. */
const MONTH = '2026-03';
const FAULTY = 'handler-wen';

interface Story {
  firm: Firm;
  desk: Desk;
  run: MonthlyRun;
  /** Of Beijing and Shanghai, both in the window; the others are not charged. */
  bj: string;
  sh: string;
}

/** Complaints in two branches: two to be answered for, one settled by the desk, one exempt, one without names, one late. */
async function month(
  options: Parameters<typeof openFirm>[0] = {},
  plan: (firm: Firm) => void = () => {},
): Promise<Story> {
  const firm = await openFirm(options);
  const desk = new Desk(firm);
  await firm.until('2026-03-03');
  const bj = await desk.transferred('bj', [
    { role: 'direct-person', person: 'broker-jia' },
    { role: 'department-head', person: 'head-lu' },
  ]);
  await desk.finds(bj, 'poor-records', FAULTY);
  await desk.takes('bj');
  await firm.until('2026-03-05');
  const sh = await desk.transferred('sh', [{ role: 'direct-person', person: 'broker-yi' }], 'counter');
  await desk.hearsAgain(sh, 'regulator');
  const exempt = await desk.transferred('bj', [{ role: 'direct-person', person: 'broker-bing' }]);
  await desk.commands(exempt, managerOf('bj'), 'withdrawal', { proof: 'letter-1' });
  await firm.until('2026-03-20', '23:59');
  await desk.transfers(await desk.takes('sh'));
  await firm.until('2026-03-21', '00:00');
  await desk.transferred('sh', [{ role: 'direct-person', person: 'broker-ding' }]);
  plan(firm);
  await firm.until('2026-03-21', '09:00');
  return { firm, desk, run: new MonthlyRun(firm, MONTH), bj, sh };
}

/** Compiled, found on and decided on the Monday: the result is sent. */
async function sent(options?: Parameters<typeof openFirm>[0]): Promise<Story> {
  const story = await month(options);
  const { firm, run } = story;
  await run.comesDue();
  await firm.until('2026-03-23', '10:00');
  await run.finds('bj');
  await run.finds('sh');
  await run.decides();
  return story;
}

const finishes = (writes: readonly Write[]) =>
  writes.some((write) => write.store === 'event' && write.event.type === 'accountability-final');

describe('the monthly accountability', () => {
  it('is compiled on the 21st over what was transferred in the window, and over nothing else', async () => {
    const { run, bj, sh } = await month();
    await run.comesDue();

    expect((await run.lines()).map(({ person, caseId }) => [person, caseId])).toEqual([
      ['broker-jia', bj],
      ['broker-yi', sh],
      [FAULTY, bj],
      ['head-lu', bj],
    ]);
    const { channelFen, additionFen, deskFaults } = RULES.accountability;
    expect((await run.line('broker-yi')).amountFen).toBe(
      channelFen[1]['direct-person'] +
        channelFen[4]['direct-person'] +
        additionFen.escalated['direct-person'] +
        additionFen['multi-channel']['direct-person'],
    );
    expect((await run.line(FAULTY)).amountFen).toBe(deskFaults.usualFen['poor-records']);
    const view = await run.view<{ exemptions: { exemption: string }[]; whole: { nobodyNamed: string[] } }>(
      HEAD_OFFICE,
    );
    expect(view.exemptions).toMatchObject([{ exemption: 'withdrawn', holds: true }]);
    expect(view.whole.nobodyNamed).toHaveLength(1);
  });

  it('goes from the proposal over decisions and silence to the statements, by itself at the end of the 26th', async () => {
    const { firm, run } = await sent();
    expect(await run.case).toMatchObject({ stage: 'awaiting-objections', objectUntil: '2026-03-26' });
    await firm.until('2026-03-26', '23:59');
    await firm.advance('PT59S');
    expect(await run.stage()).toBe('awaiting-objections');
    expect((await run.lines()).map(({ state }) => state)).toEqual(Array(4).fill('decided'));
    await firm.advance('PT1S');

    expect(await run.stage()).toBe('final');
    expect(await run.timeline()).toEqual([
      '2026-03-21 09:00 accountability-opened',
      '2026-03-21 09:00 accountability-proposed',
      '2026-03-23 10:00 lines-found-on',
      '2026-03-23 10:00 lines-found-on',
      '2026-03-23 10:00 lines-decided',
      '2026-03-23 10:00 result-sent',
      '2026-03-27 00:00 objections-over',
      '2026-03-27 00:00 accountability-settled',
      '2026-03-27 00:00 accountability-final',
    ]);
    const states = await firm.states(run.id, 'accountability');
    expect(states.filter((state) => state !== 'Route' && state !== 'ChooseRoute')).toEqual([
      ...['Propose', 'AwaitDecisions', 'AwaitObjections'],
      ...['State', 'Closed'],
    ]);
    expect(await run.statuses()).toEqual(['SUCCEEDED']);
    const files = await run.files();
    expect(Object.keys(files)).toEqual([
      `accountability/${MONTH}/hr.csv`,
      `accountability/${MONTH}/hr.html`,
      `accountability/${MONTH}/finance.csv`,
      `accountability/${MONTH}/finance.html`,
    ]);
    const finance = present(files[`accountability/${MONTH}/finance.csv`]);
    expect(verifyProof(finance).rows).toBe(4);
  });

  it('tells other systems of the result and of the end, and names nobody', async () => {
    const { firm, run } = await sent();
    await firm.until('2026-03-27');
    const told = firm.notices.published.filter(({ topic }) => topic === 'accountability');
    expect(told.map(({ attributes }) => attributes.notice)).toEqual(['result-sent', 'final']);
    expect(told[0]?.body).toMatchObject({ caseId: run.id, until: '2026-03-26', people: 4 });
    expect(JSON.stringify(told)).not.toMatch(/broker-|handler-|head-lu/);
  });

  it('is opened by the schedule at nine on the 21st, and not again by a person', async () => {
    const firm = await openFirm({ schedules: true });
    const run = new MonthlyRun(firm, MONTH);
    await firm.until('2026-03-21', '08:59');
    expect(await run.statuses()).toEqual([]);
    await firm.until('2026-03-21', '09:01');
    await run.isAskedFor();
    expect(await run.timeline()).toContain('2026-03-21 09:00 accountability-opened');
    expect(await run.statuses()).toEqual(['SUCCEEDED']);
  });

  it('is the same run for whoever asks for it again', async () => {
    const { firm, run } = await month();
    await run.comesDue();
    const before = await run.case;
    await firm.advance('PT1H');
    await run.isAskedFor();
    await run.comesDue();
    expect(await run.case).toEqual(before);
    expect(await run.statuses()).toEqual(['RUNNING']);
  });

  it('is refused before its window is over, and to everybody but the head office', async () => {
    const { run } = await month();
    await expect(new MonthlyRun(run.firm, '2026-04').isAskedFor()).rejects.toMatchObject({
      status: 422,
      problem: { rule: 'window-not-over' },
    });
    await expect(run.isAskedFor(COMPLIANCE)).rejects.toMatchObject({ status: 403 });
  });

  it('finds the same bytes again, whatever happens after its window', async () => {
    const { firm, desk, run, bj, sh } = await month();
    await run.comesDue();
    const { proposal } = await run.case;
    await desk.hearsAgain(bj, 'media');
    await desk.finds(sh, 'attitude', FAULTY);
    await desk.commands(sh, managerOf('sh'), 'withdrawal', { proof: 'letter-2' });
    await firm.until('2026-04-10');

    const window = windowOf(MONTH, RULES.accountability.dates);
    const deps = { cases: firm.store.cases, firm: { branches: ['bj', 'sh'] } };
    const again = propose(await accountableComplaints(window, deps), window, RULES.accountability);
    expect(again.hash).toBe(proposal);
  });

  it('charges in the next run what came after the cut', async () => {
    const { firm, desk, run, bj } = await month();
    await run.comesDue();
    await desk.hearsAgain(bj, 'media');
    const next = new MonthlyRun(firm, '2026-04');
    await firm.until('2026-04-21', '09:00');
    const window = windowOf('2026-04', RULES.accountability.dates);
    const found = await accountableComplaints(window, {
      cases: firm.store.cases,
      firm: { branches: ['bj', 'sh'] },
    });
    const of = (person: string) =>
      found.filter(({ responsible }) => responsible[0]?.person === person).length;
    expect(['broker-jia', 'broker-ding', 'broker-yi'].map(of)).toEqual([1, 1, 0]);
    await next.comesDue();
    const reasonsOf = async (person: string) =>
      (await next.line(person)).reasons.map(({ rule, code }) => `${rule} ${code}`);
    expect(await reasonsOf('broker-jia')).toEqual([
      'channel media',
      'escalated media',
      'multi-channel media',
    ]);
    expect(await reasonsOf('broker-ding')).toEqual(['channel hotline']);
  });

  it('takes in somebody who was named too late when it is compiled anew, until a line was judged', async () => {
    const { firm, desk, run } = await month();
    await run.comesDue();
    const { whole, run: head } = await run.view<{
      whole: { nobodyNamed: string[] };
      run: { version: number };
    }>(HEAD_OFFICE);
    await desk.names(present(whole.nobodyNamed[0]), [{ role: 'direct-person', person: 'broker-wu' }]);
    const path = `/accountability/${MONTH}/compilation`;
    await firm.ask(HEAD_OFFICE, 'POST', path, { version: head.version });
    expect((await run.lines()).map(({ person }) => person)).toContain('broker-wu');

    await run.finds('bj');
    await desk.names(present(whole.nobodyNamed[0]), [{ role: 'direct-person', person: 'broker-ji' }]);
    const { version } = await run.case;
    await expect(firm.ask(HEAD_OFFICE, 'POST', path, { version })).rejects.toMatchObject({
      status: 422,
      problem: { rule: 'already-judged' },
    });
  });

  it('takes its names from those who assign complaints, not from the desk itself', async () => {
    const firm = await openFirm();
    const desk = new Desk(firm);
    const id = await desk.takes('bj');
    await desk.transfers(id);
    const people = [{ role: 'direct-person', person: 'broker-jia' }];
    await expect(desk.names(id, people, serviceOf('bj'))).rejects.toMatchObject({ status: 403 });
    await expect(desk.names(id, people, managerOf('sh'))).rejects.toMatchObject({ status: 404 });
    const fault = { fault: 'attitude', handler: FAULTY, evidence: 'd1' };
    await expect(desk.commands(id, serviceOf('bj'), 'desk-faults', fault)).rejects.toMatchObject({
      status: 403,
    });
    await desk.names(id, people, managerOf('bj'));
    expect((await desk.case(id)).responsible).toEqual(people);
  });

  it('is stated with nothing in it when nothing was transferred', async () => {
    const firm = await openFirm();
    await firm.until('2026-03-21', '09:00');
    const run = new MonthlyRun(firm, MONTH);
    await run.comesDue();
    expect(await run.stage()).toBe('final');
    expect(Object.keys(await run.files())).toHaveLength(4);
  });

  it('reminds the leading group of what it has not decided, then escalates, again and again', async () => {
    const { firm, run } = await month();
    await run.comesDue();
    await firm.until('2026-03-28');
    const late = (await run.types()).filter((type) => /remind|escalat/.test(type));
    expect(late.slice(0, 3)).toEqual([
      'accountability-reminded',
      'accountability-escalated',
      'accountability-escalated',
    ]);
    const told = firm.notices.published.filter(({ topic }) => topic === 'accountability');
    expect(told.slice(0, 2).map(({ attributes }) => attributes.notice)).toEqual(['reminded', 'escalated']);
    expect(await run.stage()).toBe('proposing');
  });

  it('asks the business line where customer service cannot say', async () => {
    const { firm, run } = await month();
    await run.comesDue();
    await firm.until('2026-03-23');
    await run.finds('bj');
    await run.finds('sh', { says: 'cannot-say', reason: 'it is about a claim' });
    await run.decides();
    expect(await run.case).toMatchObject({ stage: 'proposing', undecided: 1 });
    await run.finds('sh', { says: 'not-liable', reason: 'another broker sold it' }, managerOf('sh'));
    await run.decides({ outcome: 'waived', reason: 'another broker sold it' });
    expect(await run.stage()).toBe('awaiting-objections');
    expect((await run.line('broker-yi')).decision).toMatchObject({ outcome: 'waived', amountFen: 0 });
  });
});

describe('an objection', () => {
  it('re-opens its own line only: the others are final at the end of the 26th', async () => {
    const { firm, run } = await sent();
    await firm.until('2026-03-26', '23:50');
    await run.objects('broker-yi');
    await firm.until('2026-03-27', '00:00');
    const states = Object.fromEntries((await run.lines()).map(({ person, state }) => [person, state]));
    expect(states).toEqual({
      'broker-jia': 'final',
      'broker-yi': 'objected',
      [FAULTY]: 'final',
      'head-lu': 'final',
    });
    expect(await run.stage()).toBe('deciding-objections');
    expect(await run.files()).toEqual({});
  });

  it('is decided by another person of the leading group, and then the result is stated', async () => {
    const { firm, run } = await sent();
    await firm.until('2026-03-25');
    await run.objects('broker-yi');
    await expect(run.redecides('broker-yi', { outcome: 'confirmed' }, HEAD_OFFICE)).rejects.toMatchObject({
      status: 403,
    });
    await firm.until('2026-03-27', '10:00');
    await run.redecides('broker-yi', { outcome: 'waived', reason: 'the leave is proven' });

    expect(await run.stage()).toBe('final');
    expect(await run.statuses()).toEqual(['SUCCEEDED']);
    const waits = await firm.states(run.id, 'accountability');
    expect(waits.filter((state) => state.startsWith('Await')).at(-1)).toBe('AwaitRedecisions');
    const files = await run.files();
    expect(files[`accountability/${MONTH}/finance.csv`]).not.toContain('broker-yi');
    expect(files[`accountability/${MONTH}/hr.csv`]).toMatch(/broker-yi.*waived/);
    const told = firm.notices.published.filter(({ topic }) => topic === 'accountability');
    expect(told.map(({ attributes }) => attributes.notice)).toContain('objection-decided');
  });

  it('that is decided before the 26th leaves the others their time', async () => {
    const { firm, run } = await sent();
    await run.objects('broker-yi');
    await run.redecides('broker-yi', { outcome: 'confirmed' });
    expect(await run.stage()).toBe('awaiting-objections');
    await run.objects('broker-jia');
    await firm.until('2026-03-27', '00:00');
    expect(await run.case).toMatchObject({ stage: 'deciding-objections', objected: 1 });
  });

  it('after the 26th is too late: silence accepted', async () => {
    const { firm, run } = await sent();
    await firm.until('2026-03-26', '23:50');
    await run.objects('broker-yi');
    await firm.until('2026-03-27', '00:00');
    const line = (await run.line('broker-jia')).id;
    const objection = { line, text: 'I did not see it.', documents: ['d1'] };
    await expect(
      firm.ask(brokerOf('broker-jia'), 'POST', `/accountability/${MONTH}/objections`, objection),
    ).rejects.toMatchObject({ status: 422, problem: { rule: 'too-late' } });
  });

  it('that is not decided is reminded of', async () => {
    const { firm, run } = await sent();
    await run.objects('broker-yi');
    await firm.until('2026-04-03');
    const types = await run.types();
    expect(types.slice(types.indexOf('objections-over'))).toContain('accountability-reminded');
    expect(await run.stage()).toBe('deciding-objections');
  });
});

describe('a run that is disturbed', () => {
  it.each(['Propose', 'AwaitDecisions'])('by its execution being stopped after %s goes on', async (state) => {
    const { firm, run } = await month({ schedules: true }, (planned) =>
      planned.after(state, () => planned.stopExecution(`ac-${MONTH}`, 'accountability')),
    );
    expect(await run.statuses()).toEqual(['ABORTED']);
    const { proposal } = await run.case;
    await firm.until('2026-03-24', '12:00');
    await run.finds('bj');
    await run.finds('sh');
    await run.decides();
    await firm.until('2026-03-27', '01:00');
    expect(await run.case).toMatchObject({ stage: 'final', proposal });
    expect((await run.statuses())[0]).toBe('ABORTED');
    expect((await run.types()).filter((type) => type === 'accountability-proposed')).toHaveLength(1);
  });

  it('by its execution being stopped while it waits for objections is final at the end of the 26th', async () => {
    const { firm, run } = await sent({ schedules: true });
    await firm.stopExecution(run.id, 'accountability');
    await firm.until('2026-03-27', '00:30');
    expect(await run.stage()).toBe('final');
    expect(await run.statuses()).toEqual(['ABORTED', 'SUCCEEDED']);
  });

  it.each([
    ['before its end was stored', 'fail'],
    ['after its end was stored', 'lose'],
  ] as const)(
    'by a bug while it is stated, %s, writes the same statements and ends once',
    async (_when, how) => {
      const { firm, run } = await sent({ schedules: true });
      const fault = (writes: readonly Write[]) =>
        finishes(writes) ? new InvariantBroken('a bug') : undefined;
      if (how === 'fail') firm.store.failNext(fault);
      else firm.store.loseNextAnswer(fault);
      const put = new Map<string, Set<string>>();
      const original = firm.files.put.bind(firm.files);
      firm.files.put = async (key, body, type) => {
        put.set(key, new Set([...(put.get(key) ?? []), String(body)]));
        await original(key, body, type);
      };
      await firm.until('2026-03-27', '00:01');
      expect((await run.statuses())[0]).toBe('FAILED');
      await firm.until('2026-03-27', '01:00');

      expect(await run.stage()).toBe('final');
      expect((await run.types()).filter((type) => type === 'accountability-final')).toHaveLength(1);
      expect([...put.values()].map(({ size }) => size)).toEqual([1, 1, 1, 1]);
    },
  );

  it('by throttling while it is compiled and stated goes on', async () => {
    const { firm, run } = await month();
    const throttled = () => new Throttled('slow down');
    await run.comesDue();
    await firm.until('2026-03-23');
    await run.finds('bj');
    await run.finds('sh');
    await run.decides();
    firm.store.failNext((writes) => (finishes(writes) ? throttled() : undefined));
    firm.store.failNext((writes) => (finishes(writes) ? throttled() : undefined));
    await firm.until('2026-03-27', '00:10');
    expect(await run.stage()).toBe('final');
    expect(await run.statuses()).toEqual(['SUCCEEDED']);
  });

  it('by two executions at once is compiled once and stated once', async () => {
    const { firm, run } = await month();
    firm.before('Propose', () =>
      firm.workflows.start('accountability', `${run.id}.again`, { caseId: run.id }),
    );
    await run.comesDue();
    await firm.until('2026-03-23');
    await run.finds('bj');
    await run.finds('sh');
    await run.decides();
    await firm.until('2026-03-27', '00:10');
    const types = await run.types();
    for (const once of ['accountability-proposed', 'accountability-final']) {
      expect(types.filter((type) => type === once)).toHaveLength(1);
    }
    expect(await run.statuses()).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });
});
