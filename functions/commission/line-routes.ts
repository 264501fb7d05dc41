import * as z from 'zod/mini';
import { authorize, verdict } from '../../domain/access.ts';
import { holdCard } from '../../domain/commission/card.ts';
import { HoldType } from '../../domain/commission/holds.ts';
import type { LineSummary } from '../../domain/commission/line.ts';
import { NOTHING_HERE, NotFound, RecourseError } from '../../domain/errors.ts';
import { Id, type Staff } from '../../domain/people.ts';
import type { Commissions, Firm, Page } from '../../domain/ports.ts';
import { paging } from '../http/paging.ts';
import { Problem, problemOf } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { atOnce } from './at-once.ts';
import { type CardDeps, callbackOf, cardsOf, numberOf } from './cards.ts';
import { changeByHand, type HandDeps } from './holds-by-hand.ts';
import { ListedState, listBranches, listPayee } from './line-lists.ts';
import { SumsView, sumsOfBranches, sumsOfPayee } from './sums.ts';
import { CardList, CardView, EntryView, entryView } from './views.ts';

export type LineApiDeps = HandDeps & CardDeps & { commissions: Commissions; firm: Firm };

const PolicyId = z.string().check(z.regex(/^pl-[0-9a-f]{20}$/, 'is not a policy id'));
const ByPolicy = z.object({ policyId: PolicyId });
const Hand = { type: HoldType, reason: z.string().check(z.trim(), z.minLength(3), z.maxLength(500)) };

const MOST_AT_ONCE = 100;
const RELEASES_AT_ONCE = 8;

const Released = z.object({ policyId: z.string(), outcome: z.enum(['released', 'unchanged']) });

const Whose = { payee: z.optional(Id), branch: z.optional(Id) };

interface Whose {
  payee?: string | undefined;
  branch?: string | undefined;
}

interface Listed extends Whose {
  state?: ListedState | undefined;
  limit: number;
  next?: string | undefined;
}

/** Commission lines as hold cards, and the holds that a person may place or release. */
export function lineRoutes(deps: LineApiDeps): Route[] {
  const byHand = (hand: 'place' | 'release') =>
    route({
      method: 'POST',
      path: `/holds/{policyId}/${hand}`,
      summary:
        hand === 'place'
          ? 'Place a hold on the commission of a policy, as far as the catalogue lets this role'
          : 'Release a hold, as far as the catalogue lets this role: never one that the customer ends',
      once: 'always',
      params: ByPolicy,
      body: z.strictObject(Hand),
      answer: z.object({ items: z.array(CardView) }),
      handle: async ({ path, body, staff }) => {
        const { lines } = await changeByHand(hand, path.policyId, body, staff, deps);
        return { body: { items: await cardsOf(lines, deps) } };
      },
    });

  return [
    route({
      method: 'GET',
      path: '/commissions',
      summary: "A payee's lines, or those of a branch in one state, each with why it is held and who is next",
      query: z.strictObject({ ...Whose, state: z.optional(ListedState), ...paging }),
      answer: CardList,
      handle: async ({ query, staff }) => {
        const page = await list(query, staff);
        return { body: { ...page, items: await cardsOf(page.items, deps) } };
      },
    }),
    route({
      method: 'GET',
      path: '/commissions/sums',
      summary: "What a payee's lines come to: held, payable, owed back, paid; of branches what is open",
      query: z.strictObject(Whose),
      answer: SumsView,
      handle: async ({ query, staff }) => {
        const { payee, branches } = whose(query, staff);
        if (payee === undefined) return { body: await sumsOfBranches(branches, deps) };
        return { body: await sumsOfPayee(payee, shownIn(query.branch, staff), deps) };
      },
    }),
    route({
      method: 'GET',
      path: '/commissions/{policyId}',
      summary: 'The lines of one policy with every entry of their ledgers',
      params: ByPolicy,
      answer: z.object({
        items: z.array(z.extend(CardView, { version: z.int(), entries: z.array(EntryView) })),
      }),
      handle: async ({ path, staff }) => {
        const lines = (await deps.commissions.linesOf(path.policyId)).filter((line) => sees(staff, line));
        if (lines.length === 0) {
          authorize(staff, 'commission:read');
          throw new NotFound(NOTHING_HERE);
        }
        const [callback, number] = await Promise.all([
          callbackOf(path.policyId, deps),
          numberOf(path.policyId, deps),
        ]);
        const items = lines.map((line) => ({
          ...holdCard(line, callback, deps.rules),
          ...number,
          version: line.version,
          entries: line.entries.map(entryView),
        }));
        return { body: { items } };
      },
    }),
    byHand('place'),
    byHand('release'),
    route({
      method: 'POST',
      path: '/holds/release',
      summary: 'Release one kind of hold on up to 100 policies, with a result for each',
      once: 'always',
      body: z.strictObject({
        policyIds: z.array(PolicyId).check(z.minLength(1), z.maxLength(MOST_AT_ONCE)),
        ...Hand,
      }),
      answer: z.object({
        results: z.array(z.union([Released, z.object({ policyId: z.string(), problem: Problem })])),
      }),
      handle: async ({ body: { policyIds, ...hand }, staff, requestId }) => {
        authorize(staff, 'hold:release');
        const results = await atOnce(RELEASES_AT_ONCE, new Set(policyIds), async (policyId) => {
          try {
            const { isChanged } = await changeByHand('release', policyId, hand, staff, deps);
            return { policyId, outcome: isChanged ? 'released' : 'unchanged' };
          } catch (error) {
            if (!(error instanceof RecourseError)) throw error;
            return { policyId, problem: problemOf(error, requestId) };
          }
        });
        return { body: { results } };
      },
    }),
  ];

  async function list(query: Listed, staff: Staff): Promise<Page<LineSummary>> {
    const { state, limit, next } = query;
    const { payee, branches } = whose(query, staff);
    if (payee === undefined) return listBranches(deps, branches, state ?? 'held', limit, next);
    const page = await listPayee(deps, payee, state, limit, next);
    return { ...page, items: page.items.filter(shownIn(query.branch, staff)) };
  }

  /** A payee, or branches. @throws NotAllowed, NotFound where the person may read neither */
  function whose(
    { payee, branch }: Whose,
    staff: Staff,
  ): { payee: string; branches?: never } | { payee?: never; branches: string[] } {
    const one = payee ?? (staff.role === 'broker' ? staff.id : undefined);
    if (one !== undefined) {
      authorize(staff, 'commission:read', { branch: staff.branch, concerned: [one] });
      return { payee: one };
    }
    const branches = (branch === undefined ? deps.firm.branches : [branch]).filter(
      (asked) => verdict(staff, 'commission:read', { branch: asked }) === 'allowed',
    );
    if (branches.length === 0) {
      authorize(staff, 'commission:read');
      throw new NotFound(NOTHING_HERE);
    }
    return { branches };
  }
}

function shownIn(branch: string | undefined, staff: Staff): (line: LineSummary) => boolean {
  return (line) => (branch === undefined || line.branch === branch) && sees(staff, line);
}

/** A payee sees the own share only, not what others get for the same policy. */
function sees(staff: Staff, { branch, payee }: LineSummary): boolean {
  return verdict(staff, 'commission:read', { branch, concerned: [payee] }) === 'allowed';
}
