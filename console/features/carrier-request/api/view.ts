import { answer, api } from '../../../api/client.ts';

/** An address of a document for an hour; that it was seen is recorded first. */
export function viewOf(id: string) {
  return (document: string) =>
    answer(
      api.POST('/carrier-requests/{id}/documents/{document}/view', {
        params: { path: { id, document } },
        body: {},
      }),
    );
}
