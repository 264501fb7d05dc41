import { describe, expect, it } from 'vitest';
import { recordDelivery } from '../../domain/evaluation/delivery.ts';
import { CAPS, sendingAfter } from '../../domain/evaluation/sending.ts';
import {
  asked,
  at,
  DAY,
  EVALUATION_RULES,
  EvaluationStory,
  HOUR,
  MONDAY,
} from '../support/evaluation-story.ts';
import { present } from '../support/present.ts';
import { wall } from '../support/wall.ts';

type Outcome = 'sent' | 'delivered' | 'undelivered';

/** What the gateway reports of a message, the request when nothing else is told. */
function reports(story: EvaluationStory, outcome: Outcome, when = at(5_000), message = 0, now = when) {
  const { id } = present(story.messages[message]);
  const report = { messageId: id, outcome, at: when };
  return story.take(recordDelivery({ case: story.case }, report, now, EVALUATION_RULES));
}

const lastOf = (story: EvaluationStory) => present(story.events.at(-1));

describe('a message that is reported', () => {
  it('is told as the request or its reminder, and as first heard of or not', () => {
    const story = asked().advance(at(2 * DAY));
    reports(story, 'sent');
    expect(lastOf(story)).toMatchObject({ type: 'message-sent', data: { isRequest: true, isFirst: true } });
    reports(story, 'delivered');
    expect(lastOf(story).data).toMatchObject({ isRequest: true, isFirst: false });
    reports(story, 'delivered', at(2 * DAY), 1);
    expect(lastOf(story).data).toMatchObject({ isRequest: false, isFirst: true });
  });

  it('is news only when it says more: a phone that was off may get it after all', () => {
    const known: [Outcome, Outcome, boolean][] = [
      ['sent', 'sent', false],
      ['sent', 'delivered', true],
      ['sent', 'undelivered', true],
      ['undelivered', 'sent', false],
      ['undelivered', 'undelivered', false],
      ['undelivered', 'delivered', true],
      ['delivered', 'undelivered', false],
    ];
    for (const [before, after, isNews] of known) {
      const story = asked();
      reports(story, before);
      expect(reports(story, after) !== undefined, `${after} after ${before}`).toBe(isNews);
    }
  });

  it('is reported as of now when its stamp is ahead of time', () => {
    const story = asked();
    reports(story, 'delivered', at(DAY), 0, at(HOUR));
    expect(story.case.sent).toMatchObject([{ outcomeAt: at(HOUR).toISOString() }]);
  });
});

describe('an evaluation without an answer', () => {
  it('has expired for whom the request reached, though the reminder did not', () => {
    const story = asked();
    reports(story, 'delivered');
    story.advance(at(2 * DAY));
    reports(story, 'undelivered', at(2 * DAY), 1);
    expect(story.advance(at(8 * DAY)).case.stage).toBe('expired');
  });

  it('has expired for who wants no reminder', () => {
    const story = asked().advance(at(2 * DAY), { sentAt: [], optedOut: true });
    expect(story.case).toMatchObject({ stage: 'expired', category: 'closed' });
    expect(lastOf(story)).toMatchObject({ type: 'evaluation-expired', data: { why: 'opted-out' } });
    expect(story.messages).toHaveLength(1);
  });
});

describe('a reply that nobody reads', () => {
  it('is missed on its day, then after each working day, and goes up from the third time on', () => {
    const story = asked().reply('嗯', at(HOUR));
    for (let missed = 0; missed < 4; missed += 1) story.advance(new Date(present(story.case.nextDueAt)));
    const missed = story.events.filter(({ type }) => type === 'reading-missed');
    expect(
      missed.map(({ at: when, data }) => `${wall(when)?.slice(0, 10)} ${data.missed} ${data.to}`),
    ).toEqual([
      '2026-03-02 1 branch-manager',
      '2026-03-04 2 branch-manager',
      '2026-03-06 3 head-office-manager',
      '2026-03-10 4 head-office-manager',
    ]);
  });
});

describe('the history of an evaluation', () => {
  it('says of every event what was asked about, and when: figures count by the month of the request', () => {
    const story = asked().reply('1A', at(HOUR));
    const [opened, ...rest] = story.events;
    expect(opened?.data).toMatchObject({ moment: 'policy-issued' });
    expect(opened?.data).not.toHaveProperty('askedAt');
    const [request, ...replies] = rest;
    expect(request).toMatchObject({ type: 'evaluation-asked', data: { template: 'evaluation-request' } });
    for (const { data } of replies) {
      expect(data).toMatchObject({ moment: 'policy-issued', askedAt: MONDAY.toISOString() });
    }
  });

  it('says that it is open again, and when it had ended stays when nothing opened it', () => {
    const story = asked().reply('1A', at(HOUR));
    const closedAt = at(HOUR).toISOString();
    expect(story.case.closedAt).toBe(closedAt);
    story.reply('1B', at(2 * HOUR));
    expect(story.case).toMatchObject({ category: 'closed', closedAt });
    story.reply('1C', at(3 * DAY));
    expect(story.types().at(-1)).toBe('reopened');
    expect(story.case.category).toBe('open');
  });

  it('names the items of a complaint in the order of their codes', () => {
    const { last } = asked().reply('1C2C', at(HOUR));
    expect(last?.complaint?.items).toEqual(['own-signature', 'terms-told']);
  });
});

describe('where the messages go', () => {
  it('is to the customer of the policy, where there is one', () => {
    const story = asked().advance(at(2 * DAY));
    expect(story.messages.map(({ policyId, round }) => [policyId, round])).toEqual([
      ['pl-1', 1],
      ['pl-1', 2],
    ]);
    expect(asked({ policyId: undefined }).messages[0]).not.toHaveProperty('policyId');
  });

  it('is kept apart, for who has no policy', () => {
    const { contents } = new EvaluationStory({ policyId: undefined, phone: '13900000009' });
    expect(contents.get('contact')?.body).toEqual({ phone: '13900000009' });
    expect(new EvaluationStory().contents.size).toBe(0);
  });

  it('is written down number by number: the latest first, as many as the caps count', () => {
    const first = sendingAfter(undefined, 2, MONDAY);
    const most = Math.max(...CAPS.map((cap) => cap.most));
    expect(first).toEqual({ version: 1, sentAt: [MONDAY.toISOString(), MONDAY.toISOString()] });
    const next = sendingAfter(first, 1, at(HOUR));
    expect(next).toEqual({ version: 2, sentAt: [at(HOUR).toISOString(), ...first.sentAt] });
    expect(sendingAfter(next, most, at(DAY)).sentAt).toEqual(
      Array.from({ length: most }, () => at(DAY).toISOString()),
    );
  });
});
