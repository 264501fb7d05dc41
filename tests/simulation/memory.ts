import { MemoryStore } from '../../adapters/memory/store.ts';
import type { OpenedStore } from './world.ts';

export function openMemory(): OpenedStore {
  const store = new MemoryStore();
  return { store, onCommitted: (listener) => void store.onCommitted(listener) };
}
