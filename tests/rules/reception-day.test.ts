import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Staff } from '../../domain/people.ts';
import { type DeskOutcome, ReceptionDayCase } from '../../domain/reception-day/case.ts';
import {
  closeReceptionDay,
  countComplaint,
  drawSample,
  LARGEST_SAMPLE,
  MOST_COMPLAINTS,
  openReceptionDay,
  recordVisits,
  visitsOf,
} from '../../domain/reception-day/desk.ts';
import { sumOfDesks, sumsBySite } from '../../domain/reception-day/sums.ts';
import { type ComplaintDesk, newComplaintDesk } from '../support/complaint-desk.ts';
import { BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE, SELLER, staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { ruleOf } from '../support/rule-of.ts';
import { at } from '../support/wall.ts';

const ON = '2026-03-24';
const NOW = at(ON, '10:00');
const CLERK = staff('complaint-handler', 'clerk-zi');
const SECOND_CLERK = staff('complaint-handler', 'clerk-chou');
const OPENING = { on: ON, site: 'Hall A', desk: 1, staff: [CLERK.id], companies: [] };

function dayOf(decision: { cases: readonly { case: unknown }[] }): ReceptionDayCase {
  return ReceptionDayCase.parse(decision.cases[0]?.case);
}

const opened = (over: Partial<typeof OPENING> = {}, branch = 'bj') =>
  dayOf(openReceptionDay({ ...OPENING, ...over }, branch, CLERK, NOW));

function counted(day: ReceptionDayCase, id: string, outcome: DeskOutcome): ReceptionDayCase {
  const decision = countComplaint(day, id, outcome, CLERK, NOW);
  return decision === 'same-again' ? day : dayOf(decision);
}

const tallied = (day: ReceptionDayCase, kind: 'consultation' | 'suggestion', count: number) =>
  count === 0 ? day : dayOf(recordVisits(day, { kind, count }, CLERK, NOW));

const complaintId = (number: number) => `cp-${number.toString(16).padStart(20, '0')}`;

/** So many, spread over so many as evenly as can be. */
function spread(total: number, over: number): number[] {
  return Array.from(
    { length: over },
    (_, n) => Math.floor((total * (n + 1)) / over) - Math.floor((total * n) / over),
  );
}

describe('a desk', () => {
  it('adds up whatever is entered, in whatever order', () => {
    const entry = fc.oneof(
      fc.record({
        kind: fc.constantFrom('consultation', 'suggestion'),
        count: fc.integer({ min: 1, max: 500 }),
      }),
      fc.record({
        kind: fc.constant('complaint' as const),
        number: fc.integer({ min: 1, max: 12 }), // few, so that some come back
        outcome: fc.constantFrom<DeskOutcome>('open', 'promised', 'settled-on-the-spot'),
      }),
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 40 }), (entries) => {
        let day = opened();
        for (const one of entries) {
          day =
            one.kind === 'complaint'
              ? counted(day, complaintId(one.number), one.outcome)
              : dayOf(recordVisits(day, one as { kind: 'consultation'; count: number }, CLERK, NOW));
        }
        const sum = sumOfDesks([day]);
        const tallies = entries.reduce((all, one) => all + ('count' in one ? one.count : 0), 0);
        const people = new Set(entries.flatMap((one) => ('number' in one ? [one.number] : [])));
        expect(sum.visits).toBe(tallies + people.size);
        expect(sum.visits).toBe(sum.consultations + sum.suggestions + sum.complaints);
        expect(sum.complaints).toBe(sum.settledOnTheSpot + sum.promised + sum.open);
        expect(sum.open).toBeGreaterThanOrEqual(0);
        expect(day.complaints).toHaveLength(sum.complaints);
      }),
    );
  });

  it('counts somebody who comes back once, by the best that became of it', () => {
    const promised = counted(opened(), complaintId(1), 'promised');
    const settled = counted(promised, complaintId(1), 'settled-on-the-spot');
    expect(settled.totals).toMatchObject({ complaints: 1, promised: 0, settledOnTheSpot: 1 });
    expect(countComplaint(settled, complaintId(1), 'open', CLERK, NOW)).toBe('same-again');
  });

  it('takes nothing before its day, and nothing after it was closed', () => {
    const eve = at('2026-03-23', '23:59');
    expect(ruleOf(() => recordVisits(opened(), { kind: 'suggestion', count: 1 }, CLERK, eve))).toBe(
      'not-yet',
    );
    const closed = dayOf(closeReceptionDay(opened(), CLERK, NOW));
    expect(ruleOf(() => recordVisits(closed, { kind: 'suggestion', count: 1 }, CLERK, NOW))).toBe('closed');
    expect(ruleOf(() => countComplaint(closed, complaintId(1), 'open', CLERK, NOW))).toBe('closed');
  });

  it('stays well within a row, full and sampled', () => {
    const complaints = Array.from({ length: MOST_COMPLAINTS }, (_, n) => ({
      id: complaintId(n),
      outcome: 'settled-on-the-spot' as const,
    }));
    const totals = { ...opened().totals, complaints: MOST_COMPLAINTS, settledOnTheSpot: MOST_COMPLAINTS };
    const people = Array.from({ length: 200 }, (_, n) => `clerk-${n}`.padEnd(40, '0'));
    const full = { ...opened({ staff: people }), complaints, totals };
    expect(ruleOf(() => countComplaint(full, complaintId(MOST_COMPLAINTS), 'open', CLERK, NOW))).toBe(
      'desk-full',
    );
    const closed = dayOf(closeReceptionDay(full, CLERK, NOW));
    const sampled = dayOf(drawSample(closed, LARGEST_SAMPLE, CLERK, NOW));
    expect(present(sampled.sample).cases).toHaveLength(LARGEST_SAMPLE);
    expect(JSON.stringify(sampled).length).toBeLessThan(200_000);
  });
});

