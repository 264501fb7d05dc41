import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { useKeysetList } from '../../../components/table/keyset-table.tsx';

export type ListedComplaint =
  paths['/cases']['get']['responses']['2XX']['content']['application/json']['items'][number];

const AT_ONCE = 50;

interface AskedComplaints {
  stage: string;
  branch: string;
  state: 'open' | 'closed';
}

export function useComplaints({ stage, branch, state }: AskedComplaints) {
  return useKeysetList<ListedComplaint>(['complaints', stage, branch, state], (next) =>
    answer(
      api.GET('/cases', {
        params: {
          query: {
            kind: 'complaint',
            stage,
            branch,
            state,
            limit: AT_ONCE,
            ...(next === undefined ? {} : { next }),
          },
        },
      }),
    ),
  );
}
