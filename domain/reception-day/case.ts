import * as z from 'zod/mini';
import { caseHead } from '../case.ts';
import { Id } from '../people.ts';
import { DateText } from '../time/calendar.ts';

const Instant = z.iso.datetime();

/** What a visitor came with: a question, an idea, or a complaint. */
export const VisitKind = z.enum(['consultation', 'suggestion', 'complaint']);
export type VisitKind = z.infer<typeof VisitKind>;

/** What became of a complaint at the desk: settled there and then, promised by a date, or open without a promise. */
export const DeskOutcome = z.enum(['open', 'promised', 'settled-on-the-spot']);
export type DeskOutcome = z.infer<typeof DeskOutcome>;

/** How many visits of each kind, and what became of the complaints. */
export const VisitTotals = z.strictObject({
  consultations: z.int(),
  suggestions: z.int(),
  complaints: z.int(),
  /** Of the complaints: settled there and then, or promised by a date. The others are open without a promise. */
  settledOnTheSpot: z.int(),
  promised: z.int(),
});
export type VisitTotals = z.infer<typeof VisitTotals>;

/**
 * A reception day (局长接待日): one desk for a day, where many visitors are taken down fast. Consultations and
 * suggestions are counted, with a line of text where one was taken; each complaint is a case of its own.
 */
export const ReceptionDayCase = z.strictObject({
  ...caseHead,
  kind: z.literal('reception-day'),
  stage: z.enum(['open', 'closed']),
  on: DateText,
  site: z.string().check(z.trim(), z.minLength(1), z.maxLength(100)),
  /** Which one of the site's desks: branch, day, site and desk are together one record. */
  desk: z.int().check(z.minimum(1), z.maximum(999)),
  staff: z.array(Id).check(z.minLength(1), z.maxLength(200)),
  /** Companies that sit at the desk. */
  companies: z.array(Id).check(z.maxLength(100)),
  totals: VisitTotals,
  /** Complaints that were taken down here, each once, for the sample of calls; at most 1,000. */
  complaints: z.array(z.strictObject({ id: z.string(), outcome: DeskOutcome })),
  sample: z.optional(z.strictObject({ drawnAt: Instant, seed: z.string(), cases: z.array(z.string()) })),
});
export type ReceptionDayCase = z.infer<typeof ReceptionDayCase>;
