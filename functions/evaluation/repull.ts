import type { SmsInbox } from '../../domain/ports.ts';
import { mustBeTaken, type ReceiveDeps, receive } from './receive.ts';

/**
 * What was stored is forgotten, so a wide span costs nothing, and no outage of this job that is shorter leaves a gap.
 */
const SPAN_MS = 7 * 86_400_000;

export interface Repulled {
  pulled: number;
  /** What no push had brought. */
  fresh: number;
}

/** Fetches what the gateway still holds, for what its pushes have lost; what is stored it need not hold any longer. */
export function newSmsRepull(deps: ReceiveDeps & { inbox: SmsInbox }): () => Promise<Repulled> {
  return async () => {
    const replies = await deps.inbox.pull(new Date(deps.clock.now().getTime() - SPAN_MS));
    const received = await receive({ replies, reports: [] }, deps);
    await deps.inbox.forget(replies.filter(({ id }) => received.taken.has(id)));
    mustBeTaken(received);
    const fresh = [...received.taken.values()].filter((taken) => taken !== 'known').length;
    return { pulled: replies.length, fresh };
  };
}
