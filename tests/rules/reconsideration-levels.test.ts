import { describe, expect, it } from 'vitest';
import { daysWaited } from '../../domain/carrier-request/clock.ts';
import type { LevelAnswer } from '../../domain/reconsideration/levels.ts';
import { reconsiderationNextAction } from '../../domain/reconsideration/next.ts';
import { BRANCH_MANAGER, SELLER } from '../support/people.ts';
import {
  ASKED_FEN,
  atLevel1,
  CHANGED,
  EXPERT,
  FIRST_DECIDER,
  GIVEN_FEN,
  HEAD_REVIEWER,
  inPart,
  REVIEWER,
  reviewer,
  SECOND_EXPERT,
  UNDERWRITING,
  UPHELD,
} from '../support/reconsideration-story.ts';
import { at } from '../support/wall.ts';

const PART = 3_000_000;
const refusal = (name: string) => expect.objectContaining({ name });

describe('level 1', () => {
  it('is a request with its own packet, which names no customer and no earlier decider', () => {
    const story = atLevel1();
    expect(story.request).toMatchObject({
      purpose: 'reconsideration-1',
      about: story.id,
      carrier: 'carrier-a',
      stage: 'asked',
      mayNotDecide: [FIRST_DECIDER.id],
      headOfficeOnly: false,
    });
    const packet = JSON.stringify(story.body('packet', story.request.id));
    expect(packet).toContain('it can be read otherwise');
    for (const hidden of [FIRST_DECIDER.id, 'customer-1', '13900000001', SELLER.id]) {
      expect(packet).not.toContain(hidden);
    }
    expect(story.case.levels[0]?.evidence).toHaveLength(story.case.documents.length);
  });

  it('is not decided by who decided at first', () => {
    const story = atLevel1();
    expect(() => story.answers(UPHELD, FIRST_DECIDER)).toThrow(refusal('NotAllowed'));
    expect(() => story.wants(['pathology'], FIRST_DECIDER)).toThrow(refusal('NotAllowed'));
  });

  it('is hidden from another carrier, and from everybody who is no reviewer', () => {
    const story = atLevel1();
    const other = reviewer('reviewer-b', 'head-office', 'carrier-b');
    expect(() => story.answers(UPHELD, other)).toThrow(refusal('NotFound'));
    expect(() => story.wants(['pathology'], other)).toThrow(refusal('NotFound'));
    expect(() => story.answers(UPHELD, BRANCH_MANAGER)).toThrow(refusal('NotAllowed'));
  });

  it('changed is agreed on: the payment is followed, and what it adds stands in the history', () => {
    const story = atLevel1().until(at('2026-03-05', '15:00'));
    expect(story.answers(CHANGED)).toBe('counted');
    expect(story.case).toMatchObject({
      stage: 'awaiting-payment',
      recovered: { fen: ASKED_FEN - GIVEN_FEN, paidFen: 0, agreedOn: '2026-03-05' },
      facts: { agreedOn: '2026-03-05' },
    });
    expect(story.event('level-answered')).toMatchObject({
      carrier: 'carrier-a',
      data: {
        level: 1,
        outcome: 'changed',
        reasonCode: 'pre-existing',
        clause: 'clause-7.3',
        days: 3,
        recoveredFen: ASKED_FEN - GIVEN_FEN,
      },
    });
  });

  it('changed of underwriting has no money to follow: it ends there', () => {
    const story = atLevel1(UNDERWRITING);
    story.answers(CHANGED);
    expect(story.case).toMatchObject({ stage: 'changed', category: 'closed' });
    expect(story.lastEvent.data).toMatchObject({ changed: true, recoveredFen: 0, of: 'underwriting' });
  });

  it.each([
    ['more than was asked', ASKED_FEN + 1],
    ['all that was asked', ASKED_FEN],
    ['what was given already', GIVEN_FEN],
    ['less than was given already', GIVEN_FEN - 1],
  ])('takes no part that is %s', (_what, amountFen) => {
    const story = atLevel1();
    const before = story.case;
    expect(() => story.answers(inPart(amountFen))).toThrow(
      expect.objectContaining({ name: 'Invalid', fields: [expect.objectContaining({ field: 'amountFen' })] }),
    );
    expect(story.case).toEqual(before);
  });

  it('takes a part with its amount, and no amount where cover is disputed', () => {
    const none: LevelAnswer = { outcome: 'changed-in-part', wording: 'we take part of it' };
    expect(() => atLevel1().answers(none)).toThrow(refusal('Invalid'));
    expect(() => atLevel1(UNDERWRITING).answers(inPart(PART))).toThrow(refusal('Invalid'));
    const story = atLevel1(UNDERWRITING);
    story.answers(none);
    expect(story.case.stage).toBe('deciding');
  });

  it('takes no reason of another kind of decision', () => {
    expect(() => atLevel1().answers({ ...UPHELD, reason: 'postponed' } as LevelAnswer)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: 'reason' })] }),
    );
  });

  it('keeps a second answer with other words beside the first, which counts', () => {
    const story = atLevel1();
    expect(story.answers(UPHELD)).toBe('counted');
    expect(story.answers(UPHELD)).toBe('same-again');
    const before = story.case.levels;
    expect(story.answers(inPart(PART), reviewer('reviewer-three'))).toBe('beside');
    expect(story.case.levels).toEqual(before);
    expect(story.case.stage).toBe('deciding');
    expect(story.request.answers.map(({ by }) => by)).toEqual([REVIEWER.id, 'reviewer-three']);
    expect(story.body('answer-2', story.request.id)).toEqual(inPart(PART));
  });

  it('that was withdrawn takes no answer any more', () => {
    const story = atLevel1();
    story.withdrawn(story.bring('other'));
    expect(() => story.answers(CHANGED)).toThrow(expect.objectContaining({ status: 409 }));
    expect(story.request.stage).toBe('withdrawn');
  });
});

