import { createHash } from 'node:crypto';
import { InvariantBroken } from '../errors.ts';
import { formatYuan, sumFen } from '../money.ts';
import type { DateText } from '../time/calendar.ts';
import { type AccountabilityFile, type AccountabilityLine, decidedFen, type StatedFile } from './case.ts';
import { linesOf } from './lines.ts';
import { compare } from './occurrences.ts';
import { totalsOf } from './proposal.ts';

export type Recipient = StatedFile['recipient'];

/** Rows for the files of one recipient; the same run gives the same rows for ever. */
export interface StatementTable {
  recipient: Recipient;
  month: string;
  from: DateText;
  to: DateText;
  settledOn: DateText;
  settings: string;
  proposal: string;
  columns: readonly string[];
  rows: readonly Readonly<Record<string, string>>[];
  /** As the rows of HR show them; nobody's reasons go to finance. */
  lines: readonly AccountabilityLine[];
  totals: readonly { person: string; lines: number; amountFen: number }[];
  amountFen: number;
}

const FINANCE_COLUMNS = ['month', 'person', 'lines', 'amount_yuan'] as const;
const HR_COLUMNS = [
  'month',
  'person',
  'complaint',
  'branch',
  'role',
  'responsibility',
  'reasons',
  'proposed_yuan',
  'outcome',
  'objection',
  'amount_yuan',
] as const;

/**
 * The result for HR, who keep it with its reasons, or for finance, who settle it through the salary and need the sum of
 * each person who is to pay something.
 * @throws InvariantBroken while a line can still change
 */
export function statementTable(file: AccountabilityFile, recipient: Recipient): StatementTable {
  const { month, from, to, settledOn, settings, proposal } = file.case;
  if (settledOn === undefined || proposal === undefined) {
    throw new InvariantBroken('A run is stated only when every line is final.');
  }
  const lines = linesOf(file).toSorted((a, b) => compare(a.person, b.person) || compare(a.caseId, b.caseId));
  const due = lines.filter((line) => decidedFen(line) > 0);
  const totals = totalsOf(due.map((line) => ({ ...line, amountFen: decidedFen(line) }))).byPerson;
  const isForHr = recipient === 'hr';
  return {
    recipient,
    month,
    from,
    to,
    settledOn,
    settings,
    proposal,
    columns: isForHr ? HR_COLUMNS : FINANCE_COLUMNS,
    rows: isForHr
      ? lines.map((line) => hrRow(month, line))
      : totals.map(({ person, lines: count, amountFen }) => ({
          month,
          person,
          lines: String(count),
          amount_yuan: plainYuan(amountFen),
        })),
    lines: isForHr ? lines : [],
    totals,
    amountFen: sumFen(totals.map(({ amountFen }) => amountFen)),
  };
}

function hrRow(month: string, line: AccountabilityLine): Record<(typeof HR_COLUMNS)[number], string> {
  const { person, caseId, branch, role, responsibility, reasons, amountFen, objection } = line;
  const { outcome } = line.redecision ?? line.decision ?? {};
  return {
    month,
    person,
    complaint: caseId,
    branch,
    role,
    responsibility,
    reasons: reasons
      .map((reason) => `${reason.rule} ${reason.code} ${reason.on} ${plainYuan(reason.amountFen)}`)
      .join('; '),
    proposed_yuan: plainYuan(amountFen),
    outcome: outcome ?? '',
    objection: objection === undefined ? 'none' : 'decided',
    amount_yuan: plainYuan(decidedFen(line)),
  };
}

/** Without the grouping commas that a reader likes and an accounting system stumbles over. */
function plainYuan(fen: number): string {
  return formatYuan(fen).replaceAll(',', '');
}

/** Where a file of a run lies. */
export function statementKey(
  month: string,
  { recipient, format }: Pick<StatedFile, 'recipient' | 'format'>,
): string {
  return `accountability/${month}/${recipient}.${format}`;
}

/** Of a printed page, as it lies in the files. */
export function pageHash(page: string): string {
  return createHash('sha256').update(page).digest('hex');
}
