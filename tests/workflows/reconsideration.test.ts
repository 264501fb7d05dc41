import { describe, expect, it } from 'vitest';
import type { Staff } from '../../domain/people.ts';
import { requiredEvidence } from '../../domain/reconsideration/evidence.ts';
import { type Firm, openFirm } from '../support/firm.ts';
import { AGENT, BRANCH_MANAGER, COMPLIANCE, LEADER, OTHER_BROKER, SELLER, staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { Dispute } from '../support/reconsideration-firm.ts';
import {
  ASKED_FEN,
  CHANGED,
  DISPUTED,
  EXPERT,
  GIVEN_FEN,
  HEAD_REVIEWER,
  inPart,
  REVIEWER,
  reviewer,
  SECOND_EXPERT,
  UNDERWRITING,
  UPHELD,
} from '../support/reconsideration-story.ts';

const PART = 3_000_000;
const TO_PAY = ASKED_FEN - GIVEN_FEN;

async function atLevel1(firm: Firm): Promise<Dispute> {
  const dispute = await Dispute.assessing(firm);
  await dispute.contest();
  return dispute;
}

describe('an expert who agrees with the carrier', () => {
  it('explains by a link, and the customer reads and accepts: the end', async () => {
    const firm = await openFirm();
    const dispute = await Dispute.assessing(firm);
    await dispute.agree();
    expect(dispute.messages).toEqual(['explanation']);
    expect(firm.sms.sent.at(-1)).toMatchObject({ phone: '13900000077' });
    const page = await firm.ask<{ letter: { points: { text: string }[] } }>('customer', 'GET', dispute.link);
    expect(page).toMatchObject({ asks: 'letter', state: 'open', letter: { read: false } });
    expect((await dispute.types()).at(-1)).toBe('letter-sent');

    await dispute.says({ read: true });
    expect((await dispute.case).letters[0]?.readAt).toBe(firm.now.toISOString());
    await dispute.says({ accepts: true });
    expect(await dispute.case).toMatchObject({ stage: 'accepted', category: 'closed' });
    expect(await dispute.waits()).toEqual(['AwaitEvidence', 'AwaitJudgement', 'AwaitCustomer']);
    expect(await dispute.statuses()).toEqual(['SUCCEEDED']);
    await expect(dispute.says({ accepts: false })).rejects.toMatchObject({ status: 410 });
  });

  it('and is not believed gives the case to a second expert, whose agreement ends with the letter', async () => {
    const firm = await openFirm();
    const dispute = await Dispute.assessing(firm);
    await dispute.agree();
    const first = dispute.link;
    await dispute.says({ accepts: false, comment: 'I never had that illness' });
    expect(await dispute.case).toMatchObject({ stage: 'second-opinion', owner: 'expert@head-office' });
    await expect(dispute.agree(EXPERT)).rejects.toMatchObject({
      status: 422,
      problem: { rule: 'second-person' },
    });

    await dispute.agree(SECOND_EXPERT);
    expect(await dispute.case).toMatchObject({ stage: 'upheld', category: 'closed' });
    expect(dispute.messages).toEqual(['explanation', 'outcome-letter']);
    const page = await firm.ask<{ letter: { forums: { forum: string }[] } }>('customer', 'GET', dispute.link);
    expect(page.letter.forums.map(({ forum }) => forum)).toContain('court');
    await expect(dispute.says({ accepts: true }, first)).rejects.toMatchObject({ status: 410 });
    await dispute.says({ read: true });
    expect((await dispute.types()).at(-1)).toBe('letter-read');
    expect(await dispute.statuses()).toEqual(['SUCCEEDED']);
  });

  it('and is not believed may be contradicted: the second expert contests', async () => {
    const firm = await openFirm();
    const dispute = await Dispute.assessing(firm);
    await dispute.agree();
    await dispute.says({ accepts: false });
    await dispute.contest(SECOND_EXPERT);
    expect(await dispute.stage()).toBe('level-1');
    expect((await dispute.waits()).slice(-2)).toEqual(['AwaitJudgement', 'AwaitCarrier']);
  });

  it('reminds the customer twice; silence accepts nothing and ends with the next forums', async () => {
    const firm = await openFirm();
    const dispute = await Dispute.assessing(firm);
    await dispute.agree();
    await firm.until('2026-03-24', '10:00');
    expect(dispute.messages).toEqual([
      'explanation',
      'explanation-reminder',
      'explanation-reminder',
      'outcome-letter',
    ]);
    expect(await dispute.stage()).toBe('upheld');
    expect(await dispute.statuses()).toEqual(['SUCCEEDED']);
  });
});

describe('level 1', () => {
  it('changed: the payment is followed, and closes the case', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await firm.until('2026-03-04', '11:00');
    await dispute.answers(CHANGED);
    expect(await dispute.stage()).toBe('awaiting-payment');
    await firm.until('2026-03-09', '11:00');
    await dispute.pays(TO_PAY);
    expect(await dispute.case).toMatchObject({
      stage: 'changed',
      recovered: { fen: TO_PAY, paidFen: TO_PAY, agreedOn: '2026-03-04', paidOn: '2026-03-09' },
    });
    expect(await dispute.waits()).toEqual([
      'AwaitEvidence',
      'AwaitJudgement',
      'AwaitCarrier',
      'AwaitPayment',
    ]);
    expect(await dispute.statuses()).toEqual(['SUCCEEDED']);
  });

  it('changed, and paid late: noticed from the day after the tenth, again and again', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.answers(CHANGED);
    await firm.until('2026-03-20', '10:00');
    const told = (await dispute.timeline()).filter((line) => line.includes('payment'));
    expect(told).toEqual([
      '2026-03-02 10:00 payment-agreed',
      '2026-03-13 09:00 payment-late',
      '2026-03-18 09:00 payment-late',
    ]);
    const late = firm.notices.published.filter(({ attributes }) => attributes.notice === 'payment-late');
    expect(late.map(({ topic, body }) => [topic, body.to])).toEqual([
      ['escalations', 'branch-manager'],
      ['escalations', 'head-office-manager'],
    ]);
    await dispute.pays(TO_PAY);
    expect(await dispute.stage()).toBe('changed');
  });

  it('changed for an application has no payment: it ends', async () => {
    const firm = await openFirm();
    const dispute = await Dispute.assessing(firm, UNDERWRITING);
    await dispute.contest();
    await dispute.answers(CHANGED);
    expect(await dispute.stage()).toBe('changed');
    expect(await dispute.statuses()).toEqual(['SUCCEEDED']);
  });

  it('changed in part, and settled for: the part is followed, the letter tells of the rest', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.answers(inPart(PART));
    expect(await dispute.stage()).toBe('deciding');
    await dispute.settle();
    expect(await dispute.stage()).toBe('awaiting-payment');
    expect(dispute.messages).toEqual(['outcome-letter']);
    await dispute.pays(PART - GIVEN_FEN);
    expect(await dispute.case).toMatchObject({ stage: 'changed', recovered: { fen: PART - GIVEN_FEN } });
  });

  it('changed in part, and taken to level 2, which gives the rest', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.answers(inPart(PART));
    await dispute.level2();
    await dispute.answers(CHANGED);
    await dispute.pays(TO_PAY);
    expect(await dispute.case).toMatchObject({ stage: 'changed', recovered: { paidFen: TO_PAY } });
  });

  it('upheld, and settled for: the letter with the next forums is the end', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.answers(UPHELD);
    await dispute.settle();
    expect(await dispute.stage()).toBe('upheld');
    expect(dispute.messages).toEqual(['outcome-letter']);
    expect(await dispute.statuses()).toEqual(['SUCCEEDED']);
  });

  it('settled for at night: the letter goes out in the morning, and that is the end', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.answers(UPHELD);
    await firm.until('2026-03-02', '23:10');
    await dispute.settle();
    expect(await dispute.stage()).toBe('informing');
    expect(dispute.messages).toEqual([]);
    await firm.until('2026-03-03', '08:01');
    expect(dispute.messages).toEqual(['outcome-letter']);
    expect(await dispute.stage()).toBe('upheld');
    expect((await dispute.waits()).slice(-2)).toEqual(['AwaitJudgement', 'AwaitCustomer']);
    expect(await dispute.statuses()).toEqual(['SUCCEEDED']);
  });
});

