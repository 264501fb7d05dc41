import { answer, api } from '../../../api/client.ts';
import type { CaseRow } from '../../../components/case/cases.ts';
import { type KeysetQuery, useKeysetList } from '../../../components/table/keyset-table.tsx';
import type { Stage } from './get-reconsideration.ts';

/** Whose list is meant, or a stage of a branch, whoever the cases there wait for. */
export type AskedCases = { owner: string } | { stage: Stage; branch: string };

const AT_ONCE = 50;

/** Reconsiderations by what comes up first; closed ones by when they closed, the latest first. */
export function useListedCases(asked: AskedCases): KeysetQuery<CaseRow> {
  return useKeysetList<CaseRow>(['reconsiderations', asked], (next) => {
    const page = { limit: AT_ONCE, ...(next === undefined ? {} : { next }) };
    return 'owner' in asked
      ? answer(api.GET('/cases', { params: { query: { ...asked, kind: 'reconsideration', ...page } } }))
      : answer(api.GET('/reconsiderations', { params: { query: { ...asked, ...page } } }));
  });
}
