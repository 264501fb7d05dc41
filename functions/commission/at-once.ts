/**
 * Works through a source with a few at a time, and gives the results in its order. After a failure nothing new is
 * begun and what is under way is waited for: a function that answers while writes are in flight may freeze them.
 */
export async function atOnce<T, R>(
  most: number,
  source: Iterable<T> | AsyncIterable<T>,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const running = new Set<Promise<void>>();
  const failures: unknown[] = [];
  let index = 0;
  try {
    for await (const item of source) {
      const at = index++;
      const one: Promise<void> = work(item).then(
        (result) => {
          results[at] = result;
          running.delete(one);
        },
        (error: unknown) => {
          failures.push(error);
          running.delete(one);
        },
      );
      running.add(one);
      if (running.size >= most) await Promise.race(running);
      if (failures.length > 0) break;
    }
  } finally {
    await Promise.all(running);
  }
  if (failures.length > 0) throw failures[0];
  return results;
}
