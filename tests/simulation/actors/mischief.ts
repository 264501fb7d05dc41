import type { Request } from '../context.ts';
import { EVERYBODY } from '../people.ts';
import type { Draw } from '../random.ts';
import type { World } from '../world.ts';
import type { Action } from './action.ts';

/** What somebody asked a while ago is asked again by the same person. */
async function repeat(world: World, draw: Draw): Promise<void> {
  const request = draw.maybe(world.asked);
  if (request !== undefined) await again(world, request);
}

/** Somebody else asks the same, who may have no right to it. */
async function meddle(world: World, draw: Draw): Promise<void> {
  const request = draw.maybe(world.asked);
  if (request === undefined || request.by === 'customer') return;
  await again(world, { ...request, by: draw.one(EVERYBODY) });
}

/** The same with one thing wrong: a field left out, a strange one, an old version. */
async function garble(world: World, draw: Draw): Promise<void> {
  const request = draw.maybe(world.asked.filter(({ body }) => typeof body === 'object' && body !== null));
  if (request === undefined) return;
  const entries = Object.entries(request.body as Record<string, unknown>);
  const index = draw.int(0, Math.max(0, entries.length - 1));
  const body = draw.one([
    Object.fromEntries(entries.filter((_entry, at) => at !== index)),
    Object.fromEntries(entries.map(([name, value], at) => [name, at === index ? null : value])),
    Object.fromEntries(entries.map(([name, value], at) => [name, at === index ? 'x'.repeat(41) : value])),
    { ...(request.body as object), unheardOf: 1 },
    { ...(request.body as object), version: 1 },
  ]);
  await again(world, { ...request, body });
}

async function again(world: World, { by, method, path, body }: Request): Promise<void> {
  await world.ask(by, method, path, body);
}

export const MISCHIEF: readonly Action[] = [
  { name: 'asks the same again', weight: 4, act: repeat },
  { name: "tries another's", weight: 6, act: meddle },
  { name: 'gets it wrong', weight: 3, act: garble },
];
