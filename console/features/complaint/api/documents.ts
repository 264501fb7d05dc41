import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Claim = paths['/complaints/{id}/documents']['post']['requestBody']['content']['application/json'];

export function announceDocument(id: string, body: Claim) {
  return answer(api.POST('/complaints/{id}/documents', { params: { path: { id } }, body }));
}

export function documentStored(id: string, document: string) {
  return answer(
    api.POST('/complaints/{id}/documents/{document}/stored', {
      params: { path: { id, document } },
      body: {},
    }),
  );
}

export function viewDocument(id: string, document: string) {
  return answer(
    api.POST('/complaints/{id}/documents/{document}/view', { params: { path: { id, document } }, body: {} }),
  );
}
