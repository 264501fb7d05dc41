import { describe, expect, it } from 'vitest';
import {
  GROUP_FROM,
  isEscalated,
  isMultiChannel,
  MOST_REPRESENTATIVES,
} from '../../domain/complaint/case.ts';
import { NotAllowed } from '../../domain/errors.ts';
import { ProductClass } from '../../domain/policy/policy.ts';
import { matterOfPolicy } from '../../functions/complaint/file.ts';
import {
  ComplaintStory,
  decided,
  HANDLER,
  handling,
  RECEIVED_AT,
  SECOND_HANDLER,
  toldOf,
} from '../support/complaint-story.ts';
import { BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE, SELLER } from '../support/people.ts';
import { intakeOf } from '../support/policies.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { at, later, wall } from '../support/wall.ts';

const REGULATOR = { intake: { channel: 'regulator' as const } };
const open = (over: object) => () => new ComplaintStory({ intake: over });
const days = (count: number) => later(RECEIVED_AT, { days: count });

describe('what is taken down', () => {
  it('is counted by the product’s class and by line, and its words stay out of the history', () => {
    const story = new ComplaintStory();
    expect(story.event('complaint-opened').data).toMatchObject({ product: 'ordinary-life', line: 'life' });
    expect(story.case.product).toBe('life-1');
    expect(JSON.stringify(story.events)).not.toContain('waiting period');
    expect(story.body('statement-1')).toEqual({ statement: 'nobody told me of the waiting period' });
  });

  it.each(ProductClass.options)(
    'of a policy of class %s is of the life line, and the class is kept',
    (productClass) => {
      const { policy } = intakeOf();
      const matter = matterOfPolicy(
        { ...policy, product: { ...policy.product, class: productClass } },
        'cp-1',
      );
      expect(matter).toMatchObject({ line: 'life', productClass, product: policy.product.code });
    },
  );

  it('cannot lie in the future, nor can the reply that it came of', () => {
    expect(faultsOf(open({ receivedAt: days(1).toISOString() }))).toEqual(['receivedAt is in the future']);
    expect(faultsOf(open({ gatewayAt: days(1).toISOString() }))).toEqual(['gatewayAt is in the future']);
  });

  it('by a proxy or an heir needs the papers, by the consumer none', () => {
    const by = (as: string, papers: string[]) => open({ filer: { as, papers } });
    expect(faultsOf(by('proxy', []))).toEqual(['filer.papers need the signed authority']);
    expect(faultsOf(by('heir', []))).toEqual(['filer.papers need the proof of succession']);
    expect(faultsOf(by('heir', ['certificate-1']))).toEqual([]);
    expect(faultsOf(by('consumer', []))).toEqual([]);
  });

  it('by a group is flagged from five on, with at most five representatives', () => {
    const by = (size: number, representatives: number) => ({ group: { size, representatives } });
    expect(faultsOf(open(by(30, MOST_REPRESENTATIVES + 1)))).toEqual(['group.representatives are at most 5']);
    expect(faultsOf(open(by(3, 4)))).toEqual(['group.representatives are more than complain']);
    const flag = (size: number) =>
      new ComplaintStory({ intake: by(size, 1) }).event('complaint-opened').data.isGroup;
    expect([flag(GROUP_FROM - 1), flag(GROUP_FROM)]).toEqual([false, true]);
  });

  it('holds the seller and whoever is paid for the policy to be involved', () => {
    const { involved } = new ComplaintStory({ matter: { concerned: [SELLER.id, 'leader-yi'] } }).case;
    expect(involved).toEqual([SELLER.id, 'leader-yi']);
    expect(ruleOf(open({ involved: [HANDLER.id] }))).toBe('involved');
  });

  it('after an earlier end is a repeat and names the complaint that it repeats', () => {
    const story = new ComplaintStory({ earlier: 'cp-1' });
    expect(story.case).toMatchObject({ isRepeat: true, repeats: 'cp-1' });
    expect(story.event('complaint-opened').data).toMatchObject({ isRepeat: true, repeats: 'cp-1' });
  });
});

