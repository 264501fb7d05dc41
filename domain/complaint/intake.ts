import * as z from 'zod/mini';
import type { Decision } from '../decision.ts';
import { type FieldFault, Invalid } from '../errors.ts';
import { type Actor, Id } from '../people.ts';
import type { ProductClass } from '../policy/policy.ts';
import { type ComplaintCase, type Contact, GROUP_FROM, MOST_REPRESENTATIVES, matterKeyOf } from './case.ts';
import { FirstCause } from './causes.ts';
import { ComplaintChannel, rankOf } from './channels.ts';
import { withContact } from './contacts.ts';
import { draftOf, finish, mustBeOpen, mustNotBeInvolved } from './draft.ts';
import { takeOutNamed } from './recuse.ts';
import type { ComplaintRules } from './settings.ts';

/** What somebody says who complains, as it is taken down. What the firm holds is not asked for (art. 13). */
export const ComplaintIntake = z.strictObject({
  channel: ComplaintChannel,
  /** When it reached the firm. */
  receivedAt: z.iso.datetime(),
  reference: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(60))),
  category: FirstCause,
  statement: z.string().check(z.trim(), z.minLength(1), z.maxLength(20_000)),
  filer: z._default(
    z.strictObject({
      as: z.enum(['consumer', 'proxy', 'legal-representative', 'heir']),
      /** Signed authority and the proxy's own papers, or the proof of succession: documents of the case (art. 14). */
      papers: z._default(z.array(Id).check(z.maxLength(10)), []),
    }),
    { as: 'consumer', papers: [] },
  ),
  group: z.optional(
    z.strictObject({
      size: z.int().check(z.minimum(2), z.maximum(100_000)),
      representatives: z.int().check(z.minimum(0)),
    }),
  ),
  involved: z._default(z.array(Id).check(z.maxLength(20)), []),
  newFacts: z._default(z.boolean(), true),
  /** Of an evaluation: the gateway's time stamp of the reply. */
  gatewayAt: z.optional(z.iso.datetime()),
  origin: z.optional(z.string()),
});
export type ComplaintIntake = z.infer<typeof ComplaintIntake>;

/** Whose matter it is: from the policy where there is one. */
export interface Matter {
  id: string;
  branch: string;
  customerRef: string;
  policyId?: string | undefined;
  carrier?: string | undefined;
  product?: string | undefined;
  productClass?: ProductClass | undefined;
  /** Who is paid for the policy: they have an interest in the matter. */
  concerned?: readonly string[] | undefined;
  brokerId?: string | undefined;
  line: 'life' | 'property';
  phone?: string | undefined;
}

/**
 * A complaint is taken down (投诉登记): the clocks run from its receipt.
 * @param earlier the complaint of the same matter that was closed before, if there was one
 * @throws Invalid for a receipt that lies ahead, a proxy without papers, more than five representatives
 * @throws Refused for somebody who is involved
 */
export function openComplaint(
  intake: ComplaintIntake,
  matter: Matter,
  { earlier }: { earlier?: string | undefined },
  by: Actor,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBePossible(intake, at);
  const involved = involvedIn(intake, matter);
  if (by.kind === 'staff') mustNotBeInvolved({ involved }, by);
  const contact: Contact = { ...contactOf(intake), newFacts: true };
  const draft = draftOf(
    {
      id: matter.id,
      kind: 'complaint',
      stage: 'awaiting-contact',
      category: 'open',
      version: 0,
      lastHash: '',
      branch: matter.branch,
      owner: `complaint-handler@${matter.branch}`,
      wait: 0,
      openedAt: at.toISOString(),
      ...whoseOf(matter),
      subject: intake.category,
      involved,
      contacts: [contact],
      filer: intake.filer,
      ...(intake.group === undefined ? {} : { group: intake.group }),
      receivedAt: contact.at,
      ...(intake.gatewayAt === undefined ? {} : { gatewayAt: new Date(intake.gatewayAt).toISOString() }),
      ...(intake.origin === undefined ? {} : { origin: intake.origin }),
      matterKey: matterKeyOf({ ...keyOf(matter), category: intake.category }),
      settings: rules.complaint.version,
      isRepeat: earlier !== undefined,
      ...(earlier === undefined ? {} : { repeats: earlier }),
      pauses: [],
      warned: [],
      decisions: 0,
      settledOnTheSpot: false,
      documents: [],
      reopened: 0,
    },
    by,
    at,
  );
  const statement = draft.keep('statement-1', { statement: intake.statement });
  if (matter.phone !== undefined) draft.keep('contact', { phone: matter.phone });
  draft.record('complaint-opened', { ...openedFacts(intake, contact, matter, earlier), statement });
  return finish(draft, rules, { wakes: false });
}

