import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type Intake = paths['/complaints']['post']['requestBody']['content']['application/json'];

/** The same words sent again by the same person are taken down once: the API knows them. */
export function useFileComplaint() {
  return useMutation({ mutationFn: (body: Intake) => answer(api.POST('/complaints', { body })) });
}
