import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../domain/history.ts';
import { letterClaim, letterLinkState } from '../../domain/reconsideration/link.ts';
import { ReconsiderationSettings } from '../../domain/reconsideration/settings.ts';
import { BRANCH_MANAGER, SELLER } from '../support/people.ts';
import {
  ASKED_FEN,
  assessing,
  atLevel1,
  CHANGED,
  DISPUTED,
  FIRST_DECIDER,
  GIVEN_FEN,
  HEAD_REVIEWER,
  inPart,
  RECONSIDERATION_RULES,
  REVIEWER,
  ReconsiderationStory,
  SECOND_EXPERT,
  UNDERWRITING,
  UPHELD,
} from '../support/reconsideration-story.ts';
import { at } from '../support/wall.ts';

const PART = 3_000_000;
const TO_PAY = ASKED_FEN - GIVEN_FEN;

describe('the payment', () => {
  const changed = () => {
    const story = atLevel1();
    story.answers(CHANGED);
    return story;
  };

  it('closes the case with what was recovered', () => {
    const story = changed().until(at('2026-03-09', '10:00'));
    story.pays(TO_PAY);
    expect(story.case).toMatchObject({
      stage: 'changed',
      category: 'closed',
      recovered: { fen: TO_PAY, paidFen: TO_PAY, paidOn: '2026-03-09' },
      facts: { paidOn: '2026-03-09' },
    });
    expect(story.lastEvent).toMatchObject({
      type: 'reconsideration-closed',
      data: {
        stage: 'changed',
        of: 'claim',
        reasonCode: 'pre-existing',
        clause: 'clause-7.3',
        askedFen: ASKED_FEN,
        recoveredFen: TO_PAY,
        levels: 1,
        changed: true,
      },
    });
    expect(story.case.nextDueAt).toBeUndefined();
  });

  it.each([
    ['less than was agreed on', TO_PAY - 1, '2026-03-02', 'amountFen'],
    ['more than was agreed on', TO_PAY + 1, '2026-03-02', 'amountFen'],
    ['of tomorrow', TO_PAY, '2026-03-03', 'paidOn'],
    ['of before the agreement', TO_PAY, '2026-03-01', 'paidOn'],
  ])('is not one %s', (_what, amountFen, paidOn, field) => {
    expect(() => changed().pays(amountFen, paidOn)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field })] }),
    );
  });

  it('is in time on the tenth day, and late by law the working morning after', () => {
    const story = changed().until(at('2026-03-12', '23:59'));
    expect(story.types.at(-1)).toBe('payment-agreed');
    story.until(at('2026-03-20', '10:00'));
    expect(story.timeline.slice(-3)).toEqual([
      '2026-03-02 10:00 payment-agreed',
      '2026-03-13 09:00 payment-late',
      '2026-03-18 09:00 payment-late',
    ]);
    expect(story.case.escalatedTo).toBe('head-office-manager');
    story.pays(TO_PAY, '2026-03-19');
    expect(story.event('payment-recorded').data).toMatchObject({ late: true });
  });

  it('is not called late when the money came in time and was entered after', () => {
    const story = changed().until(at('2026-03-16', '10:00'));
    story.pays(TO_PAY, '2026-03-12');
    expect(story.event('payment-recorded').data).toMatchObject({ late: false });
  });
});

describe('settling for the carrier’s answer', () => {
  it('upheld sends the letter with history, reasons and forums, and closes', () => {
    const story = atLevel1(DISPUTED, { facts: { eventKnownOn: '2026-01-10' } });
    story.answers(UPHELD);
    story.settle();
    expect(story.case).toMatchObject({ stage: 'upheld', category: 'closed' });
    expect(story.sent).toEqual(['outcome-letter']);
    const letter = story.body('letter-1');
    expect(letter).toMatchObject({
      kind: 'outcome',
      points: [expect.objectContaining({ text: 'the carrier stays with it' })],
      history: expect.arrayContaining([
        { on: '2026-03-02', what: 'answered', level: 1, outcome: 'upheld', reason: 'pre-existing' },
      ]),
    });
    expect((letter as { forums: { until?: string }[] }).forums.map(({ until }) => until)).toEqual([
      '2026-04-01',
      undefined,
      '2028-01-10',
      '2028-01-10',
      undefined,
    ]);
  });

  it('changed in part follows the payment of the part, and tells of the forums for the rest', () => {
    const story = atLevel1();
    story.answers(inPart(PART));
    story.settle();
    expect(story.case).toMatchObject({ stage: 'awaiting-payment', recovered: { fen: PART - GIVEN_FEN } });
    expect(story.sent).toEqual(['outcome-letter']);
    story.pays(PART - GIVEN_FEN);
    expect(story.case.stage).toBe('changed');
  });

  it('of cover that changed in part ends as changed, with a letter', () => {
    const story = atLevel1(UNDERWRITING);
    story.answers({ outcome: 'changed-in-part', wording: 'with an exclusion' });
    story.settle();
    expect(story.case).toMatchObject({ stage: 'changed' });
    expect(story.sent).toEqual(['outcome-letter']);
  });

  it('is an expert’s', () => {
    const story = atLevel1();
    story.answers(UPHELD);
    expect(() => story.settle(SELLER)).toThrow(expect.objectContaining({ name: 'NotAllowed' }));
  });
});

