import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type Opening = paths['/evaluations']['post']['requestBody']['content']['application/json'];

export function useOpenEvaluation() {
  return useMutation({ mutationFn: (body: Opening) => answer(api.POST('/evaluations', { body })) });
}
