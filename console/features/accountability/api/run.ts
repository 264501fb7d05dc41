import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type KeysetQuery, useKeysetList } from '../../../components/table/keyset-table.tsx';

type Answer = paths['/accountability/{month}']['get']['responses']['2XX']['content']['application/json'];

export type RunSeen = Answer;
export type Run = Answer['run'];
export type Line = Answer['lines']['items'][number];
export type Reason = Line['reasons'][number];
export type Finding = NonNullable<Line['findings']>[number];
export type LineDecision = NonNullable<Line['decision']>;
export type Exemption = NonNullable<Answer['exemptions']>[number];
export type NextAction = NonNullable<Answer['next']>[number];

const AGAIN_MS = 1_000;
const LINES_OF_PAGE = 200; // the most that the API gives at once

const ask = (month: string, query: { limit: number; next?: string }): Promise<Answer> =>
  answer(api.GET('/accountability/{month}', { params: { path: { month }, query } }));

/** All of a run but its lines, as far as this person may see it. */
export const runQuery = (month: string) => ({
  queryKey: ['accountability', 'run', month],
  queryFn: () => ask(month, { limit: 1 }),
});

export function useRun(month: string) {
  return useQuery({
    ...runQuery(month),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isMoving(data.run) ? AGAIN_MS : false),
  });
}

/** The workflow is at it: it compiles what was just opened, or states what is settled. */
function isMoving({ version, settledOn, stage }: Run): boolean {
  return version === 1 || (settledOn !== undefined && stage !== 'final');
}

/** The lines that this person may see, in the order of persons. */
export function useRunLines(month: string): KeysetQuery<Line> {
  return useKeysetList(['accountability', 'lines', month], async (next) => {
    const seen = await ask(month, { limit: LINES_OF_PAGE, ...(next === undefined ? {} : { next }) });
    return seen.lines;
  });
}
