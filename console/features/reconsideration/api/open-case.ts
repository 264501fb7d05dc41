import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';

export type Opening = paths['/reconsiderations']['post']['requestBody']['content']['application/json'];
export type DisputedDecision = Opening['decision'];
export type ReasonCode = DisputedDecision['reasonCode'];
export type ClaimKind = NonNullable<DisputedDecision['claimKind']>;

export function openCase(body: Opening, key: string) {
  return answer(api.POST('/reconsiderations', { params: { header: { 'Idempotency-Key': key } }, body }));
}
