import { StaleVersion } from '../domain/errors.ts';

const READS = 4; // three others in a row may get in between

/** Decides anew on a fresh read when somebody else was first: a person's word is not refused for a race. */
export async function onFreshRead<T>(decide: () => Promise<T>): Promise<T> {
  for (let read = 1; ; read += 1) {
    try {
      return await decide();
    } catch (error) {
      if (!(error instanceof StaleVersion) || read === READS) throw error;
    }
  }
}
