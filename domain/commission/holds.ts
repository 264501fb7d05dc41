import * as z from 'zod/mini';
import type { Role } from '../people.ts';

export const HoldType = z.enum([
  'callback-not-completed',
  'callback-problem',
  'customer-data',
  'receipt-missing',
  'compliance',
]);
export type HoldType = z.infer<typeof HoldType>;

export interface HoldRule {
  placedWhen: string;
  removedWhen: string;
  /** Roles that may place or remove it by hand. Empty: only the event named above does. */
  mayPlace: readonly Role[];
  mayRelease: readonly Role[];
  /** Who must do something next, and what, in the words of the broker's card. */
  nextStep: { who: 'customer' | 'callback-agent' | 'broker' | 'compliance' | 'branch-manager'; what: string };
}

/**
 * The hold catalogue (缓发佣金): what places a hold, what removes it, whether a person may. Rules, API, console and
 * tests all read it. A customer's hold (`callback-problem`) has no releasing role: no code path releases it by hand.
 */
export const HOLDS: Readonly<Record<HoldType, HoldRule>> = {
  'callback-not-completed': {
    placedWhen: 'a policy in scope comes in',
    removedWhen: 'the customer answers every question with yes, or a problem takes its place',
    mayPlace: [],
    mayRelease: [],
    nextStep: { who: 'callback-agent', what: 'reach the customer' },
  },
  'callback-problem': {
    placedWhen: 'the customer says no to a question, is unclear, or names a problem',
    removedWhen: 'the customer confirms that it is settled',
    mayPlace: [],
    mayRelease: [],
    nextStep: { who: 'broker', what: 'settle the problem and record the remedy' },
  },
  'customer-data': {
    placedWhen:
      "the customer's number is flagged or proves wrong, or compliance finds data untrue or incomplete",
    removedWhen: 'the data is corrected and compliance has checked it',
    mayPlace: ['compliance'],
    mayRelease: ['compliance'],
    nextStep: { who: 'broker', what: "bring the customer's true contact data" },
  },
  'receipt-missing': {
    placedWhen: 'a policy comes in without the signed receipt',
    removedWhen: 'the receipt is recorded',
    mayPlace: [],
    mayRelease: [],
    nextStep: { who: 'broker', what: 'bring the signed receipt' },
  },
  compliance: {
    placedWhen: 'compliance places it, with a reason',
    removedWhen: 'someone of compliance other than who placed it releases it, with a reason',
    mayPlace: ['compliance'],
    mayRelease: ['compliance'],
    nextStep: { who: 'compliance', what: 'finish the examination' },
  },
};

export const Hold = z.strictObject({
  type: HoldType,
  placedAt: z.iso.datetime(),
  placedBy: z.string(),
  reason: z.string(),
});
export type Hold = z.infer<typeof Hold>;
