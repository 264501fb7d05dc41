import { verdict } from '../../domain/access.ts';
import type { ComplaintCase } from '../../domain/complaint/case.ts';
import { NOTHING_HERE, NotFound } from '../../domain/errors.ts';
import type { Staff } from '../../domain/people.ts';
import type { Cases } from '../../domain/ports.ts';
import type { ReceptionDayCase } from '../../domain/reception-day/case.ts';
import type { DateText } from '../../domain/time/calendar.ts';
import { subjectOf } from '../complaint/file.ts';
import { everyItem } from '../pages.ts';

/** @throws NotFound */
export async function loadReceptionDay({ cases }: { cases: Cases }, id: string): Promise<ReceptionDayCase> {
  const found = await cases.byId(id);
  if (found?.kind !== 'reception-day') throw new NotFound(NOTHING_HERE);
  return found;
}

/** Every desk of a day that the person may see, in the order of branch, site and desk. */
export async function desksOf(cases: Cases, on: DateText, staff: Staff): Promise<ReceptionDayCase[]> {
  const ids: string[] = [];
  const desks = everyItem((next) => cases.list({ by: 'day', value: on, limit: 200, next }));
  for await (const { id, branch } of desks) {
    if (verdict(staff, 'reception-day:run', { branch }) === 'allowed') ids.push(id);
  }
  const days = await Promise.all(ids.map((id) => loadReceptionDay({ cases }, id)));
  const place = ({ branch, site }: ReceptionDayCase) => JSON.stringify([branch, site]);
  return days.sort((a, b) => (place(a) === place(b) ? a.desk - b.desk : place(a) < place(b) ? -1 : 1));
}

/** The sampled complaints, but for those in which the reader is involved. */
export async function sampledComplaints(
  cases: Cases,
  { sample }: ReceptionDayCase,
  staff: Staff,
): Promise<ComplaintCase[]> {
  const found = await Promise.all((sample?.cases ?? []).map((id) => cases.byId(id)));
  return found.flatMap((one) =>
    one?.kind === 'complaint' && verdict(staff, 'complaint:read', subjectOf(one)) === 'allowed' ? [one] : [],
  );
}
