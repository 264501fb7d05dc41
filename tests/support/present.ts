/** What a test needs to go on: without it the test is wrong, and says so here. */
export function present<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error('the test expected something to be here');
  return value;
}
