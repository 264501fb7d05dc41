import * as z from 'zod/mini';
import { DateText, dateOf } from '../time/calendar.ts';
import type { AccountableComplaint } from './facts.ts';
import { occurrencesOf } from './occurrences.ts';

export const Exemption = z.enum(['outside-cover', 'withdrawn', 'satisfied']);
export type Exemption = z.infer<typeof Exemption>;

/** An exemption that a complaint can point to, and whether its condition is met. */
export const ExemptionClaim = z.strictObject({
  exemption: Exemption,
  holds: z.boolean(),
  /** What breaks the condition, each with the first day of it. */
  brokenBy: z.array(z.strictObject({ rule: z.enum(['repeat', 'escalated', 'multi-channel']), on: DateText })),
  text: z.string(),
});
export type ExemptionClaim = z.infer<typeof ExemptionClaim>;

const CONDITION = ['repeat', 'escalated', 'multi-channel'] as const;

const WORDS: Readonly<Record<Exemption, string>> = {
  'outside-cover': 'clearly outside cover, which needs no condition',
  withdrawn: 'withdrawn after the first coordination',
  satisfied: 'the customer is satisfied',
};

/**
 * What speaks for a complaint at an instant. A matter clearly outside cover is exempt in any case; one that was
 * withdrawn after the first coordination, or whose customer is satisfied, only if it was never repeated, escalated or
 * brought to a second channel. The firm's procedure.
 */
export function exemptionsAt(complaint: AccountableComplaint, instant: string): ExemptionClaim[] {
  const isClosed = complaint.closedAt !== undefined && complaint.closedAt <= instant;
  const brokenBy = brokenAt(complaint, instant);
  return [
    ...(complaint.outsideCover ? [claim('outside-cover', [])] : []),
    ...(isClosed && complaint.withdrawnAfterFirstCoordination ? [claim('withdrawn', brokenBy)] : []),
    ...(isClosed && complaint.satisfied === true ? [claim('satisfied', brokenBy)] : []),
  ];
}

export function isExemptAt(complaint: AccountableComplaint, instant: string): boolean {
  return exemptionsAt(complaint, instant).some(({ holds }) => holds);
}

function brokenAt(complaint: AccountableComplaint, instant: string): ExemptionClaim['brokenBy'] {
  const so = occurrencesOf(complaint).filter(({ at }) => at <= instant);
  return CONDITION.flatMap((rule) => {
    const first = so.find((one) => one.rule === rule);
    return first === undefined ? [] : [{ rule, on: dateOf(first.at) }];
  });
}

function claim(exemption: Exemption, brokenBy: ExemptionClaim['brokenBy']): ExemptionClaim {
  const why =
    exemption === 'outside-cover'
      ? ''
      : brokenBy.length === 0
        ? ', and never repeated, escalated or on several channels'
        : `, but ${brokenBy.map(({ rule, on }) => `${rule} on ${on}`).join(', ')}`;
  return { exemption, holds: brokenBy.length === 0, brokenBy, text: WORDS[exemption] + why };
}