describe('the sample', () => {
  const withComplaints = (count: number) => {
    let day = opened();
    for (let n = 0; n < count; n += 1) day = counted(day, complaintId(n), 'open');
    return day;
  };

  it('is drawn once, of a closed day, and comes out the same for whoever repeats it', () => {
    const day = withComplaints(30);
    expect(ruleOf(() => drawSample(day, 5, CLERK, NOW))).toBe('open');
    const closed = dayOf(closeReceptionDay(day, CLERK, NOW));
    const sampled = dayOf(drawSample(closed, 5, CLERK, NOW));
    const again = dayOf(drawSample(closed, 5, SECOND_CLERK, at('2026-03-25')));
    expect(present(sampled.sample).seed).toBe(closed.lastHash);
    expect(present(again.sample).cases).toEqual(present(sampled.sample).cases);
    expect(new Set(present(sampled.sample).cases).size).toBe(5);
    expect(ruleOf(() => drawSample(sampled, 5, CLERK, NOW))).toBe('drawn');
  });

  it('is another one for another day of the same complaints', () => {
    const draws = Array.from({ length: 20 }, (_, n) => {
      const closed = dayOf(closeReceptionDay(withComplaints(30), CLERK, new Date(NOW.getTime() + n)));
      return present(dayOf(drawSample(closed, 5, CLERK, NOW)).sample).cases.join();
    });
    expect(new Set(draws).size).toBeGreaterThan(15);
  });
});

