import { describe, expect, it } from 'vitest';
import type { AccountabilityCase } from '../../domain/accountability/case.ts';
import { keepProof, seeProof } from '../../domain/accountability/evidence.ts';
import { accountabilityNextActions, accountabilityRoute } from '../../domain/accountability/next.ts';
import { openAccountability } from '../../domain/accountability/open.ts';
import {
  AccountabilityStory,
  complaintId,
  complaintOf,
  GROUP,
  MONTH,
  RULES,
} from '../support/accountability-story.ts';
import { present } from '../support/present.ts';
import { ruleOf } from '../support/rule-of.ts';
import { at, wall } from '../support/wall.ts';

const JIA = `${complaintId(1)}.broker-jia`;
const direct = (person: string) => ({ responsible: [{ role: 'direct-person' as const, person }] });
const COMPLAINTS = [complaintOf(1), complaintOf(2, direct('broker-yi'))];
const CONFIRMED = { outcome: 'confirmed' } as const;
const OVER = at('2026-03-27', '00:00');

function objected(): AccountabilityStory {
  const story = AccountabilityStory.sent(COMPLAINTS);
  story.objects(JIA, [story.brings('broker-jia')]);
  return story;
}

const asked = ({ file }: AccountabilityStory) =>
  accountabilityNextActions(file, RULES).map(({ who, what }) => `${who}: ${what}`);

describe('who is asked next', () => {
  it('is the workflow until the run is compiled', () => {
    const opened = openAccountability(MONTH, GROUP, at('2026-03-21'), RULES);
    const file = { case: present(opened.cases[0]).case as AccountabilityCase, parts: [] };
    expect(accountabilityRoute(file)).toBe('propose');
    expect(accountabilityNextActions(file, RULES)).toEqual([
      { who: 'accountability-workflow', what: 'compile the run' },
    ]);
  });

  it('is whoever must find, then the group, until a day that is told', () => {
    const story = new AccountabilityStory(COMPLAINTS);
    expect(accountabilityNextActions(story.file, RULES)).toEqual([
      { who: 'complaint-handler@bj', what: 'find on 2 lines', by: story.case.nextDueAt },
    ]);
    story.finds('all', { says: 'liable' });
    expect(asked(story)).toEqual(['head-office-manager@head-office: decide 2 lines']);
    story.decides([JIA], CONFIRMED);
    expect(asked(story)).toEqual(['head-office-manager@head-office: decide 1 lines']);
  });

  it('is the persons concerned, and the group for what they objected to, to the last word', () => {
    const persons = 'the persons concerned: accept by silence, or object with proof';
    const group = 'head-office-manager@head-office: decide 1 objections';
    expect(asked(AccountabilityStory.sent(COMPLAINTS))).toEqual([persons]);
    const story = objected();
    expect(asked(story)).toEqual([persons, group]);
    story.until(OVER);
    expect(asked(story)).toEqual([group]);
    story.redecides(JIA, CONFIRMED);
    expect(asked(story)).toEqual(['accountability-workflow: write the statements']);
    story.finishes();
    expect(asked(story)).toEqual([]);
  });
});

describe('a decision that is waited for', () => {
  const told = ({ events }: AccountabilityStory) =>
    events
      .filter(({ type }) => /reminded|escalated/.test(type))
      .map(({ at: when, type, data }) => [wall(when), type, data.stage, data.left, data.who ?? data.to]);

  it('is asked for after a working day, told above after two, and then every two', () => {
    const story = new AccountabilityStory(COMPLAINTS); // a Saturday
    let next = story.case.nextDueAt;
    for (let step = 0; step < 3; step += 1) {
      story.until(new Date(present(next)));
      next = story.case.nextDueAt;
    }
    expect(told(story)).toEqual([
      ['2026-03-24 09:00', 'accountability-reminded', 'proposing', 2, 'head-office-manager@head-office'],
      ['2026-03-25 09:00', 'accountability-escalated', 'proposing', 2, 'head-office-manager'],
      ['2026-03-27 09:00', 'accountability-escalated', 'proposing', 2, 'head-office-manager'],
    ]);
  });

  it('on an objection is waited for anew from the end of the time to object', () => {
    const story = objected().until(OVER);
    story.until(new Date(present(story.case.nextDueAt)));
    expect(told(story)).toEqual([
      [
        '2026-03-31 09:00',
        'accountability-reminded',
        'deciding-objections',
        1,
        'head-office-manager@head-office',
      ],
    ]);
  });

  it('on an objection can come before that, and the run still waits for the others', () => {
    const story = objected();
    story.redecides(JIA, CONFIRMED);
    expect(story.case).toMatchObject({ stage: 'awaiting-objections', objected: 0 });
    expect(story.case.settledOn).toBeUndefined();
    story.until(OVER);
    expect(story.event('objections-over').data).toMatchObject({ accepted: 1, objected: 0 });
    expect(accountabilityRoute(story.file)).toBe('state');
  });
});

describe('what the record says of a proposal', () => {
  it('is how many lines, people and exemptions that hold, and where nobody is named', () => {
    const exempt = complaintOf(3, { outsideCover: true });
    const broken = complaintOf(4, {
      ...direct('broker-yi'),
      isRepeat: true,
      satisfied: true,
      closedAt: at('2026-03-10').toISOString(),
    });
    const story = new AccountabilityStory([
      ...COMPLAINTS,
      exempt,
      broken,
      complaintOf(5, { responsible: [] }),
    ]);
    expect(story.event('accountability-proposed').data).toMatchObject({
      proposal: story.case.proposal,
      lines: 3,
      people: 2,
      amountFen: story.lines.reduce((sum, { amountFen }) => sum + amountFen, 0),
      exemptions: 1,
      nobodyNamed: 1,
    });
    expect(story.case).toMatchObject({ lines: 3, undecided: 3, concerned: ['broker-jia', 'broker-yi'] });
    expect(story.content('proposal').body).toMatchObject({ nobodyNamed: [complaintId(5)] });
  });
});

describe('a proof', () => {
  it('is kept once, is seen by name, and is brought while objections are in time', () => {
    const story = AccountabilityStory.sent(COMPLAINTS);
    const id = story.brings('broker-jia');
    expect(keepProof(story.file, id, undefined, story.now, RULES)).toBeUndefined();
    const { document, decision } = seeProof(story.file, id, GROUP, story.now, RULES);
    expect(document.id).toBe(id);
    expect(decision.events.map(({ type, by, data }) => [type, by, data.document])).toEqual([
      ['document-seen', GROUP, id],
    ]);
    const early = new AccountabilityStory(COMPLAINTS);
    expect(ruleOf(() => early.brings('broker-jia'))).toBe('wrong-stage');
  });
});
