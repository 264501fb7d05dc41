import type { Staff } from '../../domain/people.ts';
import type { AnyCase } from '../../domain/ports.ts';
import type { Observer } from './observer.ts';

const ID = /\/((?:pl|cb|pu|rc|cp|ev|cr|rd|ca|import)-[0-9a-f]{20})/;
/** Customers stand in clear in them: they go back to whoever brought them, and to nobody else. */
const BAD_ROWS = '/bad-rows.csv';
const OF_FIRM = new Set(['head-office-manager', 'compliance', 'expert', 'core-system']);

/** Whether a path that names a case or a policy is within a person's reach: written anew, and not asked of the code. */
export function isWithinReach(by: Staff, path: string, observer: Observer): boolean {
  const id = ID.exec(path)?.[1];
  if (id === undefined) return true;
  const policy = observer.policies.get(id);
  if (policy !== undefined) {
    const people = [policy.brokerId, ...policy.commission.map(({ payee }) => payee)];
    return reaches(by, { branch: policy.branch, people });
  }
  const record = observer.cases.get(id);
  if (record?.kind === 'policy-import' && path.includes(BAD_ROWS)) return record.importedBy === by.id;
  return record === undefined || reaches(by, subjectOf(record));
}

interface Subject {
  branch: string;
  people?: readonly string[];
  carrier?: string;
  not?: readonly string[];
}

function subjectOf(record: AnyCase): Subject {
  const { branch } = record;
  switch (record.kind) {
    case 'carrier-request':
      return { branch, carrier: record.carrier };
    case 'complaint':
      return { branch, not: record.involved };
    case 'callback':
    case 'pre-underwriting':
    case 'reconsideration':
      return { branch, people: record.concerned };
    default:
      return { branch };
  }
}

function reaches(by: Staff, { branch, people, carrier, not }: Subject): boolean {
  if (not?.includes(by.id) === true) return false;
  if (by.role === 'carrier-reviewer') return carrier !== undefined && carrier === by.carrier;
  if (OF_FIRM.has(by.role)) return true;
  if (by.role === 'broker') return people?.includes(by.id) === true;
  return by.branch === branch;
}

const PHONE = /(?<![0-9A-Za-z_-])1[3-9]\d{9}(?![0-9A-Za-z_-])/g;
const MARKER = /\bmk\d+x\b/g;
const OF_THE_FIRM = /\b(?:pu|rc|cb|pl|cp|ev|rd|ca|import)-[0-9a-f]{20}/g;
const CARRIER = /\blife-[abc]\b/g;

/**
 * What stands in an answer and must not, whoever's it is: a number in clear that nobody revealed, and in a carrier's
 * hands a case of the firm or another carrier.
 */
export function strangeIn(text: string, by: Staff | 'customer', path: string, body: unknown): string[] {
  const said = `${path} ${JSON.stringify(body)}`;
  const isInClear = path.endsWith('/reveal') || path.includes(BAD_ROWS);
  const found: string[] = isInClear ? [] : (text.match(PHONE) ?? []);
  if (by !== 'customer' && by.role === 'carrier-reviewer') {
    found.push(...(text.match(OF_THE_FIRM) ?? []));
    found.push(...(text.match(CARRIER) ?? []).filter((carrier) => carrier !== by.carrier));
  }
  return [...new Set(found)].filter((one) => !said.includes(one));
}

/** What a text holds of people: numbers in clear, and whatever anybody wrote or was called. */
export function personalIn(text: string): string[] {
  return [...new Set([...(text.match(PHONE) ?? []), ...(text.match(MARKER) ?? [])])];
}