describe('a further contact of the same matter', () => {
  it('without new facts is merged and the legal clock runs on', () => {
    const story = handling().late(days(5));
    story.contact();
    expect(story.event('contact-added').data).toMatchObject({
      repeat: true,
      escalated: false,
      multiChannel: false,
    });
    expect(story.due('statutory')).toBe('2026-03-17 23:59');
  });

  it('with new facts starts the legal clock again from their receipt', () => {
    const story = handling().late(days(5));
    story.contact({ channel: 'letter', newFacts: true, receivedAt: days(4).toISOString() });
    expect(story.due('statutory')).toBe('2026-03-21 23:59');
    expect(story.due('first-contact')).toBe('2026-03-03 23:59');
  });

  it('on a higher channel is an escalation, on another one multi-channel', () => {
    const story = handling();
    story.contact({ channel: 'wechat' });
    expect([isEscalated(story.case), isMultiChannel(story.case)]).toEqual([false, true]);
    story.contact({ channel: 'association' });
    expect(isEscalated(story.case)).toBe(true);
    expect(story.case.contacts).toHaveLength(3);
  });

  it('that came before and is entered late is the first, and the clocks run from it', () => {
    const story = new ComplaintStory({ when: days(2) });
    story.contact({ channel: 'letter', receivedAt: days(0).toISOString() });
    expect(story.case.contacts.map(({ channel }) => channel)).toEqual(['letter', 'hotline']);
    expect(story.due('statutory')).toBe('2026-03-17 23:59');
    expect(story.due('first-contact')).toBe('2026-03-03 23:59');
  });

  it('with old facts cannot move the clock back', () => {
    const story = handling().late(days(6));
    story.contact({ newFacts: true });
    story.contact({ newFacts: true, receivedAt: days(3).toISOString() });
    expect(story.case.receivedAt).toBe(days(6).toISOString());
  });

  it('with new facts takes a decision back, told or not', () => {
    for (const story of [decided(), toldOf()]) {
      story.late(days(3)).contact({ newFacts: true });
      expect(story.case).toMatchObject({ stage: 'handling', receivedAt: days(3).toISOString() });
      expect(story.case.decision).toBeUndefined();
      expect(story.clock('statutory').doneAt).toBeUndefined();
    }
  });

  it('with new facts while the upper level reviews leaves its clock alone', () => {
    const story = toldOf();
    story.asksReview();
    story.late(days(3)).contact({ newFacts: true });
    expect(story.case).toMatchObject({ stage: 'under-review', receivedAt: RECEIVED_AT.toISOString() });
  });

  it('by the regulator puts a decision that nobody else has read before the branch manager', () => {
    const story = decided();
    story.contact({ channel: 'regulator' });
    expect(story.case.owner).toBe('branch-manager@bj');
    expect(ruleOf(() => story.notify())).toBe('not-approved');
  });

  it('of a dissatisfied reply keeps the gateway’s time, and when it was entered', () => {
    const story = handling().late(days(2));
    story.contact({ channel: 'sms-evaluation', gatewayAt: later(days(2), { hours: -2 }).toISOString() });
    expect(wall(story.clock('enter').dueAt)).toBe('2026-03-04 09:00');
    expect(story.clock('enter').doneAt).toEqual(days(2));
    expect(story.due('finish')).toBe('2026-03-14 23:59');
  });

  it('is refused once it has ended, and from somebody who is involved', () => {
    const story = handling();
    expect(ruleOf(() => story.contact({ involved: [HANDLER.id] }))).toBe('involved');
    story.settle();
    expect(ruleOf(() => story.contact())).toBe('closed');
  });
});

