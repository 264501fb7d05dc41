import * as z from 'zod/mini';
import { Month } from '../commission/payout.ts';
import { contentHash } from '../decision.ts';
import { type FieldFault, Invalid } from '../errors.ts';
import { formatYuan, NonNegativeFen, sumFen } from '../money.ts';
import { Id } from '../people.ts';
import { DateText, dateOf } from '../time/calendar.ts';
import { type Charge, chargeOf } from './charge.ts';
import { ExemptionClaim } from './exemptions.ts';
import { type AccountableComplaint, type FoundFault, LiableRole, RESPONSIBILITY } from './facts.ts';
import { compare, type Occurrence } from './occurrences.ts';
import type { AccountabilitySettings } from './settings.ts';
import type { Window } from './window.ts';

/** One part of an amount. `code` is the channel or the fault. */
export const Reason = z.strictObject({
  rule: z.enum(['channel', 'repeat', 'escalated', 'multi-channel', 'desk-fault']),
  code: z.string(),
  on: DateText,
  amountFen: NonNegativeFen,
  text: z.string(),
  /** The document that shows a fault of the desk. */
  evidence: z.optional(Id),
});
export type Reason = z.infer<typeof Reason>;

/** What one person is to answer for in one complaint. */
export const ProposedLine = z.strictObject({
  /** Complaint and person. */
  id: z.string(),
  caseId: z.string(),
  person: Id,
  branch: Id,
  role: LiableRole,
  responsibility: z.enum(['direct', 'management']),
  reasons: z.array(Reason),
  amountFen: NonNegativeFen,
});
export type ProposedLine = z.infer<typeof ProposedLine>;

const Sum = { lines: z.int(), amountFen: NonNegativeFen };

export const ProposalTotals = z.strictObject({
  ...Sum,
  byPerson: z.array(z.strictObject({ person: Id, ...Sum })),
  byBranch: z.array(z.strictObject({ branch: Id, ...Sum })),
});
export type ProposalTotals = z.infer<typeof ProposalTotals>;

/** All of a proposal but its lines. */
export const ProposalHead = z.strictObject({
  month: Month,
  from: DateText,
  to: DateText,
  settings: z.string(),
  /** Exemptions that a complaint of the run can point to, those that fail too. */
  exemptions: z.array(z.strictObject({ caseId: z.string(), branch: Id, ...ExemptionClaim.shape })),
  /** Complaints that somebody must answer for and nobody is named in. */
  nobodyNamed: z.array(z.string()),
  totals: ProposalTotals,
});
export type ProposalHead = z.infer<typeof ProposalHead>;

/** The hash covers everything else in it. */
export interface Proposal extends ProposalHead {
  lines: ProposedLine[];
  hash: string;
}

/**
 * Who is to answer for what in a month (责任追究): the same facts give the same bytes, whatever order they come in.
 * A person has one line in a complaint: who holds two roles in it answers in the dearer one.
 * @throws Invalid for a complaint that comes twice, and for an amount of a desk fault outside the range
 */
export function propose(
  complaints: readonly AccountableComplaint[],
  window: Window,
  settings: AccountabilitySettings,
): Proposal {
  mustBePossible(complaints, settings);
  const charges = complaints
    .toSorted((a, b) => compare(a.caseId, b.caseId))
    .map((complaint) => chargeOf(complaint, window));
  const lines = charges
    .flatMap((charge) => linesOf(charge, settings))
    .sort((a, b) => compare(a.person, b.person) || compare(a.caseId, b.caseId));
  const head: ProposalHead = {
    month: window.month,
    from: window.from,
    to: window.to,
    settings: settings.version,
    exemptions: charges.flatMap(({ complaint: { caseId, branch }, exemptions }) =>
      exemptions.map((one) => ({ caseId, branch, ...one })),
    ),
    nobodyNamed: charges
      .filter(({ complaint, occurrences }) => occurrences.length > 0 && complaint.responsible.length === 0)
      .map(({ complaint }) => complaint.caseId),
    totals: totalsOf(lines),
  };
  return { ...head, lines, hash: contentHash({ ...head, lines }) };
}