describe('more evidence', () => {
  it('is asked for once for all; the carrier’s clock stands still and the broker’s runs', () => {
    const story = atLevel1().until(at('2026-03-04', '10:00'));
    story.wants(['pathology', 'imaging']);
    expect(story.case.owner).toBe(SELLER.id);
    expect(reconsiderationNextAction(story.file, story.rules)).toMatchObject({ who: SELLER.id });
    expect(() => story.wants(['diagnosis'])).toThrow(expect.objectContaining({ status: 409 }));
    story.until(at('2026-03-10', '10:00'));
    const documents = [story.bring('pathology'), story.bring('imaging')];
    story.supply({ documents });
    expect(story.case.owner).toBe('expert@head-office');
    expect(daysWaited(story.request, story.now)).toEqual({ carrier: 2, broker: 6 });
    story.until(at('2026-03-11', '10:00')).answers(UPHELD);
    // Asked on Monday: Tuesday, Wednesday, then the Wednesday after the evidence came.
    expect(story.event('level-answered').data.days).toBe(3);
  });

  it('that never arrived, or is of a type that nobody wanted, is not supplied', () => {
    const story = atLevel1();
    story.wants(['pathology']);
    const promised = story.announce('pathology');
    expect(() => story.supply({ documents: [promised] })).toThrow(
      expect.objectContaining({ fields: [{ field: 'documents.0', reason: 'has not been uploaded' }] }),
    );
    expect(() => story.supply({ documents: [story.bring('imaging')] })).toThrow(
      expect.objectContaining({
        fields: [{ field: 'documents.0', reason: expect.stringContaining('imaging') }],
      }),
    );
    expect(story.request.stage).toBe('material-wanted');
  });

  it('is brought whole, or with a note that says why not', () => {
    const story = atLevel1();
    story.wants(['pathology', 'imaging']);
    const documents = [story.bring('pathology')];
    expect(() => story.supply({ documents })).toThrow(
      expect.objectContaining({
        fields: [{ field: 'documents', reason: expect.stringContaining('imaging') }],
      }),
    );
    story.supply({ documents, note: 'the hospital has lost the images' });
    expect(story.request.stage).toBe('asked');
    expect(() => story.supply({ documents })).toThrow(expect.objectContaining({ rule: 'nothing-wanted' }));
  });

  it('is wanted at most as often as the firm allows', () => {
    const story = atLevel1();
    for (let round = 1; round <= story.rules.carriers.materialRounds; round += 1) {
      story.wants();
      story.supply({ note: 'there is none' });
    }
    expect(() => story.wants()).toThrow(expect.objectContaining({ rule: 'asked-enough' }));
  });

  it('that does not come is asked for, told to the branch manager, and then done without', () => {
    const story = atLevel1();
    story.wants();
    story.until(at('2026-03-17', '10:00'));
    expect(story.timeline.slice(-3)).toEqual([
      '2026-03-05 09:00 level-evidence-reminded',
      '2026-03-10 09:00 level-evidence-escalated',
      '2026-03-17 09:00 level-evidence-not-supplied',
    ]);
    expect(story.event('level-evidence-escalated').data.to).toBe('branch-manager');
    expect(story.request.stage).toBe('asked');
    expect(story.answers(UPHELD)).toBe('counted');
  });
});

