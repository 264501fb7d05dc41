import type * as z from 'zod/mini';
import type { CaseEvent } from '../../case.ts';
import { InvariantBroken } from '../../errors.ts';

/** What an event adds: one, in its own month and carrier, unless it says otherwise; with a broker, in the broker's row. */
export interface Added {
  name: string;
  count?: number;
  month?: string;
  carrier?: string;
  broker?: string;
}

/** Names that one file writes and another reads. What follows a colon is a code or a number of days. */
export type CounterName =
  | 'callback-opened'
  | 'answered-clean'
  | 'answered-problem'
  | 'unreached'
  | 'confirmed-settled'
  | 'confirmed-not-settled'
  | 'compared'
  | 'comparable'
  | 'differed'
  | 'opinion-comparable'
  | 'opinion-differed'
  | 'chosen'
  | 'not-chosen'
  | 'consent-withdrawn'
  | 'terms-differ'
  | 'carrier-asked'
  | 'carrier-answered'
  | 'carrier-late'
  | 'carrier-silent'
  | 'answer-days'
  | 'evidence-days'
  | 'level-answered'
  | 'level-changed'
  | 'level-changed-in-part'
  | 'level-working-days'
  | 'reconsideration-closed'
  | 'disputed'
  | 'disputed-changed'
  | 'disputed-by-reason'
  | 'changed-by-reason'
  | 'disputed-by-clause'
  | 'changed-by-clause'
  | 'payments'
  | 'recovered-fen'
  | 'complaint-opened'
  | 'complaint-by-channel'
  | 'complaint-by-line'
  | 'complaint-by-product'
  | 'complaint-repeated'
  | 'complaint-forwarded'
  | 'complaint-contacted'
  | 'complaint-contacted-in-time'
  | 'complaint-closed'
  | 'complaint-by-cause'
  | 'complaint-by-outcome'
  | 'complaint-ended'
  | 'complaint-ended-within-hour'
  | 'complaint-ended-on-the-spot'
  | 'complaint-ended-days'
  | 'complaint-satisfied'
  | 'complaint-dissatisfied'
  | 'complaint-redress-fen'
  | 'evaluation-asked'
  | 'evaluation-sent'
  | 'evaluation-delivered'
  | 'evaluation-reply'
  | 'evaluation-replied'
  | 'evaluation-valid'
  | 'evaluation-opted-out'
  | 'evaluation-graded-by-hand'
  | 'evaluation-dissatisfied'
  | 'evaluation-dissatisfied-item'
  | 'exposure-premium-fen'
  | 'exposure-policies'
  | 'exposure-person-times';

/** `compared:thyroid-nodule`, `answer-days:pre-underwriting:3`. */
export function named(name: CounterName, ...of: readonly (string | number)[]): string {
  return [name, ...of].join(':');
}

/** @throws InvariantBroken when the event does not hold what is counted */
export function factsOf<Shape extends z.ZodMiniType>(
  shape: Shape,
  { type, data }: CaseEvent,
): z.output<Shape> {
  const read = shape.safeParse(data);
  if (!read.success) {
    const fields = read.error.issues.map(({ path }) => path.join('.'));
    throw new InvariantBroken(`An event ${type} lacks what is counted of it.`, { details: { fields } });
  }
  return read.data as z.output<Shape>;
}
