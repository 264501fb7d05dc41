import { describe, expect, it } from 'vitest';
import { DEFAULT_CALLBACK_SETTINGS } from '../../domain/callback/ladder.ts';
import { CallbackStory, withProblem } from '../support/callback-story.ts';
import { SELLER } from '../support/people.ts';
import { RULES } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { at, wall } from '../support/wall.ts';

/** A Friday before a worked Saturday: the first call is due on the Monday. */
const FRIDAY = '2026-05-08';
const opened = (rules = RULES) =>
  new CallbackStory({ issuedOn: FRIDAY, receiptOn: FRIDAY }, at(FRIDAY), rules);

describe('a call', () => {
  /** The first call is open, whatever was called before it. */
  function calledBefore(...earlier: Date[]): CallbackStory {
    const story = opened().until(at('2026-05-11', '09:00'));
    expect(story.case.ladder?.task?.way).toBe('call');
    const calledAt = earlier.map((moment) => moment.toISOString());
    story.file = { ...story.file, case: { ...story.case, calledAt } };
    return story;
  }

  it.each<[string, Date[], string, boolean]>([
    ['the first one', [], '09:30', true],
    ['another part of another day', [at('2026-05-10', '09:30')], '14:30', true],
    ['the same part of the next day', [at('2026-05-10', '09:30')], '10:30', false],
    ['another part of the same day', [at('2026-05-11', '09:10')], '14:30', false],
    [
      'a part that came before the last',
      [at('2026-05-09', '09:30'), at('2026-05-10', '14:30')],
      '10:30',
      true,
    ],
    [
      'a day that came before the last',
      [at('2026-05-11', '09:10'), at('2026-05-10', '18:30')],
      '14:30',
      false,
    ],
  ])('counts or does not, of %s', (_what, earlier, time, counts) => {
    const story = calledBefore(...earlier);
    story.now = at('2026-05-11', time);

    story.attempt('call', 'no-answer');

    expect(story.lastEvent.data).toMatchObject({ counts });
    expect(story.case.calledAt).toHaveLength(earlier.length + (counts ? 1 : 0));
  });

  it('that finds the number wrong goes on to the letter, the third as the first', () => {
    const story = opened();
    for (const result of ['no-answer', 'busy', 'wrong-person'] as const) {
      while (story.case.ladder?.task?.way !== 'call') story.until(new Date(present(story.case.nextDueAt)));
      story.attempt('call', result);
    }
    expect(story.case.calledAt).toHaveLength(3);

    story.until(new Date(present(story.case.nextDueAt)));

    expect(story.case.ladder?.task?.rung).toBe('letter');
  });
});

describe('a step that is some hours after the one before', () => {
  it('comes then, and not when its day begins', () => {
    const { ladders } = DEFAULT_CALLBACK_SETTINGS;
    const rungs = ladders.answers.rungs.map((rung) =>
      rung.rung === 'sms-reminder' ? { ...rung, after: { hours: 3 } } : rung,
    );
    const settings = {
      ...DEFAULT_CALLBACK_SETTINGS,
      ladders: { ...ladders, answers: { ...ladders.answers, rungs } },
    };
    const story = opened({ ...RULES, settings });
    story.advance();

    expect(wall(story.case.nextDueAt)).toBe(`${FRIDAY} 13:00`);
  });
});

describe('what is told to people of the firm', () => {
  it('is not told before office hours, though a message might go then', () => {
    const story = withProblem();
    expect(present(wall(story.case.nextDueAt)) < '2026-03-10').toBe(true);
    story.now = at('2026-03-10', '08:30'); // a workflow that was down

    story.advance();

    expect(story.lastEvent.type).toBe('step-postponed');
    expect(wall(story.case.nextDueAt)).toBe('2026-03-10 09:00');
  });

  it('leaves a remedy with the broker, whoever it is escalated to', () => {
    const story = withProblem().until(at('2026-06-01'));

    expect(story.case).toMatchObject({ escalatedTo: 'head-office-manager', owner: SELLER.id });
  });

  it('begins a round of its own when nobody was reached', () => {
    const story = opened().until(at('2026-05-11', '09:30'));
    story.attempt('call', 'empty-number');
    story.until(at('2026-05-12', '09:30')).attempt('letter', 'returned');
    story.until(at('2026-05-22', '09:30')).attempt('visit', 'moved');

    story.until(at('2026-05-28'));

    expect(story.case).toMatchObject({ problem: { cause: 'unreached' }, round: 1 });
  });
});
