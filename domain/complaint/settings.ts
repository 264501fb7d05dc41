import * as z from 'zod/mini';
import type { TimeRules } from '../due.ts';
import { Duration } from '../time/deadlines.ts';

const WarnedRole = z.enum(['complaint-handler', 'branch-manager', 'head-office-manager', 'compliance']);

/** What a firm may set about complaints: data, versioned, the version kept on each case. */
export const ComplaintSettings = z.strictObject({
  version: z.string(),
  /** The first call to the complainant. */
  firstContact: Duration,
  /** Of a dissatisfied evaluation: into the flow, from the gateway's time stamp, and to its end. */
  evaluation: z.strictObject({ enter: Duration, finish: Duration }),
  /** The law's clock: simple, complex, and what an approved extension adds. */
  statutory: z.strictObject({ simple: Duration, complex: Duration, extension: Duration }),
  /** The firm's own clock to a decision: it may stand still while somebody else is waited for. */
  work: Duration,
  /** From the notice of the decision: a review may be asked for. */
  reviewWithin: Duration,
  /** From the request: the upper level decides. */
  reviewDecision: Duration,
  /** A complaint whose clocks are all over, or stand still, is told of again and again. */
  reminder: Duration,
  /** Who is told when so much of a clock has passed. */
  warnings: z.array(z.strictObject({ percent: z.int().check(z.minimum(1), z.maximum(100)), to: WarnedRole })),
});
export type ComplaintSettings = z.infer<typeof ComplaintSettings>;

/**
 * 15, 30 and 30 days more, 30 days to ask for a review and 30 to decide it: Complaint measures of 2020, counted in
 * calendar days, the stricter reading. One working day to the first call: Beijing notice 254/2021. One hour and ten
 * days: the supervision network of Ningbo. Ten working days of our own, and a reminder every five, are practice, not law.
 */
export const DEFAULT_COMPLAINT_SETTINGS: ComplaintSettings = {
  version: '2026-1',
  firstContact: { unit: 'working-days', amount: 1 },
  evaluation: {
    enter: { unit: 'hours', amount: 1 },
    finish: { unit: 'calendar-days', amount: 10 },
  },
  statutory: {
    simple: { unit: 'calendar-days', amount: 15 },
    complex: { unit: 'calendar-days', amount: 30 },
    extension: { unit: 'calendar-days', amount: 30 },
  },
  work: { unit: 'working-days', amount: 10 },
  reviewWithin: { unit: 'calendar-days', amount: 30 },
  reviewDecision: { unit: 'calendar-days', amount: 30 },
  reminder: { unit: 'working-days', amount: 5 },
  warnings: [
    { percent: 50, to: 'complaint-handler' },
    { percent: 75, to: 'branch-manager' },
    { percent: 100, to: 'head-office-manager' },
  ],
};

export interface ComplaintRules extends TimeRules {
  complaint: ComplaintSettings;
}
