import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { useCommand } from '../../../components/case/command.ts';
import { useMatter } from '../../../components/case/matter.tsx';

type Body = paths['/pre-underwriting/{id}/facts']['put']['requestBody']['content']['application/json'];
export type Facts = Omit<Body, 'version'>;

/** Corrects what is asked before it is sent. */
export function useRevise() {
  const { id } = useMatter();
  return useCommand((body: Facts, { version }) =>
    answer(api.PUT('/pre-underwriting/{id}/facts', { params: { path: { id } }, body: { ...body, version } })),
  );
}
