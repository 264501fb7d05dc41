import type { Level, ReconsiderationCase } from './case.ts';

/** Levels of the present run, in order: what was asked before a re-opening is history. */
export function levelsOfRun({ levels, reopened }: Pick<ReconsiderationCase, 'levels' | 'reopened'>): Level[] {
  return levels.filter(({ run }) => run === reopened);
}

export function assessmentsOfRun({
  assessments,
  reopened,
}: ReconsiderationCase): ReconsiderationCase['assessments'] {
  return assessments.filter(({ run }) => run === reopened);
}

/**
 * What the carrier gives as the matter stands, in fen: what it gave at first, what was recovered before a re-opening,
 * or what its last changed answer offers. An *upheld* of level 2 leaves the offer of level 1 as it is.
 */
export function standingFen(matter: ReconsiderationCase): number {
  const given = (matter.decision.givenFen ?? 0) + (matter.recovered?.fen ?? 0);
  return Math.max(given, ...levelsOfRun(matter).map(({ amountFen }) => amountFen ?? 0));
}

/** What is offered beyond what is agreed on already. */
export function offeredFen(matter: ReconsiderationCase): number {
  return standingFen(matter) - (matter.decision.givenFen ?? 0) - (matter.recovered?.fen ?? 0);
}

/** Everybody at the carrier who has decided this matter: the original decider where known, and who answered a level. */
export function decidersOf({ decision, levels }: ReconsiderationCase): string[] {
  const answered = levels.map(({ answeredBy }) => answeredBy);
  return [...new Set([decision.decider, ...answered].filter((id) => id !== undefined))];
}
