import { createHash } from 'node:crypto';
import { hasWorkflow } from '../../domain/case.ts';
import { type CommissionLine, lineState } from '../../domain/commission/line.ts';
import type { StrayReply } from '../../domain/evaluation/stray.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { AnyCase, CaseQuery } from '../../domain/ports.ts';
import { dateOf } from '../../domain/time/calendar.ts';

/**
 * Every key of every table. A key is text of parts joined by `#`; ids hold no `#` (see `Id`). Numbers that are sorted
 * by are padded, so that the order of the texts is the order of the numbers.
 */
const padded = (seq: number): string => String(seq).padStart(6, '0');

export const keys = {
  case: (caseId: string) => ({ pk: `CASE#${caseId}`, sk: 'CASE' }),
  event: (caseId: string, seq: number) => ({ pk: `CASE#${caseId}`, sk: `EVENT#${padded(seq)}` }),
  wait: (caseId: string, wait: number) => ({ pk: `CASE#${caseId}`, sk: `WAIT#${padded(wait)}` }),
  message: (caseId: string, id: string) => ({ pk: `CASE#${caseId}`, sk: `MESSAGE#${id}` }),
  here: (caseId: string, staffId: string) => ({ pk: `CASE#${caseId}`, sk: `HERE#${staffId}` }),
  content: (caseId: string, name: string) => ({ pk: `CASE#${caseId}`, sk: `CONTENT#${name}` }),
  policy: (policyId: string) => ({ pk: `POLICY#${policyId}`, sk: 'POLICY' }),
  policyEvent: (policyId: string, seq: number) => ({ pk: `POLICY#${policyId}`, sk: `EVENT#${padded(seq)}` }),
  carrier: (id: string) => ({ pk: `CARRIER#${id}`, sk: 'CARRIER' }),
  /** Once more, where all of them lie together: intakes of one carrier at once read the other. */
  listedCarrier: (id: string) => ({ pk: 'CARRIERS', sk: `CARRIER#${id}` }),
  vocabulary: (carrier: string, version: number) => ({
    pk: `CARRIER#${carrier}`,
    sk: `VOCABULARY#${padded(version)}`,
  }),
  phone: (phone: string) => `PHONE#${hashOfPhone(phone)}`,
  customerPhone: (phone: string, customerRef: string) => ({
    pk: keys.phone(phone),
    sk: `CUSTOMER#${customerRef}`,
  }),
  optOut: (phone: string) => ({ pk: keys.phone(phone), sk: 'OPT-OUT' }),
  sending: (phone: string) => ({ pk: keys.phone(phone), sk: 'SENDING' }),
  strayReply: (id: string) => ({ pk: `STRAY#${id}`, sk: 'STRAY' }),
  staffPhone: (phone: string, staffId: string) => ({ pk: keys.phone(phone), sk: `STAFF#${staffId}` }),
  sightsOf: (month: string) => `SIGHTS#${month}`,
  sight: (at: string, id: string) => ({
    pk: keys.sightsOf(dateOf(at).slice(0, 7)),
    sk: `SIGHT#${at}#${id}`,
  }),
  /** All people lie together: a firm has thousands at most, and they are listed. */
  person: (id: string) => ({ pk: 'STAFF-SEEN', sk: `STAFF#${id}` }),
  /** So do imports, a few a day. */
  listedImport: (openedAt: string, id: string) => ({ pk: 'IMPORTS', sk: `IMPORT#${openedAt}#${id}` }),
  views: (staffId: string) => ({ pk: `STAFF#${staffId}`, sk: 'VIEWS' }),
  line: (policyId: string, payee: string) => ({ pk: `POLICY#${policyId}`, sk: `LINE#${payee}` }),
  paid: (payoutId: string, payee: string, policyId: string) => ({
    pk: `PAYOUT#${payoutId}`,
    sk: `PAID#${payee}#${policyId}`,
  }),
  statement: (payoutId: string, payee: string) => ({ pk: `PAYOUT#${payoutId}`, sk: `STATEMENT#${payee}` }),
  balance: (payee: string) => ({ pk: `PAYEE#${payee}`, sk: 'BALANCE' }),
  exposure: (policyId: string, seq: number) => ({ pk: `POLICY#${policyId}`, sk: `EXPOSURE#${padded(seq)}` }),
  /** Exposure has rows of its own: with nine product classes it would double what each count of a case writes. */
  metric: (month: string, branch: string, carrier: string, of?: 'exposure') => ({
    pk: `MONTH#${month}`,
    sk: of === undefined ? `${branch}#${carrier}` : `${branch}#${carrier}#${of}`,
  }),
  /** Apart from the month's own partition, so that reading by branch and carrier does not pay for hundreds of brokers. */
  brokerMetric: (month: string, broker: string) => ({ pk: `MONTH#${month}#BROKERS`, sk: broker }),
  counted: (eventId: string) => ({ pk: `COUNTED#${eventId}`, sk: 'COUNTED' }),
  exportsOf: (month: string) => `EXPORT#${month}`,
  figureExport: (at: string, id: string) => ({
    pk: keys.exportsOf(dateOf(at).slice(0, 7)),
    sk: `${at}#${id}`,
  }),
  /** All figures that were restated lie together: they are few, and are listed. */
  restated: (figureId: string) => ({ pk: 'RESTATED', sk: figureId }),
  restatement: (figureId: string, seq: number) => ({ pk: `RESTATED#${figureId}`, sk: padded(seq) }),
} as const;

