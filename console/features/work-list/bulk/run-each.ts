/** Few enough that the screen's own requests are not kept waiting. */
const AT_ONCE = 4;

export type Outcome =
  | { state: 'waiting' | 'running' | 'done' | 'stopped' }
  | { state: 'refused'; error: Error };

/** Does something to each row, a few at a time, and tells of each what came of it. What has begun is not broken off. */
export async function runEach<R>(
  rows: readonly R[],
  work: (row: R) => Promise<unknown>,
  tell: (row: R, outcome: Outcome) => void,
  isStopped: () => boolean,
): Promise<void> {
  const waiting = rows.values();
  const one = async (): Promise<void> => {
    for (const row of waiting) {
      if (isStopped()) {
        tell(row, { state: 'stopped' });
        continue;
      }
      tell(row, { state: 'running' });
      tell(row, await work(row).then(isDone, isRefused));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

const isDone = (): Outcome => ({ state: 'done' });
const isRefused = (error: Error): Outcome => ({ state: 'refused', error });
