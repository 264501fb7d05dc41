import { useQuery } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type KeysetQuery, useKeysetList } from '../../../components/table/keyset-table.tsx';
import type { Card } from './lines.ts';

type Answer = paths['/payouts/{month}/preview']['get']['responses']['2XX']['content']['application/json'];
export type Preview = Extract<Answer, { totals: unknown }>;
type Held = Pick<Preview['held'], 'items' | 'next'>;

const ask = (month: string, next?: string): Promise<Answer> =>
  answer(
    api.GET('/payouts/{month}/preview', {
      params: { path: { month }, query: next === undefined ? {} : { next } },
    }),
  );

/** What a run of the month would do now; once it ran, what it has not paid. It changes nothing. */
export function usePreview(month: string) {
  return useQuery({
    queryKey: ['payouts', 'preview', month],
    queryFn: async () => (await ask(month)) as Preview,
    // It reads every open line of the firm: asked anew when the run is over, or when somebody asks.
    staleTime: Infinity,
  });
}

/** Held lines: the first page came with the sums. */
export function useHeldLines(month: string, { held }: Preview): KeysetQuery<Card> {
  return useKeysetList(['payouts', 'held', month, held], async (next): Promise<Held> => {
    return next === undefined ? held : (await ask(month, next)).held;
  });
}
