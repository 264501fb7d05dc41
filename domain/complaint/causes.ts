import * as z from 'zod/mini';
import { Invalid } from '../errors.ts';

/** First level of cause (投诉原因), as the regulator's bulletins sort them. */
export const FirstCause = z.enum([
  'sales',
  'claims',
  'surrender',
  'service',
  'policy-administration',
  'other',
]);
export type FirstCause = z.infer<typeof FirstCause>;

/** Second level: what a corrective action can take hold of. The firm's own list. */
export const SECOND_CAUSES: Readonly<Record<FirstCause, readonly string[]>> = {
  sales: [
    'misleading-statement',
    'cover-not-explained',
    'benefit-overstated',
    'signed-by-another',
    'unsuitable',
  ],
  claims: ['refused', 'amount', 'slow', 'papers-asked-piecemeal', 'attitude'],
  surrender: ['loss-unknown', 'amount', 'slow', 'hindered'],
  service: ['slow', 'attitude', 'promise-not-kept', 'unreachable', 'convenience'],
  'policy-administration': ['wrong-data', 'renewal', 'premium-collection', 'documents-late'],
  other: ['personal-data', 'other'],
};

export const Cause = z.strictObject({ first: FirstCause, second: z.string().check(z.maxLength(60)) });
export type Cause = z.infer<typeof Cause>;

/** @throws Invalid when the second level is not one of the first's */
export function mustBeCause({ first, second }: Cause): void {
  if (!SECOND_CAUSES[first].includes(second)) {
    throw new Invalid('There is no such cause.', [
      { field: 'cause.second', reason: `is one of ${SECOND_CAUSES[first].join(', ')}` },
    ]);
  }
}