describe('level 2', () => {
  it('changes what level 1 upheld', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.answers(UPHELD);
    await dispute.level2({ documents: [await dispute.bring('pathology')] });
    await expect(dispute.answers(CHANGED, reviewer('reviewer-one', 'head-office'))).rejects.toMatchObject({
      status: 403,
    });
    await expect(dispute.answers(CHANGED, reviewer('reviewer-six'))).rejects.toMatchObject({ status: 403 });
    await dispute.answers(CHANGED, HEAD_REVIEWER);
    await dispute.pays(TO_PAY);
    expect(await dispute.stage()).toBe('changed');
    const closed = (await firm.history(dispute)).at(-1);
    expect(closed?.data).toMatchObject({ levels: 2, recoveredFen: TO_PAY, changed: true });
  });

  it('upheld too leaves the letter', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.answers(UPHELD);
    await dispute.level2();
    await dispute.answers(UPHELD);
    await expect(dispute.level2()).rejects.toMatchObject({ problem: { rule: 'no-third-level' } });
    await dispute.settle();
    expect(await dispute.case).toMatchObject({ stage: 'upheld', category: 'closed' });
    expect(dispute.messages).toEqual(['outcome-letter']);
  });

  it('is refused to everybody but an expert, and without a reason or new evidence', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.answers(UPHELD);
    for (const by of [SELLER, BRANCH_MANAGER, COMPLIANCE]) {
      await expect(dispute.level2({ reason: 'we do not agree' }, by)).rejects.toMatchObject({ status: 403 });
    }
    await expect(dispute.level2({})).rejects.toMatchObject({ problem: { rule: 'nothing-new' } });
    const seen = await dispute.document('receipts');
    await expect(dispute.level2({ documents: [seen] })).rejects.toMatchObject({ status: 422 });
    expect(await dispute.stage()).toBe('deciding');
  });
});

