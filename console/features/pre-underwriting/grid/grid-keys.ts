import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';

/** A place in the grid; the head and the first column are places as well. */
export interface Place {
  row: number;
  column: number;
}

interface GridKeys {
  table: RefObject<HTMLTableElement | null>;
  active: Place;
  /** The one tab stop of the grid, and where each cell is. */
  at: (place: Place) => { tabIndex: 0 | -1; 'data-place': string; onFocus: () => void };
  onKeyDown: (event: KeyboardEvent) => void;
}

/**
 * The grid pattern of WAI-ARIA: one tab stop, arrows move inside, Home and End along the row, with Ctrl to the first and
 * last cell, Enter or Space chooses.
 */
export function useGridKeys(last: Place, choose: (place: Place) => void): GridKeys {
  const table = useRef<HTMLTableElement>(null);
  const [asked, setActive] = useState<Place>({ row: 0, column: 0 });
  // Rows may have gone since: a view of the differences alone has fewer.
  const active = { row: Math.min(asked.row, last.row), column: Math.min(asked.column, last.column) };

  function go(place: Place): void {
    const row = Math.max(0, Math.min(last.row, place.row));
    const column = Math.max(0, Math.min(last.column, place.column));
    table.current?.querySelector<HTMLElement>(`[data-place="${row}:${column}"]`)?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey) return;
    const to = target(event, active, last);
    if (to === undefined && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (to === undefined) choose(active);
    else go(to);
  }

  return {
    table,
    active,
    onKeyDown,
    at: (place) => ({
      tabIndex: place.row === active.row && place.column === active.column ? 0 : -1,
      'data-place': `${place.row}:${place.column}`,
      onFocus: () => setActive(place),
    }),
  };
}

function target(
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  { row, column }: Place,
  last: Place,
): Place | undefined {
  switch (key) {
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'Home':
      return ctrlKey ? { row: 0, column: 0 } : { row, column: 0 };
    case 'End':
      return ctrlKey ? last : { row, column: last.column };
    default:
      return undefined;
  }
}
