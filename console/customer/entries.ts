/** What was entered and not sent yet: the same shape for every question that a link can ask. */
export interface Entries {
  /** What was chosen, by the question's name. */
  chosen: Readonly<Record<string, string>>;
  /** What was ticked beside. */
  ticked: readonly string[];
  comment: string;
}

export const NOTHING_ENTERED: Entries = { chosen: {}, ticked: [], comment: '' };

/** Whoever looks into the phone's storage finds no link. Nothing is kept where the browser cannot hash. */
export async function keyOf(token: string): Promise<string | undefined> {
  try {
    const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token));
    return `recourse.${[...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
  } catch {
    return undefined;
  }
}

/** Kept until it is sent, or the tab is closed. */
export function keepEntries(key: string | undefined, entries: Entries): void {
  inStorage(key, (storage, name) => storage.setItem(name, JSON.stringify(entries)));
}

export function forgetEntries(key: string | undefined): void {
  inStorage(key, (storage, name) => storage.removeItem(name));
}

export function keptEntries(key: string | undefined): Entries {
  const text = inStorage(key, (storage, name) => storage.getItem(name)) ?? '';
  try {
    const kept = JSON.parse(text) as Partial<Entries>;
    return {
      chosen: { ...kept.chosen },
      ticked: [...(kept.ticked ?? [])],
      comment: String(kept.comment ?? ''),
    };
  } catch {
    return NOTHING_ENTERED;
  }
}

function inStorage<T>(key: string | undefined, act: (storage: Storage, key: string) => T): T | undefined {
  if (key === undefined) return undefined;
  try {
    return act(sessionStorage, key);
  } catch {
    // A browser may refuse to keep anything; what was entered is then lost with the page.
    return undefined;
  }
}