function mustBePossible(
  complaints: readonly AccountableComplaint[],
  { deskFaults: { leastFen, mostFen } }: AccountabilitySettings,
): void {
  const seen = new Set<string>();
  const faults = complaints.flatMap(({ caseId, deskFaults }): FieldFault[] => {
    const twice = seen.has(caseId) ? [{ field: caseId, reason: 'comes twice' }] : [];
    seen.add(caseId);
    const outside = deskFaults
      .filter(({ amountFen = leastFen }) => amountFen < leastFen || amountFen > mostFen)
      .map(({ fault, handler }) => ({
        field: `${caseId}.deskFaults.${fault}.${handler}`,
        reason: `must be ${formatYuan(leastFen)} to ${formatYuan(mostFen)} yuan`,
      }));
    return [...twice, ...outside];
  });
  if (faults.length > 0) throw new Invalid('The facts cannot be charged.', faults);
}

/** A line for each person who is to pay something. */
function linesOf(
  { complaint, occurrences, faults }: Charge,
  settings: AccountabilitySettings,
): ProposedLine[] {
  const { caseId, branch, responsible } = complaint;
  const people = new Set([
    ...responsible.map(({ person }) => person),
    ...faults.map(({ handler }) => handler),
  ]);
  return [...people].flatMap((person): ProposedLine[] => {
    const held = LiableRole.options
      .filter((role) => responsible.some((one) => one.person === person && one.role === role))
      .map((role) => ({ role, reasons: occurrences.map((one) => reasonOf(one, role, settings)) }));
    // Whose only part is a fault at the desk answers as the desk does.
    const { role, reasons } = dearest(held) ?? { role: 'branch-complaint-handler', reasons: [] };
    const all = [
      ...reasons,
      ...faults
        .filter(({ handler }) => handler === person)
        .map((fault) => faultReasonOf(fault, settings))
        .sort((a, b) => compare(a.on, b.on) || compare(a.code, b.code)),
    ].filter(({ amountFen }) => amountFen > 0);
    const line = { id: `${caseId}.${person}`, caseId, person, branch, role };
    const amountFen = totalOf(all);
    return amountFen === 0
      ? []
      : [{ ...line, responsibility: RESPONSIBILITY[role], reasons: all, amountFen }];
  });
}

/** The first of equals: the nearest to the complaint. */
function dearest<T extends { reasons: Reason[] }>(held: readonly T[]): T | undefined {
  return held.reduce<T | undefined>(
    (best, one) => (best === undefined || totalOf(one.reasons) > totalOf(best.reasons) ? one : best),
    undefined,
  );
}

function reasonOf(
  { rule, at, channel, rank }: Occurrence,
  role: LiableRole,
  { channelFen, additionFen }: AccountabilitySettings,
): Reason {
  const on = dateOf(at);
  const amountFen = rule === 'channel' ? channelFen[rank][role] : additionFen[rule][role];
  return { rule, code: channel, on, amountFen, text: `${rule}: ${channel} (rank ${rank}), counted on ${on}` };
}

function faultReasonOf(
  { fault, foundAt, amountFen, evidence }: FoundFault,
  settings: AccountabilitySettings,
): Reason {
  const on = dateOf(foundAt);
  return {
    rule: 'desk-fault',
    code: fault,
    on,
    amountFen: amountFen ?? settings.deskFaults.usualFen[fault],
    text: `fault of the desk: ${fault}, found on ${on}`,
    evidence,
  };
}

type Counted = Pick<ProposedLine, 'person' | 'branch' | 'amountFen'>;

/** What lines sum up to: all, by person and by branch, each in the order of its ids. */
export function totalsOf(lines: readonly Counted[]): ProposalTotals {
  const sumsBy = (key: 'person' | 'branch') =>
    [...Map.groupBy(lines, (line) => line[key])]
      .sort(([a], [b]) => compare(a, b))
      .map(([id, own]) => ({ id, lines: own.length, amountFen: totalOf(own) }));
  return {
    lines: lines.length,
    amountFen: totalOf(lines),
    byPerson: sumsBy('person').map(({ id, ...sum }) => ({ person: id, ...sum })),
    byBranch: sumsBy('branch').map(({ id, ...sum }) => ({ branch: id, ...sum })),
  };
}

function totalOf(parts: readonly { amountFen: number }[]): number {
  return sumFen(parts.map(({ amountFen }) => amountFen));
}
