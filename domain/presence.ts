import * as z from 'zod/mini';
import { Id } from './people.ts';

export const Doing = z.enum(['viewing', 'editing']);
export type Doing = z.infer<typeof Doing>;

const Instant = z.iso.datetime();

/** A person at a case (在场): told again and again while its page is open, and over when it is told no more. */
export const Here = z.strictObject({ id: Id, doing: Doing, since: Instant, seenAt: Instant });
export type Here = z.infer<typeof Here>;

/** A page tells every 20 s, so two that are lost on the way do not make a person go. */
export const PRESENT_FOR_MS = 60_000;

export function isHere({ seenAt }: Here, now: Date): boolean {
  return Date.parse(seenAt) + PRESENT_FOR_MS > now.getTime();
}

/** Who tells it goes on with what was done before, or begins something else. */
export function beHere(id: string, doing: Doing, before: Here | undefined, now: Date): Here {
  const seenAt = now.toISOString();
  const goesOn = before !== undefined && before.doing === doing && isHere(before, now);
  return { id, doing, since: goesOn ? before.since : seenAt, seenAt };
}

/** Those who are there besides this person, whoever came first at first. */
export function othersHere(all: readonly Here[], id: string, now: Date): Omit<Here, 'seenAt'>[] {
  return all
    .filter((here) => here.id !== id && isHere(here, now))
    .sort((a, b) => (a.since < b.since ? -1 : 1))
    .map(({ seenAt: _seenAt, ...here }) => here);
}
