import { describe, expect, it } from 'vitest';
import { GROUP_FROM } from '../../domain/complaint/case.ts';
import { complaintNextAction } from '../../domain/complaint/next.ts';
import {
  ComplaintStory,
  decided,
  HANDLER,
  handling,
  RECEIVED_AT,
  SECOND_HANDLER,
} from '../support/complaint-story.ts';
import { SELLER } from '../support/people.ts';
import { ruleOf } from '../support/rule-of.ts';
import { later } from '../support/wall.ts';

const days = (count: number) => later(RECEIVED_AT, { days: count });
const replied = (when: Date) =>
  new ComplaintStory({ when, intake: { channel: 'sms-evaluation', gatewayAt: when.toISOString() } });
const group = (size: number) => new ComplaintStory({ intake: { group: { size, representatives: 1 } } });

/** The second becomes a part of the first. */
function merged(root: ComplaintStory, other: ComplaintStory, newFacts = false): ComplaintStory {
  other.late(days(5)).mergeInto(root.late(days(5)), newFacts);
  return root;
}

describe('what a complaint takes over from one that turns out to be part of it', () => {
  it('is the earlier first call of the two, whichever had it', () => {
    const called = (when: Date) => {
      const story = new ComplaintStory().late(when);
      story.calls();
      return story;
    };
    for (const [root, other] of [
      [days(1), days(3)],
      [days(3), days(1)],
    ] as const) {
      expect(merged(called(root), called(other)).case.firstContactAt).toBe(days(1).toISOString());
    }
    expect(merged(called(days(3)), new ComplaintStory()).case.firstContactAt).toBe(days(3).toISOString());
  });

  it('leaves it to be called when nobody was called yet', () => {
    const { case: root } = merged(new ComplaintStory(), new ComplaintStory());
    expect(root.stage).toBe('awaiting-contact');
    expect(root.firstContactAt).toBeUndefined();
  });

  it('is the reply that the other came of, unless it came of one itself', () => {
    const ofReply = merged(handling(), replied(days(2)));
    expect(ofReply.case).toMatchObject({
      gatewayAt: days(2).toISOString(),
      enteredAt: days(2).toISOString(),
    });
    const both = merged(replied(days(1)), replied(days(2)));
    expect(both.case.gatewayAt).toBe(days(1).toISOString());
    expect(both.case.enteredAt).toBeUndefined();
    expect(merged(handling(), handling()).case.gatewayAt).toBeUndefined();
  });

  it('is when that reply was entered, where it was a further contact of the other', () => {
    const other = handling().late(days(3));
    other.contact({ channel: 'sms-evaluation', gatewayAt: days(2).toISOString() });
    expect(merged(handling(), other).case).toMatchObject({
      gatewayAt: days(2).toISOString(),
      enteredAt: days(3).toISOString(),
    });
  });

  it('is the larger group', () => {
    expect(merged(group(4), group(7)).case.group?.size).toBe(7);
    expect(merged(group(7), group(4)).case.group?.size).toBe(7);
    expect(merged(handling(), group(4)).case.group?.size).toBe(4);
    expect(merged(handling(), handling()).case.group).toBeUndefined();
  });

  it('is a group, before whose size another person reads what was decided without it', () => {
    const unread = merged(decided(), group(GROUP_FROM));
    expect(complaintNextAction(unread.case, unread.rules)).toMatchObject({
      who: 'branch-manager@bj',
      what: 'read the decision and approve it',
    });
    expect(merged(decided(), group(GROUP_FROM - 1)).case.owner).toBe(HANDLER.id);
    const sent = decided();
    sent.sends();
    expect(merged(sent, group(GROUP_FROM)).case.owner).toBe(HANDLER.id);
  });

  it('is that it repeats an earlier one, and every part that the other had taken over', () => {
    expect(merged(handling(), new ComplaintStory({ earlier: 'cp-1' })).case.isRepeat).toBe(true);
    expect(merged(new ComplaintStory({ earlier: 'cp-1' }), handling()).case.isRepeat).toBe(true);
    expect(merged(handling(), handling()).case.isRepeat).toBe(false);
    const [first, second, third] = [handling(), handling(), handling()];
    const root = merged(merged(handling(), first), merged(second, third));
    expect(root.case.mergedFrom).toEqual([first.id, third.id, second.id]);
  });

  it('is whoever is involved in either, so that nobody handles it who may not', () => {
    const naming = (person: string) => new ComplaintStory({ intake: { involved: [person] } });
    expect(merged(naming('leader-yi'), naming('leader-er')).case.involved.toSorted()).toEqual(
      [SELLER.id, 'leader-er', 'leader-yi'].toSorted(),
    );
    const other = new ComplaintStory();
    other.recuse(HANDLER.id);
    expect(ruleOf(() => merged(handling(), other))).toBe('involved');
    const decidedByOther = handling();
    decidedByOther.decide(SECOND_HANDLER);
    expect(ruleOf(() => merged(decidedByOther, naming(SECOND_HANDLER.id)))).toBe('involved');
  });

  it('is each of its contacts, the first as new only where it brings something', () => {
    const other = () => {
      const story = new ComplaintStory({ when: days(1), intake: { channel: 'letter' } }).late(days(2));
      story.contact({ channel: 'wechat', newFacts: true });
      return story;
    };
    const news = (newFacts: boolean) =>
      merged(handling(), other(), newFacts).case.contacts.map((one) => [one.channel, one.newFacts]);
    expect(news(false)).toEqual([
      ['hotline', true],
      ['letter', false],
      ['wechat', true],
    ]);
    expect(news(true)[1]).toEqual(['letter', true]);
    const part = other();
    const root = merged(handling(), part);
    expect(root.event('complaint-merged').data).toEqual({ from: part.id, contacts: 2 });
    expect(part.event('complaint-closed').data).toMatchObject({ stage: 'merged', into: root.id });
  });
});
