import { describe, expect, it } from 'vitest';
import { Unavailable } from '../../domain/errors.ts';
import { restart } from '../../functions/stream/follow.ts';
import { sweep } from '../../functions/sweeper/sweep.ts';
import { type Firm, isWakeUp, openFirm } from '../support/firm.ts';
import { RequestRefused } from '../support/firm-api.ts';
import { SELLER } from '../support/people.ts';
import { Dispute } from '../support/reconsideration-firm.ts';
import {
  ASKED_FEN,
  CHANGED,
  EXPERT,
  GIVEN_FEN,
  HEAD_REVIEWER,
  inPart,
  REVIEWER,
  reviewer,
  SECOND_EXPERT,
  UPHELD,
} from '../support/reconsideration-story.ts';

const PART = 3_000_000;
const TO_PAY = ASKED_FEN - GIVEN_FEN;

async function atLevel1(firm: Firm): Promise<Dispute> {
  const dispute = await Dispute.assessing(firm);
  await dispute.contest();
  return dispute;
}

/** The end of the story, whatever was done to the machinery: once, and with no execution that failed. */
async function endsWell(firm: Firm, dispute: Dispute): Promise<void> {
  await dispute.pays(TO_PAY);
  expect(await dispute.case).toMatchObject({ stage: 'changed', recovered: { paidFen: TO_PAY } });
  const types = await dispute.types();
  expect(types.filter((type) => type === 'reconsideration-closed')).toHaveLength(1);
  await firm.advance('P30D');
  expect(await dispute.types()).toEqual(types);
  expect((await dispute.statuses()).filter((status) => status === 'FAILED' || status === 'RUNNING')).toEqual(
    [],
  );
}

describe('an answer of the carrier that comes twice', () => {
  it('is the same answer when it says the same', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.answers(CHANGED);
    const told = await dispute.timeline();
    await firm.advance('PT1H');
    await dispute.answers(CHANGED, reviewer('reviewer-eight'));
    expect(await dispute.timeline()).toEqual(told);
    await endsWell(firm, dispute);
  });

  it('is refused when it says something else, and both are kept', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.answers(UPHELD);
    const levels = (await dispute.case).levels;
    await expect(dispute.answers(inPart(PART), reviewer('reviewer-eight'))).rejects.toMatchObject({
      status: 409,
    });
    const { answers, id } = await dispute.request();
    expect(answers.map(({ by }) => by)).toEqual([REVIEWER.id, 'reviewer-eight']);
    expect((await firm.store.cases.content(id, 'answer-2'))?.body).toEqual(inPart(PART));
    expect((await dispute.case).levels).toEqual(levels);
    expect((await dispute.types()).at(-1)).toBe('level-second-answer');
  });

  it('to a case that has ended is kept and changes nothing of the end', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.answers(UPHELD);
    await dispute.settle();
    await expect(dispute.answers(CHANGED, reviewer('reviewer-eight'))).rejects.toMatchObject({ status: 409 });
    expect(await dispute.case).toMatchObject({ stage: 'upheld', category: 'closed' });
    expect((await dispute.case).nextDueAt).toBeUndefined();
    expect(await dispute.statuses()).toEqual(['SUCCEEDED']);
  });

  it('to level 1 after level 2 was opened is beside, and level 2 goes on', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.answers(UPHELD);
    const first = await dispute.requestId();
    await dispute.level2();
    await expect(dispute.answers(inPart(PART), reviewer('reviewer-eight'), first)).rejects.toMatchObject({
      status: 409,
    });
    expect(await dispute.stage()).toBe('level-2');
    await dispute.answers(CHANGED, HEAD_REVIEWER);
    await endsWell(firm, dispute);
  });

  it('at one moment from two reviewers counts once', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    const outcomes = await Promise.allSettled([
      dispute.answers(CHANGED, REVIEWER),
      dispute.answers(UPHELD, reviewer('reviewer-eight')),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await dispute.types()).filter((type) => type === 'level-answered')).toHaveLength(1);
    expect((await dispute.request()).answers).toHaveLength(2);
  });

  it('from another carrier is an answer to nothing', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    const other = reviewer('reviewer-b', 'head-office', 'carrier-b');
    await expect(dispute.answers(CHANGED, other)).rejects.toMatchObject({ status: 404 });
    expect(await dispute.stage()).toBe('level-1');
  });
});

