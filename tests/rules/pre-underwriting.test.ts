import { describe, expect, it } from 'vitest';
import { type Conclusion, Opinion } from '../../domain/carrier-request/conclusion.ts';
import { verifyChain } from '../../domain/history.ts';
import { noticesOf } from '../../domain/notices.ts';
import type { Issued } from '../../domain/pre-underwriting/choose.ts';
import { columnsOf } from '../../domain/pre-underwriting/columns.ts';
import { compare } from '../../domain/pre-underwriting/comparison.ts';
import { preUnderwritingDues } from '../../domain/pre-underwriting/dues.ts';
import { preUnderwritingNextSteps, preUnderwritingRoute } from '../../domain/pre-underwriting/next.ts';
import { addDays, addWorkingDays, dateOf } from '../../domain/time/calendar.ts';
import { SELLER } from '../support/people.ts';
import {
  ASKED_AT,
  asked,
  claimOf,
  DECLINED,
  DELETE_ON,
  DISCLOSURE,
  PreUnderwritingStory,
  PU_RULES,
  standard,
  wantedOf,
} from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { at, later, wall } from '../support/wall.ts';

const LARGEST_ITEM = 400 * 1024; // bytes, DynamoDB's limit

const CARRIERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((letter) => `carrier-${letter}`);

/** Ten carriers, the first with one working day, the last with ten. */
const tenAsked = () =>
  asked(...CARRIERS.map((carrier, n) => ({ carrier, product: 'ci-1', answerWithinWorkingDays: n + 1 })));

function gridOf(story: PreUnderwritingStory) {
  return compare(columnsOf(story.file, story.now), story.case.sumInsuredFen, dateOf(story.now));
}

const comparedAt = ({ case: { comparisons } }: PreUnderwritingStory) =>
  comparisons.map(({ at: when }) => when);

describe('a request that is prepared', () => {
  it('is opened by reference, and its history says neither who nor what', () => {
    const story = new PreUnderwritingStory();
    expect(story.case).toMatchObject({
      stage: 'preparing',
      owner: SELLER.id,
      conditions: ['thyroid-nodule'],
    });
    const told = JSON.stringify(story.events);
    expect(told).not.toContain(present(story.case.customerRef));
    expect(told).not.toContain('thyroid');
    expect(story.content(story.case.id, 'facts')?.hash).toBe(story.case.factsHash);
  });

  it.each([
    [
      'a carrier named twice',
      { wanted: wantedOf('carrier-a', 'carrier-a') },
      'wanted.1.carrier is named twice',
    ],
    ['no time to keep it', { deleteOn: '2026-03-02' }, 'deleteOn must be ahead'],
    [
      'more time than may be agreed',
      { deleteOn: addDays('2026-03-02', PU_RULES.preUnderwriting.keepAtMostDays + 1) },
      `deleteOn must be ${addDays('2026-03-02', PU_RULES.preUnderwriting.keepAtMostDays)} or earlier`,
    ],
  ])('is refused for %s', (_what, over, fault) => {
    expect(faultsOf(() => new PreUnderwritingStory(over))).toEqual([fault]);
  });

  it('can be revised until it is sent, not after', () => {
    const story = new PreUnderwritingStory();
    story.revise({ disclosure: { ...DISCLOSURE, conditions: [{ code: 'asthma' }] } });
    expect(story.case.conditions).toEqual(['asthma']);
    story.consent();
    story.send();
    expect(ruleOf(() => story.revise({ sumInsuredFen: 1 }))).toBe('sent');
  });

  it('is given up and to be erased at once when it is never sent', () => {
    const story = new PreUnderwritingStory().until(at('2026-06-01'));
    const last = addDays('2026-03-02', PU_RULES.preUnderwriting.abandonAfterDays);
    const closed = present(story.case.closedAt);
    expect(story.case).toMatchObject({ stage: 'abandoned', eraseOn: dateOf(closed) });
    expect(dateOf(closed) > last).toBe(true);
    expect(story.types).toEqual(['pre-underwriting-opened', 'abandoned']);
  });

  it('is given up as never sent, not as not chosen, when its deletion date comes first', () => {
    const story = new PreUnderwritingStory({ deleteOn: '2026-03-06' }).until(at('2026-03-07'));
    expect(story.case).toMatchObject({ stage: 'abandoned' });
    expect(wall(story.case.closedAt)).toBe('2026-03-06 00:00');
  });
});

