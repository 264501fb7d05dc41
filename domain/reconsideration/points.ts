import * as z from 'zod/mini';
import { storedDocuments } from '../documents.ts';
import { type FieldFault, Invalid } from '../errors.ts';
import { Id } from '../people.ts';
import type { ReconsiderationCase } from './case.ts';

/** One sentence or paragraph, and what it rests on: clauses of the snapshot, documents of the case. */
export const Point = z.strictObject({
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(2000)),
  clauses: z._default(z.array(z.string().check(z.minLength(1), z.maxLength(80))).check(z.maxLength(10)), []),
  documents: z._default(z.array(Id).check(z.maxLength(10)), []),
});
export type Point = z.infer<typeof Point>;

/** In plain words, for the customer. */
export const Points = z.array(Point).check(z.minLength(1), z.maxLength(30));

/** One point of an argument: the ground that it makes good, and the clause or document that bears it out. */
const ArgumentPoint = z.strictObject({
  ...Point.shape,
  ground: z.optional(z.string().check(z.maxLength(60))),
});
export type ArgumentPoint = z.infer<typeof ArgumentPoint>;

/** For the carrier. */
export const Argument = z.array(ArgumentPoint).check(z.minLength(1), z.maxLength(30));

/** Points of an argument that rest on nothing. */
export function linkFaults(argument: readonly Point[]): FieldFault[] {
  return argument.flatMap(({ clauses, documents }, index) =>
    clauses.length + documents.length === 0
      ? [{ field: `argument.${index}`, reason: 'must link to a clause or a document' }]
      : [],
  );
}

/** Every link of a text leads to a clause of the snapshot or a stored document. @throws Invalid */
export function mustLead(matter: ReconsiderationCase, points: readonly Point[], field: string): void {
  const faults: FieldFault[] = points.flatMap(({ clauses }, index) =>
    clauses
      .filter((clause) => !matter.clauses.includes(clause))
      .map((clause) => ({ field: `${field}.${index}.clauses`, reason: `${clause} is not in the snapshot` })),
  );
  if (faults.length > 0) throw new Invalid('A clause that is named is not in the snapshot.', faults);
  for (const [index, { documents }] of points.entries()) {
    storedDocuments(matter.documents, documents, `${field}.${index}.documents`);
  }
}