describe('two that turn out to be one', () => {
  it('become one root with all contacts; the other ends as a part of it', () => {
    const [root, other] = [
      handling(),
      new ComplaintStory({ intake: { channel: 'regulator', category: 'service' } }),
    ];
    other.late(days(1)).mergeInto(root);
    expect(other.case).toMatchObject({ stage: 'merged', category: 'closed', mergedInto: root.id });
    expect(root.case).toMatchObject({ mergedFrom: [other.id], stage: 'handling' });
    expect(root.case.contacts.map(({ channel }) => channel)).toEqual(['hotline', 'regulator']);
    expect(root.event('contact-added').data).toMatchObject({
      escalated: true,
      multiChannel: true,
      from: other.id,
    });
    expect(root.due('statutory')).toBe('2026-03-17 23:59');
  });

  it('run from the first receipt of both, or from facts that only one had', () => {
    const early = () => new ComplaintStory();
    const late = () => new ComplaintStory({ when: days(4) });
    const merged = (newFacts: boolean) => {
      const [root, other] = [late(), early()];
      other.late(days(4)).mergeInto(root, newFacts);
      return root.due('statutory');
    };
    expect(merged(false)).toBe('2026-03-17 23:59');
    const [root, other] = [early(), late()];
    other.mergeInto(root.late(days(4)), true);
    expect(root.due('statutory')).toBe('2026-03-21 23:59');
  });

  it('of two customers, of one told of its decision, or of one and the same, are not', () => {
    const root = handling();
    const stranger = new ComplaintStory({ matter: { customerRef: 'customer-2' } });
    expect(ruleOf(() => stranger.mergeInto(root))).toBe('other-customer');
    expect(ruleOf(() => new ComplaintStory().mergeInto(toldOf()))).toBe('wrong-stage');
    expect(faultsOf(() => root.mergeInto(root))).toEqual(['into is the same']);
    const involving = new ComplaintStory({ intake: { involved: [BRANCH_MANAGER.id] } });
    expect(ruleOf(() => involving.mergeInto(root))).toBe('involved');
  });

  it('bring the first call of either, and the survey goes to the root', () => {
    const [root, other] = [new ComplaintStory(), handling()];
    other.mergeInto(root);
    expect(root.case).toMatchObject({ stage: 'handling', firstContactAt: RECEIVED_AT.toISOString() });
    expect(ruleOf(() => other.asks(true))).toBe('merged');
  });
});

describe('whoever is involved', () => {
  it('does nothing with it: every command refuses', () => {
    const acts: ((story: ComplaintStory) => unknown)[] = [
      (story) => story.contact({}, HANDLER),
      (story) => story.classify('simple'),
      (story) => story.pause('mediation'),
      (story) => story.transfer(),
      (story) => story.settle(),
      (story) => story.refuse(),
      (story) => story.decide(),
      (story) => story.withdraw(),
      (story) => story.assign('x', HANDLER),
      (story) => story.recuse('x', HANDLER),
    ];
    for (const act of acts) {
      const story = handling();
      story.recuse(HANDLER.id);
      expect(ruleOf(() => act(story))).toBe('involved');
    }
    const called = new ComplaintStory();
    called.recuse(HANDLER.id);
    expect(ruleOf(() => called.calls())).toBe('involved');
  });

  it('is not named as a handler, nor handed the case', () => {
    const story = handling();
    expect(ruleOf(() => story.assign(SELLER.id))).toBe('involved');
    expect(ruleOf(() => story.transfer(SELLER.id))).toBe('involved');
  });

  it('loses the case to the queue, and what was decided and not told is void', () => {
    const story = decided();
    story.recuse(HANDLER.id);
    expect(story.case).toMatchObject({ stage: 'handling', owner: 'complaint-handler@bj' });
    expect(story.case.handler).toBeUndefined();
    expect(story.case.decision).toBeUndefined();
    story.decide(SECOND_HANDLER);
  });

  it('does not record the end either: acceptance, review, satisfaction', () => {
    const story = toldOf();
    story.recuse(HANDLER.id);
    expect(ruleOf(() => story.accepts(true))).toBe('involved');
    expect(ruleOf(() => story.asksReview())).toBe('involved');
    story.accepts(true, SECOND_HANDLER);
    expect(ruleOf(() => story.asks(true))).toBe('involved');
  });
});

