import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useHotkeys } from 'react-hotkeys-hook';

const KEPT = 'recourse.keys';

interface Key {
  keys: string;
  label: string;
  run: () => void;
}

interface Keys {
  all: ReadonlyMap<string, Key>;
  add: (id: string, key: Key) => () => void;
  on: boolean;
  turn: (on: boolean) => void;
}

const KeysContext = createContext<Keys | undefined>(undefined);

/** Every key that does something now. The sheet (`?`) and the palette (`Ctrl+K`) show just these. */
export function KeysProvider({ children }: { children: ReactNode }) {
  const [all, setAll] = useState<ReadonlyMap<string, Key>>(new Map());
  const [on, setOn] = useState(localStorage.getItem(KEPT) !== 'off');
  const keys = useMemo<Keys>(
    () => ({
      all,
      add: (id, key) => {
        setAll((before) => new Map(before).set(id, key));
        return () =>
          setAll((before) => {
            const after = new Map(before);
            after.delete(id);
            return after;
          });
      },
      on,
      turn: (next) => {
        localStorage.setItem(KEPT, next ? 'on' : 'off');
        setOn(next);
      },
    }),
    [all, on],
  );
  return <KeysContext value={keys}>{children}</KeysContext>;
}

export function useKeys(): Keys {
  const keys = useContext(KeysContext);
  if (keys === undefined) throw new Error('The shell holds the keys.');
  return keys;
}

/**
 * A key of this screen, as `n`, `g>w` (one after the other) or `mod+k`. Single keys do nothing while somebody types
 * or a dialog is open, and can be switched off as a whole; `mod+…` always work.
 */
export function useKey(keys: string, label: string, run: () => void, enabled = true): void {
  const { add, on } = useKeys();
  const id = useId();
  const latest = useRef(run);
  latest.current = run;
  const always = keys.startsWith('mod+');
  // A dialog has its own keys: what stands behind it must not move.
  const free = () =>
    always || document.querySelector('.ant-modal-wrap:not([style*="display: none"])') === null;
  useHotkeys(
    keys,
    () => latest.current(),
    {
      enabled: () => enabled && (on || always) && free(),
      preventDefault: true,
      enableOnFormTags: always,
      useKey: keys === '?' || keys === '.',
    },
    [enabled, on],
  );
  const added = useRef(add);
  useEffect(
    () => (enabled ? added.current(id, { keys, label, run: () => latest.current() }) : undefined),
    [id, keys, label, enabled],
  );
}