describe('more evidence', () => {
  it('is brought in one round and not in the next: the carrier answers all the same', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.wants('pathology');
    await firm.until('2026-03-04', '10:00');
    await expect(dispute.supply({ documents: [await dispute.announce('pathology')] })).rejects.toMatchObject({
      status: 400,
    });
    await dispute.supply({ documents: [await dispute.bring('pathology')] });
    await dispute.wants('imaging');
    await firm.until('2026-03-19', '10:00');
    expect((await dispute.types()).slice(-3)).toEqual([
      'level-evidence-reminded',
      'level-evidence-escalated',
      'level-evidence-not-supplied',
    ]);
    await dispute.answers(CHANGED);
    expect(await dispute.stage()).toBe('awaiting-payment');
  });

  it('puts off the carrier’s reminder by as long as it was waited for', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    const before = (await dispute.request()).nextDueAt;
    await dispute.wants();
    await firm.advance('P1D');
    await dispute.supply({ note: 'there is none' });
    const after = (await dispute.request()).nextDueAt;
    expect(Date.parse(after ?? '')).toBeGreaterThan(Date.parse(before ?? ''));
    expect((await dispute.case).nextDueAt).toBe(after);
  });
});

describe('a carrier that stays silent', () => {
  it('is reminded, then taken to the branch, then to the head office, and may still answer', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await firm.until('2026-03-25', '10:00');
    expect((await dispute.timeline()).slice(-3)).toEqual([
      '2026-03-10 09:00 level-reminded',
      '2026-03-17 09:00 level-silent',
      '2026-03-25 09:00 level-silence-escalated',
    ]);
    await dispute.answers(UPHELD);
    expect(await dispute.stage()).toBe('deciding');
    expect((await dispute.request()).answers).toMatchObject([{ late: true }]);
  });
});

