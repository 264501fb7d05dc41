import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { variablesOf } from '../../adapters/sms/texts.ts';
import { Invalid, NotAllowed } from '../../domain/errors.ts';
import { CARDS, cardFor, Line, Moment } from '../../domain/evaluation/cards.ts';
import { evaluationId } from '../../domain/evaluation/case.ts';
import { recordDelivery } from '../../domain/evaluation/delivery.ts';
import { evaluationDues } from '../../domain/evaluation/dues.ts';
import { evaluationWords } from '../../domain/evaluation/message.ts';
import { evaluationNextSteps, evaluationRoute } from '../../domain/evaluation/next.ts';
import { gradeByHand } from '../../domain/evaluation/replies.ts';
import { verifyChain } from '../../domain/history.ts';
import {
  asked,
  at,
  DAY,
  EVALUATION_RULES,
  EvaluationStory,
  HANDLER,
  HOUR,
  MONDAY,
} from '../support/evaluation-story.ts';
import { SELLER } from '../support/people.ts';
import { present } from '../support/present.ts';
import { ruleOf } from '../support/rule-of.ts';

describe('the cards', () => {
  it('have six items for each line of underwriting and five for a claim, at each of its moments', () => {
    const sizes = Moment.options.flatMap((moment) =>
      Line.options.map((line) => [moment, line, cardFor(moment, line).items.length]),
    );
    expect(sizes).toEqual([
      ['policy-issued', 'life', 6],
      ['policy-issued', 'property', 6],
      ['claim-reported', 'life', 5],
      ['claim-reported', 'property', 5],
      ['claim-closed', 'life', 5],
      ['claim-closed', 'property', 5],
    ]);
  });

  it('name each item once', () => {
    for (const cards of Object.values(CARDS)) {
      for (const { items } of Object.values(cards))
        expect(new Set(items.map(({ code }) => code)).size).toBe(items.length);
    }
  });

  it('fit into a message of the gateway, whichever it is', () => {
    for (const moment of Moment.options) {
      for (const line of Line.options) {
        const { case: matter } = new EvaluationStory({ moment, line });
        const message = {
          id: 'm',
          phone: '13900000001',
          template: 'evaluation-request' as const,
          parameters: evaluationWords(matter),
        };
        const variables = Object.values(variablesOf(message, ''));
        expect(variables.join(' ')).toContain(`${cardFor(moment, line).items.length}`);
      }
    }
  });
});

describe('an evaluation', () => {
  it('is one for a moment and a resolution: a new resolution is asked about anew, and linked', () => {
    const of = { moment: 'claim-closed', matter: 'rc-1', resolution: 1 } as const;
    expect(evaluationId(of)).toBe(evaluationId({ ...of }));
    expect(evaluationId({ ...of, resolution: 2 })).not.toBe(evaluationId(of));
    const second = new EvaluationStory({ about: 'rc-1', previous: evaluationId(of) });
    expect(second.case).toMatchObject({ about: 'rc-1', previous: evaluationId(of) });
    expect(second.events[0]?.data).toMatchObject({ previous: evaluationId(of) });
  });

  it('asks at once by day, and in the morning what came at night', () => {
    expect(asked().messages.map(({ template }) => template)).toEqual(['evaluation-request']);
    const night = new EvaluationStory({}, new Date('2026-03-02T15:00:00Z'));
    expect(night.case.nextDueAt).toBe('2026-03-03T00:00:00.000Z');
    expect(night.advance(new Date('2026-03-02T16:00:00Z')).messages).toEqual([]);
  });

  it('reminds once after two days, in sending hours, and then lets it be', () => {
    const story = asked();
    expect(story.case.nextDueAt).toBe(at(2 * DAY).toISOString());
    story
      .advance(at(2 * DAY - 1))
      .advance(at(2 * DAY))
      .advance(at(3 * DAY))
      .advance(at(6 * DAY));
    expect(story.messages.map(({ template }) => template)).toEqual([
      'evaluation-request',
      'evaluation-reminder',
    ]);
  });

  it('does not remind at night when the workflow was down', () => {
    const story = asked().advance(new Date('2026-03-04T16:30:00Z'));
    expect(story.messages).toHaveLength(1);
    expect(story.case).toMatchObject({
      notBefore: '2026-03-05T00:00:00.000Z',
      nextDueAt: '2026-03-05T00:00:00.000Z',
    });
    expect(story.advance(new Date('2026-03-05T00:00:00Z')).messages).toHaveLength(2);
  });

  it('expires at the end of the seventh day', () => {
    const story = asked()
      .advance(at(2 * DAY))
      .advance(new Date('2026-03-09T15:59:59.999Z'));
    expect(story.case.stage).toBe('awaiting-reply');
    story.advance(new Date('2026-03-09T16:00:00Z'));
    expect(story.case).toMatchObject({ stage: 'expired', category: 'closed' });
    expect(story.case).not.toHaveProperty('nextDueAt');
    expect(evaluationRoute(story.case)).toBe('closed');
  });

  it('is not sent to who wants no messages', () => {
    const story = new EvaluationStory().advance(MONDAY, { sentAt: [], optedOut: true });
    expect(story.case).toMatchObject({ stage: 'not-sent', category: 'closed', sent: [] });
    expect(story.messages).toEqual([]);
  });

  it('waits when the number had its messages', () => {
    const sentAt = [at(-20_000), at(-10_000)];
    const story = new EvaluationStory().advance(MONDAY, { sentAt, optedOut: false });
    expect(story.messages).toEqual([]);
    expect(story.case.nextDueAt).toBe(at(-20_000 + 59_000).toISOString());
    expect(story.advance(at(39_000), { sentAt, optedOut: false }).messages).toHaveLength(1);
  });

  it('has a history that holds, and no words in it', () => {
    const story = asked().reply('不满意，他叫张某某，电话13900000009', at(HOUR));
    story.grade({ grades: { attitude: 'C' } }, at(2 * HOUR));
    expect(verifyChain(story.events, { seq: story.case.version, hash: story.case.lastHash })).toBeUndefined();
    expect(JSON.stringify([story.events, story.case])).not.toMatch(/张某某|13900000009/);
    expect(JSON.stringify([...story.contents.values()])).toContain('张某某');
  });
});

