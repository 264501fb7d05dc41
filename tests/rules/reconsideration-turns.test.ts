import { describe, expect, it } from 'vitest';
import type { DisputedDecision } from '../../domain/reconsideration/case.ts';
import { missingEvidence } from '../../domain/reconsideration/evidence.ts';
import { reconsiderationNextAction, reconsiderationRoute } from '../../domain/reconsideration/next.ts';
import { openReconsideration, reconsiderationIdOf } from '../../domain/reconsideration/open.ts';
import { SELLER } from '../support/people.ts';
import {
  ASKED_FEN,
  assessing,
  atLevel1,
  CHANGED,
  DISPUTED,
  EXPERT,
  FILED_AT,
  GIVEN_FEN,
  RECONSIDERATION_RULES,
  ReconsiderationStory,
  SECOND_EXPERT,
  UNDERWRITING,
  UPHELD,
} from '../support/reconsideration-story.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { at } from '../support/wall.ts';

const EXPERTS = 'expert@head-office';
const after = (story: ReconsiderationStory, act: (story: ReconsiderationStory) => unknown) => {
  act(story);
  return story;
};
const answered = () => after(atLevel1(), (story) => story.answers(UPHELD));

describe('whose turn it is', () => {
  it.each<[string, string, string, () => ReconsiderationStory]>([
    ['await-judgement', EXPERTS, 'judge the decision: agree or contest', () => assessing()],
    [
      'await-customer',
      'customer',
      'read the explanation and say whether it is accepted',
      () => assessing().agree(),
    ],
    [
      'await-judgement',
      EXPERTS,
      `give a second opinion, not ${EXPERT.id}`,
      () => after(assessing().agree(), (story) => story.says(false)),
    ],
    ['await-carrier', 'carrier-a', 'answer level-1', () => atLevel1()],
    [
      'await-carrier',
      SELLER.id,
      'bring the evidence that the carrier wants',
      () => after(atLevel1(), (story) => story.wants()),
    ],
    ['await-judgement', EXPERTS, "settle for the carrier's answer, or ask its head office", answered],
    ['await-carrier', 'carrier-a', 'answer level-2', () => answered().level2()],
    [
      'await-judgement',
      EXPERTS,
      "settle for the head office's answer",
      () => after(answered().level2(), (story) => story.answers(UPHELD)),
    ],
    [
      'await-customer',
      'reconsideration-workflow',
      'send the letter',
      () => answered().until(at('2026-03-03', '22:30')).settle(),
    ],
    [
      'await-payment',
      'carrier-a',
      'pay by Insurance Law art. 23, agreed on 2026-03-02',
      () => after(atLevel1(), (story) => story.answers(CHANGED)),
    ],
  ])('waits at %s for %s: %s', (route, who, what, make) => {
    const story = make();
    expect(reconsiderationRoute(story.case)).toBe(route);
    const next = reconsiderationNextAction(story.file, story.rules);
    expect(next).toEqual({ who, what, by: story.case.nextDueAt });
  });

  it('is the broker’s while papers are missing, each of them named', () => {
    const story = new ReconsiderationStory();
    expect(reconsiderationRoute(story.case)).toBe('await-evidence');
    expect(reconsiderationNextAction(story.file, story.rules)).toEqual({
      who: SELLER.id,
      what: `bring ${[...missingEvidence(story.case), 'snapshot'].join(', ')}`,
      by: story.case.nextDueAt,
    });
  });

  it('is nobody’s at the end', () => {
    const story = answered().settle();
    expect(reconsiderationRoute(story.case)).toBe('closed');
    expect(reconsiderationNextAction(story.file, story.rules)).toBeUndefined();
  });
});

