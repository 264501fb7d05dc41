import { describe, expect, it } from 'vitest';
import { NotFound } from '../../domain/errors.ts';
import { askWhich, gradeByHand } from '../../domain/evaluation/replies.ts';
import {
  asked,
  at,
  DAY,
  EVALUATION_RULES,
  type EvaluationStory,
  FREE,
  HANDLER,
  HOUR,
} from '../support/evaluation-story.ts';
import { present } from '../support/present.ts';
import { at as onDay } from '../support/wall.ts';

const UNCLEAR = '嗯';
const WITH_WORDS = '1A，业务员很热情';
const { correctionHours } = EVALUATION_RULES.evaluation;

/** The last event of a reply; a complaint or a reopening may follow it. */
const saidOf = (story: EvaluationStory) =>
  present(story.events.findLast(({ type }) => type.startsWith('reply-') || type === 'graded-by-hand'));

describe('the event of a reply', () => {
  it.each([
    ['1A', 'reply-read', { late: false, toPerson: false }],
    [WITH_WORDS, 'reply-read', { late: false, toPerson: true }],
    [UNCLEAR, 'reply-unread', { late: false, toPerson: true }],
    ['TD', 'reply-opted-out', { late: false, toPerson: false }],
    ['1A TD', 'reply-read', { late: false, toPerson: false }],
  ])('of %s is %s', (text, type, data) => {
    expect(saidOf(asked().reply(text, at(HOUR)))).toMatchObject({ type, data: { ...data, way: 'sms' } });
  });

  it('says of one that comes too late that it does, and that a person reads it', () => {
    const story = asked()
      .reply('1A', at(HOUR))
      .reply('1B', at(3 * DAY));
    expect(saidOf(story)).toMatchObject({ type: 'reply-read', data: { late: true, toPerson: true } });
  });

  it('says which is the first at all, and which the first that is one: figures count them once', () => {
    const story = asked();
    const flags = [UNCLEAR, '1A', '1B'].map((text, index) => {
      const { isFirstReply, isFirstValid, isNoLongerValid } = saidOf(
        story.reply(text, at((index + 1) * HOUR)),
      ).data;
      return { isFirstReply, isFirstValid, isNoLongerValid };
    });
    expect(flags).toEqual([
      { isFirstReply: true, isFirstValid: false, isNoLongerValid: false },
      { isFirstReply: false, isFirstValid: true, isNoLongerValid: false },
      { isFirstReply: false, isFirstValid: false, isNoLongerValid: false },
    ]);
  });

  it('says which dissatisfaction is the first', () => {
    const story = asked()
      .reply('1C', at(HOUR))
      .reply('1C2C', at(2 * HOUR));
    const told = story.events.filter(({ type }) => type === 'dissatisfied').map(({ data }) => data);
    expect(asked().reply('1A', at(HOUR)).types()).not.toContain('dissatisfied');
    expect(told).toMatchObject([
      { items: ['terms-told'], isFirst: true },
      { items: ['own-signature'], isFirst: false },
    ]);
  });
});

describe('what a person finds in a reply', () => {
  it('holds against the machine: without a grade nothing counts any more, and the customer has replied', () => {
    const story = asked().reply(WITH_WORDS, at(HOUR));
    const machine = story.case.replies[0]?.read;
    story.grade({ grades: {} }, at(2 * HOUR));
    expect(story.case).toMatchObject({ stage: 'replied', category: 'closed' });
    expect(story.case).not.toHaveProperty('result');
    expect(saidOf(story).data).toMatchObject({
      machine,
      person: { grades: {} },
      optOut: false,
      isNoLongerValid: true,
    });
  });

  it('takes the case off whom it was escalated to', () => {
    const story = asked().reply(UNCLEAR, at(HOUR)).advance(at(DAY));
    expect(story.case.escalatedTo).toBe('branch-manager');
    story.grade({ grades: {} }, at(DAY));
    expect(story.case).not.toHaveProperty('escalatedTo');
  });

  it('may be the wish for no more messages, and is of a reply that there is', () => {
    const story = asked().reply(UNCLEAR, at(HOUR));
    const { content } = present(story.case.replies[0]);
    const read = (reply: string) =>
      gradeByHand(
        { case: story.case },
        { reply, says: { grades: {} }, optOut: true },
        HANDLER,
        at(2 * HOUR),
        EVALUATION_RULES,
      );
    expect(read(content).events[0]?.data).toMatchObject({ machine: null, optOut: true });
    expect(() => read('reply-none')).toThrow(NotFound);
  });
});

