import { useTerm } from '../../../i18n/use-words.ts';
import type { Action } from '../api/actions.ts';

/** Both levels of a cause in words. */
export function useCauseName(): (cause: Action['cause']) => string {
  const term = useTerm('corrective-action');
  return ({ first, second }) => `${term('value', first)} · ${term('value', second)}`;
}
