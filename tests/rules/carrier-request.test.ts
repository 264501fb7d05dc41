import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceRequest } from '../../domain/carrier-request/advance.ts';
import { ANSWER_END, daysWaited, requestDues } from '../../domain/carrier-request/clock.ts';
import {
  type Asking,
  answer,
  ask,
  confirmDeletion,
  endSharing,
  MOST_ANSWERS,
  mustBeAbleToDecide,
  type RequestDraft,
  supplyMaterial,
  wantMaterial,
} from '../../domain/carrier-request/commands.ts';
import { CaseDraft } from '../../domain/decision.ts';
import { Conflict, Invalid, NotAllowed } from '../../domain/errors.ts';
import { verifyChain } from '../../domain/history.ts';
import { addDays, dateOf, isWorkingDay, workingDaysBetween } from '../../domain/time/calendar.ts';
import { daysBetween } from '../../domain/time/dates.ts';
import { reviewer, SELLER } from '../support/people.ts';
import {
  ASKED_AT,
  asked,
  claimOf,
  DECLINED,
  PATHOLOGY,
  type PreUnderwritingStory,
  PU_RULES,
  standard,
} from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';
import { ruleOf } from '../support/rule-of.ts';
import { at, later, wall } from '../support/wall.ts';

const { calendar, carriers } = PU_RULES;

/** The first office hours after a day. */
function morningAfter(date: string): string {
  let next = addDays(date, 1);
  while (!isWorkingDay(next, calendar)) next = addDays(next, 1);
  return `${next} ${present(PU_RULES.callingHours.intervals[0]).from}`;
}

function afterWorkingDays(from: string, count: number): string {
  return morningAfter(countedOn(from, count));
}

const happened = (story: PreUnderwritingStory, carrier: string): string[] =>
  (story.histories.get(story.request(carrier).id) ?? []).map(({ at: when, type }) => `${wall(when)} ${type}`);

describe("a carrier's time", () => {
  it('is reminded of at its half and over at its end, each in the next office hours', () => {
    const story = asked({ carrier: 'carrier-a', product: 'ci-1', answerWithinWorkingDays: 6 }, 'carrier-b');
    story.until(at('2026-03-20'));
    expect(happened(story, 'carrier-a')).toEqual([
      '2026-03-02 10:00 carrier-asked',
      `${afterWorkingDays('2026-03-02', 3)} carrier-reminded`,
      `${afterWorkingDays('2026-03-02', 6)} carrier-silent`,
    ]);
  });

  it('is what the firm has agreed with that carrier, or the common one', () => {
    const story = asked({ carrier: 'carrier-a', product: 'ci-1', answerWithinWorkingDays: 12 }, 'carrier-b');
    expect(story.request('carrier-a').answerWithinWorkingDays).toBe(12);
    expect(story.request('carrier-b').answerWithinWorkingDays).toBe(
      carriers.answerWithin['pre-underwriting'],
    );
  });

  it('is not reminded of any more after an answer', () => {
    const story = asked();
    story.answers('carrier-a');
    story.until(at('2026-03-20'));
    expect(happened(story, 'carrier-a')).toEqual([
      '2026-03-02 10:00 carrier-asked',
      '2026-03-02 10:00 carrier-answered',
    ]);
  });

  it('stands still while material is waited for: the due date moves by exactly those working days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.record({ work: fc.integer({ min: 0, max: 4 }), wait: fc.integer({ min: 0, max: 12 }) }), {
          maxLength: 3,
        }),
        fc.integer({ min: 0, max: 60 }),
        (within, rounds, offset) => {
          const askedOn = addDays('2026-03-02', offset);
          const { draft, paused } = withRounds(askedOn, within, rounds);
          expect(wall(endOf(draft))).toBe(morningAfter(movedBy(paused, countedOn(askedOn, within))));
        },
      ),
    );
  });

  it('ends on the day of the supply when material was wanted on its last day', () => {
    const story = asked({ carrier: 'carrier-a', product: 'ci-1', answerWithinWorkingDays: 3 }, 'carrier-b');
    story.until(at('2026-03-05', '16:00'));
    story.wants('carrier-a');
    story.until(at('2026-03-10', '11:00'));
    story.supplies({ carrier: 'carrier-a', documents: [], note: 'The biopsy was benign.' });
    story.until(at('2026-03-20'));
    expect(wall(story.request('carrier-a').silentSince)).toBe(morningAfter('2026-03-10'));
  });

  it('is counted apart from that of the broker, and both see the days', () => {
    const story = asked();
    story.until(at('2026-03-03', '15:00'));
    story.wants('carrier-a');
    story.until(at('2026-03-06', '11:00'));
    expect(daysWaited(story.request('carrier-a'), story.now)).toEqual({ carrier: 1, broker: 3 });
    story.supplies({ carrier: 'carrier-a', documents: [], note: 'The biopsy was benign.' });
    story.until(at('2026-03-10', '10:00'));
    story.answers('carrier-a');
    story.until(at('2026-03-30', '10:00'));
    expect(daysWaited(story.request('carrier-a'), story.now)).toEqual({ carrier: 5, broker: 3 });
  });
});

