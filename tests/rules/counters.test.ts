import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../domain/case.ts';
import { type Counter, countersOf } from '../../domain/metrics/counters.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import { closing, comparisonsOf, counted, happened, rebuilt } from '../support/figures.ts';
import { asked, DECLINED, type PreUnderwritingStory, standard } from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';
import {
  ASKED_FEN,
  atLevel1,
  CHANGED,
  GIVEN_FEN,
  HEAD_REVIEWER,
  inPart,
  UPHELD,
} from '../support/reconsideration-story.ts';
import { at, later } from '../support/wall.ts';

/** Counts by scope and name. */
function summed(counters: readonly Counter[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { month, branch, carrier, name, count } of counters) {
    const key = `${month} ${branch} ${carrier} ${name}`;
    sums[key] = (sums[key] ?? 0) + count;
  }
  return sums;
}

const namesOf = (events: readonly CaseEvent[]): string[] =>
  events.flatMap(countersOf).map(({ name }) => name);

/** Counts by name, wherever they stand. */
function tally(events: readonly CaseEvent[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { name, count } of events.flatMap(countersOf)) sums[name] = (sums[name] ?? 0) + count;
  return sums;
}

const eventsOf = ({ decisions }: PreUnderwritingStory): CaseEvent[] =>
  decisions.flatMap(({ events }) => events);

describe('what a pre-underwriting adds', () => {
  it('is a customer with conditions, the odd one out, and how long each carrier took', () => {
    const story = asked('carrier-a', 'carrier-b', 'carrier-c').until(at('2026-03-04', '10:00'));
    story.answers('carrier-a');
    story.answers('carrier-b', DECLINED);
    story.until(at('2026-03-05', '10:00'));
    story.answers('carrier-c');
    story.chooses('carrier-c');

    expect(tally(eventsOf(story))).toEqual({
      'carrier-asked:pre-underwriting': 3,
      'carrier-answered:pre-underwriting': 3,
      'answer-days:pre-underwriting:2': 2,
      'answer-days:pre-underwriting:3': 1,
      ...both('compared', 1),
      ...both('comparable', 1),
      ...both('differed', 1),
      ...both('opinion-comparable', 3),
      ...both('opinion-differed', 1),
      chosen: 1,
    });
    const rows = eventsOf(story).flatMap(countersOf);
    const carrierOf = (counted: string) => rows.find(({ name }) => name === counted)?.carrier;
    expect(carrierOf('opinion-differed')).toBe('carrier-b');
    expect(carrierOf('chosen')).toBe('carrier-c');
    expect(carrierOf('differed')).toBe('none');
  });

  it('counts a silent carrier once, late when it answers, and a customer only when there is something to compare', () => {
    const story = asked('carrier-a', 'carrier-b');
    story.answers('carrier-a');
    story.until(at('2026-03-27', '10:00'));
    expect(tally(eventsOf(story))).toMatchObject({ 'carrier-silent:pre-underwriting': 1, compared: 1 });
    expect(namesOf(eventsOf(story))).not.toContain('comparable');

    story.until(at('2026-04-02', '10:00'));
    story.answers('carrier-b', DECLINED);
    expect(monthsOf('compared', story)).toEqual(['2026-03']);
    expect(monthsOf('comparable', story)).toEqual(['2026-04']);
    expect(monthsOf('differed', story)).toEqual(['2026-04']);
    expect(tally(eventsOf(story))).toMatchObject({
      'carrier-answered:pre-underwriting': 2,
      'carrier-late:pre-underwriting': 1,
      'carrier-silent:pre-underwriting': 1,
    });
    // Two that differ from each other: neither is the odd one out.
    expect(namesOf(eventsOf(story))).not.toContain('opinion-differed');
  });

  it('counts a customer whose carriers turn out to differ in the month in which there was something to compare', () => {
    const story = asked('carrier-a', 'carrier-b', 'carrier-c');
    story.answers('carrier-a');
    story.answers('carrier-b');
    story.until(at('2026-03-27', '10:00'));
    expect(namesOf(eventsOf(story))).not.toContain('differed');

    story.until(at('2026-04-02', '10:00'));
    story.answers('carrier-c', DECLINED);
    expect(monthsOf('comparable', story)).toEqual(['2026-03']);
    expect(monthsOf('differed', story)).toEqual(['2026-03']);
  });

  it('holds the days of each round of material, those of one that was given up too', () => {
    const story = asked('carrier-a', 'carrier-b').until(at('2026-03-03', '10:00'));
    story.wants('carrier-a');
    story.wants('carrier-b');
    story.until(at('2026-03-06', '09:00'));
    story.supplies({ carrier: 'carrier-a', documents: [], note: 'there is none' });
    story.until(at('2026-03-27', '10:00'));
    const givenUp = present(eventsOf(story).find(({ type }) => type === 'material-not-supplied'));
    const lasted = (Date.parse(dateOf(givenUp.at)) - Date.parse('2026-03-03')) / 86_400_000;
    expect(tally(eventsOf(story))).toMatchObject({
      'evidence-days:pre-underwriting:3': 1,
      [`evidence-days:pre-underwriting:${lasted}`]: 1,
    });
  });

  it('counts plainly that nothing was chosen, that the consent was taken back, and other terms in the policy', () => {
    const none = asked('carrier-a');
    none.choosesNone();
    expect(tally(eventsOf(none))).toMatchObject({ 'not-chosen': 1 });

    const withdrawn = asked('carrier-a');
    withdrawn.withdraw();
    expect(tally(eventsOf(withdrawn))).toMatchObject({ 'consent-withdrawn': 1 });

    const linked = asked('carrier-a');
    linked.answers('carrier-a');
    linked.chooses('carrier-a');
    const { conclusion } = standard();
    linked.links({
      policyId: 'pl-1',
      carrier: 'carrier-a',
      product: 'ci-1',
      conclusion,
      premiumFen: 900_000,
    });
    expect(tally(eventsOf(linked))).toMatchObject({ 'terms-differ': 1 });
  });
});

