import { describe, expect, it } from 'vitest';
import { recordFirstContact, settleOnTheSpot } from '../../domain/complaint/handle.ts';
import {
  CONTENTS,
  ComplaintStory,
  decided,
  HANDLER,
  handling,
  RECEIVED_AT,
  toldOf,
} from '../support/complaint-story.ts';
import { BRANCH_MANAGER, HEAD_OFFICE } from '../support/people.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { at, later } from '../support/wall.ts';

const days = (count: number) => later(RECEIVED_AT, { days: count });
const LAST_INSTANT = new Date(at('2026-03-18', '00:00').getTime() - 1); // of the 15 days

const complex = () => {
  const story = handling();
  story.classify('complex', '2026-03-31');
  return story;
};
const extended = () => {
  const story = complex();
  story.extend();
  return story;
};

describe('what is said of a step', () => {
  it.each<[string, string, object, () => ComplaintStory]>([
    ['complaint-contacted', 'first-contact', { note: 'called' }, handling],
    ['classified', 'classification', { reason: 'seen' }, complex],
    ['extended', 'extension', { reason: 'three hospitals' }, extended],
    [
      'complaint-closed',
      'remedy',
      { remedy: 'explained' },
      () => {
        const story = handling();
        story.settle();
        return story;
      },
    ],
    [
      'complaint-transferred',
      'transfer',
      { reason: 'a matter of sales' },
      () => {
        const story = handling();
        story.transfer();
        return story;
      },
    ],
    [
      'complaint-closed',
      'refusal',
      { reason: 'a neighbour' },
      () => {
        const story = new ComplaintStory();
        story.refuse();
        return story;
      },
    ],
  ])('is kept apart from the history, which has its hash: %s, %s', (type, name, words, make) => {
    const story = make();
    expect(story.body(name)).toEqual(words);
    expect(Object.values(story.event(type).data)).toContain(story.contents.get(name)?.hash);
  });

  it('stands beside who, until when and with which proof', () => {
    expect(complex().event('classified').data).toMatchObject({
      complexity: 'complex',
      promisedOn: '2026-03-31',
    });
    expect(extended().event('extended').data).toMatchObject({
      approvedBy: HEAD_OFFICE.id,
      notice: { proof: 'receipt-1' },
    });
    const story = handling();
    story.assign('handler-new', BRANCH_MANAGER);
    expect(story.event('assigned').data).toEqual({ handler: 'handler-new' });
    story.transfer('business-shan');
    expect(story.event('complaint-transferred').data.to).toBe('business-shan');
    story.pause('mediation');
    expect(story.event('clock-paused').data).toMatchObject({
      kind: 'mediation',
      told: { proof: 'receipt-1', at: RECEIVED_AT.toISOString() },
    });
    story.settle();
    expect(story.event('complaint-closed').data).toMatchObject({ proof: 'recording-1', accepted: true });
    expect(story.case).toMatchObject({ accepted: true, complexity: 'simple', cause: CONTENTS.cause });
  });
});

describe('the first call', () => {
  it('is measured by its own clock, also of a complaint that came of a reply', () => {
    const story = new ComplaintStory({
      intake: { channel: 'sms-evaluation', gatewayAt: RECEIVED_AT.toISOString() },
    });
    story.late(later(RECEIVED_AT, { hours: 5 })).calls();
    expect(story.event('complaint-contacted').data).toMatchObject({ withinClock: true, minutes: 5 * 60 });
  });

  it('is in time in the last instant of its day', () => {
    const story = new ComplaintStory().late(new Date(at('2026-03-04', '00:00').getTime() - 1));
    story.calls();
    expect(story.event('complaint-contacted').data.withinClock).toBe(true);
  });

  it('names its recording', () => {
    const { case: complaint, rules, now } = new ComplaintStory();
    const called = recordFirstContact(complaint, { note: 'n', recording: 'rec-9' }, HANDLER, now, rules);
    expect(called.events[0]?.data.recording).toBe('rec-9');
    expect(handling().event('complaint-contacted').data).not.toHaveProperty('recording');
  });

  it('is counted once, also of what is settled on the spot after it', () => {
    const story = handling();
    story.settle();
    expect(story.types.filter((type) => type === 'complaint-contacted')).toHaveLength(1);
  });
});

describe('a classification', () => {
  it('may come before the first call, with a promise for today', () => {
    const story = new ComplaintStory();
    story.classify('complex', '2026-03-02');
    expect(story.case).toMatchObject({ complexity: 'complex', promisedOn: '2026-03-02' });
  });

  it('is in time to the last instant of the 15 days, and back to simple only within them', () => {
    const story = handling().late(LAST_INSTANT);
    story.classify('complex', '2026-03-25');
    story.classify('simple');
    story.classify('complex', '2026-03-25');
    story.late(days(16));
    expect(faultsOf(() => story.classify('simple'))).toEqual(['complexity comes after its time was over']);
  });

  it('of what was extended may promise another day, up to the end of the extension', () => {
    const story = extended();
    story.classify('complex', '2026-05-01');
    expect(story.case.promisedOn).toBe('2026-05-01');
    expect(faultsOf(() => story.classify('complex', '2026-05-02'))[0]).toMatch(/^promisedOn /);
  });

  it('is possible while the law’s clock stands still, whatever day is promised', () => {
    const story = handling();
    story.pause('mediation');
    story.late(days(60)).classify('complex', '2026-12-01');
    expect(story.case.complexity).toBe('complex');
  });
});

describe('a pause and the extension', () => {
  it('are there for what was decided and not told yet, and a pause after a pause', () => {
    const story = complex();
    story.decide();
    story.pause('carrier-answer', HANDLER, false);
    expect(story.case.pauses).toEqual([{ kind: 'carrier-answer', from: RECEIVED_AT.toISOString() }]);
    story.resume();
    story.pause('mediation');
    expect(story.case.pauses).toHaveLength(2);
    story.extend();
    expect(story.case.extension).toBeDefined();
  });

  it('are none of somebody who is involved, and no clock goes on that stood still for nothing', () => {
    expect(ruleOf(() => handling().resume())).toBe('running');
    const story = complex();
    story.pause('mediation');
    for (const { id } of [HANDLER, HEAD_OFFICE]) story.recuse(id);
    expect(ruleOf(() => story.resume(HANDLER))).toBe('involved');
    expect(ruleOf(() => story.extend(HEAD_OFFICE))).toBe('involved');
  });

  it('are in time to the last instant of the law’s clock', () => {
    const story = complex().late(new Date(at('2026-04-02', '00:00').getTime() - 1));
    story.extend();
    expect(story.due('statutory')).toBe('2026-05-01 23:59');
  });
});

describe('an end', () => {
  it('on the spot has a cause that exists, and no other end is on the spot', () => {
    const { case: complaint, rules, now } = handling();
    const said = { remedy: 'r', cause: { first: 'sales', second: 'x' }, proof: 'p' } as const;
    expect(faultsOf(() => settleOnTheSpot(complaint, said, HANDLER, now, rules))[0]).toMatch(/^cause\./);
    const story = toldOf();
    story.accepts(true);
    expect(story.event('complaint-closed').data.settledOnTheSpot).toBe(false);
  });

  it('by refusal comes before the first call too, and keeps how the stranger was told', () => {
    const story = new ComplaintStory();
    story.refuse();
    expect(story.event('complaint-closed').data).toMatchObject({
      stage: 'refused',
      notice: { way: 'post', proof: 'receipt-1', at: RECEIVED_AT.toISOString() },
    });
    expect(ruleOf(() => decided().refuse())).toBe('wrong-stage');
  });
});