describe('the intake', () => {
  const opened = (decision: DisputedDecision, over: object = {}) =>
    openReconsideration(
      {
        id: reconsiderationIdOf('taken up'),
        branch: 'bj',
        brokerId: SELLER.id,
        concerned: ['leader-yi', SELLER.id],
        customerRef: 'customer-1',
        phone: '13900000001',
        decision,
        ...over,
      },
      SELLER,
      FILED_AT,
      RECONSIDERATION_RULES,
    );

  it('keeps whose it is, what was asked and given, and what the customer says apart', () => {
    const facts = { eventKnownOn: '2026-01-10' };
    const said = { policyId: 'pl-1', statement: 'I told them of it', facts };
    const { cases, events, contents } = opened(DISPUTED, said);
    expect(cases[0]?.case).toMatchObject({
      policyId: 'pl-1',
      concerned: [SELLER.id, 'leader-yi'],
      facts: { kind: 'claim', line: 'other', decidedOn: DISPUTED.decidedOn, eventKnownOn: '2026-01-10' },
    });
    const { data } = events[0] ?? { data: {} };
    const statement = contents.find(({ name }) => name === 'statement');
    expect(statement?.body).toEqual({ statement: 'I told them of it' });
    expect(data).toMatchObject({
      of: 'claim',
      reasonCode: DISPUTED.reasonCode,
      clause: DISPUTED.clause,
      askedFen: ASKED_FEN,
      givenFen: GIVEN_FEN,
      statement: statement?.hash,
    });
    const bare = opened(UNDERWRITING);
    for (const name of ['clause', 'askedFen', 'givenFen', 'statement']) {
      expect(bare.events[0]?.data, name).not.toHaveProperty(name);
    }
  });

  it('names each amount that is missing of a claim, or is there of cover', () => {
    const { askedFen: _asked, givenFen: _given, ...without } = DISPUTED;
    const fields = (decision: DisputedDecision) =>
      faultsOf(() => opened(decision)).map((fault) => fault.split(' ')[0]);
    expect(fields(without)).toEqual(['decision.askedFen', 'decision.givenFen']);
    expect(fields({ ...without, givenFen: 1 })).toEqual(['decision.askedFen']);
    expect(fields({ ...without, askedFen: 1 })).toEqual(['decision.givenFen']);
    expect(fields({ ...UNDERWRITING, givenFen: 1 })).toEqual(['decision.givenFen']);
    expect(fields({ ...DISPUTED, decidedOn: '2026-03-02' })).toEqual([]);
  });
});

describe('the legal facts', () => {
  it('are revised whole, but for what the reconsideration itself has agreed on and paid', () => {
    const story = after(atLevel1(DISPUTED, { facts: { eventKnownOn: '2026-01-10' } }), (one) =>
      one.answers(CHANGED),
    );
    story.facts({ noticeOn: '2026-03-01', agreedOn: '2026-01-01' });
    expect(story.case.facts).toEqual({
      kind: 'claim',
      line: 'other',
      noticeOn: '2026-03-01',
      agreedOn: '2026-03-02',
    });
    expect(story.lastEvent.data).toEqual({ dates: ['agreedOn', 'noticeOn'] });
    story.pays(ASKED_FEN - GIVEN_FEN);
    story.reopens().facts({});
    expect(story.case.facts).toMatchObject({ agreedOn: '2026-03-02', paidOn: '2026-03-02' });
  });

  it('do not move in what has ended', () => {
    expect(ruleOf(() => answered().settle().facts({}))).toBe('closed');
  });
});

describe('a case that is taken up again', () => {
  it('before its papers were there waits for them anew, with reminders of its own', () => {
    const story = new ReconsiderationStory().until(at('2026-03-12', '10:00'));
    story.withdrawn(story.bring('other'));
    expect(story.case.gathering.reminders).toBeGreaterThan(0);
    story.until(at('2026-03-16', '10:00')).reopens();
    expect(story.case).toMatchObject({
      stage: 'gathering',
      owner: SELLER.id,
      gathering: { since: story.now.toISOString(), reminders: 0 },
    });
    story.until(at('2026-03-20', '10:00'));
    expect(story.timeline.at(-1)).toBe('2026-03-20 09:00 evidence-reminded');
  });
});

describe('a paper that is done without', () => {
  it('is kept with who said so, and makes the evidence whole when it was the last', () => {
    const story = new ReconsiderationStory();
    for (const type of missingEvidence(story.case)) if (type !== 'receipts') story.bring(type);
    story.mandate(story.document('mandate'));
    story.freeze(story.document('decision-letter'));
    expect(missingEvidence(story.case)).toEqual(['receipts']);
    const decision = story.waive('receipts', SECOND_EXPERT);
    expect(story.case).toMatchObject({
      stage: 'assessing',
      waived: [{ type: 'receipts', by: SECOND_EXPERT.id }],
    });
    expect(decision.ends).toHaveLength(1);
    const { documents } = story.event('evidence-complete').data;
    expect(documents).toEqual(story.case.documents.map(({ id, sha256 }) => ({ id, sha256 })));
    expect(ruleOf(() => story.waive('policy'))).toBe('wrong-stage');
  });
});