/** A request with rounds of material behind it. `paused`: the days on which the clock stood, from and to. */
function withRounds(
  askedOn: string,
  within: number,
  rounds: readonly { work: number; wait: number }[],
): { draft: RequestDraft; paused: [string, string][] } {
  let now = at(askedOn, '10:00');
  let draft = requestOf({ answerWithinWorkingDays: within }, now);
  const paused: [string, string][] = [];
  for (const { work, wait } of rounds) {
    now = later(now, { days: work });
    if (dateOf(now) >= movedBy(paused, countedOn(askedOn, within))) break; // no whole day is left
    draft = new CaseDraft(draft.case, reviewer('carrier-a'), now);
    wantMaterial(draft, [PATHOLOGY], reviewer('carrier-a'), PU_RULES);
    expect(endOf(draft)).toBeUndefined();
    const from = dateOf(now);
    now = later(now, { days: wait });
    draft = new CaseDraft(draft.case, SELLER, now);
    supplyMaterial(draft, [], 'nothing more was found');
    paused.push([from, dateOf(now)]);
  }
  return { draft, paused };
}

function requestOf(over: Partial<Asking> = {}, now = ASKED_AT): RequestDraft {
  const asking: Asking = {
    id: 'cr-1',
    about: 'pu-1',
    branch: 'bj',
    carrier: 'carrier-a',
    purpose: 'pre-underwriting',
    packet: {},
    documents: [],
    ...over,
  };
  return ask(asking, SELLER, now, PU_RULES);
}

/** When the carrier's time is over; nothing while it stands still. */
function endOf({ case: request }: RequestDraft): Date | undefined {
  return requestDues(request, PU_RULES).find(({ what }) => what === ANSWER_END)?.at;
}

/** By hand, day by day: the day of the asking does not count. */
function countedOn(askedOn: string, within: number): string {
  let date = askedOn;
  for (let left = within; left > 0; ) {
    date = addDays(date, 1);
    if (isWorkingDay(date, calendar)) left -= 1;
  }
  return date;
}

/** By as many working days as each pause lasted. */
function movedBy(paused: readonly [string, string][], due: string): string {
  return paused.reduce((moved, [from, to]) => countedOn(moved, workingDaysBetween(from, to, calendar)), due);
}

