import * as z from 'zod/mini';
import type { TimeRules } from '../due.ts';

const Days = z.int().check(z.minimum(1), z.maximum(60));

/** What a firm may set about evaluations: data, versioned, the version kept on each case. */
export const EvaluationSettings = z
  .strictObject({
    version: z.string(),
    /** Days from the asking to the one reminder. */
    remindAfterDays: Days,
    /** Days from the asking until an answer is no answer any more, to the end of the day. */
    expireAfterDays: Days,
    /** From the first valid reply: in this time the last valid one counts. */
    correctionHours: z.int().check(z.minimum(0), z.maximum(168)),
    /** A person reads what could not be read. The model gives one hour for what is dissatisfied, and this may be. */
    readWithinMinutes: z.int().check(z.minimum(10), z.maximum(1440)),
    /** Whether each policy in scope is asked about by itself when it is recorded. */
    sendOnIssue: z.boolean(),
    /** Whether each resolution of a complaint is asked about by itself. */
    sendOnResolution: z.boolean(),
  })
  .check(
    z.refine(({ remindAfterDays, expireAfterDays }) => remindAfterDays < expireAfterDays, {
      error: 'must come after the reminder',
      path: ['expireAfterDays'],
    }),
  );
export type EvaluationSettings = z.infer<typeof EvaluationSettings>;

/**
 * Practice, not law: nothing binds a broker to ask at all. The network of Ningbo asks about every policy; here its
 * customers have the callback already, which asks more.
 */
export const DEFAULT_EVALUATION_SETTINGS: EvaluationSettings = {
  version: '2026-1',
  remindAfterDays: 2,
  expireAfterDays: 7,
  correctionHours: 24,
  readWithinMinutes: 60,
  sendOnIssue: false,
  sendOnResolution: true,
};

export interface EvaluationRules extends TimeRules {
  evaluation: EvaluationSettings;
}
