import type { Draw } from '../random.ts';
import type { World } from '../world.ts';

/** Something that somebody, or the world, may do in a turn. */
export interface Action {
  name: string;
  /** How often, against the others. */
  weight: number;
  act(world: World, draw: Draw): Promise<void>;
}

/**
 * Mostly one with which something can be done, and of those mostly one of the latest: somebody is at work on a few at a
 * time. Where there is none, mostly nothing is done; at times any is tried.
 */
export function chosen<T>(draw: Draw, all: readonly T[], fits: (one: T) => boolean): T | undefined {
  const fitting = all.filter(fits);
  if (fitting.length === 0) return draw.chance(0.12) ? draw.maybe(all) : undefined;
  if (draw.chance(0.08)) return draw.maybe(all);
  return draw.maybe(draw.chance(0.7) ? fitting.slice(-5) : fitting);
}
