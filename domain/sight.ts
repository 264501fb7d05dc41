import * as z from 'zod/mini';
import { type CaseEvent, CaseKind } from './case.ts';
import { Id, Role } from './people.ts';
import type { PolicyEvent } from './policy/policy.ts';

/**
 * Somebody saw what is masked, or a document of a case (查阅记录): who saw which, when and why. It names, and never holds
 * what was seen. Beside the event that says the same, so that the log of a month is one list.
 */
export const Sight = z.strictObject({
  /** The event's: what it is of, and its number there. */
  id: z.string(),
  at: z.iso.datetime(),
  by: Id,
  role: Role,
  branch: z.optional(Id),
  carrier: z.optional(Id),
  of: z.enum(['value', 'document']),
  /** Where it stands: a policy, or a case of this kind. */
  kind: z.union([z.literal('policy'), CaseKind]),
  about: z.string(),
  /** The field of the customer, or the number of the document. */
  item: z.string(),
  reason: z.optional(z.string()),
});
export type Sight = z.infer<typeof Sight>;

type Seeing = Pick<Sight, 'of' | 'kind' | 'about' | 'item' | 'reason'>;

function sightBy(
  { by, at, seq }: Pick<CaseEvent, 'by' | 'at' | 'seq'>,
  { of, kind, about, item, reason }: Seeing,
): Sight | undefined {
  if (by.kind !== 'staff') return undefined; // the customer's own
  const { id, role, branch, carrier } = by;
  return {
    id: `${about}.${seq}`,
    at,
    by: id,
    role,
    ...(branch === undefined ? {} : { branch }),
    ...(carrier === undefined ? {} : { carrier }),
    of,
    kind,
    about,
    item,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** What an event of a case says of who saw a document or a number; nothing for any other event. */
export function sightOfCase(event: CaseEvent): Sight | undefined {
  const { type, kind, caseId: about, data } = event;
  switch (type) {
    case 'document-seen':
      return sightBy(event, { of: 'document', kind, about, item: String(data.document) });
    case 'evidence-packet-made':
      return sightBy(event, {
        of: 'document',
        kind,
        about,
        item: `evidence-packet-${data.version}`,
        reason: data.reason === undefined ? undefined : String(data.reason),
      });
    case 'number-revealed':
      return sightBy(event, {
        of: 'value',
        kind,
        about,
        item: String(data.field),
        reason: String(data.reason),
      });
    default:
      return undefined;
  }
}

/** What an event of a policy says of who saw a value of its customer. */
export function sightOfPolicy(event: PolicyEvent): Sight | undefined {
  if (event.type !== 'revealed') return undefined;
  const { policyId: about, data } = event;
  const [item, reason] = [String(data.field), String(data.reason)];
  return sightBy(event, { of: 'value', kind: 'policy', about, item, reason });
}
