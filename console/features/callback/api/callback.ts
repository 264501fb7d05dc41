import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type CallbackView = paths['/cases/{id}']['get']['responses']['2XX']['content']['application/json'];
export type Callback = CallbackView['case'];
export type Question = CallbackView['questions'][number];
export type Category = Question['category'];

/** One callback whole. */
export function useCallbackView(id: string) {
  return useQuery({
    queryKey: ['callback', id],
    queryFn: () => answer(api.GET('/cases/{id}', { params: { path: { id } } })),
  });
}
