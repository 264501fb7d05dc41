import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

type Body = paths['/pre-underwriting/{id}/no-choice']['post']['requestBody']['content']['application/json'];
export type NoChoice = Omit<Body, 'version'>;

/** The client takes none. */
export function useChooseNone() {
  const { id } = useMatter();
  return useCommand((body: NoChoice, { version, key }) =>
    answer(
      api.POST('/pre-underwriting/{id}/no-choice', {
        params: { path: { id }, header: { 'Idempotency-Key': key } },
        body: { ...body, version },
      }),
    ),
  );
}