describe('material that a carrier wants', () => {
  it('is asked for once, and reminded of, escalated and given up when it never comes', () => {
    const story = asked();
    story.until(at('2026-03-03', '10:00'));
    story.wants('carrier-a');
    story.until(at('2026-04-20'));
    const { remind, escalate, giveUp } = carriers.material;
    const types = happened(story, 'carrier-a');
    expect(types.slice(1, 5)).toEqual([
      '2026-03-03 10:00 material-wanted',
      `${afterWorkingDays('2026-03-03', remind)} material-reminded`,
      `${afterWorkingDays('2026-03-03', escalate)} material-escalated`,
      `${afterWorkingDays('2026-03-03', giveUp)} material-not-supplied`,
    ]);
    // The clock goes on from there with what was left on it: one of five days had run.
    const resumedOn = afterWorkingDays('2026-03-03', giveUp).slice(0, 10);
    const left = carriers.answerWithin['pre-underwriting'] - 1;
    expect(types.at(-1)).toBe(`${afterWorkingDays(resumedOn, left)} carrier-silent`);
    expect(story.request('carrier-a').material).toMatchObject([{ reminders: 2, outcome: 'not-supplied' }]);
  });

  it('is wanted at once: a second wish waits for the first to be met, and three are enough', () => {
    const story = asked();
    for (let round = 1; round <= carriers.materialRounds; round += 1) {
      story.wants('carrier-a');
      expect(() => story.wants('carrier-a')).toThrow(Conflict);
      story.supplies({ carrier: 'carrier-a', documents: [], note: `answer ${round}` });
    }
    expect(ruleOf(() => story.wants('carrier-a'))).toBe('asked-enough');
  });

  it('is supplied by something, and only when it was wanted', () => {
    const story = asked();
    expect(ruleOf(() => story.supplies({ carrier: 'carrier-a', documents: [], note: 'unasked' }))).toBe(
      'nothing-wanted',
    );
    story.wants('carrier-a');
    expect(() => story.supplies({ carrier: 'carrier-a', documents: [] })).toThrow(Invalid);
  });

  it('goes to the carrier that wanted it and to no other', () => {
    const story = asked();
    story.wants('carrier-a');
    story.wants('carrier-b');
    const pathology = story.document(claimOf('pathology'));
    story.supplies({ carrier: 'carrier-a', documents: [pathology] });
    expect(story.request('carrier-a').documents.map(({ id }) => id)).toEqual(['d1', pathology]);
    expect(story.request('carrier-b')).toMatchObject({ stage: 'material-wanted' });
    expect(story.request('carrier-b').documents.map(({ id }) => id)).toEqual(['d1']);
  });

  it('is not waited for any more when the carrier answers without it', () => {
    const story = asked();
    story.wants('carrier-a');
    story.until(at('2026-03-04'));
    story.answers('carrier-a', DECLINED);
    expect(story.request('carrier-a')).toMatchObject({
      stage: 'answered',
      material: [{ outcome: 'not-supplied' }],
      pauses: [{ to: story.now.toISOString() }],
    });
  });
});

