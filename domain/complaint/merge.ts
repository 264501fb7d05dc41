import { type Decision, together } from '../decision.ts';
import { Invalid, Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import type { ComplaintCase } from './case.ts';
import { ownerOfUnread, withContact } from './contacts.ts';
import { close, draftOf, finish, mustBeAt, mustNotBeInvolved } from './draft.ts';
import type { ComplaintRules } from './settings.ts';

/**
 * Two open complaints turn out to be one: the other's contacts become the root's, and it ends as a part of the root.
 * The legal clock runs from the first receipt of both, or from the latest new facts of either.
 * @param newFacts whether the other brought facts that the root had not
 * @throws Refused when one of them was told a decision, or when they are not of one customer
 */
export function mergeComplaints(
  other: ComplaintCase,
  root: ComplaintCase,
  { newFacts }: { newFacts: boolean },
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  if (other.id === root.id) {
    throw new Invalid('A complaint is not merged into itself.', [{ field: 'into', reason: 'is the same' }]);
  }
  for (const one of [other, root]) {
    mustBeAt(one, 'awaiting-contact', 'handling', 'awaiting-notice');
    mustNotBeInvolved(one, by);
  }
  if (other.customerRef !== root.customerRef) {
    throw new Refused('other-customer', 'Complaints of two customers are not one.');
  }
  const part = draftOf(other, by, at);
  close(part, 'merged', { into: root.id }, { mergedInto: root.id });
  return together([finish(part, rules), taken(root, other, newFacts, by, at, rules)]);
}

function taken(
  root: ComplaintCase,
  other: ComplaintCase,
  newFacts: boolean,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
): Decision {
  const draft = draftOf(root, by, at);
  // What the other was opened with is new to the root only if it brings something; its later facts are what they are.
  const added = other.contacts.map((contact, index) => (index === 0 ? { ...contact, newFacts } : contact));
  for (const contact of added) {
    const { gained, to } = withContact(draft, contact);
    const { channel, rank, newFacts: isNew } = contact;
    draft.record('contact-added', { channel, rank, newFacts: isNew, from: other.id, ...gained }, to);
  }
  const { firstContactAt, gatewayAt } = earliestOf(root, other);
  const group = (other.group?.size ?? 0) > (root.group?.size ?? 0) ? other.group : root.group;
  draft.record(
    'complaint-merged',
    { from: other.id, contacts: added.length },
    {
      involved: [...new Set([...root.involved, ...other.involved])],
      isRepeat: root.isRepeat || other.isRepeat,
      mergedFrom: [...(root.mergedFrom ?? []), ...(other.mergedFrom ?? []), other.id],
      ...(group === undefined ? {} : { group, ...ownerOfUnread({ ...draft.case, group }) }),
      ...(firstContactAt === undefined ? {} : { firstContactAt }),
      ...(draft.case.stage === 'awaiting-contact' && firstContactAt !== undefined
        ? { stage: 'handling' as const }
        : {}),
      ...(root.gatewayAt === undefined && gatewayAt !== undefined
        ? { gatewayAt, enteredAt: other.enteredAt ?? other.openedAt }
        : {}),
    },
  );
  mustBeInOtherHands(draft.case);
  return finish(draft, rules);
}

/** @throws Refused while somebody handles or has decided the root who is involved in what it takes over */
function mustBeInOtherHands({ handler, decision, involved }: ComplaintCase): void {
  if (
    [handler, decision?.by, decision?.approvedBy].some((one) => one !== undefined && involved.includes(one))
  ) {
    throw new Refused(
      'involved',
      'Whoever handles or decided the one is involved in the other: another is to be named first.',
    );
  }
}

function earliestOf(
  root: ComplaintCase,
  other: ComplaintCase,
): Pick<ComplaintCase, 'firstContactAt' | 'gatewayAt'> {
  const [firstContactAt] = [root.firstContactAt, other.firstContactAt]
    .filter((one) => one !== undefined)
    .toSorted();
  const gatewayAt = root.gatewayAt ?? other.gatewayAt;
  return {
    ...(firstContactAt === undefined ? {} : { firstContactAt }),
    ...(gatewayAt === undefined ? {} : { gatewayAt }),
  };
}
