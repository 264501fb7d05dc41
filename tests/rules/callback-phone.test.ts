import { describe, expect, it } from 'vitest';
import { placeByHand } from '../../domain/commission/line.ts';
import { FRESH_NUMBER_MS, PhoneFlag } from '../../domain/policy/phone-integrity.ts';
import { CallbackStory, RECORDED, SIGNED_SLIP, withRemedy } from '../support/callback-story.ts';
import { AGENT, COMPLIANCE } from '../support/people.ts';
import { present } from '../support/present.ts';
import { at, later } from '../support/wall.ts';

const FLAGGED = expect.objectContaining({ rule: 'phone-flagged' });

function flagged(story: CallbackStory, flag: PhoneFlag = 'same-as-staff'): CallbackStory {
  story.flags = [flag];
  return story;
}

describe('a flagged number', () => {
  it.each(PhoneFlag.options)('(%s) proves no answers by link or call', (flag) => {
    const story = flagged(new CallbackStory(), flag);

    expect(() => story.customerAnswers()).toThrow(FLAGGED);
    expect(() => story.staffAnswers({}, AGENT, RECORDED)).toThrow(FLAGGED);
    expect(story.holds).toEqual(['callback-not-completed']);
  });

  it.each(PhoneFlag.options)('(%s) proves no confirmation by link or call', (flag) => {
    const story = flagged(withRemedy(), flag);

    expect(() => story.customerConfirms(true)).toThrow(FLAGGED);
    expect(() => story.enter(true, AGENT, RECORDED)).toThrow(FLAGGED);
    expect(story.holds).toEqual(['callback-problem']);
  });

  it.each(PhoneFlag.options)('(%s) can complain all the same, by link and by call', (flag) => {
    const [answered, asked, told, called] = [
      new CallbackStory(),
      new CallbackStory(),
      withRemedy(),
      withRemedy(),
    ];
    for (const story of [answered, asked, told, called]) flagged(story, flag);

    answered.customerAnswers({ 'cover-known': 'no' });
    asked.staffAnswers({ 'cover-known': 'no' }, AGENT, RECORDED);
    told.customerConfirms(false);
    called.enter(false, AGENT, RECORDED);

    for (const story of [answered, asked, told, called]) {
      expect(story.case.stage).toBe('awaiting-remedy');
      expect(story.holds).toEqual(['callback-problem']);
    }
  });

  it('that was flagged since a call was entered cannot be approved on it, and can be thrown out', () => {
    const story = withRemedy();
    story.enter(true, AGENT, RECORDED);
    flagged(story);

    expect(() => story.judge(true)).toThrow(FLAGGED);
    expect(story.holds).toEqual(['callback-problem']);
    story.judge(false);
    expect(story.case.unapproved).toBeUndefined();
  });

  it.each([SIGNED_SLIP, { way: 'visit', slip: 'slip-3' } as const])(
    'does not stand against a $way',
    (evidence) => {
      const answers = flagged(new CallbackStory());
      const confirmation = flagged(withRemedy());

      answers.staffAnswers({}, AGENT, evidence);
      confirmation.enter(true, AGENT, evidence);
      confirmation.judge(true);

      expect([answers.holds, confirmation.holds]).toEqual([[], []]);
    },
  );

  it('is not used: no message, no call, the letter is next', () => {
    const story = flagged(new CallbackStory()).until(at('2026-03-03', '12:00'));

    expect(story.messages).toEqual([]);
    expect(story.timeline.at(-1)).toBe('2026-03-03 09:00 task-opened letter');
    expect(story.events.filter(({ type }) => type === 'phone-withheld').map(({ data }) => data.rung)).toEqual(
      ['sms-invitation', 'sms-reminder', 'call-1', 'call-2', 'call-3'],
    );
    expect(story.case.phoneFlags).toEqual(['same-as-staff']);
  });

  it.each([
    ['same-as-staff', ['callback-not-completed', 'customer-data']],
    ['shared-by-three-customers', ['callback-not-completed', 'customer-data']],
    ['changed-in-72-hours', ['callback-not-completed']],
  ] as const)(
    '(%s) holds the commission until the data is true, unless time alone heals it',
    (flag, holds) => {
      const story = flagged(new CallbackStory(), flag).until(at('2026-03-03', '12:00'));

      expect(story.holds).toEqual(holds);
    },
  );

  it('holds when one of several flags is none that time heals, and says so once', () => {
    const story = new CallbackStory();
    story.flags = ['changed-in-72-hours', 'same-as-staff'];

    story.until(at('2026-03-03', '12:00'));

    const held = story.events.filter(({ type }) => type === 'customer-data-held');
    expect(held).toHaveLength(1);
    expect(held[0]?.data.reason).toContain('same-as-staff');
    expect(story.holds).toContain('customer-data');
  });

  it('holds every line of which the data is not held already', () => {
    const story = flagged(new CallbackStory());
    const seller = present(story.lines[0]).payee;
    story.changeLines((line) =>
      line.payee === seller
        ? placeByHand(line, 'customer-data', 'compliance found it', COMPLIANCE, story.now)
        : line,
    );

    story.until(at('2026-03-03', '12:00'));

    for (const line of story.lines) expect(line.holds.map(({ type }) => type)).toContain('customer-data');
  });
});

