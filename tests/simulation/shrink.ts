import { type Ran, type RunOptions, run } from './run.ts';

/** The shortest history that was found with the same broken invariant. */
export interface Shrunk {
  turns: readonly number[];
  ran: Ran;
  /** How many shorter histories were played. */
  tried: number;
}

/**
 * Leaves turns out, first by halves and then by less, as long as the same invariant breaks. What a turn draws does not
 * depend on the others, so those that are left do what they did, as far as they still can.
 * @param within milliseconds that it may take
 */
export async function shrink(options: RunOptions, failed: Ran, within: number): Promise<Shrunk> {
  const until = performance.now() + within;
  const invariant = failed.violation?.invariant;
  let best = {
    turns: options.turns ?? Array.from({ length: failed.turns }, (_none, turn) => turn),
    ran: failed,
  };
  let tried = 0;
  for (let size = Math.ceil(best.turns.length / 2); size >= 1; ) {
    let shorter = false;
    for (let from = 0; from < best.turns.length && performance.now() < until; ) {
      const turns = best.turns.toSpliced(from, size);
      const ran = await run({ ...options, turns, steps: Number.POSITIVE_INFINITY });
      tried += 1;
      if (ran.violation?.invariant === invariant) {
        best = { turns, ran };
        shorter = true;
      } else {
        from += size;
      }
    }
    if (performance.now() >= until) break;
    if (size === 1 && !shorter) break;
    size = size === 1 ? 1 : Math.ceil(size / 2);
  }
  return { ...best, tried };
}

/** Ranges as they are written on a command line: `0-4,7`. */
export function toRanges(turns: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const turn of turns) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === turn - 1) last[1] = turn;
    else ranges.push([turn, turn]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

/** @throws RangeError for what is no list of ranges */
export function fromRanges(text: string): number[] {
  return text.split(',').flatMap((range) => {
    const [from = Number.NaN, to = from] = range.split('-').map(Number);
    if (!Number.isInteger(from) || !Number.isInteger(to) || to < from)
      throw new RangeError(`${range} is no range`);
    return Array.from({ length: to - from + 1 }, (_none, index) => from + index);
  });
}