describe('a letter', () => {
  it('that is written at night goes out in the morning, and the case ends with it', () => {
    const story = atLevel1();
    story.answers(UPHELD);
    story.until(at('2026-03-03', '22:30'));
    story.settle();
    expect(story.case).toMatchObject({ stage: 'informing', category: 'open' });
    expect(story.sent).toEqual([]);
    story.until(at('2026-03-04', '08:00'));
    expect(story.timeline.slice(-2)).toEqual([
      '2026-03-04 08:00 letter-sent',
      '2026-03-04 08:00 reconsideration-closed',
    ]);
    expect(story.sent).toEqual(['outcome-letter']);
  });

  it('is not lost when the part is paid in the same night', () => {
    const story = atLevel1();
    story.answers(inPart(PART));
    story.until(at('2026-03-03', '22:30'));
    story.settle();
    story.pays(PART - GIVEN_FEN);
    expect(story.sent).toEqual(['outcome-letter']);
    expect(story.case.stage).toBe('changed');
  });

  it('that explains is reminded of twice; silence accepts nothing and ends with the forums', () => {
    const story = assessing().agree().until(at('2026-03-24', '10:00'));
    expect(story.timeline.slice(-7)).toEqual([
      '2026-03-02 10:00 letter-sent',
      '2026-03-06 09:00 explanation-reminded',
      '2026-03-11 09:00 explanation-reminded',
      '2026-03-24 09:00 explanation-unanswered',
      '2026-03-24 09:00 letter-written',
      '2026-03-24 09:00 letter-sent',
      '2026-03-24 09:00 reconsideration-closed',
    ]);
    expect(story.case.stage).toBe('upheld');
    expect(story.sent).toEqual([
      'explanation',
      'explanation-reminder',
      'explanation-reminder',
      'outcome-letter',
    ]);
    expect(() => story.says(true, 1)).toThrow(expect.objectContaining({ name: 'Gone' }));
  });

  it('has a link that is open while it asks, and to the last one for reading', () => {
    const story = assessing().agree();
    const first = letterClaim(story.case);
    expect(letterLinkState(story.case, first)).toBe('open');
    story.says(false);
    expect(letterLinkState(story.case, first)).toBe('used');
    story.agree(SECOND_EXPERT);
    expect(letterLinkState(story.case, first)).toBe('used');
    expect(letterLinkState(story.case, letterClaim(story.case))).toBe('open');
    story.reads();
    expect(story.lastEvent.type).toBe('letter-read');
    expect(() => story.says(true)).toThrow(expect.objectContaining({ name: 'Gone' }));
  });
});