function monthsOf(counted: string, story: PreUnderwritingStory): string[] {
  const counters = eventsOf(story).flatMap(countersOf);
  return counters.filter(({ name }) => name === counted).map(({ month }) => month);
}

function both(name: string, times: number): Record<string, number> {
  return { [name]: times, [`${name}:thyroid-nodule`]: times };
}

describe('what a reconsideration adds', () => {
  it('is each level with its outcome, the dispute with its reason and clause, and what was paid', () => {
    const story = atLevel1().until(at('2026-03-05', '15:00'));
    story.answers(UPHELD);
    story.level2().until(at('2026-03-11', '10:00'));
    story.answers(CHANGED);
    story.pays(ASKED_FEN - GIVEN_FEN);

    expect(tally(story.events)).toEqual({
      'carrier-asked:reconsideration-1': 1,
      'carrier-answered:reconsideration-1': 1,
      'answer-days:reconsideration-1:3': 1,
      'carrier-asked:reconsideration-2': 1,
      'carrier-answered:reconsideration-2': 1,
      'answer-days:reconsideration-2:6': 1,
      'level-answered:1': 1,
      'level-working-days:1:3': 1,
      'level-answered:2': 1,
      'level-changed:2': 1,
      'level-working-days:2:4': 1,
      'reconsideration-closed:claim:changed': 1,
      'disputed:claim': 1,
      'disputed-by-reason:claim:pre-existing': 1,
      'disputed-by-clause:claim:clause-7.3': 1,
      'disputed-changed:claim': 1,
      'changed-by-reason:claim:pre-existing': 1,
      'changed-by-clause:claim:clause-7.3': 1,
      payments: 1,
      'recovered-fen': ASKED_FEN - GIVEN_FEN,
    });
    for (const counter of story.events.flatMap(countersOf)) expect(counter.carrier).toBe('carrier-a');
  });

  it('counts what was paid once, when the case is re-opened and more is paid', () => {
    const story = atLevel1();
    const first = 1_500_000;
    story.answers(inPart(GIVEN_FEN + first));
    story.settle();
    story.pays(first);
    story.reopens();
    story.gather().contest();
    story.answers(CHANGED, HEAD_REVIEWER);
    story.pays(ASKED_FEN - GIVEN_FEN - first);

    expect(tally(story.events)).toMatchObject({
      payments: 2,
      'recovered-fen': ASKED_FEN - GIVEN_FEN,
      'level-changed-in-part:1': 1,
      'disputed:claim': 2,
      'disputed-changed:claim': 2,
    });
  });

  it('is no dispute when the carrier was asked nothing', () => {
    expect(namesOf([closing({ levels: 0 })])).toEqual(['reconsideration-closed:claim:accepted']);
  });
});