describe('the intake', () => {
  const refused = async (over: Record<string, unknown>, by: Staff = SELLER): Promise<unknown> => {
    const firm = await openFirm();
    return Dispute.file(firm, DISPUTED, over, by).catch((error: unknown) => error);
  };

  it('by a broker is of the broker’s own customer', async () => {
    expect(await refused({ brokerId: OTHER_BROKER.id })).toMatchObject({
      status: 400,
      problem: { fields: [{ field: 'brokerId', reason: 'is not you' }] },
    });
    expect(await refused({ branch: 'sh' })).toMatchObject({ status: 400 });
  });

  it('by somebody else says whose it is, and on whose branch', async () => {
    expect(await refused({}, BRANCH_MANAGER)).toMatchObject({
      problem: { fields: [{ field: 'brokerId', reason: expect.any(String) }] },
    });
    expect(await refused({ brokerId: SELLER.id }, EXPERT)).toMatchObject({
      problem: { fields: [{ field: 'branch', reason: expect.any(String) }] },
    });
    const firm = await openFirm();
    const dispute = await Dispute.file(firm, DISPUTED, { brokerId: SELLER.id, branch: 'bj' }, EXPERT);
    expect(await dispute.case).toMatchObject({ brokerId: SELLER.id, branch: 'bj', owner: SELLER.id });
  });

  it('is closed to everybody else', async () => {
    for (const by of [COMPLIANCE, REVIEWER, AGENT])
      expect(await refused({}, by)).toMatchObject({ status: 403 });
  });

  it('of a policy of ours takes broker and customer from it, and finds none of another broker', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.quiet();
    const over = { policyId: sold.policyId, customerRef: sold.customerRef };
    await expect(Dispute.file(firm, DISPUTED, over, OTHER_BROKER)).rejects.toMatchObject({ status: 404 });
    await expect(Dispute.file(firm, { ...DISPUTED, carrier: 'carrier-b' }, over)).rejects.toMatchObject({
      problem: { fields: [{ field: 'decision.carrier' }] },
    });
    const dispute = await Dispute.file(firm, DISPUTED, over);
    expect(await dispute.case).toMatchObject({
      policyId: sold.policyId,
      customerRef: sold.customerRef,
      brokerId: SELLER.id,
      concerned: [SELLER.id, LEADER.id],
    });
    await expect(dispute.view(LEADER)).resolves.toMatchObject({ case: { id: dispute.caseId } });
  });

  it('by an expert finds a policy of ours by its number, for experts read no policies', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await firm.quiet();
    const { number, carrier } = present(await firm.store.policies.byId(sold.policyId));
    const decision = { ...DISPUTED, carrier };
    const over = { policyNumber: number, customerRef: undefined, contact: undefined };
    const dispute = await Dispute.file(firm, decision, over, EXPERT);
    expect(await dispute.case).toMatchObject({ policyId: sold.policyId, brokerId: SELLER.id });
    await expect(
      Dispute.file(firm, decision, { ...over, policyNumber: 'NOBODYS-1' }, EXPERT),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('keeps what the customer says, and tells it to those who work on it alone', async () => {
    const firm = await openFirm();
    const statement = 'nobody asked me about that check-up';
    const dispute = await Dispute.file(firm, DISPUTED, { statement });
    await expect(dispute.view(EXPERT)).resolves.toMatchObject({ statement });
    for (const by of [BRANCH_MANAGER, COMPLIANCE])
      expect(JSON.stringify(await dispute.view(by))).not.toContain(statement);
    expect(JSON.stringify(await dispute.case)).not.toContain(statement);
  });

  it('is told beforehand which papers it will need', async () => {
    const firm = await openFirm();
    const { papers } = await firm.ask<{ papers: string[] }>(
      SELLER,
      'GET',
      `/reconsiderations/papers?of=${DISPUTED.of}&claimKind=${DISPUTED.claimKind}`,
    );
    expect(papers).toEqual(requiredEvidence({ decision: DISPUTED }));
  });

  it('names every field that is wrong', async () => {
    const firm = await openFirm();
    const wrong = { ...DISPUTED, askedFen: 1, givenFen: 2, reasonCode: 'postponed' as const };
    await expect(Dispute.file(firm, wrong)).rejects.toMatchObject({
      status: 400,
      problem: {
        fields: [
          expect.objectContaining({ field: 'decision.givenFen' }),
          expect.objectContaining({ field: 'decision.reasonCode' }),
        ],
      },
    });
    await expect(Dispute.file(firm, DISPUTED, { facts: { noticeOn: 'yesterday' } })).rejects.toMatchObject({
      problem: { fields: [expect.objectContaining({ field: 'facts.noticeOn' })] },
    });
  });
});

describe('evidence that is missing', () => {
  it('is asked of the broker, then told to the branch manager, until it is there', async () => {
    const firm = await openFirm();
    const dispute = await Dispute.file(firm);
    await firm.until('2026-03-19', '10:00');
    expect(await dispute.timeline()).toEqual([
      '2026-03-02 10:00 reconsideration-opened',
      '2026-03-06 09:00 evidence-reminded',
      '2026-03-11 09:00 evidence-escalated',
      '2026-03-18 09:00 evidence-escalated',
    ]);
    await dispute.command(EXPERT, 'waivers', { type: 'receipts', reason: 'they are with the court' });
    await dispute.gather();
    expect(await dispute.stage()).toBe('assessing');
    expect((await dispute.waits()).at(-1)).toBe('AwaitJudgement');
  });
});

describe('a withdrawal by the customer', () => {
  const STAGES: [string, (firm: Firm) => Promise<Dispute>][] = [
    ['gathering', (firm) => Dispute.file(firm)],
    ['assessing', (firm) => Dispute.assessing(firm)],
    ['level-1', atLevel1],
    [
      'deciding',
      async (firm) => {
        const dispute = await atLevel1(firm);
        await dispute.answers(UPHELD);
        return dispute;
      },
    ],
    [
      'level-2',
      async (firm) => {
        const dispute = await atLevel1(firm);
        await dispute.answers(UPHELD);
        await dispute.level2();
        return dispute;
      },
    ],
    [
      'awaiting-payment',
      async (firm) => {
        const dispute = await atLevel1(firm);
        await dispute.answers(CHANGED);
        return dispute;
      },
    ],
  ];

  it.each(STAGES)('ends it at %s; nothing happens by itself any more', async (stage, reach) => {
    const firm = await openFirm();
    const dispute = await reach(firm);
    expect(await dispute.stage()).toBe(stage);
    await dispute.withdraw();
    expect(await dispute.case).toMatchObject({ stage: 'withdrawn', category: 'closed' });
    expect(await dispute.statuses()).toEqual(['SUCCEEDED']);
    const told = await dispute.timeline();
    await firm.advance('P40D');
    expect(await dispute.timeline()).toEqual(told);
    if (stage.startsWith('level-')) {
      await expect(dispute.answers(CHANGED)).rejects.toMatchObject({ status: 409 });
    }
  });

  it('is theirs by the link of the explanation', async () => {
    const firm = await openFirm();
    const dispute = await Dispute.assessing(firm);
    await dispute.agree();
    await dispute.says({ withdraws: true });
    expect(await dispute.stage()).toBe('withdrawn');
    expect(await dispute.statuses()).toEqual(['SUCCEEDED']);
  });
});

describe('re-opening', () => {
  it('starts the workflow anew under the same number, with all that happened before', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.answers(UPHELD);
    await dispute.settle();
    const told = await dispute.timeline();
    await firm.until('2026-04-10', '10:00');
    await dispute.reopen();
    expect((await dispute.timeline()).slice(0, told.length)).toEqual(told);
    expect(await dispute.case).toMatchObject({ stage: 'assessing', category: 'open', reopened: 1 });
    expect(await dispute.statuses()).toEqual(['SUCCEEDED', 'RUNNING']);

    await dispute.contest();
    await expect(dispute.answers(CHANGED, REVIEWER)).rejects.toMatchObject({ status: 403 });
    await dispute.answers(CHANGED, reviewer('reviewer-seven'));
    await dispute.pays(TO_PAY);
    expect(await dispute.stage()).toBe('changed');
    expect(await dispute.statuses()).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });

  it('is of a closed case, by an expert or a manager', async () => {
    const firm = await openFirm();
    const dispute = await Dispute.assessing(firm);
    await expect(dispute.reopen()).rejects.toMatchObject({ problem: { rule: 'open' } });
    await dispute.withdraw();
    await expect(dispute.reopen(SELLER)).rejects.toMatchObject({ status: 403 });
    await dispute.reopen(BRANCH_MANAGER);
    expect(await dispute.stage()).toBe('assessing');
  });
});

