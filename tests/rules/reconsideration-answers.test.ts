import { describe, expect, it } from 'vitest';
import { openLevel2 } from '../../domain/reconsideration/ask-level.ts';
import { reconsiderationDues, TIME_BAR_WARNING } from '../../domain/reconsideration/dues.ts';
import { recordPayment, settle } from '../../domain/reconsideration/payment.ts';
import { SELLER } from '../support/people.ts';
import {
  ASKED_FEN,
  assessing,
  atLevel1,
  CHANGED,
  CLAUSE,
  checklist,
  DISPUTED,
  EXPERT,
  GIVEN_FEN,
  HEAD_REVIEWER,
  inPart,
  REVIEWER,
  ReconsiderationStory,
  reviewer,
  SECOND_EXPERT,
  UPHELD,
} from '../support/reconsideration-story.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { at, wall } from '../support/wall.ts';

const PART = 3_000_000;
const upheld = () => {
  const story = atLevel1();
  story.answers(UPHELD);
  return story;
};

describe('an answer of the carrier', () => {
  it('that upholds says why and by which clause, and brings nothing', () => {
    const story = atLevel1();
    story.answers({ outcome: 'upheld', reason: 'pre-existing', clause: 'clause-8', wording: 'we stay' });
    expect(story.case.levels[0]).toMatchObject({
      outcome: 'upheld',
      reason: 'pre-existing',
      clause: 'clause-8',
      answeredBy: REVIEWER.id,
      answeredAt: story.now.toISOString(),
    });
    expect(story.event('level-answered').data).toMatchObject({
      reason: 'pre-existing',
      recoveredFen: 0,
      late: false,
    });
    expect(atLevel1().case.levels[0]).not.toHaveProperty('amountFen');
  });

  it('that changes is all that was asked, and gives no reason to uphold', () => {
    const story = atLevel1();
    story.answers(CHANGED);
    expect(story.case.levels[0]).toMatchObject({ outcome: 'changed', amountFen: ASKED_FEN });
    expect(story.case.levels[0]).not.toHaveProperty('reason');
    expect(story.event('level-answered').data).not.toHaveProperty('reason');
  });

  it('that says the same once more changes nothing', () => {
    const story = upheld();
    const { version } = story.case;
    expect(story.answers(UPHELD)).toBe('same-again');
    expect(story.case.version).toBe(version);
    const answered = story.events.filter(({ type }) => type === 'carrier-answered');
    expect(answered.map(({ data }) => data.outcome)).toEqual(['upheld']);
  });

  it('takes the working days until it came, also while evidence was still awaited', () => {
    const story = atLevel1().until(at('2026-03-04', '10:00'));
    story.wants();
    story.until(at('2026-03-10', '10:00')).answers(UPHELD);
    expect(story.event('level-answered').data.days).toBe(2); // Tuesday and Wednesday
  });

  it('after its silence is late, and counts', () => {
    const story = atLevel1().until(at('2026-04-01', '10:00'));
    story.answers(UPHELD);
    expect(story.event('level-answered').data.late).toBe(true);
  });

  it('to level 1 changes level 1 alone, and that to level 2 level 2', () => {
    const story = upheld().level2();
    const [first] = story.case.levels;
    story.answers(CHANGED, HEAD_REVIEWER);
    expect(story.case.levels).toMatchObject([first, { level: 2, outcome: 'changed' }]);
  });

  it('beside the one that counts is measured by what the carrier gave at first, and noted', () => {
    const story = atLevel1();
    story.answers(inPart(PART));
    const beside = (fen: number) => story.answers(inPart(fen), reviewer('reviewer-three'));
    expect(faultsOf(() => beside(GIVEN_FEN))).toEqual([expect.stringMatching(/^amountFen /)]);
    expect(beside(PART - 1)).toBe('beside');
    expect(story.lastEvent).toMatchObject({
      type: 'level-second-answer',
      data: { level: 1, requestId: story.request.id, outcome: 'changed-in-part' },
    });
    expect(story.case.levels[0]?.amountFen).toBe(PART);
  });
});