describe('the day of the twenty cities', () => {
  // What was published of 24 March: everything else is the sum of what is entered.
  const CONSULTATIONS = 12_338;
  const SUGGESTIONS = 1_429;
  const SETTLED = 1_240;
  const PROMISED = 300;
  const PETITIONS = SETTLED + PROMISED;
  const VISITS = PETITIONS + CONSULTATIONS + SUGGESTIONS;
  const MAOMING = { companies: 21, consultations: 205, suggestions: 13, settled: 10, pending: 4 };
  const CITIES = 20;
  const DESKS = 3;

  function deskOf(
    site: string,
    desk: number,
    entries: {
      consultations: number;
      suggestions: number;
      settled: number;
      promised: number;
      companies: string[];
    },
  ): ReceptionDayCase {
    let day = opened(
      { site, desk, companies: entries.companies as never[], staff: [`clerk-${site}-${desk}`] },
      site,
    );
    day = tallied(day, 'consultation', entries.consultations);
    day = tallied(day, 'suggestion', entries.suggestions);
    let number = 0;
    const count = (times: number, outcome: DeskOutcome) => {
      for (let n = 0; n < times; n += 1) day = counted(day, `cp-${site}-${desk}-${number++}`, outcome);
    };
    count(entries.settled, 'settled-on-the-spot');
    count(entries.promised, 'promised');
    return day;
  }

  function cityOf(
    site: string,
    of: { consultations: number; suggestions: number; settled: number; promised: number },
    companies: number,
  ) {
    const consultations = spread(of.consultations, DESKS);
    const suggestions = spread(of.suggestions, DESKS);
    const settled = spread(of.settled, DESKS);
    const promised = spread(of.promised, DESKS);
    return Array.from({ length: DESKS }, (_, d) =>
      deskOf(site, d + 1, {
        consultations: present(consultations[d]),
        suggestions: present(suggestions[d]),
        settled: present(settled[d]),
        promised: present(promised[d]),
        // Every company sits at one desk, and the first of them at all.
        companies: Array.from({ length: companies }, (_, c) => `company-${c}`).filter(
          (_, c) => c === 0 || c % DESKS === d,
        ),
      }),
    );
  }

  const rest = CITIES - 1;
  const others = spread(CONSULTATIONS - MAOMING.consultations, rest).flatMap((consultations, c) =>
    cityOf(
      `city-${c}`,
      {
        consultations,
        suggestions: present(spread(SUGGESTIONS - MAOMING.suggestions, rest)[c]),
        settled: present(spread(SETTLED - MAOMING.settled, rest)[c]),
        promised: present(spread(PROMISED - MAOMING.pending, rest)[c]),
      },
      5,
    ),
  );
  const maoming = cityOf('maoming', { ...MAOMING, promised: MAOMING.pending }, MAOMING.companies);
  const desks = [...others, ...maoming];

  it('comes out to the published totals over sixty desks', () => {
    const sum = sumOfDesks(desks);
    expect(sum).toMatchObject({
      desks: CITIES * DESKS,
      visits: VISITS,
      consultations: CONSULTATIONS,
      suggestions: SUGGESTIONS,
      complaints: PETITIONS,
      settledOnTheSpot: SETTLED,
      promised: PROMISED,
      open: 0,
    });
    expect(desks.reduce((all, { totals }) => all + visitsOf(totals), 0)).toBe(sum.visits);
  });

  it('comes out to the published totals of one city, a company at several desks counted once', () => {
    const bySite = sumsBySite(desks);
    expect(bySite).toHaveLength(CITIES);
    expect(bySite.find(({ site }) => site === 'maoming')).toMatchObject({
      companies: MAOMING.companies,
      consultations: MAOMING.consultations,
      suggestions: MAOMING.suggestions,
      complaints: MAOMING.settled + MAOMING.pending,
      settledOnTheSpot: MAOMING.settled,
      promised: MAOMING.pending,
    });
    expect(maoming.flatMap(({ companies }) => companies).length).toBeGreaterThan(MAOMING.companies);
  });
});

