import { describe, expect, it } from 'vitest';
import type { DisputedDecision } from '../../domain/reconsideration/case.ts';
import { missingEvidence } from '../../domain/reconsideration/evidence.ts';
import { reconsiderationNextAction } from '../../domain/reconsideration/next.ts';
import { openReconsideration, reconsiderationIdOf } from '../../domain/reconsideration/open.ts';
import { hashOfSnapshot, type Snapshot } from '../../domain/reconsideration/snapshot.ts';
import { AGENT, SELLER, staff } from '../support/people.ts';
import {
  ASKED_FEN,
  assessing,
  CLAUSE,
  checklist,
  DISPUTED,
  EXPERT,
  FILED_AT,
  RECONSIDERATION_RULES,
  ReconsiderationStory,
  SECOND_EXPERT,
  UNDERWRITING,
} from '../support/reconsideration-story.ts';
import { at } from '../support/wall.ts';

describe('the intake', () => {
  const refusing = (over: Partial<DisputedDecision>, decision: DisputedDecision = DISPUTED) => {
    const opening = {
      id: reconsiderationIdOf('refused'),
      branch: 'bj',
      brokerId: SELLER.id,
      concerned: [],
      customerRef: 'customer-1',
      phone: '13900000001',
      decision: { ...decision, ...over },
    };
    return () => openReconsideration(opening, SELLER, FILED_AT, RECONSIDERATION_RULES);
  };

  it('says at once what is missing, and asks the broker for it', () => {
    const story = new ReconsiderationStory();
    expect(story.case).toMatchObject({ stage: 'gathering', owner: SELLER.id, category: 'open' });
    expect(story.lastEvent.data.missing).toEqual(missingEvidence(story.case));
    expect(missingEvidence(story.case)).toContain('discharge-summary');
    expect(reconsiderationNextAction(story.file, story.rules)).toMatchObject({
      who: SELLER.id,
      what: expect.stringContaining('snapshot'),
      by: story.case.nextDueAt,
    });
  });

  it('keeps the phone number out of the record and the history', () => {
    const story = new ReconsiderationStory();
    expect(story.body('contact')).toEqual({ phone: '13900000001' });
    expect(JSON.stringify([story.case, story.events])).not.toContain('13900000001');
  });

  it.each([
    ['more given than asked', { givenFen: ASKED_FEN + 1 }, 'decision.givenFen'],
    ['all given that was asked', { givenFen: ASKED_FEN }, 'decision.givenFen'],
    ['an amount that nobody asked for', { askedFen: undefined as never }, 'decision.askedFen'],
    ['a reason of underwriting', { reasonCode: 'postponed' as const }, 'decision.reasonCode'],
    ['a decision that is ahead', { decidedOn: '2026-03-03' }, 'decision.decidedOn'],
    ['a claim without its kind', { claimKind: undefined as never }, 'claimKind'],
  ])('refuses %s', (_what, over, field) => {
    expect(refusing(over)).toThrow(
      expect.objectContaining({ name: 'Invalid', fields: [expect.objectContaining({ field })] }),
    );
  });

  it('refuses an amount of money where cover is disputed', () => {
    expect(refusing({ askedFen: 1 }, UNDERWRITING)).toThrow(expect.objectContaining({ name: 'Invalid' }));
  });

  it('refuses legal facts that are not known here or come the other way round', () => {
    const story = new ReconsiderationStory();
    expect(() => story.facts({ moonOn: '2026-01-01' })).toThrow(
      expect.objectContaining({ fields: [{ field: 'facts.moonOn', reason: 'is not known here' }] }),
    );
    expect(() => story.facts({ decidedOn: '2026-02-27', noticeOn: '2026-02-26' })).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: 'facts.noticeOn' })] }),
    );
  });
});