/** Keys turn up in traces and contributor lists: a phone number does not stand in one. */
function hashOfPhone(phone: string): string {
  return createHash('sha256').update(phone).digest('base64url');
}

/** Which lists a case is on. Closed ones leave the work lists and the sweep, and stay findable by stage and customer. */
export function caseIndexKeys(record: AnyCase): Record<string, string> {
  const open = record.category === 'open';
  return {
    ...(open ? { ownerKey: record.owner } : {}),
    stageKey:
      record.kind === 'carrier-request'
        ? partitionOf({ by: 'carrier-stage', value: `${record.carrier}#${record.stage}` })
        : `${record.branch}#${record.stage}`,
    dueKey: record.nextDueAt ?? record.closedAt ?? record.openedAt,
    ...('customerRef' in record && record.customerRef !== undefined
      ? { customerKey: record.customerRef }
      : {}),
    ...(record.kind === 'reception-day' ? { customerKey: partitionOf({ by: 'day', value: record.on }) } : {}),
    ...sweepKeysOf(record),
  };
}

/**
 * Which partition of its index a list is. An id has no colon, so no branch shares one with a carrier, and no customer
 * with a day.
 */
export function partitionOf({ by, value }: Pick<CaseQuery, 'by' | 'value'>): string {
  if (by === 'carrier-stage') return `carrier:${value}`;
  return by === 'day' ? `day:${value}` : value;
}

/**
 * What the sweeper or the nightly erasure must find: an open case whose own workflow is to go on, or a closed one that
 * holds content until a date. A carrier's request is moved by the workflow of the case that it is asked for.
 */
function sweepKeysOf(record: AnyCase): Record<string, string> {
  if (!hasWorkflow(record.kind)) return {};
  if (record.category === 'open') {
    return record.nextDueAt === undefined ? {} : { sweepKey: 'DUE', sweepAt: record.nextDueAt };
  }
  return record.kind === 'pre-underwriting' && record.erasedAt === undefined
    ? { sweepKey: ERASE, sweepAt: record.eraseOn }
    : {};
}

/** Those that nobody has seen to, by when they came, on the list of what has an owner: no owner's name has a `#`. */
export function strayIndexKeys({ receivedAt, seen }: StrayReply): Record<string, string> {
  return seen === undefined ? { ownerKey: STRAYS, dueKey: receivedAt } : {};
}

export const STRAYS = 'STRAY#';

export const ERASE = 'ERASE';

export const UNDELIVERED = 'WAKE';

export function policyIndexKeys(policy: Policy): Record<string, string> {
  return {
    brokerKey: policy.brokerId,
    ...(policy.scope.inScope ? { scopeKey: scopeKeyOf(dateOf(policy.recordedAt).slice(0, 7)) } : {}),
  };
}

export function scopeKeyOf(month: string): string {
  return `IN#${month}`;
}

/** A line to be taken back waits for no date, so it sorts before all; one without a receipt after all. */
export function lineIndexKeys(line: CommissionLine): Record<string, string> {
  const available = line.balances.payable < 0 ? '0000-00-00' : (line.availableFrom ?? '9999-12-31');
  const state = lineState(line);
  return {
    stateKey: `${state}#${line.branch}`,
    availableKey: `${available}#${line.policyId}#${line.payee}`,
    payeeKey: line.payee,
    payeeSort: `${state}#${available}#${line.policyId}`,
  };
}
