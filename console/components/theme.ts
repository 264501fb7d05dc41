import { useSyncExternalStore } from 'react';

const KEPT = 'recourse.theme';
export type Theme = 'system' | 'light' | 'dark';
const listeners = new Set<() => void>();
const system = matchMedia('(prefers-color-scheme: dark)');
const reduced = matchMedia('(prefers-reduced-motion: reduce)');
system.addEventListener('change', () => tell());
reduced.addEventListener('change', () => tell());

function tell(): void {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

export function keptTheme(): Theme {
  const kept = localStorage.getItem(KEPT);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme);
  tell();
}

function isDark(): boolean {
  const theme = keptTheme();
  return theme === 'dark' || (theme === 'system' && system.matches);
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useDark(): boolean {
  return useSyncExternalStore(listen, isDark);
}

/** Whether this person asked the system for no movement. */
export function useStillness(): boolean {
  return useSyncExternalStore(listen, () => reduced.matches);
}

tell();