describe("a carrier's answer", () => {
  it('counts once: said again it is the same, another one is kept beside it', () => {
    const story = asked();
    expect(story.answers('carrier-a', standard())).toBe('counted');
    const { version } = story.request('carrier-a');
    expect(story.answers('carrier-a', standard())).toBe('same-again');
    expect(story.request('carrier-a').version).toBe(version);
    expect(story.answers('carrier-a', DECLINED)).toBe('beside');
    expect(story.request('carrier-a').answers).toHaveLength(2);
    expect(story.file.opinions.get('carrier-a')).toEqual(standard());
  });

  it('is refused when it is the one kept beside, said again, or one more', () => {
    const story = asked();
    story.answers('carrier-a', standard());
    story.answers('carrier-a', DECLINED);
    const { version } = story.request('carrier-a');
    expect(() => story.answers('carrier-a', DECLINED)).toThrow(Conflict);
    expect(() => story.answers('carrier-a', standard(1))).toThrow(Conflict);
    expect(story.request('carrier-a')).toMatchObject({ version });
    expect(story.request('carrier-a').answers).toHaveLength(MOST_ANSWERS);
    expect(story.answers('carrier-a', standard())).toBe('same-again');
  });

  it('is the same answer said again even when its last day is over', () => {
    const story = asked();
    const short = standard(800_000, { validUntil: '2026-03-03' });
    story.answers('carrier-a', short);
    story.until(at('2026-03-05'));
    expect(story.answers('carrier-a', short)).toBe('same-again');
    expect(() => story.answers('carrier-b', short)).toThrow(Invalid);
  });

  it('is late after its time, and is said to be', () => {
    const story = asked();
    story.answers('carrier-a');
    story.until(at('2026-03-16'));
    story.answers('carrier-b');
    expect(story.request('carrier-a').answers).toMatchObject([{ late: false }]);
    expect(story.request('carrier-b').answers).toMatchObject([{ late: true }]);
  });

  it('is not taken when it is not needed any more, or was withdrawn, and neither is a wish', () => {
    for (const stage of ['not-needed', 'withdrawn'] as const) {
      const draft = requestOf();
      endSharing(draft, stage, 'for the test');
      expect(() => answer(draft, standard(), {}, reviewer('carrier-a'))).toThrow(Conflict);
      expect(() => wantMaterial(draft, [PATHOLOGY], reviewer('carrier-a'), PU_RULES)).toThrow(Conflict);
    }
  });

  it('is not given by who decided before, nor below the head office where it is asked', () => {
    const by = reviewer('carrier-a', 'reviewer-yi');
    const before = requestOf({ mayNotDecide: [by.id] }).case;
    expect(() => mustBeAbleToDecide(before, by)).toThrow(NotAllowed);
    const high = requestOf({ headOfficeOnly: true }).case;
    expect(() => mustBeAbleToDecide(high, by)).toThrow(NotAllowed);
    mustBeAbleToDecide(high, reviewer('carrier-a', 'reviewer-er', 'head-office'));
  });
});

describe('a request that ended', () => {
  it('keeps nothing due, and its history is one chain', () => {
    const story = asked('carrier-a', 'carrier-b', 'carrier-c');
    story.wants('carrier-b');
    story.answers('carrier-a');
    story.chooses('carrier-a');
    for (const request of story.file.requests) {
      expect(requestDues(request, PU_RULES)).toEqual([]);
      expect(request.nextDueAt).toBeUndefined();
      const events = present(story.histories.get(request.id));
      expect(verifyChain(events, { seq: request.version, hash: request.lastHash })).toBeUndefined();
    }
    expect(story.request('carrier-b')).toMatchObject({ stage: 'not-needed', category: 'closed' });
    expect(story.request('carrier-a')).toMatchObject({ stage: 'answered' });
  });

  it('is confirmed as deleted only when it was withdrawn, and once', () => {
    const draft = requestOf();
    expect(ruleOf(() => confirmDeletion(draft, reviewer('carrier-a')))).toBe('not-withdrawn');
    endSharing(draft, 'withdrawn', 'for the test');
    confirmDeletion(draft, reviewer('carrier-a'));
    const { version } = draft.case;
    confirmDeletion(draft, reviewer('carrier-a'));
    expect(draft.case).toMatchObject({ version, deletionConfirmed: { by: reviewer('carrier-a').id } });
  });

  it("is escalated again and again when it is a reconsideration, for that is somebody's right", () => {
    const start = requestOf({ purpose: 'reconsideration-1' }).case;
    let request = start;
    const told: string[] = [];
    for (let day = 0; day < 60; day += 1) {
      const draft = new CaseDraft(request, SELLER, later(at('2026-03-02', '18:00'), { days: day }));
      told.push(...advanceRequest(draft, PU_RULES));
      request = draft.case;
    }
    expect(told.slice(0, 3)).toEqual(['carrier-reminded', 'carrier-silent', 'carrier-silence-escalated']);
    expect(request.escalations).toBeGreaterThan(4);
    expect(daysBetween(dateOf(start.askedAt), dateOf(present(request.silentSince)))).toBeGreaterThanOrEqual(
      14,
    );
  });
});