describe('a message', () => {
  const report = (story: EvaluationStory, outcome: 'sent' | 'delivered' | 'undelivered', when = at(5_000)) =>
    story.take(
      recordDelivery(
        { case: story.case },
        { messageId: present(story.messages[0]).id, outcome, at: when, code: 'X' },
        when,
        EVALUATION_RULES,
      ),
    );

  it('is known by the id that the gateway reports', () => {
    const story = asked();
    report(story, 'sent');
    report(story, 'delivered');
    expect(story.case.sent).toEqual([
      expect.objectContaining({ id: story.messages[0]?.id, outcome: 'delivered' }),
    ]);
    expect(story.types().slice(-2)).toEqual(['message-sent', 'message-delivered']);
  });

  it('changes nothing when a report comes twice, or behind the final one, or for another case', () => {
    const story = asked();
    report(story, 'delivered');
    for (const outcome of ['delivered', 'sent', 'undelivered'] as const)
      expect(report(story, outcome)).toBeUndefined();
    const other = { messageId: 'ev-00000000000000000000.2', outcome: 'delivered', at: MONDAY } as const;
    expect(recordDelivery({ case: story.case }, other, MONDAY, EVALUATION_RULES)).toBeUndefined();
  });

  it('that reached nobody is not silence', () => {
    const story = asked();
    report(story, 'undelivered');
    story.advance(at(2 * DAY));
    const reminder = present(story.messages[1]).id;
    story.take(
      recordDelivery(
        { case: story.case },
        { messageId: reminder, outcome: 'undelivered', at: at(2 * DAY) },
        at(2 * DAY),
        EVALUATION_RULES,
      ),
    );
    expect(story.advance(at(8 * DAY)).case.stage).toBe('not-sent');
  });
});

