import * as z from 'zod/mini';
import { authorize, verdict } from '../../domain/access.ts';
import { HOLD_AGES, holdAge } from '../../domain/commission/hold-age.ts';
import type { HoldType } from '../../domain/commission/holds.ts';
import type { LineSummary } from '../../domain/commission/line.ts';
import { Id } from '../../domain/people.ts';
import type { Clock, Commissions, Firm } from '../../domain/ports.ts';
import { type DateText, dateOf } from '../../domain/time/calendar.ts';
import { type Route, route } from '../http/route.ts';
import { HoldsView } from './manager-views.ts';

export interface HoldFiguresDeps {
  commissions: Pick<Commissions, 'inState'>;
  firm: Firm;
  clock: Clock;
}

const MOST_PAGES = 10; // of each branch: some 10,000 lines, and a second or two

interface Held {
  lines: number;
  heldFen: number;
}

/** Commission that is held (缓发佣金), by how long and why. */
export function holdFiguresRoutes(deps: HoldFiguresDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/figures/holds',
      summary:
        'Held commission of each branch by age and reason; a branch with too many lines says that it is partial',
      query: z.strictObject({ branch: z.optional(Id) }),
      answer: HoldsView,
      handle: async ({ query: { branch }, staff }) => {
        authorize(staff, 'metrics:read', branch === undefined ? undefined : { branch });
        const branches = (branch === undefined ? deps.firm.branches : [branch]).filter(
          (one) => verdict(staff, 'metrics:read', { branch: one }) === 'allowed',
        );
        const on = dateOf(deps.clock.now());
        const items = await Promise.all(branches.map((one) => holdsOf(one, on, deps)));
        return { body: { on, ages: [...HOLD_AGES], branches: items } };
      },
    }),
  ];
}

async function holdsOf(branch: string, on: DateText, { commissions }: HoldFiguresDeps) {
  const byAge = [...HOLD_AGES, undefined].map((upTo) => ({
    ...(upTo === undefined ? {} : { upToDays: upTo }),
    lines: 0,
    heldFen: 0,
  }));
  const byType = new Map<HoldType, Held>();
  const all: Held = { lines: 0, heldFen: 0 };
  let next: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = await commissions.inState(branch, 'held', undefined, next);
    for (const line of page.items) {
      const age = byAge.find(({ upToDays }) => upToDays === holdAge(line, on));
      const types = line.holds.map(({ type }) => typeIn(byType, type));
      for (const sum of [all, ...(age === undefined ? [] : [age]), ...types]) add(line, sum);
    }
    next = page.next;
    if (next === undefined) break;
  }
  return {
    branch,
    ...all,
    byAge,
    byType: [...byType].map(([type, sum]) => ({ type, ...sum })),
    ...(next === undefined ? {} : { partial: true as const }),
  };
}

function typeIn(sums: Map<HoldType, Held>, type: HoldType): Held {
  const sum = sums.get(type) ?? { lines: 0, heldFen: 0 };
  sums.set(type, sum);
  return sum;
}

function add({ balances }: LineSummary, sum: Held): void {
  sum.lines += 1;
  sum.heldFen += balances.held;
}
