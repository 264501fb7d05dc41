import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { Invalid, Refused } from '../errors.ts';
import { append, canonicalJson } from '../history.ts';
import { Actor, Id } from '../people.ts';
import { Period } from './periods.ts';

/** Which figure: its name, its period, and whom or what it is of. */
export const FigureScope = z.strictObject({
  name: z.string().check(z.minLength(1), z.maxLength(100)),
  period: Period,
  branch: z.optional(Id),
  carrier: z.optional(Id),
  product: z.optional(Id),
  channel: z.optional(Id),
  cause: z.optional(Id),
});
export type FigureScope = z.infer<typeof FigureScope>;

export const FigureValue = z.strictObject({ numerator: z.int(), denominator: z.int() });
export type FigureValue = z.infer<typeof FigureValue>;

const Instant = z.iso.datetime();
const Reason = z.string().check(z.trim(), z.minLength(3), z.maxLength(500));

/** A figure as it was told to somebody: in a review, to a board. It is changed by a restatement only. */
export const ToldFigure = z.strictObject({
  id: z.string(),
  scope: FigureScope,
  value: FigureValue,
  toldAt: Instant,
  /** Number of restatements, and the hash of the last one. */
  version: z.int(),
  lastHash: z.string(),
});
export type ToldFigure = z.infer<typeof ToldFigure>;

/** A figure that was told is corrected (更正): the old value stays beside the new, with who did it, when and why. */
export const Restatement = z.strictObject({
  figureId: z.string(),
  before: FigureValue,
  after: FigureValue,
  at: Instant,
  by: Actor,
  reason: z.string(),
  seq: z.int(),
  previousHash: z.string(),
  hash: z.string(),
});
export type Restatement = z.infer<typeof Restatement>;

export function figureIdOf(scope: FigureScope): string {
  return `fg-${createHash('sha256').update(canonicalJson(scope)).digest('hex').slice(0, 20)}`;
}

export function tellFigure(scope: FigureScope, value: FigureValue, at: Date): ToldFigure {
  return { id: figureIdOf(scope), scope, value, toldAt: at.toISOString(), version: 0, lastHash: '' };
}

/**
 * The figure with its new value, and the link of its history that keeps the old one.
 * @throws Invalid without a reason of 3 to 500 characters
 * @throws Refused when the value is the one that was told
 */
export function restate(
  figure: ToldFigure,
  after: FigureValue,
  { by, at, reason }: { by: Actor; at: Date; reason: string },
): { figure: ToldFigure; restatement: Restatement } {
  const stated = Reason.safeParse(reason);
  if (!stated.success) {
    throw new Invalid('A figure is restated for a reason.', [
      { field: 'reason', reason: 'must have 3 to 500 characters' },
    ]);
  }
  const { value: before } = figure;
  if (before.numerator === after.numerator && before.denominator === after.denominator) {
    throw new Refused('nothing-to-restate', 'The figure is what was told already.');
  }
  const end = figure.version === 0 ? undefined : { seq: figure.version, hash: figure.lastHash };
  const restatement = append(end, {
    figureId: figure.id,
    before,
    after,
    at: at.toISOString(),
    by,
    reason: stated.data,
  });
  return {
    figure: { ...figure, value: after, version: restatement.seq, lastHash: restatement.hash },
    restatement,
  };
}

/** What was told first: before every restatement, or the value itself. */
export function firstTold(figure: ToldFigure, history: readonly Restatement[]): FigureValue {
  return history[0]?.before ?? figure.value;
}
