import type { AccountableComplaint, Contact } from './facts.ts';

export type OccurrenceRule = 'channel' | 'repeat' | 'escalated' | 'multi-channel';

/** Something about a matter that costs, and when it came to count: with the transfer at the earliest. */
export interface Occurrence {
  rule: OccurrenceRule;
  at: string;
  channel: string;
  rank: Contact['rank'];
}

/**
 * What became of a matter, in order of time: each channel once, each further contact on one of them (重复), each step up
 * (升级), and once the second channel (多渠道).
 */
export function occurrencesOf(complaint: AccountableComplaint): Occurrence[] {
  const seen = new Set<string>();
  let highest = 0;
  return complaint.contacts.toSorted(inTime).flatMap(({ at, channel, rank }, index) => {
    const isNew = !seen.has(channel);
    const rules: OccurrenceRule[] = [isNew ? 'channel' : 'repeat'];
    if (index === 0 && complaint.isRepeat) rules.push('repeat');
    if (index > 0 && rank > highest) rules.push('escalated');
    if (isNew && seen.size === 1) rules.push('multi-channel');
    seen.add(channel);
    highest = Math.max(highest, rank);
    return rules.map((rule) => ({ rule, at: later(at, complaint.transferredAt), channel, rank }));
  });
}

/** Of contacts at one instant the lower rank first, so that the order in which they come in decides nothing. */
function inTime(a: Contact, b: Contact): number {
  return compare(a.at, b.at) || a.rank - b.rank || compare(a.channel, b.channel);
}

/** Instants have one form, so their order as texts is their order in time. */
export function later(a: string, b: string): string {
  return a > b ? a : b;
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
