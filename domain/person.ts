import * as z from 'zod/mini';
import { Id, Role, type Staff } from './people.ts';

const Instant = z.iso.datetime();

/** What somebody may be here: it comes with each token, from the firm's identity provider. */
const Scope = z.strictObject({ role: Role, branch: z.optional(Id), carrier: z.optional(Id) });
type Scope = z.infer<typeof Scope>;

/** Somebody who has signed in. No name: names are the identity provider's. */
export const Person = z.strictObject({
  id: Id,
  scope: Scope,
  /** When this scope was seen first, and when it was seen last. */
  since: Instant,
  lastAt: Instant,
  /** What the person was before, the oldest first. */
  earlier: z.array(z.strictObject({ scope: Scope, from: Instant, to: Instant })),
  version: z.int(),
});
export type Person = z.infer<typeof Person>;

const SEEN_AGAIN_MS = 3_600_000; // a page that is opened every minute writes once an hour
const MOST_EARLIER = 200; // under 30 kB, for somebody who changes roles every day

/** The record after a person has signed in: the very one that is there, where it says so already. */
export function signedIn(before: Person | undefined, staff: Staff, now: Date): Person {
  const at = now.toISOString();
  const scope = scopeOf(staff);
  if (before === undefined) return { id: staff.id, scope, since: at, lastAt: at, earlier: [], version: 1 };
  const version = before.version + 1;
  if (isSame(before.scope, scope)) {
    const isFresh = now.getTime() - Date.parse(before.lastAt) < SEEN_AGAIN_MS;
    return isFresh ? before : { ...before, lastAt: at, version };
  }
  const was = { scope: before.scope, from: before.since, to: before.lastAt };
  const earlier = [...before.earlier, was].slice(-MOST_EARLIER);
  return { ...before, scope, since: at, lastAt: at, earlier, version };
}

function scopeOf({ role, branch, carrier }: Staff): Scope {
  return {
    role,
    ...(branch === undefined ? {} : { branch }),
    ...(carrier === undefined ? {} : { carrier }),
  };
}

function isSame(one: Scope, other: Scope): boolean {
  return one.role === other.role && one.branch === other.branch && one.carrier === other.carrier;
}
