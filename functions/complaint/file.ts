import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { type ComplaintCase, matterKeyOf } from '../../domain/complaint/case.ts';
import {
  addContact,
  type ComplaintIntake,
  type Matter,
  openComplaint,
} from '../../domain/complaint/intake.ts';
import type { ComplaintRules } from '../../domain/complaint/settings.ts';
import type { Decision } from '../../domain/decision.ts';
import { Invalid, NOTHING_HERE, NotFound, Refused } from '../../domain/errors.ts';
import { type Actor, Id, type Staff } from '../../domain/people.ts';
import {
  Phone,
  type Policy,
  PolicyInput,
  type ProductClass,
  policyIdOf,
} from '../../domain/policy/policy.ts';
import type { Cases, Policies } from '../../domain/ports.ts';
import { everyItem } from '../pages.ts';

export const ComplaintId = z.string().check(z.regex(/^cp-[0-9a-f]{20}$/, 'is not the id of a complaint'));

/** @throws NotFound */
export async function loadComplaint({ cases }: { cases: Cases }, id: string): Promise<ComplaintCase> {
  const found = await cases.byId(id);
  if (found?.kind !== 'complaint') throw new NotFound(NOTHING_HERE);
  return found;
}

/** Whoever is involved is told that there is nothing. */
export function subjectOf({ branch, involved }: ComplaintCase): {
  branch: string;
  recused: readonly string[];
} {
  return { branch, recused: involved };
}

/**
 * Every complaint of a customer: few, and found by one query.
 * @param lately those that were just opened: the index follows the table a moment later
 */
export async function complaintsOf(
  cases: Cases,
  customerRef: string,
  lately: readonly string[] = [],
): Promise<ComplaintCase[]> {
  const ids = new Set(lately);
  const pages = everyItem((next) => cases.list({ by: 'customer', value: customerRef, limit: 200, next }));
  for await (const { id, kind } of pages) if (kind === 'complaint') ids.add(id);
  return Promise.all([...ids].map((id) => loadComplaint({ cases }, id)));
}

/** Life, health and accident are all insurance of persons (Insurance Law art. 95); property has no class of ours yet. */
const LINE_OF: Readonly<Record<ProductClass, Matter['line']>> = {
  'ordinary-life': 'life',
  annuity: 'life',
  'critical-illness': 'life',
  participating: 'life',
  universal: 'life',
  'unit-linked': 'life',
  'medical-mid-high': 'life',
  'medical-basic': 'life',
  accident: 'life',
};

/** Whose matter it is, where a policy of ours says so: nothing of it is asked for again. */
export function matterOfPolicy(policy: Policy, id: string): Matter {
  return {
    id,
    branch: policy.branch,
    customerRef: policy.customer.ref,
    policyId: policy.id,
    carrier: policy.carrier,
    product: policy.product.code,
    productClass: policy.product.class,
    concerned: policy.commission.map(({ payee }) => payee),
    brokerId: policy.brokerId,
    line: LINE_OF[policy.product.class],
    phone: policy.customer.phone,
  };
}

export function complaintIdOf(seed: string): string {
  return `cp-${createHash('sha256').update(seed).digest('hex').slice(0, 20)}`;
}

/**
 * A complaint is taken down, or, when the same matter is open, one more contact of that complaint is.
 * @returns the decision and the case that it is about
 */
export async function takeDown(
  intake: ComplaintIntake,
  matter: Matter,
  by: Actor,
  at: Date,
  { cases, rules, lately }: { cases: Cases; rules: ComplaintRules; lately?: readonly string[] },
): Promise<{ decision: Decision; id: string; outcome: 'opened' | 'merged' }> {
  const key = matterKeyOf({
    customerRef: matter.customerRef,
    ...(matter.policyId === undefined ? {} : { policyId: matter.policyId }),
    category: intake.category,
  });
  const known = await complaintsOf(cases, matter.customerRef, lately);
  const same = known.filter(({ matterKey }) => matterKey === key).map((one) => rootOf(one, known));
  const root = same.find(({ category }) => category === 'open');
  if (root !== undefined) {
    return { decision: addContact(root, intake, by, at, rules), id: root.id, outcome: 'merged' };
  }
  const earlier = same.filter(({ stage }) => stage !== 'refused').toSorted(latestFirst)[0]?.id;
  return {
    decision: openComplaint(intake, matter, { earlier }, by, at, rules),
    id: matter.id,
    outcome: 'opened',
  };
}