describe('who sees it', () => {
  it('is its broker, its branch and the experts; nobody of another branch, and no reviewer', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    for (const by of [SELLER, EXPERT, BRANCH_MANAGER, COMPLIANCE]) {
      await expect(dispute.view(by)).resolves.toMatchObject({ case: { id: dispute.caseId } });
    }
    for (const by of [OTHER_BROKER, staff('branch-manager', 'manager-sh', 'sh'), REVIEWER]) {
      await expect(dispute.view(by)).rejects.toMatchObject({ status: 404 });
    }
  });

  it('finds it by its stage, whoever it waits for', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    const found = async (by: Staff, query: string): Promise<string[]> => {
      const { items } = await firm.ask<{ items: { id: string }[] }>(by, 'GET', `/reconsiderations?${query}`);
      return items.map(({ id }) => id);
    };
    for (const by of [SELLER, BRANCH_MANAGER])
      expect(await found(by, 'stage=level-1')).toEqual([dispute.caseId]);
    for (const by of [EXPERT, COMPLIANCE])
      expect(await found(by, 'stage=level-1&branch=bj')).toEqual([dispute.caseId]);
    expect(await found(OTHER_BROKER, 'stage=level-1')).toEqual([]);
    expect(await found(SELLER, 'stage=gathering')).toEqual([]);
    await expect(found(EXPERT, 'stage=level-1')).rejects.toMatchObject({ status: 400 });
    await expect(found(REVIEWER, 'stage=level-1')).rejects.toMatchObject({ status: 403 });
  });

  it('sees what was written only with the right to health data, and never the number', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    await dispute.answers(UPHELD);
    expect(JSON.stringify(await dispute.view(EXPERT))).toContain('we stay with our decision');
    for (const by of [BRANCH_MANAGER, COMPLIANCE]) {
      const seen = JSON.stringify(await dispute.view(by));
      expect(seen).not.toContain('we stay with our decision');
      expect(seen).not.toContain('it can be read otherwise');
    }
    expect(JSON.stringify(await dispute.view(EXPERT))).not.toContain('13900000077');
  });

  it('is in the ledger of sight, whether of the firm or of the carrier', async () => {
    const firm = await openFirm();
    const dispute = await atLevel1(firm);
    const letter = await dispute.document('decision-letter');
    await firm.ask(EXPERT, 'POST', `/reconsiderations/${dispute.caseId}/documents/${letter}/view`, {});
    await firm.advance('PT1H');
    const request = await dispute.requestId();
    await firm.ask(REVIEWER, 'POST', `/carrier-requests/${request}/documents/${letter}/view`, {});
    const { sights } = await dispute.view<{ sights: unknown[] }>();
    expect(sights).toMatchObject([
      { document: letter, by: EXPERT.id, role: 'expert' },
      { document: letter, by: REVIEWER.id, role: 'carrier-reviewer', carrier: 'carrier-a', level: 1 },
    ]);
    expect(sights[0]).not.toHaveProperty('level');
  });
});

