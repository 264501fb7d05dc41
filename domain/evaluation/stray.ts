import * as z from 'zod/mini';
import { Id } from '../people.ts';
import type { GivenReply } from './replies.ts';
import { replyName } from './replies.ts';

const Instant = z.iso.datetime();

/** A reply that is of no evaluation as far as a machine can tell: kept until a person has seen to it. */
export const StrayReply = z.strictObject({
  /** As an evaluation would name it, so that the same push is known again. */
  id: z.string(),
  version: z.int(),
  /** The gateway's id. */
  given: z.string(),
  phone: z.string(),
  text: z.string(),
  receivedAt: Instant,
  arrivedAt: Instant,
  why: z.enum(['unknown-number', 'nothing-asked', 'several']),
  /** The customer's; of a number that nobody knows none, and then any branch may see to it. */
  branch: z.optional(Id),
  /** Evaluations that could be meant. */
  evaluations: z.array(z.string()),
  seen: z.optional(
    z.strictObject({
      by: Id,
      at: Instant,
      evaluation: z.optional(z.string()),
      reason: z.optional(z.string()),
    }),
  ),
});
export type StrayReply = z.infer<typeof StrayReply>;

/** What the record keeps of a text: of a longer one its beginning. No message of a phone has a third of it. */
const MOST_KEPT = 5_000;

export function strayOf(
  given: GivenReply & { phone: string },
  found: Pick<StrayReply, 'why' | 'evaluations'> & { branch?: string | undefined },
  now: Date,
): StrayReply {
  const { branch, ...rest } = found;
  return {
    ...rest,
    ...(branch === undefined ? {} : { branch }),
    id: replyName(given.id),
    version: 1,
    given: given.id.toWellFormed(),
    phone: given.phone,
    text: given.text.slice(0, MOST_KEPT).toWellFormed(),
    receivedAt: (given.receivedAt > now ? now : given.receivedAt).toISOString(),
    arrivedAt: now.toISOString(),
  };
}
