import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Claim = paths['/pre-underwriting/{id}/documents']['post']['requestBody']['content']['application/json'];

/** How the documents of a case come to it and are looked at. */
export function documentsOf(id: string) {
  const of = (document: string) => ({ params: { path: { id, document } }, body: {} });
  return {
    announce: (claim: Omit<Claim, 'type'> & { type: string }) =>
      answer(
        api.POST('/pre-underwriting/{id}/documents', {
          params: { path: { id } },
          body: { ...claim, type: claim.type as Claim['type'] },
        }),
      ),
    stored: (document: string) =>
      answer(api.POST('/pre-underwriting/{id}/documents/{document}/stored', of(document))),
    view: (document: string) =>
      answer(api.POST('/pre-underwriting/{id}/documents/{document}/view', of(document))),
  };
}
