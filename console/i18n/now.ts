import { useSyncExternalStore } from 'react';

const MINUTE_MS = 60_000;
let ahead = 0;
const listeners = new Set<() => void>();
let shown = Date.now();

function tell(): void {
  shown = Date.now() + ahead;
  for (const listener of listeners) listener();
}

setInterval(tell, MINUTE_MS / 2);

/** On one machine time can be moved: the screens go by the system's time, not by the browser's. */
export function setNow(now: Date): void {
  ahead = now.getTime() - Date.now();
  tell();
}

/** The system's time, to the half minute: what is due "in 5 minutes" does not stand still on an open screen. */
export function useNow(): Date {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
  return new Date(now);
}
