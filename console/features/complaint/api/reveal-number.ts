import { answer, api } from '../../../api/client.ts';

export function revealNumber(id: string, body: { reason: string }) {
  return answer(api.POST('/complaints/{id}/reveal', { params: { path: { id } }, body }));
}
