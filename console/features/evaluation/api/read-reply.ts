import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type ReadingBody =
  paths['/evaluations/{id}/readings']['post']['requestBody']['content']['application/json'];

/** What a person reads in a reply. Dissatisfaction opens a complaint, whose id is in the answer. */
export function readReply(id: string, body: ReadingBody) {
  return answer(api.POST('/evaluations/{id}/readings', { params: { path: { id } }, body }));
}
