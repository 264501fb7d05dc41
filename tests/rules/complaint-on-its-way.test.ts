import { describe, expect, it } from 'vitest';
import { complaintNextAction } from '../../domain/complaint/next.ts';
import { type ComplaintStory, decided } from '../support/complaint-story.ts';
import { BRANCH_MANAGER } from '../support/people.ts';
import { present } from '../support/present.ts';
import { ruleOf } from '../support/rule-of.ts';

/** The decision is on its way to the complainant's phone when the regulator turns up. */
function overtaken(): ComplaintStory {
  const story = decided();
  story.sends();
  story.contact({ channel: 'regulator' });
  return story;
}

const nextOf = (story: ComplaintStory) => complaintNextAction(story.case, story.rules);

describe('a decision that is on its way when the regulator turns up', () => {
  it('is on nobody’s list to be read, for nobody could stop it', () => {
    const story = overtaken();
    expect(ruleOf(() => story.judges(true))).toBe('sending');
    expect(nextOf(story)).toMatchObject({ who: 'sms-gateway', what: 'bring the decision' });
    expect(story.case.owner).not.toBe(`branch-manager@${BRANCH_MANAGER.branch}`);
  });

  it('is told when the gateway has taken it', () => {
    const story = overtaken();
    story.gateway('sent');
    story.until(new Date(present(story.case.nextDueAt)));
    expect(story.case.stage).toBe('awaiting-acceptance');
  });

  it('goes to a reader when the gateway has lost it, and can be told after that', () => {
    const story = overtaken();
    story.gateway('failed');
    story.until(new Date(present(story.case.nextDueAt)));
    const reader = `branch-manager@${BRANCH_MANAGER.branch}`;
    expect(nextOf(story)).toMatchObject({ who: reader, what: 'read the decision and approve it' });
    expect(ruleOf(() => story.notify())).toBe('not-approved');
    story.judges(true);
    story.notify();
    expect(story.case.stage).toBe('awaiting-acceptance');
  });
});