describe('the routes', () => {
  const SETTLED = {
    outcome: 'settled-on-the-spot',
    remedy: 'premium explained and one fee returned',
    cause: { first: 'service', second: 'slow' },
    proof: 'recording-1',
  };
  const whose = (customerRef: string) => ({ customerRef, line: 'life' });
  const entryOf = (customerRef: string, treatment?: object) => ({
    matter: whose(customerRef),
    category: 'service',
    statement: 'waited three weeks for a copy of the policy',
    ...(treatment === undefined ? {} : { treatment }),
  });

  async function openDesk(desk: ComplaintDesk, over: object = {}, who: Staff = CLERK): Promise<string> {
    const { status, body } = await desk.ask('POST', '/reception-days', who, { ...OPENING, ...over });
    expect(status).toBe(201);
    return body.id;
  }

  it('opens a desk once, and hides it from another branch', async () => {
    const desk = newComplaintDesk(NOW);
    const id = await openDesk(desk);
    expect((await desk.ask('POST', '/reception-days', SECOND_CLERK, OPENING)).status).toBe(409);
    const elsewhere = staff('complaint-handler', 'clerk-sh', 'sh');
    expect((await desk.ask('GET', `/reception-days/${id}`, elsewhere)).status).toBe(404);
    expect((await desk.ask('POST', '/reception-days', SELLER, { ...OPENING, desk: 2 })).status).toBe(404);
    expect(
      (await desk.ask('POST', '/reception-days', HEAD_OFFICE, { ...OPENING, desk: 2 })).body.fields,
    ).toEqual([{ field: 'branch', reason: 'is needed' }]);
  });

  it('takes a complaint down settled, promised or open, and counts it with its case', async () => {
    const desk = newComplaintDesk(NOW);
    const id = await openDesk(desk);
    const enter = (entry: object) => desk.ask('POST', `/reception-days/${id}/complaints`, CLERK, entry);
    const settled = await enter(entryOf('customer-a', SETTLED));
    const promised = await enter(
      entryOf('customer-b', {
        outcome: 'promised',
        promisedOn: '2026-04-10',
        reason: 'the carrier must look',
      }),
    );
    const open = await enter(entryOf('customer-c'));
    expect([settled.status, promised.status, open.status]).toEqual([201, 201, 201]);
    const stored = await desk.complaints();
    const of = (ref: string) => present(stored.find(({ customerRef }) => customerRef === ref));
    expect(of('customer-a')).toMatchObject({ stage: 'settled', settledOnTheSpot: true, wait: 0, origin: id });
    expect(of('customer-b')).toMatchObject({
      stage: 'awaiting-contact',
      complexity: 'complex',
      promisedOn: '2026-04-10',
      wait: 0,
    });
    expect(of('customer-c')).toMatchObject({ stage: 'awaiting-contact', category: 'open' });
    expect(of('customer-c').complexity).toBeUndefined();
    for (const { contacts } of stored)
      expect(contacts).toMatchObject([{ channel: 'reception-day', reference: id }]);
    const { totals } = (await desk.ask('GET', `/reception-days/${id}`, CLERK)).body;
    expect(totals).toMatchObject({ visits: 3, complaints: 3, settledOnTheSpot: 1, promised: 1, open: 1 });
    const written = await desk.store.cases.contents(of('customer-a').id);
    expect(written.find(({ name }) => name === 'remedy')?.body).toEqual({ remedy: SETTLED.remedy });
  });

  it('stores neither case nor count when the complaint cannot be treated so', async () => {
    const desk = newComplaintDesk(NOW);
    const id = await openDesk(desk);
    const late = { outcome: 'promised', promisedOn: '2026-06-30', reason: 'too far ahead' };
    const wrong = { ...SETTLED, cause: { first: 'service', second: 'refused' } };
    for (const treatment of [late, wrong]) {
      const { status } = await desk.ask(
        'POST',
        `/reception-days/${id}/complaints`,
        CLERK,
        entryOf('customer-a', treatment),
      );
      expect(status).toBe(400);
    }
    expect(await desk.complaints()).toEqual([]);
    expect((await desk.ask('GET', `/reception-days/${id}`, CLERK)).body.totals.visits).toBe(0);
  });

  it('adds a contact to the open case of the same matter and wakes its workflow from where it waits', async () => {
    const desk = newComplaintDesk(NOW);
    const first = await desk.ask('POST', '/complaints', CLERK, {
      channel: 'hotline',
      receivedAt: at('2026-03-20').toISOString(),
      category: 'service',
      statement: 'nobody answers',
      matter: whose('customer-a'),
    });
    const id = await openDesk(desk);
    const before = present((await desk.complaints())[0]);
    const entered = await desk.ask(
      'POST',
      `/reception-days/${id}/complaints`,
      CLERK,
      entryOf('customer-a', SETTLED),
    );
    expect(entered.body).toMatchObject({
      taken: 'merged',
      complaint: { id: first.body.id, stage: 'settled' },
    });
    const [root, ...none] = await desk.complaints();
    expect(none).toEqual([]);
    expect(root).toMatchObject({
      settledOnTheSpot: true,
      receivedAt: before.receivedAt,
      wait: before.wait + 1,
    });
    expect(present(root).contacts.map(({ channel }) => channel)).toEqual(['hotline', 'reception-day']);
    const woken = await desk.store.cases.undelivered(at('2026-03-25'));
    expect(woken.map(({ caseId, wait }) => ({ caseId, wait }))).toEqual([
      { caseId: first.body.id, wait: before.wait },
    ]);
  });

  it('keeps every entry of people who enter at one desk at once', async () => {
    const desk = newComplaintDesk(NOW);
    const id = await openDesk(desk);
    const answers = await Promise.all([
      desk.ask('POST', `/reception-days/${id}/visits`, CLERK, { kind: 'consultation', count: 40 }),
      desk.ask('POST', `/reception-days/${id}/visits`, SECOND_CLERK, { kind: 'suggestion' }),
      desk.ask('POST', `/reception-days/${id}/complaints`, BRANCH_MANAGER, entryOf('customer-a', SETTLED)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 201]);
    const { totals } = (await desk.ask('GET', `/reception-days/${id}`, CLERK)).body;
    expect(totals).toMatchObject({ visits: 42, consultations: 40, suggestions: 1, complaints: 1 });
    expect(await desk.complaints()).toHaveLength(1);
  });

  it('shows the line of text that was taken down with a suggestion', async () => {
    const desk = newComplaintDesk(NOW);
    const id = await openDesk(desk);
    const note = 'open on Saturdays';
    await desk.ask('POST', `/reception-days/${id}/visits`, CLERK, { kind: 'suggestion', note });
    const { timeline, words } = (await desk.ask('GET', `/reception-days/${id}`, CLERK)).body;
    expect(words[timeline.at(-1).data.note]).toBe(note);
  });

  it('sums the desks of a day over sites, for the head office all and for a branch its own', async () => {
    const desk = newComplaintDesk(NOW);
    const bj = [await openDesk(desk, { desk: 1 }), await openDesk(desk, { desk: 2 })];
    const sh = await openDesk(desk, { branch: 'sh', site: 'Hall B' }, HEAD_OFFICE);
    await openDesk(desk, { on: '2026-03-25' });
    for (const [n, id] of [...bj, sh].entries()) {
      await desk.ask('POST', `/reception-days/${id}/visits`, HEAD_OFFICE, {
        kind: 'consultation',
        count: n + 1,
      });
    }
    const all = (await desk.ask('GET', `/reception-days?on=${ON}`, HEAD_OFFICE)).body;
    expect(all.total).toMatchObject({ desks: 3, visits: 1 + 2 + 3, consultations: 1 + 2 + 3 });
    expect(all.bySite).toMatchObject([
      { branch: 'bj', site: 'Hall A', desks: 2, visits: 1 + 2 },
      { branch: 'sh', site: 'Hall B', desks: 1, visits: 3 },
    ]);
    const own = (await desk.ask('GET', `/reception-days?on=${ON}`, CLERK)).body;
    expect(own.total).toMatchObject({ desks: 2, visits: 1 + 2 });
    expect((await desk.ask('GET', `/reception-days?on=${ON}`, COMPLIANCE)).status).toBe(403);
  });

  it('shows the sample at the desk and at the complaint, where satisfaction is then asked', async () => {
    const desk = newComplaintDesk(NOW);
    const id = await openDesk(desk);
    for (const ref of ['a', 'b', 'c', 'd']) {
      await desk.ask('POST', `/reception-days/${id}/complaints`, CLERK, entryOf(`customer-${ref}`, SETTLED));
    }
    expect((await desk.ask('POST', `/reception-days/${id}/sample`, CLERK, { size: 2 })).body.rule).toBe(
      'open',
    );
    await desk.ask('POST', `/reception-days/${id}/closing`, CLERK, {});
    expect((await desk.ask('POST', `/reception-days/${id}/sample`, CLERK, { size: 2 })).status).toBe(200);
    const { sample } = (await desk.ask('GET', `/reception-days/${id}`, CLERK)).body;
    expect(sample.complaints).toHaveLength(2);
    const drawn: string[] = sample.complaints.map((one: { id: string }) => one.id);
    for (const complaint of await desk.complaints()) {
      const { body } = await desk.ask('GET', `/complaints/${complaint.id}`, CLERK);
      const expected = drawn.includes(complaint.id) ? [{ day: id, drawnAt: sample.drawnAt }] : [];
      expect(body.samples).toEqual(expected);
    }
    const [first] = sample.complaints;
    expect(first.canBeAsked).toBe(true);
    const asked = await desk.ask('POST', `/complaints/${first.id}/satisfaction`, CLERK, {
      version: first.version,
      satisfied: true,
      recording: 'recording-2',
    });
    expect(asked.status).toBe(200);
    const after = (await desk.ask('GET', `/reception-days/${id}`, CLERK)).body.sample.complaints;
    expect(after[0]).toMatchObject({ id: first.id, satisfied: true, canBeAsked: false });
  });

  it('hides a sampled complaint from whoever is involved in it', async () => {
    const desk = newComplaintDesk(NOW);
    const id = await openDesk(desk);
    const about = { ...entryOf('customer-a', SETTLED), involved: [SECOND_CLERK.id] };
    await desk.ask('POST', `/reception-days/${id}/complaints`, CLERK, about);
    await desk.ask('POST', `/reception-days/${id}/closing`, CLERK, {});
    await desk.ask('POST', `/reception-days/${id}/sample`, CLERK, { size: 5 });
    const seen = async (who: Staff) =>
      (await desk.ask('GET', `/reception-days/${id}`, who)).body.sample.complaints;
    expect(await seen(CLERK)).toHaveLength(1);
    expect(await seen(SECOND_CLERK)).toEqual([]);
  });
});