/** What became one with another complaint is told to that one. */
function rootOf(complaint: ComplaintCase, known: readonly ComplaintCase[]): ComplaintCase {
  const root = known.find(({ id }) => id === complaint.mergedInto);
  return root === undefined ? complaint : rootOf(root, known);
}

function latestFirst(a: ComplaintCase, b: ComplaintCase): number {
  return a.openedAt < b.openedAt ? 1 : -1;
}

const Contact = z.object({ phone: z.string() });

/** The number on the case's contact, or nothing when it was erased. */
export async function contactPhone(
  cases: Pick<Cases, 'content'>,
  caseId: string,
): Promise<string | undefined> {
  const contact = Contact.safeParse((await cases.content(caseId, 'contact'))?.body);
  return contact.success ? contact.data.phone : undefined;
}

/** @throws Invalid when the policy is not one of ours */
export async function policyNamed(
  policies: Pick<Policies, 'byId'>,
  named: string | PolicyNamed,
  field = 'policyId',
): Promise<Policy> {
  const policyId = typeof named === 'string' ? named : policyIdOf(named.carrier, named.number);
  const policy = await policies.byId(policyId);
  if (policy === undefined)
    throw new Invalid('There is no such policy.', [{ field, reason: 'is not known' }]);
  return policy;
}

/** A policy as its holder names it: whoever takes a complaint down reads no policies. */
export const PolicyNamed = z.strictObject({ carrier: Id, number: PolicyInput.shape.number });
export type PolicyNamed = z.infer<typeof PolicyNamed>;

/** Whose matter it is: a policy of ours says all of it, and then nothing of it may be asked for. */
export const Whose = z.union([
  z.strictObject({ policyId: z.string().check(z.regex(/^pl-[0-9a-f]{20}$/, 'is not a policy id')) }),
  z.strictObject({ policy: PolicyNamed }),
  z.strictObject({
    customerRef: Id,
    phone: z.optional(Phone),
    carrier: z.optional(Id),
    line: z.enum(['life', 'property']),
    branch: z.optional(Id),
  }),
]);
export type Whose = z.infer<typeof Whose>;

/** @throws Invalid, Refused when it is not said whose matter it is, or it is another branch's */
export async function matterOf(
  whose: Whose,
  id: string,
  staff: Staff,
  policies: Pick<Policies, 'byId'>,
): Promise<Matter> {
  if ('policyId' in whose)
    return matterOfPolicy(await policyNamed(policies, whose.policyId, 'matter.policyId'), id);
  if ('policy' in whose)
    return matterOfPolicy(await policyNamed(policies, whose.policy, 'matter.policy.number'), id);
  const branch = whose.branch ?? staff.branch;
  if (branch === undefined) {
    throw new Invalid('It is not said whose matter it is.', [
      { field: 'matter.branch', reason: 'is needed without a policy of ours' },
    ]);
  }
  const { customerRef, line, phone, carrier } = whose;
  if (staff.branch !== undefined && staff.branch !== branch) {
    throw new Refused('other-branch', 'Another branch takes its own complaints down.');
  }
  return { id, branch, customerRef, line, phone, carrier };
}

/** Reception days whose sample the complaint is in: a day that took it down stands in the contact of that day. */
export async function samplesOf(
  cases: Cases,
  { id, contacts }: ComplaintCase,
): Promise<{ day: string; drawnAt: string }[]> {
  const days = contacts.flatMap(({ channel, reference }) =>
    channel === 'reception-day' && reference !== undefined ? [reference] : [],
  );
  const found = await Promise.all([...new Set(days)].map((day) => cases.byId(day)));
  return found.flatMap((one) =>
    one?.kind === 'reception-day' && one.sample?.cases.includes(id)
      ? [{ day: one.id, drawnAt: one.sample.drawnAt }]
      : [],
  );
}
