import { useCallback, useEffect, useRef, useState } from 'react';
import { recordVisits, type Visits } from '../api/record-visits.ts';

export type TallyKind = Visits['kind'];

/** Long enough to take a wrong press back, short enough that the other screens follow. */
const QUIET_MS = 1_500;

interface Batch {
  kind: TallyKind;
  count: number;
  /** Sent again after a lost answer, it counts once. */
  key: string;
}

export interface Tally {
  /** Pressed and not yet known to the server, by kind. */
  ahead: Readonly<Record<TallyKind, number>>;
  state: 'saved' | 'waiting' | 'sending' | 'failed';
  error: Error | null;
  add: (kind: TallyKind) => void;
  /** Takes the last press back while it has not been sent. */
  undo: (() => void) | undefined;
  again: () => void;
}

/** Presses are counted at once and sent together when the counter is quiet. None is lost when the network is. */
export function useTally(id: string, refresh: () => Promise<unknown>): Tally {
  const [pressed, setPressed] = useState<readonly TallyKind[]>([]);
  const [batch, setBatch] = useState<Batch>();
  const [error, setError] = useState<Error | null>(null);
  const latest = useRef(refresh);
  latest.current = refresh;

  const send = useCallback(
    async (one: Batch) => {
      setBatch(one);
      setError(null);
      try {
        await recordVisits(id, { kind: one.kind, count: one.count }, one.key);
        await latest.current();
        setBatch(undefined);
      } catch (failed) {
        setError(failed as Error);
      }
    },
    [id],
  );

  useEffect(() => {
    const [kind] = pressed;
    if (kind === undefined || batch !== undefined) return;
    const quiet = setTimeout(() => {
      const count = pressed.filter((one) => one === kind).length;
      setPressed(pressed.filter((one) => one !== kind));
      void send({ kind, count, key: crypto.randomUUID() });
    }, QUIET_MS);
    return () => clearTimeout(quiet);
  }, [pressed, batch, send]);
  useRestOnLeaving(id, pressed);

  const of = (kind: TallyKind) =>
    pressed.filter((one) => one === kind).length + (batch?.kind === kind ? batch.count : 0);
  return {
    ahead: { consultation: of('consultation'), suggestion: of('suggestion') },
    state: stateOf(error, batch, pressed),
    error,
    add: (kind) => setPressed((before) => [...before, kind]),
    undo: pressed.length === 0 ? undefined : () => setPressed((before) => before.slice(0, -1)),
    again: () => batch !== undefined && void send(batch),
  };
}

function stateOf(
  error: Error | null,
  batch: Batch | undefined,
  pressed: readonly TallyKind[],
): Tally['state'] {
  if (error !== null) return 'failed';
  if (batch !== undefined) return 'sending';
  return pressed.length > 0 ? 'waiting' : 'saved';
}

/** Whoever leaves the screen at once has pressed all the same. */
function useRestOnLeaving(id: string, pressed: readonly TallyKind[]): void {
  const rest = useRef(pressed);
  rest.current = pressed;
  useEffect(
    () => () => {
      for (const kind of ['consultation', 'suggestion'] as const) {
        const count = rest.current.filter((one) => one === kind).length;
        if (count > 0) void recordVisits(id, { kind, count }, crypto.randomUUID());
      }
    },
    [id],
  );
}
