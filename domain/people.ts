import * as z from 'zod/mini';

/** The roles of design: what each may do stands in `access.ts`. */
export const Role = z.enum([
  'broker', // 经纪人
  'callback-agent', // 回访专员
  'expert', // 两核团队
  'carrier-reviewer',
  'complaint-handler',
  'branch-manager',
  'head-office-manager',
  'compliance',
  'core-system', // the broker's own policy administration system
]);
export type Role = z.infer<typeof Role>;

/** Ids of people, branches and carriers: short, printable, and never a name or a number that a person goes by. */
export const Id = z
  .string()
  .check(
    z.regex(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/,
      'must be 1 to 40 letters, digits, dots, dashes or underscores',
    ),
  );

/** Someone signed in: everything comes from the token's claims. */
export const Staff = z.strictObject({
  kind: z.literal('staff'),
  id: Id,
  role: Role,
  branch: z.optional(Id),
  carrier: z.optional(Id),
});
export type Staff = z.infer<typeof Staff>;

/** Who did it. A customer is known by the case alone: the link or the recorded call is the proof. */
export const Actor = z.discriminatedUnion('kind', [
  Staff,
  z.strictObject({ kind: z.literal('customer') }),
  z.strictObject({ kind: z.literal('system'), id: z.string() }),
]);
export type Actor = z.infer<typeof Actor>;

export function actorName(actor: Actor): string {
  return actor.kind === 'customer' ? 'customer' : actor.id;
}
