import type { CommissionLine } from '../commission/line.ts';
import { Invalid } from '../errors.ts';
import type { Actor, Staff } from '../people.ts';
import type { Policy } from '../policy/policy.ts';
import { type DateText, dateOf } from '../time/calendar.ts';
import type { CallbackFile, CarrierCallback } from './case.ts';
import { type CallbackDecision, Draft } from './draft.ts';
import type { CallbackRules } from './due.ts';
import { coolingOffOf } from './open.ts';
import { awaitsAnswers, close } from './stages.ts';

/** What others report of the policy while it is called back: the carrier, the receipt, a cancellation. */

/** The carrier's own callback, beside ours: it changes nothing else. */
export function recordCarrierCallback(
  file: CallbackFile,
  carrierCallback: CarrierCallback,
  by: Staff,
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  if (carrierCallback.on > dateOf(now)) {
    throw new Invalid('The date lies ahead.', [{ field: 'on', reason: 'is after today' }]);
  }
  const draft = new Draft(file, by, now, rules);
  draft.record('carrier-callback-recorded', { ...carrierCallback }, { carrierCallback });
  return draft.finish({ wakes: false });
}

/** The policy was cancelled in the cooling-off period: the case ends and the commission is void. */
export function cancelCallback(
  file: CallbackFile,
  cancelledOn: DateText,
  by: Actor,
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const draft = new Draft(file, by, now, rules);
  if (file.case.category === 'open') close(draft, 'cancelled', 'cancelled', { cancelledOn });
  else draft.record('cancelled-after-close', { cancelledOn });
  draft.voidCommission(`cancelled in the cooling-off period on ${cancelledOn}`);
  return draft.finish({ wakes: file.case.category === 'open' });
}

/** The signed receipt came: the cooling-off deadline is known from now on. */
export function recordReceipt(
  file: CallbackFile,
  policy: Policy,
  change: (line: CommissionLine) => CommissionLine,
  by: Actor,
  now: Date,
  rules: CallbackRules,
): CallbackDecision {
  const endsOn = coolingOffOf(policy);
  const draft = new Draft(file, by, now, rules);
  const starts = file.case.category === 'open' && endsOn !== undefined;
  // Whoever has answered before the period began has answered in time.
  const outcome = awaitsAnswers(file.case) ? {} : { outcome: 'met' as const };
  const to = starts ? { coolingOff: { endsOn, ...outcome } } : {};
  draft.record('receipt-recorded', { receiptOn: policy.receiptOn }, to);
  draft.replaceLines(change);
  return draft.finish({ wakes: starts });
}