describe('a person to whom replies come', () => {
  it('has the others still, when one of them was read', () => {
    const story = asked()
      .reply(UNCLEAR, at(HOUR))
      .reply(UNCLEAR, at(2 * HOUR));
    const { inbox, escalatedTo } = story.advance(at(DAY)).case;
    story.grade({ grades: {} }, at(DAY));
    expect(escalatedTo).toBe('branch-manager');
    expect(story.case).toMatchObject({ category: 'open', inbox, escalatedTo });
    expect(story.grade({ grades: {} }, at(DAY + HOUR)).case).not.toHaveProperty('inbox');
  });

  it('has had them since the first one, however many follow', () => {
    const story = asked().reply(UNCLEAR, at(HOUR)).advance(at(DAY));
    const { inbox } = story.case;
    expect(inbox).toMatchObject({ since: at(HOUR).toISOString(), missed: 1 });
    expect(story.reply(UNCLEAR, at(DAY + HOUR)).case.inbox).toEqual(inbox);
  });

  it('says of one what those beyond the limit mean', () => {
    const story = asked();
    for (let index = 0; index < 50; index += 1) story.reply('1A', at(HOUR), { id: `r-${index}` });
    expect(story.case.category).toBe('closed');
    story.reply('1C', at(HOUR), { id: 'one more' });
    expect(story.last?.ends).toEqual([]);
    expect(saidOf(story)).toMatchObject({ type: 'reply-over-limit', data: { reply: expect.any(String) } });
    expect(story.reply('1C', at(HOUR), { id: 'and another' }).last?.ends).toHaveLength(1);

    const reading = {
      reply: present(story.case.replies[0]).content,
      says: { grades: { attitude: 'B' } },
    } as const;
    story.take(gradeByHand({ case: story.case }, reading, HANDLER, at(2 * HOUR), EVALUATION_RULES));
    expect(story.case).toMatchObject({ category: 'closed' });
    expect(story.case).not.toHaveProperty('inbox');
  });
});

describe('a reply in time', () => {
  it('is a correction to the last moment of the window', () => {
    const end = HOUR + correctionHours * HOUR;
    const story = asked().reply('1A', at(HOUR)).reply('1B', at(end));
    expect(story.case.result?.says.grades).toEqual({ 'terms-told': 'B' });
    expect(story.last?.inbox).toBe(false);
    expect(
      asked()
        .reply('1A', at(HOUR))
        .reply('1B', at(end + 1)).last?.inbox,
    ).toBe(true);
  });

  it('has a window from the first one that could be read', () => {
    const story = asked()
      .reply(UNCLEAR, at(HOUR))
      .reply('1A', at(50 * HOUR));
    expect(saidOf(story).data).toMatchObject({ late: false, toPerson: false });
  });

  it('comes to the end of the last day', () => {
    const story = asked().reply('1A', onDay('2026-03-09', '23:59'));
    expect(story.case).toMatchObject({
      stage: 'replied',
      result: { says: { grades: { 'terms-told': 'A' } } },
    });
    expect(story.last?.inbox).toBe(false);
  });

  it('is the same one of two with one stamp, whichever reaches us first', () => {
    const [one, other] = [
      ['1A', '1B'],
      ['1B', '1A'],
    ].map((texts) => {
      const story = asked();
      for (const text of texts) story.reply(text, at(HOUR), { id: `of ${text}` });
      return story.case.result;
    });
    expect(one).toEqual(other);
  });

  it('of who wants no more messages answers nothing that was over', () => {
    const story = asked()
      .advance(at(8 * DAY))
      .reply('TD', at(9 * DAY));
    expect(story.last?.optOut).toBe(true);
    expect(story.case).toMatchObject({ stage: 'expired', category: 'closed' });
  });
});

describe('a reply of which nobody can tell what it is of', () => {
  it('says whether the customer was asked, and takes the wish for no more messages', () => {
    const story = asked();
    const ask = (id: string, text: string) =>
      story.take(
        askWhich({ case: story.case }, { id, text, receivedAt: at(HOUR) }, FREE, at(HOUR), EVALUATION_RULES),
      );
    expect(ask('one', '1A')).toMatchObject({ optOut: false, ends: [{ caseId: story.case.id }] });
    expect(saidOf(story).data).toMatchObject({ asked: true, isFirstReply: true });
    expect(ask('two', 'TD')).toMatchObject({ optOut: true, inbox: true });
    expect(saidOf(story).data).toMatchObject({ asked: false, isFirstReply: false });
  });
});