describe('a silent carrier', () => {
  it('is reminded, then taken up the line again and again, and decides nothing by it', () => {
    const story = atLevel1().until(at('2026-04-01', '10:00'));
    const silence = story.ofCase.filter(({ type }) => type.startsWith('level-') && type !== 'level-opened');
    expect(silence.map(({ type, data }) => [type, data.to])).toEqual([
      ['level-reminded', undefined],
      ['level-silent', 'branch-manager'],
      ['level-silence-escalated', 'head-office-manager'],
      ['level-silence-escalated', 'head-office-manager'],
    ]);
    expect(story.case).toMatchObject({ stage: 'level-1', escalatedTo: 'head-office-manager' });
    expect(story.answers(UPHELD)).toBe('counted');
    expect(story.request.answers[0]?.late).toBe(true);
    expect(story.case.escalatedTo).toBeUndefined();
  });
});

describe('level 2', () => {
  const upheld = () => {
    const story = atLevel1();
    story.answers(UPHELD);
    return story;
  };

  it('is opened by an expert of the firm only', () => {
    for (const by of [SELLER, BRANCH_MANAGER, { ...EXPERT, id: SELLER.id }]) {
      expect(() => upheld().level2({ reason: 'the report was left out' }, by)).toThrow(refusal('NotAllowed'));
    }
  });

  it('needs a stated reason or evidence that no level has seen', () => {
    const story = upheld();
    expect(() => story.level2({})).toThrow(expect.objectContaining({ rule: 'nothing-new' }));
    const seen = story.document('receipts');
    expect(() => story.level2({ documents: [seen] })).toThrow(
      expect.objectContaining({ rule: 'nothing-new' }),
    );
    story.level2({ documents: [story.bring('pathology')] });
    expect(story.case.stage).toBe('level-2');
  });

  it('takes the same file under a new name for what it is', () => {
    const story = upheld();
    const { bytes } = story.case.documents.find(({ type }) => type === 'receipts') ?? { bytes: 0 };
    const again = story.bring('other', bytes);
    expect(() => story.level2({ documents: [again] })).toThrow(
      expect.objectContaining({ rule: 'nothing-new' }),
    );
  });

  it('takes evidence that level 1 was brought on its wish as seen', () => {
    const story = atLevel1();
    story.wants();
    const brought = story.bring('pathology');
    story.supply({ documents: [brought] });
    story.answers(UPHELD);
    expect(() => story.level2({ documents: [brought] })).toThrow(
      expect.objectContaining({ rule: 'nothing-new' }),
    );
  });

  it("is decided at the head office, by neither level 1's decider nor the first one", () => {
    const story = atLevel1();
    story.answers(UPHELD, reviewer('reviewer-one', 'head-office'));
    story.level2();
    expect(story.request).toMatchObject({ purpose: 'reconsideration-2', headOfficeOnly: true });
    for (const by of [reviewer('reviewer-one', 'head-office'), FIRST_DECIDER, reviewer('reviewer-four')]) {
      expect(() => story.answers(CHANGED, by)).toThrow(refusal('NotAllowed'));
    }
    expect(story.answers(CHANGED, HEAD_REVIEWER)).toBe('counted');
  });

  it('is not decided by who gave the answer of level 1 that did not count', () => {
    const story = upheld();
    story.answers(inPart(PART), HEAD_REVIEWER);
    story.level2();
    expect(() => story.answers(CHANGED, HEAD_REVIEWER)).toThrow(refusal('NotAllowed'));
  });

  it('offers more than level 1 or leaves its offer as it stood', () => {
    const story = atLevel1();
    story.answers(inPart(PART));
    story.level2();
    expect(() => story.answers(inPart(PART))).toThrow(refusal('Invalid'));
    story.answers(UPHELD);
    story.settle();
    expect(story.case).toMatchObject({ stage: 'awaiting-payment', recovered: { fen: PART - GIVEN_FEN } });
  });

  it('adds in the figures only what level 1 had not given', () => {
    const story = atLevel1();
    story.answers(inPart(PART));
    story.level2();
    story.answers(CHANGED);
    const added = story.ofCase
      .filter(({ type }) => type === 'level-answered')
      .map(({ data }) => data.recoveredFen);
    expect(added).toEqual([PART - GIVEN_FEN, ASKED_FEN - PART]);
    expect(story.case.recovered?.fen).toBe(ASKED_FEN - GIVEN_FEN);
  });

  it('is followed by no third one', () => {
    const story = upheld().level2();
    story.answers(UPHELD);
    expect(() => story.level2({ reason: 'we still do not agree' }, SECOND_EXPERT)).toThrow(
      expect.objectContaining({ rule: 'no-third-level' }),
    );
  });
});
