import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

type Body = paths['/pre-underwriting/{id}/consent']['post']['requestBody']['content']['application/json'];
export type SignedConsent = Omit<Body, 'version'>;

/** A signed form that names each carrier. */
export function useConsentByForm() {
  const { id } = useMatter();
  return useCommand((body: SignedConsent, { version, key }) =>
    answer(
      api.POST('/pre-underwriting/{id}/consent', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { ...body, version },
      }),
    ),
  );
}
