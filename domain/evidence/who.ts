import { authorize, type Subject, seesHealthData } from '../access.ts';
import type { CaseKind } from '../case.ts';
import type { Staff } from '../people.ts';
import type { AnyCase } from '../ports.ts';

/** Kinds whose contents and documents are about somebody's health. */
const HEALTH: ReadonlySet<CaseKind> = new Set(['pre-underwriting', 'reconsideration', 'carrier-request']);

/**
 * A packet leaves the house, so the head office and compliance make it, and the experts for the matters that they work
 * on. Whoever is involved in a complaint, or is graded by an evaluation, is told that there is nothing.
 * @throws NotFound, NotAllowed
 */
export function mayMakePacket(staff: Staff, record: AnyCase): void {
  authorize(staff, HEALTH.has(record.kind) ? 'evidence:health-packet' : 'evidence:packet', subjectOf(record));
}

/** Contents and documents about health go into a packet of somebody who works on them, and into no other. */
export function mayHoldBodies(staff: Staff, record: Pick<AnyCase, 'kind'>): boolean {
  return !HEALTH.has(record.kind) || seesHealthData(staff);
}

function subjectOf(record: AnyCase): Subject {
  switch (record.kind) {
    case 'complaint':
      return { branch: record.branch, recused: record.involved };
    case 'evaluation':
      return { branch: record.branch, recused: record.concerned };
    default:
      return record;
  }
}
