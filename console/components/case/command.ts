import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiProblem } from '../../api/problem.ts';
import { useMatter } from './matter.tsx';
import { useStaleSave } from './stale-save.tsx';

/** Somebody else changed the case, and the person took what is there now instead of the own entry. */
export class TookTheirs extends Error {
  override readonly name = 'TookTheirs';
}

export interface Sending {
  /** The version of the case that the person saw; it goes into the body. */
  version: number;
  /** One per intention: asked again after a lost answer, the API does nothing twice. */
  key: string;
}

export type Command<B, R> = UseMutationResult<R, Error, B>;

/**
 * A command on the case of this page. It carries the version that the person saw. When the case has changed since, the
 * person is shown what changed and decides: send the own entry on top of it, or leave it.
 */
export function useCommand<B, R>(send: (body: B, sending: Sending) => Promise<R>): Command<B, R> {
  const matter = useMatter();
  const decide = useStaleSave();
  const intention = useRef(crypto.randomUUID());
  return useMutation<R, Error, B>({
    mutationFn: async (body) => {
      let { version } = matter;
      let known = matter.version;
      for (;;) {
        try {
          return await send(body, { version, key: intention.current });
        } catch (error) {
          if (!(error instanceof ApiProblem) || !error.isStale) throw error;
          const fresh = await matter.refresh();
          const changes = fresh.timeline.filter(({ seq }) => seq > known);
          // Nothing that this person may see is different: there is nothing to choose between.
          const isSame = changes.length === 0;
          if (!isSame && (await decide({ changes, words: matter.words, mine: body })) === 'take')
            throw new TookTheirs();
          version = fresh.version;
          known = fresh.version;
          intention.current = crypto.randomUUID();
        }
      }
    },
    onSuccess: async () => {
      intention.current = crypto.randomUUID();
      await matter.refresh();
    },
  });
}
