import { type RefObject, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey } from '../keys/keys.tsx';

const ROW = 'tr[data-row-key]';

/**
 * `j` and `k` move from row to row, on the link of each, so that Enter opens it; `x` chooses it. Past the last row more
 * are asked for.
 */
export function useRowKeys(
  enabled: boolean,
  more: (() => void) | undefined,
): RefObject<HTMLDivElement | null> {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>(ROW) ?? [])];
  const at = () => rows().findIndex((row) => row.contains(document.activeElement));
  const move = (step: 1 | -1) => {
    const all = rows();
    // `k` with no row before it begins at the first one as well.
    const to = Math.max(0, at() + step);
    if (to >= all.length) more?.();
    else all[to]?.querySelector<HTMLElement>('a')?.focus();
  };
  useKey('j', t('keys.nextRow'), () => move(1), enabled);
  useKey('k', t('keys.previousRow'), () => move(-1), enabled);
  useKey(
    'x',
    t('keys.chooseRow'),
    () => rows()[at()]?.querySelector<HTMLElement>('input[type="checkbox"]')?.click(),
    enabled,
  );
  return list;
}
