import { useMutation } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type ReviewPack =
  paths['/figures/review-pack']['get']['responses']['2XX']['content']['application/json'];

/** Every pack that is made is written down as taken away: it is asked for by a button, and never again by itself. */
export function useReviewPack() {
  return useMutation({
    mutationFn: (quarter: string) =>
      answer(api.GET('/figures/review-pack', { params: { query: { quarter } } })),
  });
}
