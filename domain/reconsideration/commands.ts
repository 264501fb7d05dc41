import { isStored } from '../documents.ts';
import { Invalid, NotAllowed, Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import type { ReconsiderationCase, ReconsiderationStage } from './case.ts';

/** What commands on a reconsideration share: where it must stand, who may, what must be there. */

/** @throws Refused */
export function mustBeIn(matter: ReconsiderationCase, ...stages: ReconsiderationStage[]): void {
  if (!stages.includes(matter.stage)) {
    throw new Refused('wrong-stage', `The case is at ${matter.stage}, not at ${stages.join(' or ')}.`, {
      details: { stage: matter.stage },
    });
  }
}

/** @throws Refused */
export function mustBeOpen(matter: ReconsiderationCase): void {
  if (matter.category === 'closed') {
    throw new Refused('closed', 'The case is closed.', { details: { stage: matter.stage } });
  }
}

/** Judging is the expert's, and nobody judges what concerns them. @throws NotAllowed */
export function mustBeExpert(matter: ReconsiderationCase, by: Staff): void {
  if (by.role !== 'expert') throw new NotAllowed('Only an expert of the firm may do this.');
  if (matter.concerned.includes(by.id)) {
    throw new NotAllowed('Whoever sold the policy or is paid for it may not judge the case.');
  }
}

/** A stored document of the case, of one of these types. @throws Invalid */
export function mustBeStoredAs(
  matter: ReconsiderationCase,
  id: string,
  type: ReconsiderationCase['documents'][number]['type'],
  field: string,
): void {
  const found = matter.documents.find((document) => document.id === id);
  const reason =
    found === undefined
      ? 'is no document of this case'
      : !isStored(found)
        ? 'has not been uploaded'
        : found.type !== type
          ? `is a ${found.type}, not a ${type}`
          : undefined;
  if (reason !== undefined)
    throw new Invalid('A document that is named does not serve.', [{ field, reason }]);
}