describe('asking all at once', () => {
  it('gives each carrier a packet and a clock of its own, and nothing of who is asked beside it', () => {
    const story = asked('carrier-a', { carrier: 'carrier-b', product: 'life-2', answerWithinWorkingDays: 9 });
    const packets = story.file.requests.map(({ id }) => present(story.content(id, 'packet')).body);
    expect(packets).toEqual(
      story.file.requests.map(({ id, carrier }) => ({
        reference: id,
        product: carrier === 'carrier-a' ? 'ci-1' : 'life-2',
        sumInsuredFen: story.facts.sumInsuredFen,
        applicant: story.facts.applicant,
        disclosure: story.facts.disclosure,
      })),
    );
    const known = [story.case.id, story.case.customerRef, story.case.brokerId, '13900000007'];
    for (const packet of packets) {
      for (const word of known) expect(JSON.stringify(packet)).not.toContain(word);
    }
    expect(JSON.stringify(packets[0])).not.toContain('carrier-b');
  });

  it('keeps at the firm what says by itself who the applicant is', () => {
    const story = new PreUnderwritingStory();
    const naming = ['consent-form', 'id-card', 'mandate', 'relationship-proof', 'bank-account'] as const;
    for (const type of naming) story.document(claimOf(type));
    const report = story.document(claimOf('check-up-report'));
    story.consent();
    story.send();
    expect(story.request('carrier-a').documents.map(({ id }) => id)).toEqual([report]);
    story.wants('carrier-a');
    expect(faultsOf(() => story.supplies({ carrier: 'carrier-a', documents: ['d2'] }))).toEqual([
      'supplies.0.documents must not hold d2 (id-card)',
    ]);
  });

  it('waits for every announced document', () => {
    const story = new PreUnderwritingStory();
    const document = story.document(claimOf(), false);
    story.consent();
    expect(ruleOf(() => story.send())).toBe('not-arrived');
    const { bytes, sha256, media } = claimOf();
    story.stored(document, { bytes, sha256, media });
    story.send();
    expect(story.case.stage).toBe('asking');
    expect(ruleOf(() => story.send())).toBe('sent');
  });

  it('takes as long as the slowest of ten, never the sum', () => {
    const story = tenAsked();
    story.until(at('2026-04-30'));
    const slowest = story.request('carrier-j');
    expect(comparedAt(story)).toEqual([slowest.silentSince]);
    const lastDay = addWorkingDays('2026-03-02', 10, PU_RULES.calendar).date;
    expect(wall(slowest.silentSince)).toBe(`${addDays(lastDay, 1)} 09:00`);
    const ends = story.file.requests.map(({ silentSince }) => present(silentSince));
    expect(new Set(ends).size).toBe(CARRIERS.length);
    expect(ends.toSorted().at(-1)).toBe(slowest.silentSince);
  });

  it('compares at the moment of the last answer when all answer before', () => {
    const story = tenAsked();
    for (const [day, carrier] of CARRIERS.entries()) {
      story.until(later(ASKED_AT, { hours: day + 1 }));
      story.answers(carrier, day % 2 === 0 ? standard(800_000 + day) : DECLINED);
      expect(gridOf(story).columns.filter(({ state }) => state === 'answered')).toHaveLength(day + 1);
    }
    expect(comparedAt(story)).toEqual([story.request('carrier-j').answers[0]?.at]);
    expect(story.case).toMatchObject({
      stage: 'choosing',
      comparisons: [{ differs: true, best: 'carrier-a' }],
    });
  });

  it('shows what has come while the others are waited for', () => {
    const story = asked('carrier-a', 'carrier-b', 'carrier-c');
    story.answers('carrier-b');
    story.wants('carrier-c');
    expect(gridOf(story).columns.map(({ carrier, state }) => `${carrier} ${state}`)).toEqual([
      'carrier-a asked',
      'carrier-b answered',
      'carrier-c material-wanted',
    ]);
    expect(preUnderwritingRoute(story.case)).toBe('await-opinions');
    expect(story.case.comparisons).toEqual([]);
  });

  it('asks the broker once for everything that carriers want', () => {
    const story = asked('carrier-a', 'carrier-b', 'carrier-c');
    story.wants('carrier-a');
    story.wants('carrier-c');
    const ofBroker = preUnderwritingNextSteps(story.file, PU_RULES).filter(({ who }) => who === SELLER.id);
    expect(ofBroker.map(({ what }) => what)).toEqual(['bring what carrier-a, carrier-c want to see']);
    story.supplies(
      { carrier: 'carrier-a', documents: [], note: 'benign' },
      { carrier: 'carrier-c', documents: [], note: 'benign' },
    );
    expect(story.file.requests.map(({ stage }) => stage)).toEqual(['asked', 'asked', 'asked']);
  });
});

