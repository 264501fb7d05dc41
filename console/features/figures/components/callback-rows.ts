import type { CallbackFigures } from '../api/callbacks.ts';
import type { CasesOf, Scope } from '../scope.ts';
import type { ShareRow } from './share-chart.tsx';

const ANSWERED = 'answered-clean,answered-problem';

/** Counters behind both parts of each share. */
const PARTS = {
  reached: { numerator: ANSWERED, denominator: `${ANSWERED},unreached` },
  silent: { numerator: 'unreached', denominator: `${ANSWERED},unreached` },
  problem: { numerator: 'answered-problem', denominator: ANSWERED },
  settled: { numerator: 'confirmed-settled', denominator: 'confirmed-settled,confirmed-not-settled' },
} as const;

export type CallbackShare = keyof typeof PARTS;
const SHARES = Object.keys(PARTS) as CallbackShare[];

/** The four shares of callbacks of a branch, a period or all, with the cases behind them. */
export function callbackRows(
  figures: Pick<CallbackFigures, CallbackShare>,
  of: string,
  nameOf: (share: CallbackShare) => string,
  narrower: Partial<Scope> = {},
): ShareRow[] {
  const cases = (counters: string): CasesOf => ({ counters, ...narrower });
  return SHARES.map((share) => ({
    of,
    figure: nameOf(share),
    share: figures[share],
    numerator: cases(PARTS[share].numerator),
    denominator: cases(PARTS[share].denominator),
  }));
}
