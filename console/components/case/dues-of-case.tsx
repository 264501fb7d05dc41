import { lazy, Suspense } from 'react';
import { DuesLoading } from '../time-left.tsx';

const DuesAsked = lazy(() =>
  import('./dues-asked.tsx').then(({ DuesAsked: component }) => ({ default: component })),
);

export interface CaseOfList {
  id: string;
  kind: string;
  category: 'open' | 'closed';
  version: number;
}

/** Kinds whose own route says every deadline; of the others the list has said all there is. */
const TELLS: readonly string[] = [
  'callback',
  'pre-underwriting',
  'reconsideration',
  'complaint',
  'evaluation',
];

export function tellsDues({ kind, category }: CaseOfList): boolean {
  return category === 'open' && TELLS.includes(kind);
}

/** All coming deadlines of one row of a list, with why. Its words may still have to load: only this waits for them. */
export function DuesOfCase({ of }: { of: CaseOfList }) {
  return (
    <Suspense fallback={<DuesLoading />}>
      <DuesAsked of={of} />
    </Suspense>
  );
}