describe('evidence that the carrier wants', () => {
  it('is told with its types, each once, and the round', () => {
    const story = atLevel1();
    story.wants(['pathology', 'imaging', 'pathology']);
    expect(story.event('level-evidence-wanted').data).toMatchObject({
      level: 1,
      round: 1,
      types: ['pathology', 'imaging'],
    });
    const documents = [story.bring('pathology'), story.bring('imaging')];
    story.supply({ documents });
    expect(story.event('level-evidence-supplied').data).toMatchObject({
      level: 1,
      round: 1,
      documents: documents.map((id) => expect.objectContaining({ id })),
    });
    const seen = story.case.levels[0]?.evidence ?? [];
    expect(seen).toHaveLength(story.case.documents.length);
    expect(new Set(seen).size).toBe(seen.length);
  });
});

describe('the second level', () => {
  it('is given the reason, the argument and what is there, but not what never arrived', () => {
    const story = upheld();
    const late = story.announce('pathology');
    const argument = [{ text: 'the report says otherwise', clauses: [CLAUSE], documents: [] }];
    story.level2({ reason: 'the report was left out', argument });
    expect(story.body('packet', story.request.id)).toMatchObject({
      level: 2,
      reason: 'the report was left out',
      argument,
      snapshot: story.case.snapshotHash,
    });
    expect(story.request.documents.map(({ id }) => id)).not.toContain(late);
    const level = story.case.levels[1];
    expect(level).toMatchObject({ level: 2, run: 0, askedBy: EXPERT.id });
    expect(level?.evidence).toHaveLength(story.case.documents.length - 1);
    expect(story.body('reason-2')).toEqual({ reason: 'the report was left out' });
    expect(story.event('level-opened').data).toMatchObject({ level: 2, requestId: story.request.id });
    expect(new Set(story.requests.map(({ id }) => id)).size).toBe(2);
  });

  it('names the evidence that is new, and needs no words beside it', () => {
    const story = upheld();
    const fresh = story.bring('pathology');
    story.level2({ documents: [fresh, story.document('receipts')] });
    const sha256 = story.case.documents.find(({ id }) => id === fresh)?.sha256;
    expect(story.event('level-2-decided').data).toEqual({ newEvidence: [sha256] });
    expect(story.body('packet', story.request.id)).not.toHaveProperty('reason');
  });

  it.each([
    ['nothing', { clauses: [] }, 'argument.0 must link to a clause or a document'],
    ['a clause that is not there', { clauses: ['9.9'] }, 'argument.0.clauses 9.9 is not in the snapshot'],
  ])('takes no point that rests on %s', (_what, { clauses }, fault) => {
    const { file, now, rules } = upheld();
    const argument = [{ text: 'it can be read otherwise', clauses, documents: [] }];
    const second = { reason: 'the report was left out', documents: [], argument };
    expect(faultsOf(() => openLevel2(file, second, EXPERT, now, rules))).toEqual([fault]);
  });

  it('is asked for only after the answer of the first', () => {
    expect(ruleOf(() => atLevel1().level2())).toBe('wrong-stage');
    expect(ruleOf(() => assessing().level2())).toBe('wrong-stage');
  });
});

