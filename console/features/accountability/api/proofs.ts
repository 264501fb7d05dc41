import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Claim = paths['/accountability/{month}/documents']['post']['requestBody']['content']['application/json'];

/** How the proofs of a month come to it and are looked at, as `Documents` asks for it. */
export function proofsOf(month: string) {
  const of = (document: string) => ({ params: { path: { month, document } }, body: {} });
  return {
    announce: (claim: Omit<Claim, 'type'> & { type: string }) =>
      answer(
        api.POST('/accountability/{month}/documents', {
          params: { path: { month } },
          body: { ...claim, type: claim.type as Claim['type'] },
        }),
      ),
    stored: (document: string) =>
      answer(api.POST('/accountability/{month}/documents/{document}/stored', of(document))),
    view: (document: string) =>
      answer(api.POST('/accountability/{month}/documents/{document}/view', of(document))),
  };
}
