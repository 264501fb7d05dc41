import { createHash } from 'node:crypto';
import type { CaseEvent } from '../../domain/case.ts';
import { hashedText, type Link } from '../../domain/history.ts';

interface Head {
  version: number;
  lastHash: string;
}

/**
 * A step may add whole links to a chain and do nothing else to it. What was there is the same object: its links were
 * checked when they came.
 */
export function addedFaults(before: readonly Link[], after: readonly Link[]): string[] {
  const found: string[] = [];
  if (before.some((link, index) => after[index] !== link))
    found.push('something that had happened has changed');
  for (let index = before.length; index < after.length; index += 1) {
    const link = after[index];
    const previous = after[index - 1];
    if (link === undefined) continue;
    if (link.seq !== index + 1 || (previous !== undefined && link.previousHash !== previous.hash)) {
      found.push(`a chain is broken at ${index + 1}`);
    }
    if (link.hash !== createHash('sha256').update(hashedText(link)).digest('base64url')) {
      found.push(`a hash is wrong at ${index + 1}`);
    }
  }
  return found;
}

/** The record knows the end of its history. */
export function headFaults(events: readonly CaseEvent[], { version, lastHash }: Head): string[] {
  const last = events.at(-1);
  return last?.seq === version && last.hash === lastHash ? [] : ['record and history end differently'];
}
