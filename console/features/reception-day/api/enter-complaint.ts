import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type Enter = paths['/reception-days/{id}/complaints']['post'];
export type Entry = Enter['requestBody']['content']['application/json'];
export type Entered = Enter['responses']['2XX']['content']['application/json'];

export function enterComplaint(id: string, body: Entry) {
  return answer(api.POST('/reception-days/{id}/complaints', { params: { path: { id } }, body }));
}
