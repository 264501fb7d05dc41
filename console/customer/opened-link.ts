import { createContext, use } from 'react';
import type { Trouble } from './link.ts';

/** The link that the page was opened at, for whatever asks its question. */
export interface OpenedLink {
  token: string;
  /** Under which what was entered is kept. */
  storageKey: string | undefined;
  /** Shows instead of the question that it cannot be answered. */
  end(trouble: Trouble): void;
  /** Asks anew what the link asks. */
  reload(): void;
  /** Tells a screen reader what was done. */
  tell(text: string): void;
}

export const LinkContext = createContext<OpenedLink | undefined>(undefined);

export function useOpenedLink(): OpenedLink {
  const link = use(LinkContext);
  if (link === undefined) throw new Error('No link is opened.');
  return link;
}
