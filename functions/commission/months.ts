import { type Month, previousMonth } from '../../domain/commission/payout.ts';
import type { Page } from '../../domain/ports.ts';
import { atOnce } from './at-once.ts';

const MONTHS = 24;
const READS_AT_ONCE = 8;

/**
 * Monthly runs, the newest first. A run's id is its month, so no list is kept of them: two years are looked up, and the
 * two years before them as long as somebody had a run in these.
 * @param read nothing where the month has nothing to show
 */
export async function monthsBack<T extends { run?: unknown }>(
  latest: Month,
  read: (month: Month) => Promise<T | undefined>,
): Promise<Page<T>> {
  const months = [latest];
  for (let count = 1; count < MONTHS; count += 1) months.push(previousMonth(months.at(-1) ?? latest));
  const found = (await atOnce(READS_AT_ONCE, months, read)).filter((one) => one !== undefined);
  const isMore = found.some(({ run }) => run !== undefined);
  return { items: found, ...(isMore ? { next: previousMonth(months.at(-1) ?? latest) } : {}) };
}
