import * as z from 'zod/mini';
import type { Staff } from '../../domain/people.ts';

type Shape = z.ZodMiniType;

/** What a route's handler gets: everything parsed. `staff` is there on every route but the public ones. */
export interface Asked<Path, Query, Body> {
  path: Path;
  query: Query;
  body: Body;
  staff: Staff;
  requestId: string;
  /** Media types that the caller takes, as its header says. */
  accept: string;
  /** The body as it came, on a route that takes it so. */
  bytes: Uint8Array;
}

/** What it gives back. `text` or `bytes` instead of `body` for anything but JSON. */
export type Answered = { status?: number; headers?: Record<string, string> } & (
  | { body: unknown }
  | { text: string }
  | { bytes: Uint8Array }
);

/** One operation of the API: its shapes serve the parser, the types and `openapi.json`. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT';
  /** As in OpenAPI: `/cases/{id}/attempts`. */
  path: string;
  summary: string;
  /** For the customer: no token is asked for. */
  public?: boolean;
  /**
   * The same request again gets the first answer and does nothing more (Powertools idempotency): always, or only when
   * it carries an `Idempotency-Key`, where the same words may be meant anew.
   */
  once?: 'always' | 'with-key';
  pathShape: Shape;
  queryShape: Shape;
  bodyShape: Shape;
  answerShape: Shape;
  /** It takes the body as it comes, of any type and size, and parses it itself. */
  raw?: true;
  /** A media type other than JSON that it answers with. */
  answers?: string;
  handle(asked: Asked<unknown, unknown, unknown>): Promise<Answered>;
}

const Nothing = z.strictObject({});

/** Ties the shapes of a route to the types of its handler. */
export function route<
  P extends Shape = typeof Nothing,
  Q extends Shape = typeof Nothing,
  B extends Shape = typeof Nothing,
>(
  definition: Pick<Route, 'method' | 'path' | 'summary' | 'public' | 'once' | 'raw' | 'answers'> & {
    params?: P;
    query?: Q;
    body?: B;
    answer: Shape;
    handle(asked: Asked<z.output<P>, z.output<Q>, z.output<B>>): Promise<Answered>;
  },
): Route {
  const { params, query, body, answer, handle, ...rest } = definition;
  return {
    ...rest,
    pathShape: params ?? Nothing,
    queryShape: query ?? Nothing,
    bodyShape: body ?? Nothing,
    answerShape: answer,
    // The dispatcher parses with these very shapes before it calls, so the types hold.
    handle: (asked) => handle(asked as Asked<z.output<P>, z.output<Q>, z.output<B>>),
  };
}
