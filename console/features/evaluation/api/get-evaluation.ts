import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type EvaluationView =
  paths['/evaluations/{id}']['get']['responses']['2XX']['content']['application/json'];
export type Card = EvaluationView['card'];
export type Reply = EvaluationView['replies'][number];
export type Grades = NonNullable<Reply['read']>;
export type Grade = NonNullable<Grades['overall']>;

export function useEvaluation(id: string) {
  return useQuery({
    queryKey: ['evaluation', id],
    queryFn: () => answer(api.GET('/evaluations/{id}', { params: { path: { id } } })),
  });
}
