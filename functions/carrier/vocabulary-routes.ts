import * as z from 'zod/mini';
import { authorize } from '../../domain/access.ts';
import {
  decideVocabulary,
  proposeVocabulary,
  Vocabulary,
  VocabularyEntries,
} from '../../domain/carrier-request/vocabulary.ts';
import { NotFound } from '../../domain/errors.ts';
import { Id } from '../../domain/people.ts';
import type { Clock, Policies, Transactions } from '../../domain/ports.ts';
import { type Route, route } from '../http/route.ts';

export interface VocabularyDeps {
  policies: Pick<Policies, 'carrier' | 'vocabularies'>;
  transactions: Transactions;
  clock: Clock;
}

const ByCarrier = z.object({ carrier: Id });
const Reason = z.string().check(z.trim(), z.minLength(1), z.maxLength(1000));

/** What a carrier's own codes mean in our words: proposed by one person, put in use by another. */
export function vocabularyRoutes(deps: VocabularyDeps): Route[] {
  return [
    route({
      method: 'GET',
      path: '/vocabularies/{carrier}',
      summary: "Every version of a carrier's vocabulary",
      params: ByCarrier,
      answer: z.object({ items: z.array(Vocabulary) }),
      handle: async ({ path, staff }) => {
        authorize(staff, 'vocabulary:read');
        return { body: { items: await deps.policies.vocabularies(path.carrier) } };
      },
    }),
    route({
      method: 'POST',
      path: '/vocabularies/{carrier}',
      summary: 'Propose the next version of a vocabulary',
      once: 'with-key',
      params: ByCarrier,
      body: z.strictObject({ entries: VocabularyEntries }),
      answer: Vocabulary,
      handle: async ({ path: { carrier }, body, staff }) => {
        authorize(staff, 'vocabulary:propose');
        if ((await deps.policies.carrier(carrier)) === undefined)
          throw new NotFound('There is no such carrier.');
        const versions = await deps.policies.vocabularies(carrier);
        const vocabulary = proposeVocabulary({ carrier, versions }, body.entries, staff, deps.clock.now());
        await deps.transactions.commit([{ store: 'vocabulary', vocabulary }]);
        return { status: 201, body: vocabulary };
      },
    }),
    route({
      method: 'POST',
      path: '/vocabularies/{carrier}/{version}/verdict',
      summary: 'A second person puts a proposed vocabulary in use, or refuses it',
      once: 'with-key',
      params: z.object({ carrier: Id, version: z.coerce.number().check(z.int(), z.minimum(1)) }),
      body: z.strictObject({ approve: z.boolean(), reason: Reason }),
      answer: Vocabulary,
      handle: async ({ path: { carrier, version }, body, staff }) => {
        authorize(staff, 'vocabulary:decide');
        const versions = await deps.policies.vocabularies(carrier);
        const proposed = versions.find((one) => one.version === version);
        if (proposed === undefined) throw new NotFound('There is no such version.');
        const inUse = versions.find(({ state }) => state === 'in-use');
        const changed = decideVocabulary(proposed, inUse, body, staff, deps.clock.now());
        await deps.transactions.commit(
          changed.map((vocabulary) => ({
            store: 'vocabulary',
            vocabulary,
            expected: vocabulary.version === version ? 'proposed' : 'in-use',
          })),
        );
        return { body: changed[0] };
      },
    }),
  ];
}
