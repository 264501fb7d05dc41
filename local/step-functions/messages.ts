import type { JsonObject } from './json.ts';

export interface InterpreterSetup {
  /** The server's time when it starts, in epoch milliseconds. */
  now: number;
  machines: { name: string; definition: string }[];
  region: string;
  accountId: string;
  /** One Int32 per machine: state transitions so far. */
  transitions: SharedArrayBuffer;
  limits: { endedExecutions: number; endedEvents: number };
  /** Whether to say so when the next timer changes; a server that stands still asks instead. */
  announceNextTimer: boolean;
}

/** What Lambda makes of an error that a function throws. */
export interface Failure {
  error: string;
  cause: string;
}

export type ToInterpreter =
  | { kind: 'call'; id: number; now: number; operation: string; input: JsonObject }
  | { kind: 'returned'; invocation: number; now: number; outcome: { output: string } | Failure }
  | { kind: 'tick'; now: number }
  | { kind: 'sync'; id: number };

export type FromInterpreter =
  | { kind: 'ready' }
  | { kind: 'answer'; id: number; output: JsonObject }
  | { kind: 'refusal'; id: number; code: string; message: string }
  | { kind: 'invoke'; invocation: number; machine: string; functionArn: string; payload: string }
  | { kind: 'synced'; id: number; next: number | undefined }
  | { kind: 'next'; next: number | undefined };
