import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type Visits =
  paths['/reception-days/{id}/visits']['post']['requestBody']['content']['application/json'];

/** @param key of this tally: sent again, it counts once */
export function recordVisits(id: string, body: Visits, key: string) {
  return answer(
    api.POST('/reception-days/{id}/visits', {
      params: { path: { id }, header: { 'Idempotency-Key': key } },
      body,
    }),
  );
}
