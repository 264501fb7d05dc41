import type { Page } from '../domain/ports.ts';

/** Every item of every page, read when it is wanted. */
export async function* everyItem<T>(page: (next?: string) => Promise<Page<T>>): AsyncGenerator<T> {
  let next: string | undefined;
  do {
    const { items, next: after } = await page(next);
    yield* items;
    next = after;
  } while (next !== undefined);
}
