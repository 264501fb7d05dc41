import type { SentLink } from '../gateway.ts';
import type { Draw } from '../random.ts';
import type { World } from '../world.ts';
import type { Action } from './action.ts';
import { answersTo, PROBLEMS } from './callbacks.ts';

/** The newest links are used most; old ones are tried too. */
function someLink(world: World, draw: Draw): SentLink | undefined {
  const { links } = world.gateway;
  return draw.maybe(draw.chance(0.85) ? links.slice(-12) : links);
}

/** What a customer says by a link, and now and then what the link does not ask. */
function wordFor(world: World, { caseId, path }: SentLink, draw: Draw): object {
  const purpose = draw.chance(0.03) ? draw.one(['a', 'c', 'n', 'l', 'd', 'e']) : purposeOf(path);
  switch (purpose) {
    case 'a': {
      const callback = world.observer.of('callback').find(({ id }) => id === caseId);
      const answers = callback === undefined ? {} : answersTo(callback, draw);
      return { answers, ...(draw.chance(0.1) ? { problems: [draw.one(PROBLEMS)] } : {}) };
    }
    case 'c':
      return { settled: draw.chance(0.65), ...(draw.chance(0.2) ? { comment: 'as I said' } : {}) };
    case 'n':
      return { consents: draw.chance(0.8) };
    case 'l':
      return draw.weighted<object>([
        [4, { read: true }],
        [3, { accepts: true }],
        [3, { accepts: false }],
        [1, { withdraws: true }],
      ]);
    case 'd':
      return draw.weighted<object>([
        [3, { accepts: true }],
        [3, { accepts: false, comment: 'it is not enough' }],
        [1, { withdraws: true }],
      ]);
    default:
      return { grades: {} };
  }
}

export function purposeOf(path: string): string {
  return path.split('.')[1]?.[0] ?? '';
}

async function speak(world: World, draw: Draw): Promise<void> {
  const link = someLink(world, draw);
  if (link === undefined) return;
  if (draw.chance(0.3)) await world.ask('customer', 'GET', link.path);
  const word = wordFor(world, link, draw);
  const saying = [world.ask('customer', 'POST', link.path, word)];
  if (draw.chance(0.12)) saying.push(world.ask('customer', 'POST', link.path, word));
  // Contradicts: the same link, another word.
  if (draw.chance(0.1)) saying.push(world.ask('customer', 'POST', link.path, wordFor(world, link, draw)));
  await Promise.all(saying);
}

/** Somebody who has a link makes another of it, or a robot opens it. */
async function forge(world: World, draw: Draw): Promise<void> {
  const link = someLink(world, draw);
  const other = someLink(world, draw);
  if (link === undefined || other === undefined) return;
  const [id = '', asks = '', signature = ''] = link.path.slice(3).split('.');
  const forged = draw.one([
    `${id}.${asks}.${swapped(signature)}`,
    `${other.caseId}.${asks}.${signature}`,
    `${id}.${asks[0]}${Number(asks.slice(1)) + 1}.${signature}`,
    `${id}.${draw.one(['a', 'c', 'n', 'l', 'd', 'e'])}${asks.slice(1)}.${signature}`,
    'nothing',
  ]);
  if (forged === link.path.slice(3)) return;
  const isGenuine = world.gateway.links.some(({ path }) => path === `/c/${forged}`);
  const said = await world.ask(
    'customer',
    draw.one(['GET', 'POST']),
    `/c/${forged}`,
    wordFor(world, link, draw),
  );
  const opens = said.status < 400 && (said.body?.state === 'open' || said.changes > 0);
  if (opens && !isGenuine) world.observer.violate('no forged link opens', forged, `${said.status}`);
}

function swapped(signature: string): string {
  return (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
}

export const CUSTOMER_ACTIONS: readonly Action[] = [
  { name: 'answers by a link', weight: 22, act: speak },
  { name: 'forges a link', weight: 4, act: forge },
];
