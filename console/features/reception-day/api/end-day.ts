import { answer, api } from '../../../api/client.ts';

export function closeDay(id: string) {
  return answer(api.POST('/reception-days/{id}/closing', { params: { path: { id } }, body: {} }));
}

export function drawSample(id: string, size: number) {
  return answer(api.POST('/reception-days/{id}/sample', { params: { path: { id } }, body: { size } }));
}
