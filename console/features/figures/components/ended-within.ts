/** Counters of complaints that ended within so many days: the counters have a name for each day. */
export function endedWithin(days: number): string {
  return Array.from({ length: days + 1 }, (_, day) => `complaint-ended-days:${day}`).join(',');
}