describe('evidence', () => {
  it('goes to the experts in the very write that makes it whole', () => {
    const story = assessing();
    expect(story.case).toMatchObject({ stage: 'assessing', owner: 'expert@head-office' });
    expect(story.types.slice(-2)).toEqual(['snapshot-frozen', 'evidence-complete']);
    expect(story.case.nextDueAt).toBeDefined();
  });

  it('that was announced and never arrived counts for nothing', () => {
    const story = new ReconsiderationStory();
    story.announce('receipts');
    expect(missingEvidence(story.case)).toContain('receipts');
    const letter = story.announce('decision-letter');
    expect(() => story.freeze(letter)).toThrow(
      expect.objectContaining({ fields: [{ field: 'decisionLetter', reason: 'has not been uploaded' }] }),
    );
  });

  it('of the wrong type is not taken for a mandate', () => {
    const story = new ReconsiderationStory();
    const receipt = story.bring('receipts');
    expect(() => story.mandate(receipt)).toThrow(
      expect.objectContaining({ fields: [{ field: 'document', reason: 'is a receipts, not a mandate' }] }),
    );
  });

  it('is not whole while nobody has said which paper is the mandate', () => {
    const story = new ReconsiderationStory();
    story.bring('mandate');
    expect(missingEvidence(story.case)).toContain('mandate');
  });

  it('may be waived by an expert with a reason, and by nobody else', () => {
    const story = new ReconsiderationStory();
    expect(() => story.waive('receipts', SELLER)).toThrow(expect.objectContaining({ name: 'NotAllowed' }));
    story.waive('receipts');
    expect(missingEvidence(story.case)).not.toContain('receipts');
    expect(story.body('waiver-receipts')).toEqual({ reason: 'is with the court' });
    expect(() => story.waive('receipts')).toThrow(expect.objectContaining({ rule: 'not-missing' }));
    expect(() => story.waive('mandate')).toThrow(expect.objectContaining({ rule: 'not-waivable' }));
  });

  it('that is late is asked for, then told to the branch manager, again and again', () => {
    const story = new ReconsiderationStory().until(at('2026-03-24', '10:00'));
    expect(story.timeline).toEqual([
      '2026-03-02 10:00 reconsideration-opened',
      '2026-03-06 09:00 evidence-reminded',
      '2026-03-11 09:00 evidence-escalated',
      '2026-03-18 09:00 evidence-escalated',
    ]);
    expect(story.lastEvent.data).toMatchObject({ to: 'branch-manager', types: missingEvidence(story.case) });
    expect(story.case).toMatchObject({ escalatedTo: 'branch-manager', category: 'open' });
  });
});

describe('the snapshot', () => {
  it('is frozen with its hash, and not frozen twice', () => {
    const story = assessing();
    expect(story.case.snapshotHash).toBe(hashOfSnapshot(story.body('snapshot') as unknown as Snapshot));
    expect(story.case.clauses).toEqual([CLAUSE]);
    expect(() => story.freeze(story.document('decision-letter'))).toThrow(
      expect.objectContaining({ rule: 'frozen' }),
    );
  });

  it('is not of a day after the decision', () => {
    const story = new ReconsiderationStory();
    const letter = story.bring('decision-letter');
    expect(() => story.freeze(letter, '2026-02-28')).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: 'takenOn' })] }),
    );
    story.freeze(letter, DISPUTED.decidedOn);
    expect(story.case.snapshotHash).toBeDefined();
  });
});

