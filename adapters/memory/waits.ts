import { Wait } from '../../domain/case.ts';
import type { Committed } from '../../domain/ports.ts';
import { keys, UNDELIVERED } from '../dynamodb/keys.ts';
import { parsed, type Row, type Rows } from './rows.ts';

/** The row of a wait after some of it was set, whether or not it was there. */
export function changedWait(
  rows: Rows,
  caseId: string,
  wait: number,
  change: (record: Record<string, unknown>) => Record<string, unknown>,
  index?: Row['index'],
): Row {
  const key = keys.wait(caseId, wait);
  const before = rows.row(key);
  return { key, record: change({ ...before?.record }), index: index ?? before?.index ?? {} };
}

/** A decided wait is on the sweep's list until it was delivered. */
export function decided(rows: Rows, { caseId, wait, at }: { caseId: string; wait: number; at: string }): Row {
  return changedWait(rows, caseId, wait, (record) => ({ ...record, caseId, wait, decidedAt: at }), {
    sweepKey: UNDELIVERED,
    sweepAt: at,
  });
}

/** A write that leaves a row as it was is told to nobody. */
export function waitChange(before: Row | undefined, after: Row): Committed[] {
  const isSame =
    before !== undefined &&
    JSON.stringify([sorted(before.record), sorted(before.index)]) ===
      JSON.stringify([sorted(after.record), sorted(after.index)]);
  return isSame ? [] : [{ is: 'wait', wait: parsed(Wait, after) }];
}

function sorted(record: object): [string, unknown][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
