import { Typography } from 'antd';
import { Suspense } from 'react';
import { useProblemText } from '../../../components/state/problem-text.ts';
import { Dues } from '../../../components/case/timeline.tsx';
import { DuesLoading } from '../../../components/time-left.tsx';
import type { CaseRow } from '../api/cases.ts';
import { useDues } from '../api/dues.ts';

/** All coming deadlines of one row, with why. The words of that kind may still have to load: only this waits for them. */
export function CaseDues({ row }: { row: CaseRow }) {
  return (
    <Suspense fallback={<DuesLoading />}>
      <Asked row={row} />
    </Suspense>
  );
}

function Asked({ row }: { row: CaseRow }) {
  const query = useDues(row);
  const textOf = useProblemText();
  if (query.data !== undefined) return <Dues dues={query.data} words={row.kind} />;
  if (query.error !== null)
    return <Typography.Text type="secondary">{textOf(query.error).title}</Typography.Text>;
  return <DuesLoading />;
}