describe('the view of a case', () => {
  it('shows the legal clocks, why each date is when it is, the levels with the days waited', async () => {
    const firm = await openFirm();
    const dispute = await Dispute.assessing(firm, undefined, { facts: { eventKnownOn: '2026-01-10' } });
    await dispute.contest();
    await firm.until('2026-03-05', '10:00');
    const view = await dispute.view<{
      clocks: { name: string; state: string }[];
      dues: { what: string; why: string[] }[];
      next: { who: string };
      levels: unknown[];
    }>();
    expect(view.clocks.find(({ name }) => name === 'time-bar')).toMatchObject({ state: 'running' });
    expect(view.dues.map(({ what }) => what)).toContain('the time bar is near');
    for (const { why } of view.dues) expect(why.length).toBeGreaterThan(0);
    expect(view.next.who).toBe('carrier-a');
    expect(view.levels).toMatchObject([{ level: 1, stage: 'asked', daysWaited: { carrier: 3, broker: 0 } }]);
  });

  it('shows where our policy of today differs from the frozen one', async () => {
    const firm = await openFirm();
    const sold = await firm.sell({ branch: 'bj', receiptOn: undefined });
    const dispute = await Dispute.file(firm, undefined, {
      policyId: sold.policyId,
      customerRef: sold.customerRef,
    });
    await dispute.bring('decision-letter');
    await dispute.freeze({});
    const { snapshot: before } = await dispute.view<{ snapshot: { differences: unknown[] } }>();
    expect(before.differences).toEqual([]);
    await firm.manager.bringsReceipt(sold, '2026-03-02');
    const { snapshot: after } = await dispute.view<{ snapshot: { differences: unknown[]; hash: string } }>();
    expect(after.differences).toEqual([{ field: 'receiptOn', after: '2026-03-02' }]);
    expect(after.hash).toBe((await dispute.case).snapshotHash);
  });
});
