import { approverOf, needsApproval } from './approval.ts';
import { type ComplaintCase, type Contact, isEscalated, isMultiChannel } from './case.ts';
import { type ComplaintDraft, handlerOf } from './draft.ts';

interface Gained {
  repeat: boolean;
  escalated: boolean;
  multiChannel: boolean;
}

/**
 * What a further contact makes of a case. Contacts stand in the order of their receipt, also when a letter is entered
 * after a later call. New facts take a decision back that was made without them; the upper level has them before it.
 */
export function withContact(
  draft: ComplaintDraft,
  added: Contact,
): { gained: Gained; to: Partial<ComplaintCase> } {
  const root = draft.case;
  const contacts = [...root.contacts, added].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const repeat = root.contacts.some(({ channel }) => channel === added.channel);
  const gained = { repeat, escalated: isEscalated({ contacts }), multiChannel: isMultiChannel({ contacts }) };
  if (root.stage === 'under-review') return { gained, to: { contacts } };
  const receivedAt = receiptOf(root, contacts, added);
  const isDecided = root.stage === 'awaiting-notice' || root.stage === 'awaiting-acceptance';
  if (isDecided && added.newFacts) {
    draft.drop('decision', 'accepted', 'cause', 'redressFen');
    return { gained, to: { contacts, receivedAt, stage: 'handling', owner: handlerOf(root) } };
  }
  return { gained, to: { contacts, receivedAt, ...ownerOfUnread({ ...root, contacts }) } };
}

/** A decision that nobody else has read, and that has come to need it, is on its reader's list. */
export function ownerOfUnread(complaint: ComplaintCase): { owner?: string } {
  const { stage, decision } = complaint;
  const isUnread =
    stage === 'awaiting-notice' && decision?.approvedBy === undefined && decision?.sending === undefined;
  return isUnread && needsApproval(complaint) ? { owner: approverOf(complaint) } : {};
}

/** What the legal clock counts from: the newest facts, or the first receipt while there are none. */
function receiptOf(
  { contacts: [before], receivedAt, reopened }: ComplaintCase,
  [first]: readonly Contact[],
  added: Contact,
): string {
  const isRestarted = reopened > 0 || receivedAt !== before?.at;
  const from = isRestarted ? receivedAt : (first?.at ?? receivedAt);
  return added.newFacts && added.at > from ? added.at : from;
}
