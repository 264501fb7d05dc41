import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComplaintCase, ComplaintStage } from '../../domain/complaint/case.ts';
import { complaintNextAction, complaintRoute } from '../../domain/complaint/next.ts';
import { InvariantBroken, RecourseError } from '../../domain/errors.ts';
import { verifyChain } from '../../domain/history.ts';
import type { Staff } from '../../domain/people.ts';
import { dateOf, daysBetween } from '../../domain/time/dates.ts';
import {
  ComplaintStory,
  decided,
  HANDLER,
  handling,
  SECOND_HANDLER,
  SECOND_HEAD,
  toldOf,
} from '../support/complaint-story.ts';
import { BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE, SELLER } from '../support/people.ts';
import { present } from '../support/present.ts';
import { later } from '../support/wall.ts';

const STAFF: readonly Staff[] = [
  HANDLER,
  SECOND_HANDLER,
  BRANCH_MANAGER,
  HEAD_OFFICE,
  SECOND_HEAD,
  COMPLIANCE,
  { ...SELLER, role: 'complaint-handler' },
];
const person = fc.constantFrom(...STAFF);
const span = fc.integer({ min: 1, max: 24 * 40 });

type Act = (story: ComplaintStory) => unknown;

/** Anything by anybody, whether it fits or not. */
const anything: fc.Arbitrary<Act> = fc.oneof(
  span.map(
    (hours): Act =>
      (story) =>
        story.until(later(story.now, { hours })),
  ),
  span.map(
    (hours): Act =>
      (story) =>
        story.late(later(story.now, { hours })),
  ),
  fc
    .record({
      channel: fc.constantFrom('hotline', 'letter', 'association', 'regulator'),
      newFacts: fc.boolean(),
      ago: fc.integer({ min: 0, max: 240 }),
      by: person,
    })
    .map(
      ({ channel, newFacts, ago, by }): Act =>
        (story) => {
          const receivedAt = later(story.now, { hours: -ago }).toISOString();
          return story.contact({ channel: channel as 'letter', newFacts, receivedAt }, by);
        },
    ),
  person.map(
    (by): Act =>
      (story) =>
        story.calls(by),
  ),
  fc.record({ complex: fc.boolean(), days: fc.integer({ min: -1, max: 65 }), by: person }).map(
    ({ complex, days, by }): Act =>
      (story) =>
        story.classify(complex ? 'complex' : 'simple', dateOf(later(story.now, { days })), by),
  ),
  fc
    .record({
      kind: fc.constantFrom('appraisal', 'mediation', 'customer-material', 'carrier-answer'),
      isTold: fc.boolean(),
      by: person,
    })
    .map(
      ({ kind, isTold, by }): Act =>
        (story) =>
          story.pause(kind as 'mediation', by, isTold),
    ),
  person.map(
    (by): Act =>
      (story) =>
        story.resume(by),
  ),
  person.map(
    (by): Act =>
      (story) =>
        story.extend(by),
  ),
  fc.tuple(person, person).map(
    ([who, by]): Act =>
      (story) =>
        story.assign(who.id, by),
  ),
  fc.tuple(person, person).map(
    ([who, by]): Act =>
      (story) =>
        story.recuse(who.id, by),
  ),
  fc.tuple(person, person).map(
    ([who, by]): Act =>
      (story) =>
        story.transfer(who.id, by),
  ),
  person.map(
    (by): Act =>
      (story) =>
        story.decide(by),
  ),
  fc.tuple(fc.boolean(), person).map(
    ([approve, by]): Act =>
      (story) =>
        story.judges(approve, by),
  ),
  person.map(
    (by): Act =>
      (story) =>
        story.notify(by),
  ),
  person.map(
    (by): Act =>
      (story) =>
        story.sends(by),
  ),
  fc.constantFrom('sent' as const, 'failed' as const).map(
    (status): Act =>
      (story) =>
        story.gateway(status),
  ),
  fc.tuple(fc.boolean(), person).map(
    ([accepts, by]): Act =>
      (story) =>
        story.accepts(accepts, by),
  ),
  fc.boolean().map(
    (accepts): Act =>
      (story) =>
        story.says(accepts),
  ),
  fc.tuple(fc.integer({ min: 0, max: 900 }), person).map(
    ([ago, by]): Act =>
      (story) =>
        story.asksReview(later(story.now, { hours: -ago }), by),
  ),
  person.map(
    (by): Act =>
      (story) =>
        story.reviews('changed', by),
  ),
  person.map(
    (by): Act =>
      (story) =>
        story.asks(true, by),
  ),
  person.map(
    (by): Act =>
      (story) =>
        story.reopen(by),
  ),
);
/** What ends a case, and so the story, is asked for less often than what carries it on. */
const endings: fc.Arbitrary<Act> = fc.oneof(
  person.map(
    (by): Act =>
      (story) =>
        story.settle(by),
  ),
  person.map(
    (by): Act =>
      (story) =>
        story.refuse(by),
  ),
  person.map(
    (by): Act =>
      (story) =>
        story.withdraw(by),
  ),
  fc.constant<Act>((story) => story.takesBack()),
  person.map(
    (by): Act =>
      (story) =>
        story.mergeInto(new ComplaintStory({ when: story.now }), false, by),
  ),
);
const steps = fc.array(fc.oneof({ weight: 12, arbitrary: anything }, { weight: 1, arbitrary: endings }), {
  minLength: 1,
  maxLength: 40,
});