/** What the figures are made of. `product` is its class: what exposure is counted by. */
function openedFacts(
  { category, group, origin }: ComplaintIntake,
  { channel, rank }: Contact,
  { line, productClass, brokerId }: Matter,
  earlier: string | undefined,
): Record<string, unknown> {
  return {
    channel,
    rank,
    line,
    category,
    isRepeat: earlier !== undefined,
    ...(earlier === undefined ? {} : { repeats: earlier }),
    ...(productClass === undefined ? {} : { product: productClass }),
    ...(brokerId === undefined ? {} : { brokerId }),
    ...(group === undefined ? {} : { group: group.size, isGroup: group.size >= GROUP_FROM }),
    ...(origin === undefined ? {} : { origin }),
  };
}

/**
 * The same matter again while it is open: one more contact of the one case. New facts start the legal clock again from
 * their receipt, and what was decided without them is taken back to be decided anew; without them it runs on.
 * Whoever is named in it is out of it.
 * @throws Refused once it has ended, or for somebody who is involved
 */
export function addContact(
  root: ComplaintCase,
  intake: ComplaintIntake,
  by: Actor,
  at: Date,
  rules: ComplaintRules,
): Decision {
  mustBePossible(intake, at);
  mustBeOpen(root);
  const involved = [...new Set([...root.involved, ...intake.involved])];
  if (by.kind === 'staff') mustNotBeInvolved({ involved }, by);
  const contact = contactOf(intake);
  const isFirstReply = intake.gatewayAt !== undefined && root.gatewayAt === undefined;
  const draft = draftOf(root, by, at);
  const statement = draft.keep(`statement-${root.contacts.length + 1}`, { statement: intake.statement });
  const { gained, to } = withContact(draft, contact);
  const { channel, rank, newFacts } = contact;
  draft.record(
    'contact-added',
    { channel, rank, statement, newFacts, ...gained },
    {
      ...to,
      involved,
      ...(isFirstReply
        ? { gatewayAt: new Date(intake.gatewayAt ?? at).toISOString(), enteredAt: at.toISOString() }
        : {}),
    },
  );
  takeOutNamed(draft, intake.involved);
  return finish(draft, rules);
}

function contactOf({ receivedAt, channel, newFacts, reference }: ComplaintIntake): Contact {
  return {
    at: new Date(receivedAt).toISOString(),
    channel,
    rank: rankOf(channel),
    newFacts,
    ...(reference === undefined ? {} : { reference }),
  };
}

function keyOf({ customerRef, policyId }: Matter): { customerRef: string; policyId?: string } {
  return { customerRef, ...(policyId === undefined ? {} : { policyId }) };
}

function whoseOf(matter: Matter): Pick<ComplaintCase, 'customerRef' | 'line'> & Partial<ComplaintCase> {
  const { customerRef, line, policyId, carrier, product, productClass, brokerId } = matter;
  return {
    customerRef,
    line,
    ...(policyId === undefined ? {} : { policyId }),
    ...(carrier === undefined ? {} : { carrier }),
    ...(product === undefined ? {} : { product }),
    ...(productClass === undefined ? {} : { productClass }),
    ...(brokerId === undefined ? {} : { brokerId }),
  };
}

/** Whom the complaint names, who sold the policy, and who is paid for it. */
function involvedIn({ involved }: ComplaintIntake, { brokerId, concerned = [] }: Matter): string[] {
  return [...new Set([...involved, ...(brokerId === undefined ? [] : [brokerId]), ...concerned])];
}

function mustBePossible({ receivedAt, filer, group, gatewayAt }: ComplaintIntake, at: Date): void {
  const faults: FieldFault[] = [];
  if (Date.parse(receivedAt) > at.getTime()) faults.push({ field: 'receivedAt', reason: 'is in the future' });
  if (gatewayAt !== undefined && Date.parse(gatewayAt) > at.getTime()) {
    faults.push({ field: 'gatewayAt', reason: 'is in the future' });
  }
  if (filer.as !== 'consumer' && filer.papers.length === 0) {
    const reason = filer.as === 'heir' ? 'need the proof of succession' : 'need the signed authority';
    faults.push({ field: 'filer.papers', reason });
  }
  if (group !== undefined && group.representatives > MOST_REPRESENTATIVES) {
    faults.push({ field: 'group.representatives', reason: `are at most ${MOST_REPRESENTATIVES}` });
  }
  if (group !== undefined && group.representatives > group.size) {
    faults.push({ field: 'group.representatives', reason: 'are more than complain' });
  }
  if (faults.length > 0) throw new Invalid('The complaint cannot be taken down like this.', faults);
}
