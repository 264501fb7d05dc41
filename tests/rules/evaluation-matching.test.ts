import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluationId } from '../../domain/evaluation/case.ts';
import { askWhich, extensionOf, matchReply } from '../../domain/evaluation/replies.ts';
import { freeExtension, maySend } from '../../domain/evaluation/sending.ts';
import { DEFAULT_EVALUATION_SETTINGS, EvaluationSettings } from '../../domain/evaluation/settings.ts';
import {
  asked,
  at,
  DAY,
  EVALUATION_RULES,
  EvaluationStory,
  FREE,
  HOUR,
  MONDAY,
  opening,
} from '../support/evaluation-story.ts';

describe('which message a reply is of', () => {
  const policy = asked();
  const claim = asked({
    id: evaluationId({ moment: 'claim-closed', matter: 'cl-1', resolution: 1 }),
    moment: 'claim-closed',
    extension: '0472',
  });
  const receivedAt = at(HOUR);

  it('follows from the code', () => {
    expect(matchReply([policy.case, claim.case], { extension: '0472', receivedAt })).toBe(claim.case);
  });

  it('is clear when only one was asked', () => {
    expect(matchReply([policy.case], { receivedAt })).toBe(policy.case);
    expect(matchReply([], { receivedAt })).toBe('none');
    expect(matchReply([new EvaluationStory().case], { receivedAt })).toBe('none');
  });

  it('is never guessed', () => {
    expect(matchReply([policy.case, claim.case], { receivedAt })).toBe('ask');
    expect(matchReply([policy.case, claim.case], { extension: '9999', receivedAt })).toBe('ask');
    expect(matchReply([policy.case], { extension: '9999', receivedAt })).toBe('ask');
  });

  it('is none that was asked after the reply', () => {
    expect(matchReply([policy.case, asked({ extension: '0473' }).case], { receivedAt: at(-HOUR) })).toBe(
      'none',
    );
    // The gateway cuts its stamps to whole seconds.
    expect(
      matchReply([new EvaluationStory({}, at(700)).advance(at(700)).case], { receivedAt: MONDAY }),
    ).not.toBe('none');
  });

  it('is what the gateway says before what the customer wrote', () => {
    expect(extensionOf({ text: '#0471 1A' })).toBe('0471');
    expect(extensionOf({ text: '#0471 1A', extension: '0472' })).toBe('0472');
    expect(extensionOf({ text: '1A' })).toBeUndefined();
  });

  it('is asked once, within the caps, and then a person is', () => {
    const story = asked();
    const ask = (id: string, number = FREE) =>
      story.take(
        askWhich({ case: story.case }, { id, text: '1A', receivedAt }, number, receivedAt, EVALUATION_RULES),
      );
    expect(ask('one')).toMatchObject({ inbox: false, messages: [{ template: 'evaluation-unclear' }] });
    expect(ask('one')).toBeUndefined();
    expect(ask('two')).toMatchObject({ inbox: true, messages: [] });
    expect(story.case).toMatchObject({ stage: 'awaiting-reply', replies: { length: 2 } });
    expect(story.case).not.toHaveProperty('result');
  });

  it('that was asked for and never said is seen by a person before it expires', () => {
    const story = asked();
    story.take(
      askWhich(
        { case: story.case },
        { id: 'one', text: '1C', receivedAt },
        FREE,
        receivedAt,
        EVALUATION_RULES,
      ),
    );
    story.advance(at(8 * DAY));
    expect(story.case).toMatchObject({ category: 'open', replies: [{ awaitsPerson: true }] });
    story.grade({ grades: {} }, at(8 * DAY + HOUR)).advance(at(8 * DAY + HOUR));
    expect(story.case.stage).toBe('expired');
  });

  it('has a code that no other of the number has', () => {
    const taken: string[] = [];
    for (let index = 0; index < 300; index += 1) taken.push(freeExtension(opening().id, taken));
    expect(new Set(taken).size).toBe(300);
    expect(taken.every((code) => /^\d{4}$/.test(code))).toBe(true);
    expect(freeExtension(opening().id, [])).toBe(taken[0]);
  });
});

describe('how often a number is written to', () => {
  const seconds = fc.uniqueArray(fc.integer({ min: 0, max: 7_200 }), { maxLength: 30 });

  it('is twice in 59 seconds and five times in 59 minutes, whatever wants to be sent', () => {
    fc.assert(
      fc.property(seconds, (wanted) => {
        const sent: number[] = [];
        for (const second of wanted.sort((a, b) => a - b)) {
          if (
            maySend(
              sent.map((ms) => at(ms)),
              at(second * 1000),
              false,
            ).may
          )
            sent.push(second * 1000);
        }
        for (const from of sent) {
          expect(sent.filter((ms) => ms >= from && ms < from + 59_000).length).toBeLessThanOrEqual(2);
          expect(sent.filter((ms) => ms >= from && ms < from + 59 * 60_000).length).toBeLessThanOrEqual(5);
        }
      }),
    );
  });

  it('says from when, and not a moment later', () => {
    fc.assert(
      fc.property(seconds, (sent) => {
        const sentAt = sent.map((second) => at(-second * 1000));
        const answer = maySend(sentAt, MONDAY, false);
        if (answer.may || !('from' in answer)) return;
        expect(maySend(sentAt, answer.from, false)).toEqual({ may: true });
        expect(maySend(sentAt, new Date(answer.from.getTime() - 1), false).may).toBe(false);
      }),
    );
  });

  it('is never once the holder wants none', () => {
    expect(maySend([], MONDAY, true)).toEqual({ may: false, why: 'opted-out' });
  });
});

describe('the settings', () => {
  it('are valid as they are, and refuse a reminder after the end', () => {
    expect(EvaluationSettings.parse(DEFAULT_EVALUATION_SETTINGS)).toEqual(DEFAULT_EVALUATION_SETTINGS);
    expect(EvaluationSettings.safeParse({ ...DEFAULT_EVALUATION_SETTINGS, expireAfterDays: 2 }).success).toBe(
      false,
    );
  });
});
