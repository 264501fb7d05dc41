import { createContext, type ReactNode, useContext } from 'react';

export interface TimelineEvent {
  seq: number;
  at: string;
  type: string;
  by: unknown;
  data: Record<string, unknown>;
  hash: string;
}

/** The case that a screen is about, as it was when it was read. */
export interface Matter {
  id: string;
  version: number;
  timeline: readonly TimelineEvent[];
  /** What happened meanwhile to something else that the case is about, as its policy. No part of the version. */
  beside?: readonly TimelineEvent[];
  /** Namespace of the words for this kind of case. */
  words: string;
  /** Reads the case anew. */
  refresh: () => Promise<{ version: number; timeline: readonly TimelineEvent[] }>;
}

const MatterContext = createContext<Matter | undefined>(undefined);

export function MatterProvider({ matter, children }: { matter: Matter; children: ReactNode }) {
  return <MatterContext value={matter}>{children}</MatterContext>;
}

export function useMatter(): Matter {
  const matter = useContext(MatterContext);
  if (matter === undefined) throw new Error('Commands on a case stand inside its page.');
  return matter;
}

/** For what stands on other pages as well. */
export function useMatterIfAny(): Matter | undefined {
  return useContext(MatterContext);
}
