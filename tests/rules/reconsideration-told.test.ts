import { describe, expect, it } from 'vitest';
import { missingEvidence } from '../../domain/reconsideration/evidence.ts';
import { openReconsideration, reconsiderationIdOf } from '../../domain/reconsideration/open.ts';
import { SELLER } from '../support/people.ts';
import {
  ASKED_FEN,
  assessing,
  atLevel1,
  CHANGED,
  CLAUSE,
  checklist,
  DISPUTED,
  FILED_AT,
  GIVEN_FEN,
  RECONSIDERATION_RULES,
  ReconsiderationStory,
  UNDERWRITING,
} from '../support/reconsideration-story.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { at } from '../support/wall.ts';

const EXPERTS = 'expert@head-office';

describe('who is told that something is late', () => {
  it('is the broker of papers and of the snapshot, and the snapshot no more once it is frozen', () => {
    const reminded = (story: ReconsiderationStory) =>
      story.until(at('2026-03-06', '10:00')).event('evidence-reminded').data;
    const story = new ReconsiderationStory();
    expect(reminded(story)).toEqual({
      types: missingEvidence(story.case),
      snapshot: 'missing',
      who: SELLER.id,
    });
    const frozen = new ReconsiderationStory();
    frozen.freeze(frozen.bring('decision-letter'));
    expect(reminded(frozen)).not.toHaveProperty('snapshot');
  });

  it('are the experts of an opinion', () => {
    const story = assessing().until(at('2026-03-06', '10:00'));
    expect(story.event('judgement-reminded').data).toEqual({ stage: 'assessing', who: EXPERTS });
  });

  it('is the branch of a payment first, with how much and since when', () => {
    const story = atLevel1();
    story.answers(CHANGED);
    story.until(at('2026-03-13', '10:00'));
    expect(story.event('payment-late').data).toEqual({
      agreedOn: '2026-03-02',
      recoveredFen: ASKED_FEN - GIVEN_FEN,
      to: 'branch-manager',
    });
    expect(story.case.escalatedTo).toBe('branch-manager');
  });

  it('is the customer of an explanation, by a message of that letter', () => {
    const story = assessing().agree().until(at('2026-03-11', '10:00'));
    expect(story.event('explanation-reminded').data).toEqual({ letter: 1 });
    expect(story.messages.map(({ template, round }) => [template, round])).toEqual([
      ['explanation', 1],
      ['explanation-reminder', 1],
      ['explanation-reminder', 1],
    ]);
  });

  it('stays the broker of evidence that the carrier wants, until it is done without', () => {
    const story = atLevel1();
    story.wants();
    story.until(at('2026-03-10', '10:00'));
    expect(story.case.owner).toBe(SELLER.id);
    story.until(at('2026-03-17', '10:00'));
    expect(story.case.owner).toBe(EXPERTS);
  });
});

describe('silence to an explanation', () => {
  it('brings the letter with the next forums and without another word', () => {
    const story = assessing(DISPUTED, { facts: { eventKnownOn: '2026-01-10' } }).agree();
    story.until(at('2026-03-24', '10:00'));
    const { kind, points, forums } = story.body('letter-2');
    expect([kind, points]).toEqual(['outcome', []]);
    expect(forums).not.toEqual([]);
    expect(story.event('explanation-unanswered').data).toEqual({ letter: 1 });
  });
});

describe('the last day of a time bar', () => {
  it('is still warned of, and passed on the next', () => {
    const story = new ReconsiderationStory(DISPUTED, { facts: { eventKnownOn: '2024-03-02' } });
    story.advance();
    expect(story.lastEvent).toMatchObject({
      type: 'time-bar-warned',
      data: { until: '2026-03-02', daysLeft: 0 },
    });
    story.until(at('2026-03-03', '10:00'));
    expect(story.lastEvent).toMatchObject({ type: 'time-bar-passed', data: { until: '2026-03-02' } });
  });
});

describe('the number of a case', () => {
  it('is that of its request', () => {
    const id = reconsiderationIdOf('request-1');
    expect(id).toMatch(/^rc-[0-9a-f]{20}$/);
    expect(reconsiderationIdOf('request-1')).toBe(id);
    expect(reconsiderationIdOf('request-2')).not.toBe(id);
  });
});

describe('papers', () => {
  it('that are there count, though nobody has named the mandate among them', () => {
    const story = new ReconsiderationStory();
    for (const type of missingEvidence(story.case)) story.bring(type);
    expect(missingEvidence(story.case)).toEqual(['mandate']);
  });

  it('leave their trace: which letter the snapshot is of, which paper is the mandate', () => {
    const story = assessing();
    const letter = story.document('decision-letter');
    expect(story.event('snapshot-frozen').data).toEqual({
      snapshot: story.case.snapshotHash,
      takenOn: '2026-01-15',
      letter,
    });
    expect(story.event('mandate-recorded').data).toEqual({ document: story.document('mandate') });
    const waived = new ReconsiderationStory();
    waived.waive('receipts');
    const { hash } = waived.contents.get(`${waived.id} waiver-receipts`) ?? {};
    expect(waived.event('evidence-waived').data).toEqual({ type: 'receipts', reason: hash });
  });

  it('are not named or frozen any more when the case has ended', () => {
    const story = new ReconsiderationStory();
    const [letter, mandate] = [story.bring('decision-letter'), story.bring('mandate')];
    story.withdrawn(story.bring('other'));
    expect(ruleOf(() => story.freeze(letter))).toBe('closed');
    expect(ruleOf(() => story.mandate(mandate))).toBe('closed');
  });

  it('that were whole bring a case that is taken up again to the experts', () => {
    const story = assessing();
    story.withdrawn(story.document('receipts'));
    story.reopens();
    expect(story.case).toMatchObject({ stage: 'assessing', owner: EXPERTS });
  });
});

describe('a point', () => {
  it('may rest on a clause and on a document at once', () => {
    const story = assessing();
    const documents = [story.document('receipts')];
    const argument = [{ text: 'it can be read otherwise', clauses: [CLAUSE], documents }];
    story.judge({ verdict: 'contest', checklist: checklist(DISPUTED, 'ambiguous-wording'), argument });
    expect(story.case.stage).toBe('level-1');
  });
});

describe('an amount where cover is disputed', () => {
  it('is named by its field', () => {
    const opening = {
      id: reconsiderationIdOf('cover'),
      branch: 'bj',
      brokerId: SELLER.id,
      concerned: [],
      customerRef: 'customer-1',
      phone: '13900000001',
      decision: { ...UNDERWRITING, askedFen: 1, givenFen: 0 },
    };
    const open = () => openReconsideration(opening, SELLER, FILED_AT, RECONSIDERATION_RULES);
    expect(faultsOf(open).map((fault) => fault.split(' ')[0])).toEqual([
      'decision.askedFen',
      'decision.givenFen',
    ]);
  });
});
