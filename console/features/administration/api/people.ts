import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type KeysetQuery, useKeysetList } from '../../../components/table/keyset-table.tsx';

type Answer = paths['/people']['get']['responses']['2XX']['content']['application/json'];
export type Person = Answer['items'][number];
export type Scope = Person['scope'];

export function usePeople(): KeysetQuery<Person> {
  return useKeysetList(['people'], (next) =>
    answer(api.GET('/people', { params: { query: next === undefined ? {} : { next } } })),
  );
}
