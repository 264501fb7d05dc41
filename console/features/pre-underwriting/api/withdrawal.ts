import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

type Body = paths['/pre-underwriting/{id}/withdrawal']['post']['requestBody']['content']['application/json'];
export type Withdrawal = Omit<Body, 'version'>;

/** The applicant took the consent back in writing. */
export function useWithdraw() {
  const { id } = useMatter();
  return useCommand((body: Withdrawal, { version, key }) =>
    answer(
      api.POST('/pre-underwriting/{id}/withdrawal', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { ...body, version },
      }),
    ),
  );
}
