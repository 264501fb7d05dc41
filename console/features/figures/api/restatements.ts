import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { useKeysetList } from '../../../components/table/keyset-table.tsx';

type Path = paths['/figures/restatements'];
type RestatedFigure = Path['get']['responses']['2XX']['content']['application/json']['items'][number];
export type Restating = Path['post']['requestBody']['content']['application/json'];

/** One correction of a figure, with the figure. */
export interface Correction {
  figure: RestatedFigure;
  correction: RestatedFigure['restatements'][number];
}

const KEY = ['figures', 'restatements'];

export function useCorrections() {
  return useKeysetList<Correction>(KEY, async (next) => {
    const page = await answer(
      api.GET('/figures/restatements', { params: { query: next === undefined ? {} : { next } } }),
    );
    const items = page.items.flatMap((figure) =>
      figure.restatements.map((correction) => ({ figure, correction })),
    );
    return { ...page, items };
  });
}

export function useRestate() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Restating) => answer(api.POST('/figures/restatements', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