describe('a withdrawal', () => {
  const STAGES: [string, () => ReconsiderationStory][] = [
    ['gathering', () => new ReconsiderationStory()],
    ['assessing', () => assessing()],
    ['explaining', () => assessing().agree()],
    [
      'second-opinion',
      () => {
        const story = assessing().agree();
        story.says(false);
        return story;
      },
    ],
    ['level-1', () => atLevel1()],
    [
      'deciding',
      () => {
        const story = atLevel1();
        story.answers(UPHELD);
        return story;
      },
    ],
    [
      'level-2',
      () => {
        const story = atLevel1();
        story.answers(UPHELD);
        return story.level2();
      },
    ],
    [
      'awaiting-payment',
      () => {
        const story = atLevel1();
        story.answers(CHANGED);
        return story;
      },
    ],
  ];

  it.each(STAGES)('ends the case at %s, and the carrier is shown nothing more', (stage, reach) => {
    const story = reach();
    expect(story.case.stage).toBe(stage);
    story.withdrawn(story.bring('other'));
    expect(story.case).toMatchObject({ stage: 'withdrawn', category: 'closed' });
    expect(story.requests.map((request) => request.stage)).toEqual(story.requests.map(() => 'withdrawn'));
    expect(story.event('withdrawn').data).toMatchObject({ from: stage });
    expect(story.lastEvent.data).toMatchObject({ changed: false, recoveredFen: 0 });
    expect(() => story.withdrawn('d1')).toThrow(expect.objectContaining({ rule: 'closed' }));
  });

  it('by the link of the letter is the customer’s own', () => {
    const story = assessing().agree();
    story.takesBack();
    expect(story.event('withdrawn')).toMatchObject({
      by: { kind: 'customer' },
      data: { evidence: { way: 'link' } },
    });
    expect(story.takesBack()).toBe('same-again');
  });

  it('needs the letter of the customer when staff record it', () => {
    expect(() => atLevel1().withdrawn('d99')).toThrow(expect.objectContaining({ name: 'Invalid' }));
  });
});

describe('re-opening', () => {
  const upheldTwice = () => {
    const story = atLevel1();
    story.answers(UPHELD);
    story.level2();
    story.answers(UPHELD);
    return story.settle();
  };

  it('keeps the number and the history, says who, when and why, and starts a new run', () => {
    const story = upheldTwice();
    const before = story.ofCase.length;
    story.reopens(BRANCH_MANAGER);
    expect(story.case).toMatchObject({ stage: 'assessing', category: 'open', reopened: 1 });
    expect(story.case.closedAt).toBeUndefined();
    expect(story.case.nextDueAt).toBeDefined();
    expect(story.lastEvent).toMatchObject({
      seq: before + 1,
      type: 'reopened',
      by: { id: BRANCH_MANAGER.id },
      data: { run: 1, from: 'upheld' },
    });
    expect(story.body('reopening-1')).toEqual({ reason: 'the hospital has corrected its report' });
    expect(verifyChain(story.ofCase, { seq: story.case.version, hash: story.case.lastHash })).toBeUndefined();
  });

  it('lets nobody decide who has decided before', () => {
    const story = upheldTwice().reopens();
    story.contest();
    expect(story.request.mayNotDecide.toSorted()).toEqual(
      [FIRST_DECIDER.id, REVIEWER.id, HEAD_REVIEWER.id].sort(),
    );
    expect(() => story.answers(CHANGED, REVIEWER)).toThrow(expect.objectContaining({ name: 'NotAllowed' }));
  });

  it('adds to what was recovered, and pays no fen twice', () => {
    const story = atLevel1();
    story.answers(inPart(PART));
    story.settle();
    story.pays(PART - GIVEN_FEN);
    story.reopens().contest();
    const other = { ...REVIEWER, id: 'reviewer-five' };
    expect(() => story.answers(inPart(PART), other)).toThrow(expect.objectContaining({ name: 'Invalid' }));
    story.answers(CHANGED, other);
    expect(story.case.recovered).toMatchObject({ fen: TO_PAY, paidFen: PART - GIVEN_FEN });
    expect(() => story.pays(TO_PAY)).toThrow(expect.objectContaining({ name: 'Invalid' }));
    story.pays(ASKED_FEN - PART);
    expect(story.lastEvent.data).toMatchObject({ recoveredFen: TO_PAY, levels: 1 });
  });

  it('leaves behind what was offered and never agreed on', () => {
    const story = atLevel1();
    story.answers(inPart(PART));
    story.withdrawn(story.document('receipts'));
    story.reopens().contest();
    story.answers(inPart(PART - 1), { ...REVIEWER, id: 'reviewer-five' });
    story.settle();
    expect(story.case.recovered?.fen).toBe(PART - 1 - GIVEN_FEN);
  });

  it('that ends with two experts who agree ends as upheld, whatever was changed before', () => {
    const story = atLevel1(UNDERWRITING);
    story.answers({ outcome: 'changed-in-part', wording: 'with an exclusion' });
    story.settle();
    expect(story.case.stage).toBe('changed');
    story.reopens().agree();
    story.says(false);
    story.agree(SECOND_EXPERT);
    expect(story.case.stage).toBe('upheld');
  });

  it('gives the first opinion to anybody and the second to another expert again', () => {
    const story = assessing().agree();
    story.says(true);
    story.reopens().agree();
    story.says(false);
    expect(() => story.agree()).toThrow(expect.objectContaining({ rule: 'second-person' }));
    story.contest(SECOND_EXPERT);
    expect(story.case.stage).toBe('level-1');
  });

  it('goes back to gathering when evidence never was whole', () => {
    const story = new ReconsiderationStory();
    story.withdrawn(story.bring('other'));
    story.reopens();
    expect(story.case).toMatchObject({ stage: 'gathering', owner: SELLER.id, gathering: { reminders: 0 } });
  });

  it('is of a closed case, and at most as often as the firm allows', () => {
    const story = assessing();
    expect(() => story.reopens()).toThrow(expect.objectContaining({ rule: 'open' }));
    for (let run = 0; run < story.rules.reconsideration.reopenings; run += 1) {
      story.withdrawn(story.document('receipts'));
      story.reopens();
    }
    story.withdrawn(story.document('receipts'));
    expect(() => story.reopens()).toThrow(expect.objectContaining({ rule: 'reopened-enough' }));
  });
});

