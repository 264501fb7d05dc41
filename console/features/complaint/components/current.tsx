import { createContext, type ReactNode, useContext } from 'react';
import type { ComplaintView } from '../api/get-complaint.ts';

const Current = createContext<ComplaintView | undefined>(undefined);

export function CurrentComplaint({ view, children }: { view: ComplaintView; children: ReactNode }) {
  return <Current value={view}>{children}</Current>;
}

/** The complaint that the screen is about. */
export function useCurrent(): ComplaintView {
  const view = useContext(Current);
  if (view === undefined) throw new Error('What is said of a complaint stands inside its page.');
  return view;
}
