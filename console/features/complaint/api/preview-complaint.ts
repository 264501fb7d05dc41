import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Preview = paths['/complaints/preview']['post'];
export type Foreseen = Preview['responses']['2XX']['content']['application/json'];

/** What taking it down would come to. Nothing is stored. */
export function usePreview() {
  return useMutation({
    mutationFn: (body: Preview['requestBody']['content']['application/json']) =>
      answer(api.POST('/complaints/preview', { body })),
  });
}