/** From where the story goes on: the longer ways are not left to chance alone. */
const STARTS = {
  taken: () => new ComplaintStory(),
  handled: () => handling(),
  complex: () => {
    const story = handling();
    story.classify('complex', '2026-03-27');
    return story;
  },
  decided: () => decided(),
  told: () => toldOf(),
  reviewed: () => {
    const story = toldOf();
    story.asksReview();
    return story;
  },
  regulator: () => decided({ intake: { channel: 'regulator' } }),
};
const acts = fc.record({ start: fc.constantFrom(...Object.values(STARTS)), steps });
type Acts = { start: () => ComplaintStory; steps: Act[] };

/** A refusal changes nothing; anything but a named refusal is a fault of ours. */
function tries(story: ComplaintStory, act: Act): void {
  const { version } = story.case;
  try {
    act(story);
  } catch (error) {
    if (!(error instanceof RecourseError) || error instanceof InvariantBroken) throw error;
    expect(story.case.version).toBe(version);
  }
}

function play({ start, steps: taken }: Acts, check: (story: ComplaintStory) => void): void {
  const story = start();
  check(story);
  for (const step of taken) {
    tries(story, step);
    check(story);
  }
}

const RUNS = { numRuns: 400 };

/** Days of Shanghai that the law's clock stood still, counted from its last start on. */
function pausedDays({ pauses, receivedAt }: ComplaintCase): number {
  return pauses
    .filter(
      ({ kind, to }) => (kind === 'appraisal' || kind === 'mediation') && to !== undefined && to > receivedAt,
    )
    .reduce((sum, { from, to }) => {
      const start = from > receivedAt ? from : receivedAt;
      return sum + daysBetween(dateOf(start), dateOf(present(to)));
    }, 0);
}

