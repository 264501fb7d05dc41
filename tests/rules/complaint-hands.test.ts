import { describe, expect, it } from 'vitest';
import type { Notice } from '../../domain/complaint/case.ts';
import { extend, pause, refuse } from '../../domain/complaint/handle.ts';
import {
  ComplaintStory,
  decided,
  HANDLER,
  handling,
  RECEIVED_AT,
  SECOND_HANDLER,
  SECOND_HEAD,
  toldOf,
} from '../support/complaint-story.ts';
import { BRANCH_MANAGER, HEAD_OFFICE } from '../support/people.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { later } from '../support/wall.ts';

const REGULATOR = { intake: { channel: 'regulator' as const } };
const READER = 'branch-manager@bj';
const days = (count: number) => later(RECEIVED_AT, { days: count });

describe('whoever handles a complaint', () => {
  it('is the first who calls, unless somebody was named before', () => {
    expect(handling().case).toMatchObject({ handler: HANDLER.id, owner: HANDLER.id });
    const assigned = new ComplaintStory();
    assigned.assign(SECOND_HANDLER.id);
    assigned.calls();
    expect(assigned.case).toMatchObject({ handler: SECOND_HANDLER.id, owner: SECOND_HANDLER.id });
  });

  it.each<[string, (story: ComplaintStory) => unknown]>([
    ['named', (story) => story.assign(SECOND_HANDLER.id)],
    ['handed the case', (story) => story.transfer(SECOND_HANDLER.id)],
  ])(
    'when %s has it on the own list, but not a decision that another person must read first',
    (_how, act) => {
      const open = decided();
      act(open);
      expect(open.case).toMatchObject({ handler: SECOND_HANDLER.id, owner: SECOND_HANDLER.id });

      const watched = handling(REGULATOR);
      act(watched);
      expect(watched.case.owner).toBe(SECOND_HANDLER.id);

      const unread = decided(REGULATOR);
      act(unread);
      expect(unread.case).toMatchObject({ handler: SECOND_HANDLER.id, owner: READER });
      unread.judges(true);
      expect(unread.case.owner).toBe(SECOND_HANDLER.id);
    },
  );

  it('does not extend it, also as a manager of the head office', () => {
    const story = handling();
    story.assign(HEAD_OFFICE.id);
    story.classify('complex', '2026-04-01');
    expect(ruleOf(() => story.extend(HEAD_OFFICE))).toBe('second-person');
    story.extend(SECOND_HEAD);
  });
});

describe('somebody who turns out to be involved', () => {
  it('leaves a decision of the one void, and of the other one as it is', () => {
    const read = () => {
      const story = handling(REGULATOR);
      story.decide(SECOND_HANDLER);
      story.judges(true);
      return story;
    };
    for (const person of [SECOND_HANDLER, BRANCH_MANAGER]) {
      const story = read();
      story.recuse(person.id, HEAD_OFFICE);
      expect(story.case).toMatchObject({ stage: 'handling', handler: HANDLER.id, owner: HANDLER.id });
      for (const gone of ['decision', 'cause', 'redressFen']) expect(story.case).not.toHaveProperty(gone);
      expect(story.event('recused').data).toMatchObject({ person: person.id, decisionVoid: true });
    }
    const other = read();
    other.recuse('somebody-else', HEAD_OFFICE);
    expect(other.case).toMatchObject({ stage: 'awaiting-notice', owner: HANDLER.id });
    expect(other.event('recused').data).toMatchObject({ decisionVoid: false });
  });

  it('does not undo what the complainant was told', () => {
    const story = toldOf();
    story.recuse(HANDLER.id);
    expect(story.case).toMatchObject({ stage: 'awaiting-acceptance', owner: 'complaint-handler@bj' });
    expect(story.case.decision).toBeDefined();
  });

  it('because a further contact names the handler loses the case to the queue', () => {
    const story = handling();
    story.contact({ involved: [HANDLER.id] }, SECOND_HANDLER);
    expect(story.case).toMatchObject({ stage: 'handling', owner: 'complaint-handler@bj' });
    expect(story.case.handler).toBeUndefined();
    expect(story.types.slice(-2)).toEqual(['contact-added', 'recused']);
    const unread = handling(REGULATOR);
    unread.decide(SECOND_HANDLER);
    unread.contact({ involved: [HANDLER.id] }, SECOND_HANDLER);
    expect(unread.case).toMatchObject({ stage: 'awaiting-notice', owner: READER });
    expect(unread.case.handler).toBeUndefined();
    expect(ruleOf(() => story.decide())).toBe('involved');
  });

  it('because a further contact names who decided leaves that decision void', () => {
    const story = handling();
    story.decide(SECOND_HANDLER);
    story.contact({ involved: [SECOND_HANDLER.id] });
    expect(story.case).toMatchObject({ stage: 'handling', handler: HANDLER.id, owner: HANDLER.id });
    expect(story.case.decision).toBeUndefined();
    const named = decided();
    named.contact({ involved: ['a-neighbour'] });
    expect(named.case).toMatchObject({ stage: 'awaiting-notice', owner: HANDLER.id });
    expect(named.types.at(-1)).toBe('contact-added');
  });

  it('is said once, with the reason kept apart', () => {
    const story = handling();
    story.recuse('kin-of-hers');
    expect(ruleOf(() => story.recuse('kin-of-hers'))).toBe('recused');
    const kept = story.contents.get(`recusal-${story.case.involved.length}`);
    expect(story.event('recused').data.reason).toBe(kept?.hash);
    expect(story.body(`recusal-${story.case.involved.length}`)).toEqual({ reason: 'a relative' });
    expect(story.case.owner).toBe(HANDLER.id);
  });
});

describe('what the complainant was told of a step', () => {
  const complex = () => {
    const story = handling();
    story.classify('complex', '2026-04-01');
    return story.late(days(2));
  };
  const { rules } = complex();

  it.each<[string, string, (story: ComplaintStory, notice: Notice) => unknown]>([
    [
      'a pause',
      'told.at',
      ({ case: one, now }, told) => pause(one, { kind: 'mediation', told }, HANDLER, now, rules),
    ],
    [
      'the extension',
      'notice.at',
      ({ case: one, now }, notice) => extend(one, { reason: 'rare', notice }, HEAD_OFFICE, now, rules),
    ],
    [
      'the refusal',
      'notice.at',
      ({ case: one, now }, notice) => refuse(one, { reason: 'no kin', notice }, HANDLER, now, rules),
    ],
  ])('was said after the complaint came and not ahead of now: %s', (_what, field, tells) => {
    const faults = (when: Date) => {
      const story = complex();
      return faultsOf(() => tells(story, story.told('post', 'r', when)));
    };
    expect(faults(days(3))).toEqual([`${field} is in the future`]);
    expect(faults(days(-1))).toEqual([`${field} is before ${RECEIVED_AT.toISOString()}`]);
    expect([...faults(days(0)), ...faults(days(2))]).toEqual([]);
  });
});
