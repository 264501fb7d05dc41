import { type Action, authorize, type Subject } from '../../domain/access.ts';
import { NOTHING_HERE, NotFound, Refused } from '../../domain/errors.ts';
import { type DeskCase, isDeskCase } from '../../domain/notes.ts';
import type { Staff } from '../../domain/people.ts';
import type { AnyCase, Cases } from '../../domain/ports.ts';

/** What lets a person read a case lets the same person note something on it and see who else is there. */
const READS: Readonly<Record<DeskCase['kind'], Action>> = {
  callback: 'case:read',
  'pre-underwriting': 'pre-underwriting:read',
  reconsideration: 'reconsideration:read',
  complaint: 'complaint:read',
  evaluation: 'evaluation:read',
  'corrective-action': 'corrective-action:run',
};

/** @throws NotFound, NotAllowed as reading the case does; Refused for a kind that nobody works on at a desk */
export async function loadForDesk(cases: Cases, id: string, staff: Staff): Promise<DeskCase> {
  const found = await cases.byId(id);
  if (found === undefined) throw new NotFound(NOTHING_HERE);
  const isOfDesk = isDeskCase(found);
  authorize(staff, isOfDesk ? READS[found.kind] : 'case:list', subjectOf(found));
  if (!isOfDesk) throw new Refused('no-desk', `A ${found.kind} has no notes and nobody's presence.`);
  return found;
}

/** As the routes of each kind ask: whom a complaint or an evaluation is about is told that there is nothing. */
function subjectOf(record: AnyCase): Subject {
  switch (record.kind) {
    case 'complaint':
      return { branch: record.branch, recused: record.involved };
    case 'evaluation':
      return { branch: record.branch, recused: record.concerned };
    case 'corrective-action':
      return { branch: record.branch };
    default:
      return record;
  }
}