describe('two people at one moment', () => {
  it('an answer and a withdrawal: one of them holds, the other is told', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    const document = await dispute.bring('other');
    const outcomes = await Promise.allSettled([
      dispute.answers(CHANGED),
      dispute.command(SELLER, 'withdrawal', { document }),
    ]);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    for (const { reason } of lost) expect((reason as RequestRefused).status).toBe(409);
    // An answer may have come first and been followed by the withdrawal only when the version was read after it.
    expect(['withdrawn', 'awaiting-payment']).toContain(await dispute.stage());
    expect(lost.length).toBeLessThanOrEqual(1);
  });

  it('two experts who judge: the second is told that the case has moved on', async () => {
    const firm = await openFirm();
    const dispute = await Dispute.assessing(firm);
    const outcomes = await Promise.allSettled([dispute.contest(), dispute.agree()]);
    const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(lost[0]?.reason).toBeInstanceOf(RequestRefused);
    expect((await dispute.types()).filter((type) => type === 'assessed')).toHaveLength(1);
  });

  it('a command on an old version is refused with the present one', async () => {
    const firm = await openFirm();
    const dispute = await Dispute.assessing(firm);
    const { version } = await dispute.case;
    await dispute.bring('pathology');
    await expect(
      firm.ask(EXPERT, 'POST', `/reconsiderations/${dispute.caseId}/settle`, {
        version,
        explanation: [{ text: 'an old page' }],
      }),
    ).rejects.toMatchObject({ status: 409, problem: { current: { version: version + 2 } } });
  });
});

describe('the machinery', () => {
  it('wakes itself when the answer came before the token was stored', async () => {
    const firm = await openFirm();
    const dispute = await Dispute.assessing(firm);
    firm.before('AwaitCarrier', () => dispute.answers(CHANGED));
    await dispute.contest();
    await firm.quiet();
    expect((await dispute.waits()).at(-1)).toBe('AwaitPayment');
    await endsWell(firm, dispute);
  });

  it('takes an answer that comes right after the token', async () => {
    const firm = await openFirm();
    const dispute = await Dispute.assessing(firm);
    firm.after('AwaitCarrier', () => dispute.answers(CHANGED));
    await dispute.contest();
    await firm.quiet();
    expect((await dispute.waits()).at(-1)).toBe('AwaitPayment');
    await endsWell(firm, dispute);
  });

  it('goes on from the record when the execution was stopped mid-way', async () => {
    const firm = await openFirm({ schedules: true });
    const dispute = await atLevel1(firm);
    await firm.stopExecution(dispute.caseId, 'reconsideration');
    await firm.until('2026-03-10', '09:20');
    expect((await dispute.types()).at(-1)).toBe('level-reminded');
    expect(await dispute.statuses()).toEqual(['ABORTED', 'RUNNING']);
    await dispute.answers(CHANGED);
    await endsWell(firm, dispute);
  });

  const STAGES: [string, (dispute: Dispute) => Promise<void>, (dispute: Dispute) => Promise<void>][] = [
    ['AwaitJudgement', async () => {}, (dispute) => dispute.contest()],
    ['AwaitCustomer', (dispute) => dispute.agree(), (dispute) => dispute.says({ accepts: false })],
    ['AwaitCarrier', (dispute) => dispute.contest(), (dispute) => dispute.answers(UPHELD)],
    [
      'AwaitPayment',
      async (dispute) => {
        await dispute.contest();
        await dispute.answers(CHANGED);
      },
      (dispute) => dispute.pays(TO_PAY),
    ],
  ];

  it.each(STAGES)(
    'that is started anew at %s goes on where the record is',
    async (waiting, reach, decide) => {
      const firm = await openFirm();
      const dispute = await Dispute.assessing(firm);
      await reach(dispute);
      expect((await dispute.waits()).at(-1)).toBe(waiting);
      const sent = dispute.messages;
      await firm.stopExecution(dispute.caseId, 'reconsideration');
      const deps = { cases: firm.store.cases, workflows: firm.workflows, clock: firm.engine.clock };
      await sweep(deps, { all: true });
      await firm.quiet();
      expect(await dispute.statuses()).toEqual(['ABORTED', 'RUNNING']);
      expect(dispute.messages).toEqual(sent);
      const before = await dispute.stage();
      await decide(dispute);
      expect(await dispute.stage()).not.toBe(before);
      await firm.advance('P10D');
      const open = (await dispute.case).category === 'open';
      expect(await dispute.statuses()).toEqual(['ABORTED', open ? 'RUNNING' : 'SUCCEEDED']);
    },
  );

  it('is one when two executions are started: the older finds itself superseded', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    const { cases } = firm.store;
    await restart(dispute.caseId, { cases, workflows: firm.workflows, clock: firm.engine.clock });
    await firm.quiet();
    await dispute.answers(CHANGED);
    await endsWell(firm, dispute);
    expect(await dispute.statuses()).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  it('is mended by the sweeper when the stream lost the wake-up', async () => {
    const firm = await openFirm({ schedules: true });
    const dispute = await atLevel1(firm);
    firm.stream.loseNext(isWakeUp);
    await dispute.answers(CHANGED);
    expect((await dispute.waits()).at(-1)).toBe('AwaitCarrier');
    await firm.advance('PT20M');
    expect((await dispute.waits()).at(-1)).toBe('AwaitPayment');
    await endsWell(firm, dispute);
  });

  it('is started by the sweeper when the stream lost the re-opening', async () => {
    const firm = await openFirm({ schedules: true });
    const dispute = await Dispute.assessing(firm);
    await dispute.withdraw();
    firm.stream.loseNext((committed) => committed.is === 'event' && committed.event.type === 'reopened');
    await dispute.reopen();
    expect(await dispute.statuses()).toEqual(['SUCCEEDED']);
    await firm.until('2026-03-06', '10:00');
    expect((await dispute.types()).at(-1)).toBe('judgement-reminded');
    expect(await dispute.statuses()).toEqual(['SUCCEEDED', 'RUNNING']);
  });

  it('sends one message and does one thing when the stream tells everything twice', async () => {
    const firm = await openFirm();
    firm.stream.isDouble = true;
    const dispute = await Dispute.assessing(firm);
    await dispute.agree();
    await firm.until('2026-03-06', '10:00');
    await firm.stream.replay();
    await firm.quiet();
    expect(dispute.messages).toEqual(['explanation', 'explanation-reminder']);
    await dispute.says({ accepts: true });
    expect((await dispute.types()).filter((type) => type === 'reconsideration-closed')).toHaveLength(1);
    await firm.advance('P30D');
    expect(new Set(await dispute.statuses())).toEqual(new Set(['SUCCEEDED']));
  });

  it('sends the letter when the gateway is back, once', async () => {
    const firm = await openFirm();
    const dispute = await Dispute.assessing(firm);
    firm.gateway.isDown = true;
    await dispute.agree();
    expect(dispute.messages).toEqual([]);
    firm.gateway.isDown = false;
    await firm.advance('PT1H');
    expect(dispute.messages).toEqual(['explanation']);
    await dispute.says({ accepts: true });
    expect(await dispute.stage()).toBe('accepted');
  });

  it('stands a workflow service that is away for a moment', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    firm.workflows.failNext(new Unavailable('not now'));
    await dispute.answers(CHANGED);
    await firm.advance('PT1M');
    expect((await dispute.waits()).at(-1)).toBe('AwaitPayment');
    await endsWell(firm, dispute);
  });
});

