import { answer, api } from '../../../api/client.ts';
import type { paths } from '../../../api/schema.ts';
import { type KeysetQuery, useKeysetList } from '../../../components/table/keyset-table.tsx';

type Answer = paths['/commissions']['get']['responses']['2XX']['content']['application/json'];
type Query = NonNullable<paths['/commissions']['get']['parameters']['query']>;

export type Card = Answer['items'][number];
export type HoldOfCard = Card['holds'][number];
export type HoldType = HoldOfCard['type'];
export type ListedState = NonNullable<Query['state']>;

export interface Whose {
  payee?: string;
  branch?: string;
}

export interface Asked extends Whose {
  state?: ListedState;
  /** Only lines with this hold; the API lists by state, so it is looked for page by page. */
  hold?: HoldType;
}

/** Commission lines, each with why it is held and who is next. */
export function useLines({ hold, ...query }: Asked): KeysetQuery<Card> {
  return useKeysetList(['commissions', 'lines', query, hold ?? ''], async (next) => {
    const page = await answer(
      api.GET('/commissions', { params: { query: { ...query, ...(next === undefined ? {} : { next }) } } }),
    );
    const shown = page.items.filter(
      ({ amounts, holds }) =>
        // What is owed back has a list of its own.
        (query.state !== 'payable' || amounts.payable.fen >= 0) &&
        (hold === undefined || holds.some(({ type }) => type === hold)),
    );
    return { ...page, items: shown };
  });
}