describe('countersOf', () => {
  it('counts a type in its own kind only', () => {
    const silent = { purpose: 'pre-underwriting', carrier: 'carrier-a', requestId: 'cr-1' };
    expect(namesOf([happened('pre-underwriting', 'carrier-silent', silent)])).toEqual([]);
    expect(namesOf([happened('carrier-request', 'carrier-silent', silent)])).toHaveLength(1);
    expect(namesOf([happened('payout', 'cancelled', {})])).toEqual([]);
    expect(namesOf([happened('callback', 'cancelled', {})])).toEqual(['cancelled']);
  });

  it('says which event lacks what is counted, rather than counting nothing', () => {
    const event = happened('carrier-request', 'carrier-answered', {
      purpose: 'pre-underwriting',
      late: false,
    });
    expect(() => countersOf(event)).toThrow(expect.objectContaining({ name: 'InvariantBroken' }));
  });

  it('gives the same figures made anew from the histories, in any order, as event by event', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (events) => {
        const stored = await counted(events, { from: '2026-01', to: '2026-12' });
        expect(summed(stored)).toEqual(summed(rebuilt(events)));
        expect(summed(rebuilt(events.toReversed()))).toEqual(summed(rebuilt(events)));
        for (const { count, name } of stored) {
          expect(Number.isSafeInteger(count) && count > 0, name).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

const START = at('2026-01-01', '00:00');
const someDay = fc.integer({ min: 0, max: 300 }).map((days) => later(START, { days }));
const carrier = fc.constantFrom('carrier-a', 'carrier-b', 'carrier-c');
const branch = fc.constantFrom('bj', 'sh');

const comparisons = fc
  .array(
    fc.record({
      at: someDay,
      classes: fc.dictionary(carrier, fc.constantFrom('standard', 'extra', 'declined'), {
        noNullPrototype: true,
      }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .chain((made) =>
    fc.record({
      made: fc.constant(made.toSorted((a, b) => a.at.getTime() - b.at.getTime())),
      conditions: fc.subarray(['asthma', 'thyroid-nodule']),
      branch,
    }),
  )
  .map(({ made, ...of }) => comparisonsOf(made, of));

const purpose = fc.constantFrom('pre-underwriting', 'reconsideration-1', 'reconsideration-2');
const request = fc
  .record({ at: someDay, carrier, branch, purpose, days: fc.nat(40), late: fc.boolean() })
  .map(({ purpose: purposeOf, days, late, ...where }) => [
    happened('carrier-request', 'carrier-asked', { purpose: purposeOf }, where),
    happened('carrier-request', 'carrier-answered', { purpose: purposeOf, days, late }, where),
  ]);
const level = fc
  .record({
    at: someDay,
    carrier,
    level: fc.constantFrom(1, 2),
    outcome: fc.constantFrom('changed', 'changed-in-part', 'upheld'),
    days: fc.nat(30),
  })
  .map(({ at: when, carrier: own, ...data }) => [
    happened('reconsideration', 'level-answered', data, { at: when, carrier: own }),
  ]);
const closed = fc
  .record({
    at: someDay,
    carrier,
    levels: fc.nat(2),
    changed: fc.boolean(),
    clause: fc.constantFrom('7.3', '8.1'),
  })
  .map((of) => [closing({ ...of, changed: of.changed && of.levels > 0 })]);

/** Cases of every kind, their events in no order. */
const history = fc
  .array(fc.oneof(comparisons, request, level, closed), { maxLength: 20 })
  .map((cases) => cases.flat());
