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

/** Before a run it says what would be paid; after it, what was not. */
type Phase = 'before' | 'after';

/** What a run of the month would do now; it changes nothing. */
export function usePreview(month: string, phase: Phase) {
  return useQuery({
    queryKey: ['payouts', 'preview', month, phase],
    queryFn: async () => (await ask(month)) as Preview,
    // It reads every open line of the firm: it is read again when somebody asks.
    staleTime: Infinity,
  });
}

/** Held lines: the first page came with the sums. @param seenAt when the sums were read */
export function useHeldLines(month: string, { held }: Preview, seenAt: number): KeysetQuery<Card> {
  return useKeysetList(['payouts', 'held', month, seenAt], async (next): Promise<Held> => {
    return next === undefined ? held : (await ask(month, next)).held;
  });
}