describe('handling', () => {
  it('calls within a working day, and says whether it was in time', () => {
    const calls = (when: Date) => {
      const story = new ComplaintStory().late(when);
      story.calls();
      return story.event('complaint-contacted').data;
    };
    expect(calls(at('2026-03-03', '23:59'))).toMatchObject({ withinClock: true, minutes: 37 * 60 + 59 });
    expect(calls(at('2026-03-04', '00:00'))).toMatchObject({ withinClock: false });
    expect(ruleOf(() => handling().calls())).toBe('wrong-stage');
  });

  it('settles a simple one on the spot, which is the first contact too', () => {
    const story = new ComplaintStory().late(later(RECEIVED_AT, { minutes: 40 }));
    story.settle();
    expect(story.types).toEqual(['complaint-opened', 'complaint-contacted', 'complaint-closed']);
    expect(story.event('complaint-closed').data).toMatchObject({
      stage: 'settled',
      settledOnTheSpot: true,
      days: 0,
      hours: 0,
    });
  });

  it('settles none on the spot that is complex, or that the regulator looks on', () => {
    const complex = handling();
    complex.classify('complex', '2026-03-20');
    expect(ruleOf(() => complex.settle())).toBe('complex');
    expect(ruleOf(() => handling(REGULATOR).settle())).toBe('second-person');
  });

  it('promises a date for a complex one, inside the law and not in the past', () => {
    const story = handling();
    expect(faultsOf(() => story.classify('complex'))).toEqual(['promisedOn is needed for a complex one']);
    expect(faultsOf(() => story.classify('complex', '2026-03-01'))).toEqual(['promisedOn is over']);
    expect(faultsOf(() => story.classify('complex', '2026-04-02'))).toEqual([
      'promisedOn is later than the law allows: 2026-04-01',
    ]);
    story.classify('complex', '2026-04-01');
    expect(story.due('promised')).toBe('2026-04-01 23:59');
  });

  it('does not call it complex when the time of a simple one is over: a breach stays one', () => {
    const story = handling().late(days(16));
    expect(faultsOf(() => story.classify('complex', '2026-03-25'))).toEqual([
      'complexity comes after its time was over',
    ]);
  });

  it('extends a complex one once, in time, with the head office’s approval and the notice together', () => {
    const story = handling();
    expect(ruleOf(() => story.extend())).toBe('not-complex');
    story.classify('complex', '2026-04-01');
    expect(() => story.extend(BRANCH_MANAGER)).toThrow(NotAllowed);
    expect(() => story.extend(COMPLIANCE)).toThrow(NotAllowed);
    story.extend();
    expect(story.case.extension).toMatchObject({
      approvedBy: HEAD_OFFICE.id,
      notice: { proof: 'receipt-1' },
    });
    expect(story.due('statutory')).toBe('2026-05-01 23:59');
    expect(ruleOf(() => story.extend())).toBe('extended');
    expect(ruleOf(() => story.classify('simple'))).toBe('extended');
    const late = handling();
    late.classify('complex', '2026-04-01');
    late.late(days(31));
    expect(ruleOf(() => late.extend())).toBe('too-late');
  });

  it('stops the law’s clock only when the complainant was told', () => {
    const story = handling();
    expect(faultsOf(() => story.pause('appraisal', HANDLER, false))).toEqual([
      'told is needed for appraisal',
    ]);
    story.pause('appraisal');
    expect(ruleOf(() => story.pause('mediation'))).toBe('paused');
    story.resume();
    expect(ruleOf(() => story.resume())).toBe('running');
  });

  it('lets a pause end with the notice or with the case, so that it is not there when it is taken up again', () => {
    const story = handling();
    story.pause('mediation');
    story.late(days(2)).decide();
    story.notify();
    expect(story.case.pauses.at(-1)?.to).toBe(days(2).toISOString());
    const ended = handling();
    ended.pause('mediation');
    ended.withdraw();
    ended.reopen();
    expect(ended.due('statutory')).toBe('2026-03-17 23:59');
  });

  it('gives it to the one who can settle it, once', () => {
    const story = handling();
    story.transfer('business-shan');
    expect(story.case).toMatchObject({ handler: 'business-shan', transferredAt: RECEIVED_AT.toISOString() });
    expect(ruleOf(() => story.transfer('x'))).toBe('transferred');
    expect(ruleOf(() => toldOf().transfer('x'))).toBe('wrong-stage');
    expect(ruleOf(() => toldOf().assign('x'))).toBe('wrong-stage');
  });

  it('refuses a stranger with a notice, which cannot lie ahead', () => {
    const story = handling();
    story.refuse();
    expect(story.case).toMatchObject({ stage: 'refused', category: 'closed' });
  });
});