describe('a reply', () => {
  it('answers the evaluation and closes it', () => {
    const story = asked().reply('1A2B', at(HOUR));
    expect(story.case).toMatchObject({
      stage: 'replied',
      category: 'closed',
      result: { says: { grades: { 'terms-told': 'A', 'own-signature': 'B' } } },
    });
    expect(story.last).toMatchObject({ inbox: false, optOut: false });
    expect(story.last).not.toHaveProperty('complaint');
    expect(story.last?.ends).toHaveLength(1);
  });

  it('that comes twice changes nothing', () => {
    const story = asked().reply('1A', at(HOUR), { id: 'gateway-7' });
    expect(story.reply('1A', at(HOUR), { id: 'gateway-7', now: at(DAY) }).last).toBeUndefined();
    expect(story.reply('1C', at(2 * HOUR), { id: 'gateway-7' }).last).toBeUndefined();
  });

  it('opens a complaint when it is dissatisfied, whose clock runs from the gateway stamp', () => {
    const story = asked().reply('1A3C', at(HOUR), { now: at(3 * HOUR) });
    expect(story.last?.complaint).toEqual({
      items: ['returns-uncertain'],
      receivedAt: at(HOUR).toISOString(),
    });
    expect(asked().reply('不满意', at(HOUR)).last?.complaint?.items).toEqual(['overall']);
  });

  it('is corrected in the window: the last counts and all are kept', () => {
    const story = asked()
      .reply('1A2A', at(HOUR))
      .reply('1B2A', at(2 * HOUR));
    expect(story.case.result?.says.grades).toEqual({ 'terms-told': 'B', 'own-signature': 'A' });
    expect(story.case.replies).toHaveLength(2);
    expect(story.contents.size).toBe(2);
    expect(story.case.category).toBe('closed');
  });

  it('opens a complaint for what a correction adds, and once for each item', () => {
    const story = asked().reply('1A', at(HOUR));
    expect(story.reply('1C', at(2 * HOUR)).last?.complaint?.items).toEqual(['terms-told']);
    expect(story.reply('1C', at(3 * HOUR)).last).not.toHaveProperty('complaint');
    expect(story.reply('1C2C', at(4 * HOUR)).last?.complaint?.items).toEqual(['own-signature']);
  });

  it('that was put right before it reached us is no complaint', () => {
    const story = asked()
      .reply('1A', at(2 * HOUR))
      .reply('1C', at(HOUR), { now: at(3 * HOUR) });
    expect(story.last).not.toHaveProperty('complaint');
    expect(story.case.result?.says.grades).toEqual({ 'terms-told': 'A' });
  });

  it('after the window is kept, changes no result and goes to a person; its dissatisfaction is heard', () => {
    const story = asked()
      .reply('1A', at(HOUR))
      .reply('1C', at(HOUR + 25 * HOUR));
    expect(story.case.result?.says.grades).toEqual({ 'terms-told': 'A' });
    expect(story.last).toMatchObject({ inbox: true, complaint: { items: ['terms-told'] } });
    expect(story.case).toMatchObject({ stage: 'replied', category: 'open', replies: { length: 2 } });
    expect(evaluationRoute(story.case)).toBe('await-reading');
    story.grade({ grades: { 'terms-told': 'C' } }, at(27 * HOUR));
    expect(story.case).toMatchObject({
      category: 'closed',
      result: { says: { grades: { 'terms-told': 'A' } } },
    });
    expect(story.last).not.toHaveProperty('complaint');
  });

  it('found by the re-pull after the case expired counts, for the gateway had it in time', () => {
    const story = asked().advance(at(8 * DAY));
    expect(story.case.stage).toBe('expired');
    story.reply('1A', at(6 * DAY), { now: at(8 * DAY + HOUR) });
    expect(story.case).toMatchObject({ stage: 'replied', category: 'closed' });
  });

  it('that came when the evaluation was over goes to a person', () => {
    const story = asked()
      .advance(at(8 * DAY))
      .reply('1A', at(9 * DAY));
    expect(story.case).toMatchObject({ stage: 'expired', category: 'open' });
    expect(story.case).not.toHaveProperty('result');
    expect(story.last?.inbox).toBe(true);
  });

  it('stamped ahead of time counts as of now', () => {
    const story = asked().reply('1A', at(30 * DAY), { now: at(HOUR) });
    expect(story.case.replies[0]?.receivedAt).toBe(at(HOUR).toISOString());
  });

  it('that wants no more messages says so to the caller and ends the asking', () => {
    const story = asked().reply('TD', at(HOUR));
    expect(story.last).toMatchObject({ optOut: true, inbox: false });
    expect(story.case).toMatchObject({ stage: 'replied', category: 'closed' });
    expect(story.case).not.toHaveProperty('result');
  });

  it('of words that no store would keep is kept as words that it keeps', () => {
    const story = asked().reply('1A \ud800', at(HOUR));
    expect(JSON.stringify([...story.contents.values()]).isWellFormed()).toBe(true);
  });

  it('is kept beyond any number, for a person', () => {
    const story = asked();
    for (let index = 0; index < 60; index += 1) story.reply('1A', at(HOUR), { id: `r-${index}` });
    expect(story.contents.size).toBe(60);
    expect(story.case.replies).toHaveLength(50);
    expect(story.last?.inbox).toBe(true);
  });

  const arrivals = fc.uniqueArray(
    fc.record({
      text: fc.constantFrom('1A', '1B', '1C', '满意', '2C', '1A1B', '???'),
      hours: fc.integer({ min: 1, max: 60 }),
    }),
    { minLength: 1, maxLength: 6, selector: ({ hours }) => hours },
  );

  it('counts the same in whatever order replies reach us', () => {
    fc.assert(
      fc.property(
        arrivals.chain((given) =>
          fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
        ),
        ([given, shuffled]) => {
          const [one, other] = [given, shuffled].map((replies) => {
            const story = asked();
            for (const { text, hours } of replies)
              story.reply(text, at(hours * HOUR), { now: at(70 * HOUR) });
            return story.case.result;
          });
          expect(other).toEqual(one);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a reply that nobody could read', () => {
  it('leaves the stage, and a person has an hour', () => {
    const story = asked().reply('不是很满意', at(HOUR));
    expect(story.last).toMatchObject({ inbox: true });
    expect(story.last).not.toHaveProperty('complaint');
    expect(story.case).toMatchObject({
      stage: 'awaiting-reply',
      category: 'open',
      owner: 'complaint-handler@bj',
    });
    expect(evaluationDues(story.case, EVALUATION_RULES)[0]).toMatchObject({
      what: 'a reply was not read in time',
    });
    expect(evaluationNextSteps(story.case, EVALUATION_RULES)).toMatchObject([
      { who: 'complaint-handler@bj' },
    ]);
    expect(Date.parse(present(story.case.nextDueAt)) - at(2 * HOUR).getTime()).toBeLessThanOrEqual(3 * HOUR);
  });

  it('is told to managers again and again, and neither expires nor reminds meanwhile', () => {
    const story = asked().reply('嗯', at(HOUR));
    for (let day = 1; day <= 9; day += 1) story.advance(at(day * DAY));
    expect(story.case).toMatchObject({ stage: 'awaiting-reply', escalatedTo: 'head-office-manager' });
    expect(present(story.case.inbox).missed).toBeGreaterThan(3);
    expect(story.messages).toHaveLength(1);
  });

  it('is graded by hand: both readings stay, and dissatisfaction opens the complaint from when it was received', () => {
    const story = asked()
      .reply('不是很满意', at(HOUR))
      .grade({ grades: {}, overall: 'C' }, at(2 * HOUR));
    expect(story.last?.complaint).toEqual({ items: ['overall'], receivedAt: at(HOUR).toISOString() });
    expect(story.case).toMatchObject({
      stage: 'replied',
      category: 'closed',
      result: { says: { overall: 'C' } },
    });
    expect(story.case.replies[0]).toMatchObject({ byHand: { by: HANDLER.id }, awaitsPerson: false });
    expect(story.case).not.toHaveProperty('inbox');
    expect(story.types().at(-2)).toBe('graded-by-hand');
  });

  it('holds no grade when the person says so, and the customer is still awaited', () => {
    const story = asked()
      .reply('在开会', at(HOUR))
      .grade({ grades: {} }, at(2 * HOUR));
    expect(story.case).toMatchObject({ stage: 'awaiting-reply', category: 'open' });
    expect(story.case.nextDueAt).toBe(at(2 * DAY).toISOString());
    expect(story.reply('1A', at(3 * HOUR)).case.stage).toBe('replied');
  });

  it('may be found to want no more messages', () => {
    const story = asked().reply('退订，烦死了', at(HOUR));
    expect(story.last).toMatchObject({ inbox: true, optOut: false });
    const { content } = present(story.case.replies[0]);
    const reading = { reply: content, says: { grades: {} }, optOut: true };
    expect(gradeByHand({ case: story.case }, reading, HANDLER, at(2 * HOUR), EVALUATION_RULES)).toMatchObject(
      {
        optOut: true,
      },
    );
  });

  it('does not overtake what the customer wrote after it', () => {
    const story = asked()
      .reply('嗯', at(HOUR))
      .reply('1A', at(50 * HOUR))
      .grade({ grades: { 'terms-told': 'B' } }, at(51 * HOUR));
    expect(story.case.result?.says.grades).toEqual({ 'terms-told': 'A' });
  });

  it('is not read by whom it may be about, nor graded off the card, nor twice', () => {
    const story = asked().reply('嗯', at(HOUR));
    expect(() => story.grade({ grades: {} }, at(2 * HOUR), SELLER)).toThrow(NotAllowed);
    expect(() => story.grade({ grades: { speed: 'A' } }, at(2 * HOUR))).toThrow(Invalid);
    const { content } = present(story.case.replies[0]);
    story.grade({ grades: {} }, at(2 * HOUR));
    const again = () =>
      gradeByHand(
        { case: story.case },
        { reply: content, says: { grades: {} } },
        HANDLER,
        at(3 * HOUR),
        EVALUATION_RULES,
      );
    expect(ruleOf(again)).toBe('nothing-to-read');
  });

  it('beside a grade is shown to a person while the grade counts', () => {
    const story = asked().reply('1A，业务员很热情', at(HOUR));
    expect(story.case).toMatchObject({
      stage: 'replied',
      category: 'open',
      result: { says: { grades: { 'terms-told': 'A' } } },
    });
    expect(story.grade({ grades: { 'terms-told': 'A' } }, at(2 * HOUR)).case.category).toBe('closed');
  });
});
