import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { CaseDraft, type Decision } from '../decision.ts';
import { Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import { dateOf } from '../time/calendar.ts';
import { type DeskOutcome, ReceptionDayCase, type VisitTotals } from './case.ts';

/**
 * Two a minute for eight hours. The whole row is written with each entry: 1,000 complaints are 60 kB of the 400 that a
 * row may have, and 120 write units, of which DynamoDB gives one row 1,000 a second.
 */
export const MOST_COMPLAINTS = 1_000;

const { on, site, desk, staff, companies } = ReceptionDayCase.shape;

export const DayOpening = z.strictObject({
  on,
  site,
  desk: z._default(desk, 1),
  staff,
  companies: z._default(companies, []),
});
export type DayOpening = z.infer<typeof DayOpening>;

/** Opened twice, a desk would count twice: what it is says which record it is. */
export function receptionDayIdOf(
  { on, site, desk }: Pick<DayOpening, 'on' | 'site' | 'desk'>,
  branch: string,
): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([branch, on, site, desk]))
    .digest('hex');
  return `rd-${digest.slice(0, 20)}`;
}

export function openReceptionDay(opening: DayOpening, branch: string, by: Staff, at: Date): Decision {
  const empty: ReceptionDayCase = {
    id: receptionDayIdOf(opening, branch),
    kind: 'reception-day',
    stage: 'open',
    category: 'open',
    version: 0,
    lastHash: '',
    branch,
    owner: by.id,
    wait: 0,
    openedAt: at.toISOString(),
    ...opening,
    totals: { consultations: 0, suggestions: 0, complaints: 0, settledOnTheSpot: 0, promised: 0 },
    complaints: [],
  };
  const draft = new CaseDraft(empty, by, at);
  draft.record('reception-day-opened', {
    on: opening.on,
    site: opening.site,
    desk: opening.desk,
    companies: opening.companies,
  });
  return draft.finish({ nextDueAt: undefined, wakes: false });
}

/** Many visits at once, as a tally is brought in: consultations and suggestions have nobody to come back to. */
export const Visits = z.strictObject({
  kind: z.enum(['consultation', 'suggestion']),
  count: z._default(z.int().check(z.minimum(1), z.maximum(100_000)), 1),
  note: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(1000))),
});
export type Visits = z.infer<typeof Visits>;

/** @throws Refused when the day is over */
export function recordVisits(day: ReceptionDayCase, visits: Visits, by: Staff, at: Date): Decision {
  const draft = deskOf(day, by, at);
  const { kind, count, note } = visits;
  const name = kind === 'consultation' ? 'consultations' : 'suggestions';
  draft.record(
    'visits-recorded',
    {
      kind,
      count,
      ...(note === undefined ? {} : { note: draft.keep(`note-${draft.case.version + 1}`, { note }) }),
    },
    { totals: { ...day.totals, [name]: day.totals[name] + count } },
  );
  return draft.finish({ nextDueAt: undefined, wakes: false });
}

const PROGRESS: readonly DeskOutcome[] = ['open', 'promised', 'settled-on-the-spot'];

/**
 * A complaint was taken down as a case: it counts here. Whoever comes back to the desk with it counts once, by the best
 * that became of it: promised in the morning and settled at noon is settled.
 * @throws Refused when the day is over or has not come, or the desk is full
 */
export function countComplaint(
  day: ReceptionDayCase,
  complaint: string,
  outcome: DeskOutcome,
  by: Staff,
  at: Date,
): Decision | 'same-again' {
  const draft = deskOf(day, by, at);
  const before = day.complaints.find(({ id }) => id === complaint);
  if (before !== undefined && PROGRESS.indexOf(before.outcome) >= PROGRESS.indexOf(outcome))
    return 'same-again';
  if (before === undefined && day.complaints.length >= MOST_COMPLAINTS) {
    throw new Refused('desk-full', `One desk takes at most ${MOST_COMPLAINTS} complaints: open another one.`);
  }
  const others = day.complaints.filter(({ id }) => id !== complaint);
  const complaints = [...others, { id: complaint, outcome }];
  const counted = { kind: 'complaint', complaint, outcome };
  draft.record(
    before === undefined ? 'visits-recorded' : 'outcome-improved',
    before === undefined ? { ...counted, count: 1 } : { ...counted, before: before.outcome },
    { complaints, totals: { ...day.totals, ...countsOf(complaints) } },
  );
  return draft.finish({ nextDueAt: undefined, wakes: false });
}

function countsOf(
  complaints: ReceptionDayCase['complaints'],
): Pick<VisitTotals, 'complaints' | 'settledOnTheSpot' | 'promised'> {
  const of = (wanted: DeskOutcome) => complaints.filter(({ outcome }) => outcome === wanted).length;
  return {
    complaints: complaints.length,
    settledOnTheSpot: of('settled-on-the-spot'),
    promised: of('promised'),
  };
}

function deskOf(day: ReceptionDayCase, by: Staff, at: Date): CaseDraft<ReceptionDayCase> {
  if (day.stage !== 'open') throw new Refused('closed', 'The reception day is over.');
  if (dateOf(at) < day.on) throw new Refused('not-yet', `The reception day is on ${day.on}.`);
  return new CaseDraft(day, by, at);
}

/** All who came, of whatever kind. */
export function visitsOf(totals: VisitTotals): number {
  return totals.consultations + totals.suggestions + totals.complaints;
}

export function closeReceptionDay(day: ReceptionDayCase, by: Staff, at: Date): Decision {
  const draft = deskOf(day, by, at);
  draft.record(
    'reception-day-closed',
    { ...day.totals, visits: visitsOf(day.totals) },
    { stage: 'closed', category: 'closed', closedAt: at.toISOString() },
  );
  return draft.finish({ nextDueAt: undefined, wakes: false });
}

/** A sample stands in the row beside the complaints, and in one event: 500 ids are 12 kB. */
export const LARGEST_SAMPLE = 500;

/**
 * A random sample of the day's complaints, to be called back on satisfaction. The seed is the hash of the closed day,
 * which nobody can choose, so that the draw can be repeated and proven.
 * @param size at most 500; a day with fewer complaints is called back whole
 * @throws Refused while the day is open, or when it was drawn
 */
export function drawSample(day: ReceptionDayCase, size: number, by: Staff, at: Date): Decision {
  if (day.stage !== 'closed') throw new Refused('open', 'The reception day is not over.');
  if (day.sample !== undefined) throw new Refused('drawn', 'The sample was drawn.');
  const seed = day.lastHash;
  const cases = day.complaints
    .map(({ id }) => ({ id, rank: createHash('sha256').update(`${seed}\n${id}`).digest('hex') }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .slice(0, size)
    .map(({ id }) => id);
  const draft = new CaseDraft(day, by, at);
  draft.record(
    'sample-drawn',
    { seed, of: day.complaints.length, cases },
    { sample: { drawnAt: at.toISOString(), seed, cases } },
  );
  return draft.finish({ nextDueAt: undefined, wakes: false });
}
