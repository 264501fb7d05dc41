import { describe, expect, it } from 'vitest';
import { addNote } from '../../domain/notes.ts';
import { startOf } from '../../domain/time/calendar.ts';
import { SELLER } from '../support/people.ts';
import { asked, PreUnderwritingStory } from '../support/pre-underwriting-story.ts';
import { ruleOf } from '../support/rule-of.ts';

/** The night of the erasure has come, and the workflow that should have closed the case is late. */
function erasedLate(story: PreUnderwritingStory): PreUnderwritingStory {
  story.now = startOf(story.case.eraseOn);
  story.erase();
  return story;
}

describe('the erasure of a case that is still open', () => {
  it('ends it, so that nothing can be kept in it again', () => {
    const story = erasedLate(asked('carrier-a', 'carrier-b'));
    expect(story.case).toMatchObject({ stage: 'not-chosen', category: 'closed' });
    expect(story.case.nextDueAt).toBeUndefined();
    expect(ruleOf(() => story.choosesNone())).toBe('wrong-stage');
    expect(ruleOf(() => addNote(story.case, 'she has called', SELLER, story.now))).toBe('erased');
    expect(story.contents.filter(({ body }) => body !== undefined)).toEqual([]);
    expect(story.file.requests.map(({ stage }) => stage)).toEqual(['withdrawn', 'withdrawn']);
  });

  it('ends one that was never sent as abandoned, and wakes its workflow', () => {
    const story = new PreUnderwritingStory();
    const { wait } = story.case;
    erasedLate(story);
    expect(story.case).toMatchObject({ stage: 'abandoned', category: 'closed', wait: wait + 1 });
    expect(story.advance()).toBeUndefined();
  });
});
