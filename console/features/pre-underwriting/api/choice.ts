import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

type Body = paths['/pre-underwriting/{id}/choice']['post']['requestBody']['content']['application/json'];
export type Choice = Omit<Body, 'version'>;

/** The offer that was chosen with the client. */
export function useChoose() {
  const { id } = useMatter();
  return useCommand((body: Choice, { version, key }) =>
    answer(
      api.POST('/pre-underwriting/{id}/choice', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { ...body, version },
      }),
    ),
  );
}
