import { describe, expect, it } from 'vitest';
import { CaseDraft } from '../../domain/decision.ts';
import {
  announceDocument,
  keepDocument,
  type MatterCase,
  recordSight,
} from '../../domain/document-events.ts';
import { NotFound } from '../../domain/errors.ts';
import { EXPERT, SELLER } from '../support/people.ts';
import { claimOf, PreUnderwritingStory } from '../support/pre-underwriting-story.ts';
import { ruleOf } from '../support/rule-of.ts';

const CLAIM = claimOf();
const { bytes, sha256, media } = CLAIM;

const draftOf = ({ case: matter, now }: PreUnderwritingStory, by = SELLER) =>
  new CaseDraft<MatterCase>(matter, by, now);
const eventsOf = (draft: CaseDraft<MatterCase>) =>
  draft.finish({ nextDueAt: undefined, wakes: false }).events;

describe('a document of a case', () => {
  it('is announced and stored with its hash, each once', () => {
    const draft = draftOf(new PreUnderwritingStory());
    const { id } = announceDocument(draft, CLAIM, SELLER.id);
    const other = announceDocument(draft, claimOf('pathology'), SELLER.id);
    keepDocument(draft, id, { bytes, sha256, media });
    keepDocument(draft, id, undefined);

    const { type } = CLAIM;
    expect(eventsOf(draft).map((event) => [event.type, event.data])).toEqual([
      ['document-announced', { document: id, type, sha256 }],
      ['document-announced', { document: other.id, type: 'pathology', sha256 }],
      ['document-stored', { document: id, type, sha256 }],
    ]);
    expect(draft.case.documents.map(({ storedAt }) => storedAt)).toEqual([draft.at.toISOString(), undefined]);
  });

  it('is brought to no case that is closed', () => {
    const story = new PreUnderwritingStory();
    story.choosesNone();
    expect(ruleOf(() => announceDocument(draftOf(story), CLAIM, SELLER.id))).toBe('closed');
  });

  it('is seen when it is there, and whoever saw it is written down with its hash', () => {
    const story = new PreUnderwritingStory();
    const there = story.document();
    const awaited = story.document(claimOf('pathology'), false);
    const draft = draftOf(story, EXPERT);

    expect(ruleOf(() => recordSight(draft, awaited))).toBe('not-arrived');
    expect(() => recordSight(draft, 'd9')).toThrow(NotFound);
    expect(recordSight(draft, there).id).toBe(there);
    expect(eventsOf(draft)).toMatchObject([
      { type: 'document-seen', by: EXPERT, data: { document: there, sha256 } },
    ]);
  });
});
