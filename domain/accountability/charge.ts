import { type ExemptionClaim, exemptionsAt, isExemptAt } from './exemptions.ts';
import type { AccountableComplaint, FoundFault } from './facts.ts';
import { later, type Occurrence, occurrencesOf } from './occurrences.ts';
import type { Window } from './window.ts';

/** What a window charges for one complaint. */
export interface Charge {
  complaint: AccountableComplaint;
  occurrences: Occurrence[];
  /** Faults of the desk stand on their own: an exemption of the complaint does not excuse them. */
  faults: FoundFault[];
  exemptions: ExemptionClaim[];
}

/**
 * A complaint counts in the window in which it was transferred, and again in a later one for what happened to it then.
 * Once charged it stays charged. Where an exemption that held at the last cut is broken since, all is charged that was
 * not charged then. What came after the cut is left out.
 */
export function chargeOf(complaint: AccountableComplaint, { opensAt, closesAt }: Window): Charge {
  const isIn = (at: string) => at >= opensAt && at <= closesAt;
  const known = occurrencesOf(complaint).filter(({ at }) => at <= closesAt);
  const isNew = known.some(({ at }) => isIn(at)); // the first of them comes with the transfer
  const isOpenAccount = isExemptAt(complaint, justBefore(opensAt));
  const isExempt = !isNew || isExemptAt(complaint, closesAt);
  return {
    complaint,
    occurrences: isExempt ? [] : known.filter(({ at }) => isOpenAccount || isIn(at)),
    faults: complaint.deskFaults.filter(({ foundAt }) => isIn(later(foundAt, complaint.transferredAt))),
    exemptions: isNew ? exemptionsAt(complaint, closesAt) : [],
  };
}

function justBefore(instant: string): string {
  return new Date(Date.parse(instant) - 1).toISOString();
}
