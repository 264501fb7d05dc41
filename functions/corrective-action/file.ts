import { verdict } from '../../domain/access.ts';
import type { Cause } from '../../domain/complaint/causes.ts';
import type { CorrectiveActionCase } from '../../domain/corrective-action/case.ts';
import { type FieldFault, Invalid, NOTHING_HERE, NotFound } from '../../domain/errors.ts';
import type { Counter } from '../../domain/metrics/counters.ts';
import type { Staff } from '../../domain/people.ts';
import type { Cases, Metrics } from '../../domain/ports.ts';
import { subjectOf } from '../complaint/file.ts';
import { everyItem } from '../pages.ts';

/** @throws NotFound */
export async function loadAction({ cases }: { cases: Cases }, id: string): Promise<CorrectiveActionCase> {
  const found = await cases.byId(id);
  if (found?.kind !== 'corrective-action') throw new NotFound(NOTHING_HERE);
  return found;
}

type Stage = CorrectiveActionCase['stage'];

/** The actions of a branch in a stage, the oldest first. Other kinds of cases are in such stages too. */
export async function actionsOf(
  cases: Cases,
  branch: string,
  stage: Stage = 'open',
): Promise<CorrectiveActionCase[]> {
  const ids: string[] = [];
  const listed = everyItem((next) =>
    cases.list({ by: 'stage', value: `${branch}#${stage}`, limit: 200, next }),
  );
  for await (const { id, kind } of listed) if (kind === 'corrective-action') ids.push(id);
  const found = await Promise.all(ids.map((id) => loadAction({ cases }, id)));
  return found.filter((action) => action.stage === stage); // the index follows the table a moment later
}

export async function countersOfMonths(
  metrics: Pick<Metrics, 'read'>,
  months: readonly string[],
): Promise<Counter[]> {
  return (await Promise.all(months.map((month) => metrics.read(month)))).flat();
}

/** @throws Invalid for what is no complaint that the person may see, or is one of another cause */
export async function mustBeOfCause(
  cases: Cases,
  complaints: readonly string[],
  cause: Cause,
  staff: Staff,
): Promise<void> {
  const found = await Promise.all(complaints.map((id) => cases.byId(id)));
  const faults = found.flatMap((one, index): FieldFault[] => {
    const field = `complaints.${index}`;
    if (one?.kind !== 'complaint' || verdict(staff, 'complaint:read', subjectOf(one)) === 'hidden') {
      return [{ field, reason: 'is not known' }];
    }
    const first = one.cause?.first ?? one.subject;
    return first === cause.first ? [] : [{ field, reason: `is of another cause: ${first}` }];
  });
  if (faults.length > 0) throw new Invalid('These are not complaints of the cause.', faults);
}
