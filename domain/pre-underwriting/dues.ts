import { isSettled } from '../carrier-request/case.ts';
import { requestDues } from '../carrier-request/clock.ts';
import { afterLimit, type Due, earliest, inOfficeHours } from '../due.ts';
import { addDays, dateOf, startOf } from '../time/calendar.ts';
import { dueAt } from '../time/deadlines.ts';
import type { PreUnderwritingFile } from './file.ts';
import type { PreUnderwritingRules } from './settings.ts';

export const ABANDONED = 'given up, never sent';
export const CHOOSE = 'remind to choose';
export const NOT_CHOSEN = 'nothing was chosen';

/** Every moment ahead of a case and of what its carriers were asked, the next one first. */
export function preUnderwritingDues(file: PreUnderwritingFile, rules: PreUnderwritingRules): Due[] {
  const { case: matter, requests } = file;
  if (matter.category === 'closed') return [];
  return earliest([
    ...requests.flatMap((request) => requestDues(request, rules)),
    ...stageDues(file, rules),
    { what: 'erase', at: startOf(matter.eraseOn), why: [`what was agreed is kept until ${matter.eraseOn}`] },
  ]);
}

function stageDues({ case: matter }: PreUnderwritingFile, rules: PreUnderwritingRules): (Due | undefined)[] {
  const { abandonAfterDays, remindToChooseEvery, notChosenAfterDays } = rules.preUnderwriting;
  if (matter.stage === 'preparing') return [inDays(ABANDONED, matter.openedAt, abandonAfterDays, rules)];
  const compared = matter.comparisons.at(-1)?.at;
  if (matter.stage !== 'choosing' || compared === undefined) return [];
  const reminder = dueAt({
    from: compared,
    duration: { unit: 'working-days', amount: remindToChooseEvery * (matter.choosingReminders + 1) },
    calendar: rules.calendar,
    event: 'compared',
  });
  return [afterLimit(CHOOSE, reminder, rules), inDays(NOT_CHOSEN, compared, notChosenAfterDays, rules)];
}

function inDays(what: string, from: string, days: number, rules: PreUnderwritingRules): Due {
  const last = addDays(dateOf(from), days);
  return {
    what,
    at: inOfficeHours(startOf(addDays(last, 1)), rules),
    why: [`${days} days from ${dateOf(from)} end on ${last}`, 'then the next office hours'],
  };
}

/** Every carrier has answered or let its time pass. */
export function isComplete({ requests }: PreUnderwritingFile): boolean {
  return requests.length > 0 && requests.every(isSettled);
}
