import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

type Body = paths['/pre-underwriting/{id}/requote']['post']['requestBody']['content']['application/json'];
export type Requote = Omit<Body, 'version'>;

/** New facts: a new request, linked to this one. */
export function useRequote() {
  const { id } = useMatter();
  return useCommand((body: Requote, { version, key }) =>
    answer(
      api.POST('/pre-underwriting/{id}/requote', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { ...body, version },
      }),
    ),
  );
}
