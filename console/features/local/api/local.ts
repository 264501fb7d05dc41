import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { problemOf } from '../../../api/problem.ts';
import { setNow } from '../../../i18n/now.ts';

/** What one machine has beside the API; nothing of it is deployed. */
async function ask<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(`/_local/${path}`, {
    ...(body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await problemOf(response);
  return (await response.json()) as T;
}

export interface Sent {
  id: string;
  at: string;
  phone: string;
  template: string;
  text: string;
  link: string;
  extension?: string;
}

const LOOK_MS = 15_000;

/** From here on the screens go by the system's time. */
export async function readClock(): Promise<string> {
  const { now } = await ask<{ now: string }>('clock');
  setNow(new Date(now));
  return now;
}

export function useClock() {
  return useQuery({ queryKey: ['local', 'clock'], queryFn: readClock, refetchInterval: LOOK_MS });
}

/** Moves time; all that would have happened on the way has happened when it is done, so everything is read anew. */
export function useAdvance() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (advance: string) => ask<{ now: string }>('clock', { advance }),
    onSuccess: async ({ now }) => {
      setNow(new Date(now));
      await queries.invalidateQueries();
    },
  });
}

export function useOutbox(open: boolean) {
  return useQuery({
    queryKey: ['local', 'outbox'],
    queryFn: () => ask<{ messages: Sent[] }>('outbox'),
    enabled: open,
    refetchInterval: LOOK_MS,
  });
}

export function useReply() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reply: { phone: string; text: string; extension?: string }) => ask('sms/reply', reply),
    onSuccess: () => queries.invalidateQueries(),
  });
}
