import type { Month } from '../commission/payout.ts';
import { Invalid } from '../errors.ts';

/** Two years answer every yearly review, and each month is one read. */
const MOST_MONTHS = 24;

/**
 * Every month from the first to the last, both included.
 * @throws Invalid when the last is before the first, or there are more than 24
 */
export function monthsBetween(from: Month, to: Month): Month[] {
  const [first, last] = [numberOf(from), numberOf(to)];
  if (last < first)
    throw new Invalid('The months end before they begin.', [{ field: 'query.to', reason: 'is before from' }]);
  if (last - first >= MOST_MONTHS) {
    const reason = `is more than ${MOST_MONTHS} months after from`;
    throw new Invalid(`Figures are of at most ${MOST_MONTHS} months.`, [{ field: 'query.to', reason }]);
  }
  return Array.from({ length: last - first + 1 }, (_, index) => monthOf(first + index));
}

/** The month so many months earlier. */
export function monthsEarlier(month: Month, by: number): Month {
  return monthOf(numberOf(month) - by);
}

function numberOf(month: Month): number {
  const [year = 0, ofYear = 1] = month.split('-').map(Number);
  return year * 12 + ofYear - 1;
}

function monthOf(number: number): Month {
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
}
