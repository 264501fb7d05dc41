import * as z from 'zod/mini';
import { InvariantBroken } from '../errors.ts';

/** How often one number may be written to: what the gateways of China let through, and refuse beyond. */
export const CAPS = [
  { most: 2, withinMs: 59_000 },
  { most: 5, withinMs: 59 * 60_000 },
] as const;

/** What evaluations sent to a number lately: the version keeps two of them from counting the same place twice. */
export const Sending = z.strictObject({ version: z.int(), sentAt: z.array(z.iso.datetime()) });
export type Sending = z.infer<typeof Sending>;

/** The record after `count` more messages. Of the earlier ones it holds as many as the caps count. */
export function sendingAfter(before: Sending | undefined, count: number, at: Date): Sending {
  const now = Array.from({ length: count }, () => at.toISOString());
  const most = Math.max(...CAPS.map((cap) => cap.most));
  return { version: (before?.version ?? 0) + 1, sentAt: [...now, ...(before?.sentAt ?? [])].slice(0, most) };
}

export type MaySend =
  | { may: true }
  /** Both caps are kept from then on, if nothing else is sent. */
  | { may: false; from: Date }
  | { may: false; why: 'opted-out' };

/** Whether a number may be written to now, after what was sent to it. `sentAt` in any order. */
export function maySend(sentAt: readonly Date[], now: Date, optedOut: boolean): MaySend {
  if (optedOut) return { may: false, why: 'opted-out' };
  const latest = sentAt.map((at) => at.getTime()).sort((a, b) => b - a);
  let from = now.getTime();
  for (const { most, withinMs } of CAPS) {
    const counted = latest[most - 1];
    if (counted !== undefined) from = Math.max(from, counted + withinMs);
  }
  return from > now.getTime() ? { may: false, from: new Date(from) } : { may: true };
}

const EXTENSIONS = 10_000;

/**
 * The extension code of a new evaluation, of four digits: none of the number's others has it, open ones and those
 * whose correction window still runs. It follows from the case's id, so that a repeated opening has the same.
 * @param taken codes of the number's other evaluations
 */
export function freeExtension(caseId: string, taken: readonly string[]): string {
  const start = Number.parseInt(caseId.slice(-6), 16) % EXTENSIONS;
  const used = new Set(taken);
  for (let step = 0; step < EXTENSIONS; step += 1) {
    const code = String((start + step) % EXTENSIONS).padStart(4, '0');
    if (!used.has(code)) return code;
  }
  throw new InvariantBroken('One number has as many evaluations as there are extension codes.');
}