describe('an expert who does not judge', () => {
  it('is reminded, then the head office is told again and again', () => {
    const story = assessing().until(at('2026-03-18', '10:00'));
    expect(story.timeline.slice(-3)).toEqual([
      '2026-03-06 09:00 judgement-reminded',
      '2026-03-10 09:00 judgement-escalated',
      '2026-03-17 09:00 judgement-escalated',
    ]);
    expect(story.lastEvent.data).toMatchObject({ stage: 'assessing', to: 'head-office-manager' });
  });

  it('is reminded anew in each stage', () => {
    const story = atLevel1().until(at('2026-03-09', '10:00'));
    story.answers(UPHELD);
    story.until(at('2026-03-17', '10:00'));
    expect(story.timeline.slice(-2)).toEqual([
      '2026-03-12 09:00 judgement-reminded',
      '2026-03-17 09:00 judgement-escalated',
    ]);
    expect(story.lastEvent.data).toMatchObject({ stage: 'deciding' });
  });
});

describe('the time bar', () => {
  it('is warned of half a year and a month ahead, and its end is told', () => {
    const story = new ReconsiderationStory(DISPUTED, { facts: { eventKnownOn: '2024-09-10' } });
    story.until(at('2026-09-12', '10:00'));
    const told = story.timeline.filter((line) => line.includes('time-bar'));
    expect(told).toEqual([
      '2026-03-16 09:00 time-bar-warned',
      '2026-08-11 09:00 time-bar-warned',
      '2026-09-11 09:00 time-bar-passed',
    ]);
    expect(story.event('time-bar-warned').data).toEqual({ until: '2026-09-10', daysLeft: 30 });
  });

  it('that is near when the case is opened is warned of at once, and once', () => {
    const story = new ReconsiderationStory(DISPUTED, { facts: { eventKnownOn: '2024-03-12' } });
    story.advance();
    expect(story.timeline.slice(1)).toEqual(['2026-03-02 10:00 time-bar-warned']);
    expect(story.lastEvent.data).toEqual({ until: '2026-03-12', daysLeft: 10 });
    expect(story.advance()).toBeUndefined();
  });

  it('years ahead, where no working calendar is published, is waited for all the same', () => {
    const life = { ...DISPUTED, line: 'life' as const };
    const story = new ReconsiderationStory(life, { facts: { eventKnownOn: '2026-02-01' } });
    expect(story.case.nextDueAt).toBeDefined();
  });

  it('moves with the facts: the workflow looks again', () => {
    const story = new ReconsiderationStory();
    const decision = story.facts({ eventKnownOn: '2024-03-12' });
    expect(decision.ends).toEqual([{ caseId: story.id, wait: 0 }]);
    story.advance();
    expect(story.lastEvent.type).toBe('time-bar-warned');
  });
});

describe('the settings', () => {
  const { reconsideration } = RECONSIDERATION_RULES;

  it('take no escalation before its reminder, and no end before the last reminder', () => {
    expect(ReconsiderationSettings.safeParse(reconsideration).success).toBe(true);
    const early = { ...reconsideration, gathering: { remind: 6, escalate: 6, every: 5 } };
    expect(ReconsiderationSettings.safeParse(early).success).toBe(false);
    const short = { ...reconsideration, explaining: { remindEvery: 5, reminders: 3, giveUp: 15 } };
    expect(ReconsiderationSettings.safeParse(short).success).toBe(false);
  });
});
