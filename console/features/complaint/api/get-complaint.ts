import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type ComplaintView =
  paths['/complaints/{id}']['get']['responses']['2XX']['content']['application/json'];
export type Complaint = ComplaintView['case'];
export type Clock = ComplaintView['clocks'][number];
export type Decided = NonNullable<ComplaintView['decided']>;

export function useComplaint(id: string) {
  return useQuery({
    queryKey: ['complaint', id],
    queryFn: () => answer(api.GET('/complaints/{id}', { params: { path: { id } } })),
  });
}
