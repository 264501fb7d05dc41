import type { paths } from '../api/schema.ts';

type Operations = paths['/c/{token}'];
/** What a link asks. */
export type LinkView = Operations['get']['responses']['2XX']['content']['application/json'];
/** What the customer says to it. */
export type CustomerWord = Operations['post']['requestBody']['content']['application/json'];

/** Why a link shows nothing, or a word was not taken. After `failed` and `lost` nobody knows whether it was. */
export type Trouble =
  | 'unknown' // altered, or not one of ours
  | 'gone' // the matter went on meanwhile
  | 'refused' // this phone may not say it
  | 'changed' // something else is asked now
  | 'failed' // our fault
  | 'lost'; // no answer came

export class LinkTrouble extends Error {
  override readonly name = 'LinkTrouble';
  readonly trouble: Trouble;

  constructor(trouble: Trouble, options?: ErrorOptions) {
    super(trouble, options);
    this.trouble = trouble;
  }
}

/** The token is in the path, and nowhere else. */
export function tokenOf({ pathname }: Pick<Location, 'pathname'>): string {
  return pathname.split('/').at(-1) ?? '';
}

const PATIENCE_MS = 20_000; // a slow mobile network; after it people tap again anyway

/** @throws LinkTrouble */
export async function look(token: string): Promise<LinkView> {
  return (await ask(token, {})) as LinkView;
}

/** The same word again is the same to the API. @throws LinkTrouble */
export async function say(token: string, word: CustomerWord): Promise<void> {
  await ask(token, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(word),
  });
}

async function ask(token: string, request: RequestInit): Promise<unknown> {
  const impatience = new AbortController();
  const timer = setTimeout(() => impatience.abort(), PATIENCE_MS);
  try {
    const response = await fetch(`/c/${token}`, {
      ...request,
      headers: { ...request.headers, accept: 'application/json' },
      cache: 'no-store',
      credentials: 'omit',
      signal: impatience.signal,
    });
    if (!response.ok) throw new LinkTrouble(troubleOf(response.status));
    return await response.json();
  } catch (error) {
    throw error instanceof LinkTrouble ? error : new LinkTrouble('lost', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function troubleOf(status: number): Trouble {
  switch (status) {
    case 400:
      return 'changed';
    case 404:
      return 'unknown';
    case 410:
      return 'gone';
    case 422:
      return 'refused';
    default:
      // Too many at once, a conflict, an outage: what time heals.
      return 'failed';
  }
}