describe('corrected contact data', () => {
  const FRIDAY = '2026-05-08';

  function unreached(): CallbackStory {
    const story = new CallbackStory({ issuedOn: FRIDAY, receiptOn: FRIDAY }, at(FRIDAY));
    story.until(at('2026-05-11', '09:30')).attempt('call', 'empty-number');
    story.until(at('2026-05-12', '09:30')).attempt('letter', 'posted');
    story.until(at('2026-05-22', '09:30')).attempt('visit', 'moved');
    return story.until(at('2026-05-28'));
  }

  it('start the ladder anew as soon as the new number may confirm', () => {
    const story = unreached();
    expect(story.case.problem?.cause).toBe('unreached');

    story.correctContact();

    expect(story.case).toMatchObject({
      stage: 'awaiting-answers',
      owner: 'callback-agent@bj',
      contact: 1,
      calledAt: [],
      ladder: { name: 'answers', next: 0 },
      nextDueAt: new Date(story.now.getTime() + FRESH_NUMBER_MS).toISOString(),
    });
    expect(story.case.problem).toBeUndefined();
    expect(story.case.escalatedTo).toBeUndefined();
    expect(story.lastEvent).toMatchObject({ type: 'contact-corrected', data: { contact: 1, phone: true } });
  });

  it('take the flags of the earlier number away', () => {
    const story = flagged(new CallbackStory()).until(at('2026-03-03', '12:00'));
    expect(story.case.phoneFlags).toEqual(['same-as-staff']);

    story.correctContact();

    expect(story.case.phoneFlags).toEqual([]);
  });

  it('set nothing going again that was closed without a word', () => {
    const story = unreached();
    story.proposeClosing();
    story.decideClosing(true);

    const { ends } = story.correctContact();

    expect(story.case).toMatchObject({ stage: 'closed-without-word', category: 'closed', contact: 1 });
    expect(ends).toBeUndefined();
  });

  it('leave the hold for untrue data to compliance', () => {
    const story = unreached();
    story.correctContact();

    story.until(later(story.now, { days: 4 })).customerAnswers();

    expect(story.case.stage).toBe('clean');
    expect(story.holds).toEqual(['customer-data']);
  });

  it('change nothing but the number of the links while the broker owes a remedy', () => {
    const story = withRemedy();
    story.customerConfirms(false);
    const ladder = story.case.ladder;

    story.correctContact();

    expect(story.case).toMatchObject({ stage: 'awaiting-remedy', ladder, contact: 1 });
  });

  it('ask the customer anew who has not confirmed yet', () => {
    const story = withRemedy().until(at('2026-03-03', '12:00'));

    story.correctContact();
    story.until(later(story.now, { days: 3 }));

    expect(story.messages.filter(({ template }) => template === 'confirmation-request')).toHaveLength(2);
    expect(story.holds).toEqual(['callback-problem']);
    expect(story.case.problem?.categories).toEqual(['cover-or-exclusions-unclear']);
  });

  it('take back a confirmation that was heard on the earlier number, and no signed slip', () => {
    const heard = withRemedy();
    const signed = withRemedy();
    heard.enter(true, AGENT, RECORDED);
    signed.enter(true, AGENT, SIGNED_SLIP);

    heard.correctContact();
    signed.correctContact();

    expect(() => heard.judge(true)).toThrow(expect.objectContaining({ rule: 'nothing-entered' }));
    expect(heard.holds).toEqual(['callback-problem']);
    signed.judge(true);
    expect(signed.holds).toEqual([]);
  });
});