describe('whatever is done to a complaint, in whatever order', () => {
  it('its history is whole and its record is what the history ends with', () => {
    fc.assert(
      fc.property(acts, (taken) =>
        play(taken, (story) => {
          const own = story.events.filter(({ caseId }) => caseId === story.id);
          const { version, lastHash } = story.case;
          expect(verifyChain(own, { seq: version, hash: lastHash })).toBeUndefined();
        }),
      ),
      RUNS,
    );
  });

  it('an open one has a next due time and somebody who must act; a closed one has a named end and none', () => {
    fc.assert(
      fc.property(acts, (taken) =>
        play(taken, (story) => {
          const { category, nextDueAt, closedAt, stage } = story.case;
          const next = complaintNextAction(story.case, story.rules);
          if (category === 'open') {
            expect(nextDueAt).toBeDefined();
            expect(closedAt).toBeUndefined();
            expect(next?.who).not.toBe('');
            expect(complaintRoute(story.case)).not.toBe('closed');
          } else {
            expect(['settled', 'decided', 'withdrawn', 'refused', 'merged']).toContain(stage);
            expect([nextDueAt, next]).toEqual([undefined, undefined]);
            expect(closedAt).toBeDefined();
            expect(story.types.filter((type) => type === 'complaint-closed').length).toBe(
              story.types.filter((type) => type === 'reopened').length + 1,
            );
          }
        }),
      ),
      RUNS,
    );
  });

  it('the law’s clock never ends later than 60 days and its pauses after the last receipt', () => {
    fc.assert(
      fc.property(acts, (taken) =>
        play(taken, (story) => {
          const { dueAt } = story.clock('statutory');
          if (dueAt === undefined) return;
          const days = daysBetween(dateOf(story.case.receivedAt), dateOf(dueAt));
          expect(days).toBeLessThanOrEqual(60 + pausedDays(story.case));
          if (story.case.extension === undefined)
            expect(days).toBeLessThanOrEqual(30 + pausedDays(story.case));
        }),
      ),
      RUNS,
    );
  });

  it('an extension implies its approval by the head office and the notice', () => {
    fc.assert(
      fc.property(acts, (taken) =>
        play(taken, (story) => {
          for (const { data, by } of story.events.filter(({ type }) => type === 'extended')) {
            expect(by).toMatchObject({ role: 'head-office-manager', id: data.approvedBy });
            expect(data.notice).toMatchObject({ proof: 'receipt-1' });
          }
          expect(story.case.extension === undefined || story.case.complexity === 'complex').toBe(true);
        }),
      ),
      RUNS,
    );
  });

  it('nobody acts who is involved at that moment, and nobody so is its handler', () => {
    fc.assert(
      fc.property(acts, ({ start, steps: taken }) => {
        const story = start();
        for (const step of taken) {
          const involved = new Set(story.case.involved);
          const seen = story.events.length;
          tries(story, step);
          for (const { by } of story.events.slice(seen)) {
            if (by.kind === 'staff') expect(involved.has(by.id)).toBe(false);
          }
          const { handler, owner, involved: now } = story.case;
          expect(now).not.toContain(handler);
          expect(now).not.toContain(owner);
        }
      }),
      RUNS,
    );
  });

  it('a decision that needs a second person is told only after another approved it', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const story = STARTS.regulator();
        for (const step of taken) tries(story, step);
        const own = story.events.filter(({ caseId }) => caseId === story.id);
        for (const told of own.filter(({ type }) => type === 'decision-told')) {
          const approved = own.find(
            ({ type, data, seq }) =>
              type === 'decision-approved' && data.decision === told.data.decision && seq < told.seq,
          );
          expect(approved).toBeDefined();
        }
      }),
      RUNS,
    );
  });

  it('no warning is told twice for the same part of the same run of a clock', () => {
    fc.assert(
      fc.property(acts, (taken) =>
        play(taken, ({ case: { warned } }) => {
          const keys = warned.map(({ clock, percent, of }) => `${clock} ${percent} ${of}`);
          expect(new Set(keys).size).toBe(keys.length);
        }),
      ),
      RUNS,
    );
  });

  it('reaches every stage', () => {
    const stages = new Set<string>();
    fc.assert(
      fc.property(acts, (taken) => play(taken, (story) => stages.add(story.case.stage))),
      { numRuns: 2000, seed: 7 },
    );
    expect([...stages].sort()).toEqual([...ComplaintStage.options].sort());
  });
});