describe('an opinion', () => {
  const explanation = [{ text: 'it was named', clauses: ['9.9'], documents: [] }];

  it('that agrees explains with clauses that are there', () => {
    const judgement = { verdict: 'agree', checklist: checklist(DISPUTED), explanation } as const;
    expect(faultsOf(() => assessing().judge(judgement))).toEqual([
      'explanation.0.clauses 9.9 is not in the snapshot',
    ]);
  });

  it('that agrees needs no ground, and the second one says that it is the second', () => {
    const story = assessing().agree();
    expect(story.event('assessed').data).toMatchObject({ verdict: 'agree', opinion: 1, grounds: [] });
    story.says(false);
    story.agree(SECOND_EXPERT);
    expect(story.event('assessed').data).toMatchObject({ opinion: 2 });
    expect(story.body('assessment-2')).toMatchObject({ verdict: 'agree' });
    expect(story.case.assessments.map(({ by, run }) => [by, run])).toEqual([
      [EXPERT.id, 0],
      [SECOND_EXPERT.id, 0],
    ]);
  });

  it('is the second of a run by another expert than the first of that run, whoever judged before it', () => {
    const story = assessing().agree();
    story.says(true);
    story.reopens().agree(SECOND_EXPERT);
    story.says(false);
    expect(ruleOf(() => story.agree(SECOND_EXPERT))).toBe('second-person');
    story.agree();
    expect(story.case.assessments.map(({ by, run }) => [by, run])).toEqual([
      [EXPERT.id, 0],
      [SECOND_EXPERT.id, 1],
      [EXPERT.id, 1],
    ]);
  });

  it('that is asked for a second time and does not come is waited for like the first', () => {
    const story = assessing().agree();
    story.says(false);
    story.until(at('2026-03-10', '10:00'));
    expect(story.timeline.slice(-2)).toEqual([
      '2026-03-06 09:00 judgement-reminded',
      '2026-03-10 09:00 judgement-escalated',
    ]);
    expect(story.lastEvent.data).toMatchObject({ stage: 'second-opinion' });
  });
});

describe('the money', () => {
  it('is settled for with reasons that lead to clauses that are there', () => {
    const { file, now, rules } = upheld();
    const explanation = [{ text: 'it was named', clauses: ['9.9'], documents: [] }];
    expect(faultsOf(() => settle(file, { explanation }, EXPERT, now, rules))).toEqual([
      'explanation.0.clauses 9.9 is not in the snapshot',
    ]);
  });

  it('is recorded with its proof, a document of the case', () => {
    const story = atLevel1();
    story.answers(CHANGED);
    const pay = (document: string) =>
      recordPayment(
        story.file,
        { amountFen: ASKED_FEN - GIVEN_FEN, paidOn: '2026-03-02', document },
        SELLER,
        story.now,
        story.rules,
      );
    expect(faultsOf(() => pay('d99'))).toEqual([expect.stringMatching(/^document/)]);
    const document = story.bring('other');
    story.take(pay(document));
    expect(story.event('payment-recorded').data).toMatchObject({ document, late: false });
    const told = atLevel1();
    told.answers(CHANGED);
    told.pays(ASKED_FEN - GIVEN_FEN);
    expect(told.event('payment-recorded').data).not.toHaveProperty('document');
  });

  it('that is settled for is told with the outcome and what is offered', () => {
    const story = atLevel1();
    story.answers(inPart(PART));
    story.settle();
    expect(story.event('settled').data).toEqual({
      outcome: 'changed-in-part',
      offeredFen: PART - GIVEN_FEN,
    });
    expect(story.event('payment-agreed').data).toEqual({
      agreedOn: '2026-03-02',
      recoveredFen: PART - GIVEN_FEN,
    });
    const { kind, forums } = story.body('letter-1');
    expect(kind).toBe('outcome');
    expect(forums).not.toEqual([]);
    expect(story.event('letter-written').data).toMatchObject({ letter: 1, kind: 'outcome' });
    const none = upheld().settle();
    expect(none.event('settled').data).toEqual({ outcome: 'upheld', offeredFen: 0 });
    expect(none.case.recovered).toBeUndefined();
  });
});

describe('the time bar', () => {
  it('years ahead, where no working calendar is published, is warned of at nine', () => {
    const life = { ...DISPUTED, line: 'life' as const };
    const { file, rules } = new ReconsiderationStory(life, { facts: { eventKnownOn: '2026-02-01' } });
    const warnings = reconsiderationDues(file, rules).filter(({ what }) => what === TIME_BAR_WARNING);
    expect(warnings.map((due) => wall(due.at))).toEqual(['2030-08-05 09:00', '2031-01-02 09:00']);
  });
});