describe('the longest path', () => {
  it('of two levels, three rounds of evidence each and all reminders stays small', {
    timeout: 60_000,
  }, async () => {
    const firm = await openFirm();
    const dispute = await Dispute.file(firm);
    await firm.advance('P14D'); // evidence is asked for, then escalated
    await dispute.gather();
    await firm.advance('P14D'); // the first opinion is late
    await dispute.agree();
    await firm.advance('P10D'); // both reminders of the explanation
    await dispute.says({ accepts: false });
    await firm.advance('P14D'); // so is the second
    await dispute.contest(SECOND_EXPERT);
    await threeRounds(firm, dispute);
    await firm.advance('P35D'); // silent, taken up the line
    await dispute.answers(inPart(PART));
    await firm.advance('P14D'); // the decision to go on is late
    await dispute.level2();
    await threeRounds(firm, dispute);
    await firm.advance('P35D');
    await dispute.answers(CHANGED);
    await firm.advance('P20D'); // paid late
    await dispute.pays(TO_PAY);

    expect(await dispute.stage()).toBe('changed');
    const types = await dispute.types();
    for (const type of [
      'evidence-escalated',
      'judgement-escalated',
      'explanation-reminded',
      'level-reminded',
      'level-silence-escalated',
      'level-evidence-reminded',
      'level-evidence-escalated',
      'level-evidence-not-supplied',
      'payment-late',
    ]) {
      expect(types).toContain(type);
    }
    expect(types.filter((type) => type === 'level-evidence-wanted')).toHaveLength(6);
    expect(await dispute.statuses()).toEqual(['SUCCEEDED']);
    const events = await dispute.historyEvents();
    expect(events).toBeGreaterThan(100);
  });

  /** One is supplied late, one early, one not at all. */
  async function threeRounds(firm: Firm, dispute: Dispute): Promise<void> {
    await firm.advance('P1D');
    await dispute.wants('pathology');
    await firm.advance('P9D');
    await dispute.supply({ documents: [await dispute.bring('pathology')] });
    await dispute.wants('imaging');
    await dispute.supply({ note: 'there are none' });
    await dispute.wants('diagnosis');
    await firm.advance('P18D');
  }
});