describe('the assessment', () => {
  const point = { text: 'it can be read otherwise', clauses: [CLAUSE], documents: [] };
  const argument = [point];

  it('is an expert’s, and not of one whom the case concerns', () => {
    for (const by of [SELLER, AGENT, staff('head-office-manager', 'head-ren', 'head-office')]) {
      expect(() => assessing().contest(by)).toThrow(expect.objectContaining({ name: 'NotAllowed' }));
    }
    expect(() => assessing().contest(staff('expert', SELLER.id, 'head-office'))).toThrow(
      expect.objectContaining({ name: 'NotAllowed' }),
    );
  });

  it('needs every ground of the checklist answered', () => {
    const { 'ambiguous-wording': _left, ...rest } = checklist(DISPUTED, 'facts-mistaken');
    expect(() => assessing().judge({ verdict: 'contest', checklist: rest, argument })).toThrow(
      expect.objectContaining({
        fields: [{ field: 'checklist.ambiguous-wording', reason: 'is not answered' }],
      }),
    );
  });

  it('contests with a ground that was found, and not without one', () => {
    expect(() => assessing().judge({ verdict: 'contest', checklist: checklist(DISPUTED), argument })).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: 'checklist' })] }),
    );
    expect(() =>
      assessing().judge({
        verdict: 'contest',
        checklist: checklist(DISPUTED, 'ambiguous-wording'),
        argument: [{ ...point, ground: 'off-list-cost' }],
      }),
    ).toThrow(expect.objectContaining({ fields: [expect.objectContaining({ field: 'argument.0.ground' })] }));
  });

  it.each([
    ['nothing', { clauses: [], documents: [] }, 'argument.0'],
    ['a clause that is not in the snapshot', { clauses: ['9.9'], documents: [] }, 'argument.0.clauses'],
    ['a document that is not there', { clauses: [], documents: ['d99'] }, 'argument.0.documents.0'],
  ])('takes no point that rests on %s', (_what, links, field) => {
    const judgement = {
      verdict: 'contest' as const,
      checklist: checklist(DISPUTED, 'ambiguous-wording'),
      argument: [{ text: 'it can be read otherwise', ...links }],
    };
    expect(() => assessing().judge(judgement)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field })] }),
    );
  });

  it('keeps what the expert wrote as content, and only codes and hashes in the history', () => {
    const story = assessing().contest();
    expect(story.body('assessment-1')).toMatchObject({ verdict: 'contest' });
    expect(story.event('assessed').data).toEqual({
      verdict: 'contest',
      opinion: 1,
      grounds: ['ambiguous-wording'],
      assessment: story.case.assessments[0]?.hash,
    });
    expect(JSON.stringify(story.events)).not.toContain('it can be read otherwise');
  });

  it('that agrees explains to the customer, who may accept: the end', () => {
    const story = assessing().agree();
    expect(story.case).toMatchObject({ stage: 'explaining' });
    expect(story.sent).toEqual(['explanation']);
    expect(story.body('letter-1')).toMatchObject({ kind: 'explanation', forums: [] });
    expect(JSON.stringify(story.body('letter-1'))).not.toContain(DISPUTED.decider);
    story.reads();
    expect(story.case.letters[0]).toMatchObject({ readAt: story.now.toISOString() });
    expect(story.reads()).toBe('same-again');
    story.says(true);
    expect(story.case).toMatchObject({ stage: 'accepted', category: 'closed' });
    expect(story.says(true)).toBe('same-again');
    expect(() => story.says(false)).toThrow(expect.objectContaining({ name: 'Gone' }));
  });

  it('that the customer does not accept is judged again, by another expert', () => {
    const story = assessing().agree();
    story.says(false);
    expect(story.case).toMatchObject({ stage: 'second-opinion', owner: 'expert@head-office' });
    expect(() => story.agree(EXPERT)).toThrow(expect.objectContaining({ rule: 'second-person' }));
    expect(() => story.contest(EXPERT)).toThrow(expect.objectContaining({ rule: 'second-person' }));
    story.contest(SECOND_EXPERT);
    expect(story.case.stage).toBe('level-1');
  });

  it('that agrees a second time ends with the letter that names the next forums and their dates', () => {
    const story = assessing(DISPUTED, { facts: { eventKnownOn: '2026-01-10' } }).agree();
    story.says(false);
    story.agree(SECOND_EXPERT);
    expect(story.case).toMatchObject({ stage: 'upheld', category: 'closed' });
    expect(story.sent).toEqual(['explanation', 'outcome-letter']);
    const letter = story.body('letter-2') as {
      forums: { forum: string; until?: string }[];
      history: unknown[];
    };
    expect(letter.forums.find(({ forum }) => forum === 'court')?.until).toBe('2028-01-10');
    expect(letter.forums.find(({ forum }) => forum === 'review-by-upper-unit')?.until).toBe('2026-03-29');
    expect(letter.history).toEqual([
      { on: '2026-02-27', what: 'decided' },
      { on: '2026-03-02', what: 'opened' },
      { on: '2026-03-02', what: 'judged', outcome: 'agree' },
      { on: '2026-03-02', what: 'judged', outcome: 'agree' },
      { on: '2026-03-02', what: 'explained' },
      { on: '2026-03-02', what: 'not-accepted' },
    ]);
  });
});
