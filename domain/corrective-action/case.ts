import * as z from 'zod/mini';
import { caseHead } from '../case.ts';
import { Cause } from '../complaint/causes.ts';
import { Id } from '../people.ts';
import { DateText } from '../time/calendar.ts';

/** A share with what it is made of; never the quotient alone. */
const Share = z.strictObject({ numerator: z.int(), denominator: z.int() });
export type Share = z.infer<typeof Share>;

/**
 * A corrective action (溯源整改): what is done so that a cause of complaints goes away. It stays open until the rate of
 * the cause has fallen.
 */
export const CorrectiveActionCase = z.strictObject({
  ...caseHead,
  kind: z.literal('corrective-action'),
  stage: z.enum(['open', 'effective', 'dropped']),
  cause: Cause,
  carrier: z.optional(Id),
  /** Complaints of the cause in the three whole months before it began, per policy of those months. */
  before: Share,
  targetPercent: z.int().check(z.minimum(1), z.maximum(100)),
  checks: z.array(z.strictObject({ month: z.string(), share: Share, fell: z.boolean() })),
  startedOn: DateText,
  complaints: z.array(z.string()).check(z.maxLength(200)),
});
export type CorrectiveActionCase = z.infer<typeof CorrectiveActionCase>;
