import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import { verdict } from '../../domain/access.ts';
import { Month } from '../../domain/commission/payout.ts';
import { NotFound } from '../../domain/errors.ts';
import { callbackFigures } from '../../domain/metrics/callback-figures.ts';
import { monthsBetween, monthsEarlier } from '../../domain/metrics/months.ts';
import { MINIMUM } from '../../domain/metrics/rates.ts';
import { Id } from '../../domain/people.ts';
import type { Clock, Files, Metrics } from '../../domain/ports.ts';
import { addDays, type DateText, dateOf } from '../../domain/time/calendar.ts';
import { type Route, route } from '../http/route.ts';
import { CallbacksView, CoverageProof } from './manager-views.ts';
import { readMonths } from './reading.ts';

export interface CallbackFiguresDeps {
  metrics: Pick<Metrics, 'read'>;
  files: Pick<Files, 'read'>;
  clock: Clock;
}

const Proofs = z.array(CoverageProof);
type Coverage = z.infer<typeof CoverageProof>;

const NIGHTS = 3; // a proof is made each night; one night may have failed, and this one may still be to come

const DENOMINATORS = {
  reached: 'callbacks answered or given up in the period',
  silent: 'the same',
  problem: 'callbacks answered in the period',
  settled: 'confirmations given in the period',
};

/** How callbacks go, with the proof that every policy in scope has one. */
export function callbackFiguresRoutes(deps: CallbackFiguresDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/figures/callbacks',
      summary:
        'Callbacks reached, silent, with problems and settled; for the head office with their coverage',
      query: z.strictObject({ from: Month, to: Month, branch: z.optional(Id), carrier: z.optional(Id) }),
      answer: CallbacksView,
      handle: async ({ query: { from, to, ...scope }, staff }) => {
        const months = monthsBetween(from, to);
        const { counters, reads } = await readMonths(months, scope, staff, deps);
        const byBranch = [...Map.groupBy(counters, ({ branch }) => branch)]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([branch, own]) => ({ branch, ...callbackFigures(own) }));
        const isWhole = scope.branch === undefined && scope.carrier === undefined;
        const seesCoverage = isWhole && verdict(staff, 'coverage:read') === 'allowed';
        return {
          body: {
            from,
            to,
            ...scope,
            ...callbackFigures(counters),
            byBranch,
            ...(seesCoverage ? { coverage: await coverageOf(months, deps) } : {}),
            minimum: MINIMUM,
            denominators: DENOMINATORS,
            reads,
          },
        };
      },
    }),
  ];
}

/** The newest proof of each month that there is: at most three files are looked for each. */
async function coverageOf(
  months: readonly Month[],
  { files, clock }: Pick<CallbackFiguresDeps, 'files' | 'clock'>,
): Promise<Omit<Coverage, 'gaps'>[]> {
  const today = dateOf(clock.now());
  const found = await Promise.all(months.map((month) => proofOf(month, today, files)));
  return found
    .filter((proof) => proof !== undefined)
    .map(({ gaps, ...proof }) => ({ ...proof, missing: gaps.length }));
}

async function proofOf(
  month: Month,
  today: DateText,
  files: Pick<Files, 'read'>,
): Promise<Coverage | undefined> {
  // Each night proves its own month and the one before, so the last word on a month is of the end of the next.
  const last = addDays(`${monthsEarlier(month, -2)}-01`, -1);
  const newest = last < today ? last : today;
  for (let night = 0; night < NIGHTS; night += 1) {
    const proofs = await proofsIn(`coverage/${addDays(newest, -night)}.json`, files);
    const proof = proofs.find((one) => one.month === month);
    if (proof !== undefined) return proof;
  }
  return undefined;
}

async function proofsIn(key: string, files: Pick<Files, 'read'>): Promise<Coverage[]> {
  try {
    return Proofs.parse(JSON.parse(await text(await files.read(key))));
  } catch (error) {
    if (error instanceof NotFound) return [];
    throw error;
  }
}
