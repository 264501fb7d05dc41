import { AsyncLocalStorage } from 'node:async_hooks';
import type { Staff } from '../../domain/people.ts';

/** What somebody asked of the API. */
export interface Request {
  by: Staff | 'customer';
  method: string;
  path: string;
  body: unknown;
}

/** One thing that is being done: a request, a task of a workflow, a delivery of the stream, a schedule. */
export interface Doing {
  what: 'request' | 'task' | 'delivery' | 'schedule';
  name: string;
  request?: Request;
  /** Of which process: when that one was killed, nothing that it began may have an effect any more. */
  life: number;
  /** Faults that were put in its way. */
  faults: number;
  /** Changes that took effect. */
  changes: number;
  /** It was asked before, and gets the answer that was given then. */
  isRepeat?: true;
}

const DOING = new AsyncLocalStorage<Doing>();

export function during<T>(doing: Doing, act: () => Promise<T>): Promise<T> {
  return DOING.run(doing, act);
}

export function doing(): Doing | undefined {
  return DOING.getStore();
}
