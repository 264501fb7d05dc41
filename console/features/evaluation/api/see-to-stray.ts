import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

type StrayBody = paths['/evaluations/inbox/{reply}']['post']['requestBody']['content']['application/json'];

/** What a reply of no evaluation was meant for, or why it needs nothing. */
export function seeToStray(reply: string, body: StrayBody) {
  return answer(api.POST('/evaluations/inbox/{reply}', { params: { path: { reply } }, body }));
}