describe('a late answer', () => {
  const late = () => {
    const story = asked('carrier-a', 'carrier-b', 'carrier-c');
    story.answers('carrier-a', standard(900_000));
    story.until(at('2026-03-16'));
    return story;
  };

  it('is compared beside what was compared before, which stays as it was', () => {
    const story = late();
    const [first] = story.case.comparisons;
    const made = story.content(story.case.id, 'comparison-1');
    expect(first).toMatchObject({ answered: ['carrier-a'], silent: ['carrier-b', 'carrier-c'] });
    story.answers('carrier-b', standard(700_000));
    expect(story.case.comparisons).toHaveLength(2);
    expect(story.case.comparisons[0]).toEqual(first);
    expect(story.content(story.case.id, 'comparison-1')).toEqual(made);
    expect(story.case.comparisons[1]).toMatchObject({ best: 'carrier-b', silent: ['carrier-c'] });
  });

  it('gives the broker the time to choose anew', () => {
    const story = late();
    story.until(at('2026-03-31'));
    expect(story.case.choosingReminders).toBeGreaterThan(1);
    story.answers('carrier-b');
    const next = present(preUnderwritingDues(story.file, PU_RULES)[0]);
    const { remindToChooseEvery } = PU_RULES.preUnderwriting;
    const lastDay = addWorkingDays('2026-03-31', remindToChooseEvery, PU_RULES.calendar).date;
    expect(next.what).toBe('remind to choose');
    expect(dateOf(next.at) > lastDay && dateOf(next.at) <= addDays(lastDay, 4)).toBe(true);
  });
});

