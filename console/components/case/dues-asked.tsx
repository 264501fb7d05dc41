import { useQuery } from '@tanstack/react-query';
import { Typography } from 'antd';
import { answer, api } from '../../api/client.ts';
import { useProblemText } from '../state/problem-text.ts';
import { DuesLoading } from '../time-left.tsx';
import type { CaseOfList } from './dues-of-case.tsx';
import { type DueSeen, Dues } from './timeline.tsx';

type Read = (id: string) => Promise<{ dues: readonly DueSeen[] }>;

/** The case's own route of each kind that has deadlines. */
const READS: Readonly<Record<string, Read>> = {
  callback: (id) => answer(api.GET('/cases/{id}', { params: { path: { id } } })),
  'pre-underwriting': (id) => answer(api.GET('/pre-underwriting/{id}', { params: { path: { id } } })),
  reconsideration: (id) => answer(api.GET('/reconsiderations/{id}', { params: { path: { id } } })),
  complaint: (id) => answer(api.GET('/complaints/{id}', { params: { path: { id } } })),
  evaluation: (id) => answer(api.GET('/evaluations/{id}', { params: { path: { id } } })),
};

export function DuesAsked({ of: { id, kind, version } }: { of: CaseOfList }) {
  const textOf = useProblemText();
  const query = useQuery({
    queryKey: ['dues', id, version],
    queryFn: async () => (await READS[kind]?.(id))?.dues ?? [],
    retry: false,
  });
  if (query.data !== undefined) return <Dues dues={query.data} words={kind} />;
  if (query.error !== null)
    return <Typography.Text type="secondary">{textOf(query.error).title}</Typography.Text>;
  return <DuesLoading />;
}
