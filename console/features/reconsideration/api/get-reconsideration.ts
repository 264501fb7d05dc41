import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Route = paths['/reconsiderations/{id}']['get'];
export type ReconsiderationView = Route['responses']['2XX']['content']['application/json'];
export type Reconsideration = ReconsiderationView['case'];
export type Stage = Reconsideration['stage'];
export type Clock = ReconsiderationView['clocks'][number];
export type Ground = ReconsiderationView['grounds'][number];
export type Level = ReconsiderationView['levels'][number];
export type Letter = ReconsiderationView['letters'][number];
export type LetterBody = NonNullable<Letter['body']>;
export type Sight = ReconsiderationView['sights'][number];
export type DocumentType = ReconsiderationView['documents'][number]['type'];

export function useReconsideration(id: string): UseQueryResult<ReconsiderationView, Error> {
  return useQuery({
    queryKey: ['reconsideration', id],
    queryFn: () => answer(api.GET('/reconsiderations/{id}', { params: { path: { id } } })),
  });
}