describe('choosing', () => {
  const compared = () => {
    const story = asked('carrier-a', 'carrier-b', 'carrier-c');
    story.answers('carrier-a', standard(800_000, { validUntil: '2026-03-20' }));
    story.answers('carrier-b', DECLINED);
    return story.until(at('2026-03-12'));
  };

  it('takes an offer, ties it by its hash, and ends what is still asked', () => {
    const story = compared();
    const [answered] = story.request('carrier-a').answers;
    story.chooses('carrier-a');
    expect(story.case).toMatchObject({
      stage: 'chosen',
      category: 'closed',
      choice: { carrier: 'carrier-a', answer: answered?.hash, by: SELLER.id },
    });
    expect(story.request('carrier-c')).toMatchObject({ stage: 'not-needed' });
    expect(story.case.nextDueAt).toBeUndefined();
  });

  it.each([
    ['carrier-b', 'no-offer'],
    ['carrier-c', 'not-answered'],
  ])('refuses %s: %s', (carrier, rule) => {
    expect(ruleOf(() => compared().chooses(carrier))).toBe(rule);
  });

  it('takes an offer on its last day and refuses it on the next', () => {
    const story = compared();
    story.until(at('2026-03-20', '23:59'));
    const next = compared().until(at('2026-03-21', '00:00'));
    expect(ruleOf(() => next.chooses('carrier-a'))).toBe('expired');
    expect(gridOf(next).rows.choice.cells[0]).toEqual({ is: 'value', value: { can: false, why: 'expired' } });
    story.chooses('carrier-a');
    expect(story.case.stage).toBe('chosen');
  });

  it('can come before the last carrier has answered', () => {
    const story = asked();
    story.answers('carrier-a');
    story.chooses('carrier-a');
    expect(story.request('carrier-b').stage).toBe('not-needed');
  });

  it('is done once', () => {
    const story = compared();
    story.chooses('carrier-a');
    expect(ruleOf(() => story.chooses('carrier-a'))).toBe('wrong-stage');
    expect(ruleOf(() => story.choosesNone())).toBe('wrong-stage');
  });

  it('is reminded of, and ends by itself as not chosen', () => {
    const story = compared().until(at('2026-12-01'));
    expect(story.case).toMatchObject({ stage: 'not-chosen' });
    expect(story.types.filter((type) => type === 'choice-reminded').length).toBeGreaterThan(5);
    const last = addDays(dateOf(present(comparedAt(story)[0])), PU_RULES.preUnderwriting.notChosenAfterDays);
    expect(dateOf(present(story.case.closedAt)) > last).toBe(true);
  });

  it('can be none, and the reason can be erased', () => {
    const story = compared();
    story.choosesNone();
    expect(story.case.stage).toBe('not-chosen');
    expect(story.content(story.case.id, 'reason')?.body).toEqual({ reason: 'too dear' });
    expect(JSON.stringify(story.events)).not.toContain('too dear');
  });
});

describe('new facts', () => {
  it('start a linked request of its own, with nothing answered and no consent', () => {
    const story = asked();
    story.answers('carrier-a');
    story.requotes({ wanted: wantedOf('carrier-c', 'carrier-d') });
    const [next] = story.others;
    expect(story.case).toMatchObject({ stage: 'requoted', replacedBy: next?.id });
    expect(next).toMatchObject({ stage: 'preparing', replaces: story.case.id, requests: [] });
    expect(next?.consent).toBeUndefined();
    expect(next?.wanted.map(({ carrier }) => carrier)).toEqual(['carrier-c', 'carrier-d']);
    expect(story.request('carrier-b').stage).toBe('not-needed');
    expect(ruleOf(() => story.requotes())).toBe('requoted');
  });

  it('follow a closed case as well, which stays as it was closed', () => {
    const story = asked();
    story.answers('carrier-a');
    story.chooses('carrier-a');
    story.requotes();
    expect(story.case).toMatchObject({ stage: 'chosen', replacedBy: story.others[0]?.id });
  });

  it('need something that was sent', () => {
    expect(ruleOf(() => new PreUnderwritingStory().requotes())).toBe('wrong-stage');
  });
});

