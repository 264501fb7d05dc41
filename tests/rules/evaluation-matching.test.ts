import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StoredCase } from '../../adapters/dynamodb/cases.ts';
import type { CaseEvent, Content, Message } from '../../domain/case.ts';
import { advanceEvaluation, type NumberState } from '../../domain/evaluation/advance.ts';
import { type EvaluationCase, evaluationId } from '../../domain/evaluation/case.ts';
import type { EvaluationDecision } from '../../domain/evaluation/draft.ts';
import { type EvaluationOpening, openEvaluation } from '../../domain/evaluation/open.ts';
import {
  askWhich,
  extensionOf,
  gradeByHand,
  matchReply,
  recordReply,
} from '../../domain/evaluation/replies.ts';
import { freeExtension, maySend } from '../../domain/evaluation/sending.ts';
import {
  DEFAULT_EVALUATION_SETTINGS,
  type EvaluationRules,
  EvaluationSettings,
} from '../../domain/evaluation/settings.ts';
import { DEFAULT_CALLING_HOURS, DEFAULT_QUIET_HOURS } from '../../domain/time/calling-hours.ts';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';
import { LEADER, SELLER, staff } from '../support/people.ts';
import { present } from '../support/present.ts';

const RULES: EvaluationRules = {
  calendar: CHINA_CALENDAR,
  callingHours: DEFAULT_CALLING_HOURS,
  quietHours: DEFAULT_QUIET_HOURS,
  evaluation: DEFAULT_EVALUATION_SETTINGS,
};
const HANDLER = staff('complaint-handler', 'handler-ren');
const SYSTEM = { kind: 'system', id: 'core' } as const;
const FREE: NumberState = { sentAt: [], optedOut: false };
/** Monday, 10:00 in Shanghai. */
const MONDAY = new Date('2026-03-02T02:00:00.000Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (ms: number) => new Date(MONDAY.getTime() + ms);

function opening(over: Partial<EvaluationOpening> = {}): EvaluationOpening {
  return {
    id: evaluationId({ moment: 'policy-issued', matter: 'pl-1', resolution: 1 }),
    moment: 'policy-issued',
    line: 'life',
    branch: 'bj',
    brokerId: SELLER.id,
    concerned: [SELLER.id, LEADER.id],
    customerRef: 'customer-1',
    policyId: 'pl-1',
    extension: '0471',
    ...over,
  };
}

/** One evaluation, with all that its decisions left behind. */
class Story {
  case: EvaluationCase;
  readonly events: CaseEvent[] = [];
  readonly contents = new Map<string, Content>();
  readonly messages: Message[] = [];
  last: EvaluationDecision | undefined;

  constructor(over: Partial<EvaluationOpening> = {}, when = MONDAY) {
    const opened = openEvaluation(opening(over), SYSTEM, when, RULES);
    this.case = opened.cases[0]?.case as EvaluationCase;
    this.take(opened);
  }

  take(decision: EvaluationDecision | undefined): EvaluationDecision | undefined {
    this.last = decision;
    if (decision === undefined) return undefined;
    this.case = StoredCase.parse(decision.cases[0]?.case) as EvaluationCase;
    this.events.push(...decision.events);
    this.messages.push(...decision.messages);
    for (const content of decision.contents) this.contents.set(content.name, content);
    return decision;
  }

  advance(when: Date, number: NumberState = FREE): this {
    this.take(advanceEvaluation({ case: this.case }, number, when, RULES));
    return this;
  }

  reply(text: string, receivedAt: Date, { id = `r-${receivedAt.getTime()}`, now = receivedAt } = {}): this {
    this.take(recordReply({ case: this.case }, { id, text, receivedAt }, now, RULES));
    return this;
  }

  types(): string[] {
    return this.events.map(({ type }) => type);
  }

  grade(says: Parameters<typeof gradeByHand>[1]['says'], when: Date, by = HANDLER): this {
    const waiting = present(this.case.replies.find(({ awaitsPerson }) => awaitsPerson));
    this.take(gradeByHand({ case: this.case }, { reply: waiting.content, says }, by, when, RULES));
    return this;
  }
}

function asked(over: Partial<EvaluationOpening> = {}): Story {
  return new Story(over).advance(MONDAY);
}

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
    expect(matchReply([new Story().case], { receivedAt })).toBe('none');
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
    expect(matchReply([new Story({}, at(700)).advance(at(700)).case], { receivedAt: MONDAY })).not.toBe(
      'none',
    );
  });

  it('is what the gateway says before what the customer wrote', () => {
    expect(extensionOf({ text: '#0471 1A' })).toBe('0471');
    expect(extensionOf({ text: '#0471 1A', extension: '0472' })).toBe('0472');
    expect(extensionOf({ text: '1A' })).toBeUndefined();
  });

  it('is asked once, within the caps, and then a person is', () => {
    const story = asked();
    const ask = (id: string, number = FREE) =>
      story.take(askWhich({ case: story.case }, { id, text: '1A', receivedAt }, number, receivedAt, RULES));
    expect(ask('one')).toMatchObject({ inbox: false, messages: [{ template: 'evaluation-unclear' }] });
    expect(ask('one')).toBeUndefined();
    expect(ask('two')).toMatchObject({ inbox: true, messages: [] });
    expect(story.case).toMatchObject({ stage: 'awaiting-reply', replies: { length: 2 } });
    expect(story.case).not.toHaveProperty('result');
  });

  it('that was asked for and never said is seen by a person before it expires', () => {
    const story = asked();
    story.take(
      askWhich({ case: story.case }, { id: 'one', text: '1C', receivedAt }, FREE, receivedAt, RULES),
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
