import { createContext, type ReactNode, useContext } from 'react';
import type { ReconsiderationView } from '../api/get-reconsideration.ts';

const Current = createContext<ReconsiderationView | undefined>(undefined);

export function CurrentReconsideration({
  view,
  children,
}: {
  view: ReconsiderationView;
  children: ReactNode;
}) {
  return <Current value={view}>{children}</Current>;
}

/** The reconsideration that the screen is about. */
export function useCurrent(): ReconsiderationView {
  const view = useContext(Current);
  if (view === undefined) throw new Error('What is said of a reconsideration stands inside its page.');
  return view;
}