describe('the policy that came of it', () => {
  const issued = {
    policyId: 'pl-1',
    carrier: 'carrier-a',
    product: 'ci-1',
    conclusion: standard().conclusion,
    premiumFen: 800_000,
  };
  const chosen = (opinion = standard()) => {
    const story = asked();
    story.answers('carrier-a', opinion);
    story.chooses('carrier-a');
    return story;
  };
  const flags = (story: PreUnderwritingStory) =>
    story.events.flatMap(noticesOf).filter(({ attributes }) => attributes.notice === 'terms-differ');

  it('is tied to the choice, and is not flagged on the same terms', () => {
    const story = chosen();
    story.links(issued);
    expect(story.case.policy).toMatchObject({ policyId: 'pl-1', differs: [] });
    expect(flags(story)).toEqual([]);
    expect(ruleOf(() => story.links(issued))).toBe('linked');
  });

  const OTHER_TERMS: [string, Partial<Issued>][] = [
    ['premium', { premiumFen: 800_001 }],
    ['product', { product: 'ci-2' }],
    ['carrier', { carrier: 'carrier-b' }],
    ['conclusion', { conclusion: { is: 'on-terms', extra: { by: 'percent', percent: 25 }, exclusions: [] } }],
  ];

  it.each(OTHER_TERMS)('is flagged when its %s is another', (what, over) => {
    const story = chosen();
    story.links({ ...issued, ...over });
    expect(flags(story)).toMatchObject([{ topic: 'escalations', body: { differs: [what] } }]);
  });

  it('may put an exclusion into other words, not leave out something else', () => {
    const without = (code: string, wording: string): Conclusion => ({
      is: 'on-terms',
      exclusions: [{ code, wording }],
    });
    const opinion = standard(800_000, { conclusion: without('thyroid', 'Nodules.') });
    const same = chosen(opinion);
    same.links({ ...issued, conclusion: without('thyroid', 'The thyroid gland.') });
    expect(flags(same)).toEqual([]);
    const other = chosen(opinion);
    other.links({ ...issued, conclusion: without('lung', 'Nodules.') });
    expect(flags(other)).toHaveLength(1);
  });

  it('needs a choice', () => {
    expect(ruleOf(() => asked().links(issued))).toBe('nothing-chosen');
  });
});

describe('what is stored', () => {
  it('is one chain, and the workflow is woken by what changes where it waits', () => {
    const story = asked('carrier-a', 'carrier-b');
    const wakes = (act: () => unknown): boolean => {
      const { wait } = story.case;
      act();
      return story.case.wait === wait + 1;
    };
    expect(wakes(() => story.wants('carrier-a'))).toBe(true);
    expect(wakes(() => story.supplies({ carrier: 'carrier-a', documents: [], note: 'x' }))).toBe(true);
    expect(wakes(() => story.answers('carrier-a'))).toBe(false);
    expect(wakes(() => story.answers('carrier-b'))).toBe(true);
    expect(wakes(() => story.answers('carrier-b', DECLINED))).toBe(false);
    expect(wakes(() => story.chooses('carrier-a'))).toBe(true);
    const { version, lastHash } = story.case;
    expect(verifyChain(story.events, { seq: version, hash: lastHash })).toBeUndefined();
  });

  it('fits one item of the store, however much ten carriers have to say', () => {
    const long = (length: number) => '\u7532'.repeat(length); // three bytes each
    const exclusions = [...Array(20).keys()].map((n) => ({
      code: `${'x'.repeat(37)}-${n + 10}`,
      wording: long(500),
    }));
    const most = Opinion.parse({
      ...standard(),
      conclusion: { is: 'on-terms', extra: { by: 'percent', percent: 25.1234 }, exclusions },
      wording: long(2000),
      code: long(40),
    });
    const story = asked(...CARRIERS);
    for (const carrier of CARRIERS) story.answers(carrier, most);
    const grid = present(story.content(story.case.id, 'comparison-1'));
    expect(Buffer.byteLength(JSON.stringify(grid))).toBeLessThan(LARGEST_ITEM);
    expect(Opinion.safeParse({ ...most, wording: long(2001) }).success).toBe(false);
  });

  it('is kept until the day agreed even when everything is slow', () => {
    const story = asked({ carrier: 'carrier-a', product: 'ci-1', answerWithinWorkingDays: 60 }, 'carrier-b');
    expect(story.case.eraseOn).toBe(DELETE_ON);
    const short = new PreUnderwritingStory({ deleteOn: '2026-03-05' });
    short.consent();
    short.send();
    short.until(at('2026-03-06'));
    expect(short.case).toMatchObject({ stage: 'not-chosen' });
    expect(wall(short.case.closedAt)).toBe('2026-03-05 00:00');
    expect(short.file.requests.every(({ stage }) => stage === 'not-needed')).toBe(true);
  });
});
