import * as z from 'zod/mini';
import { Conflict, type FieldFault, Invalid, RecourseError, Refused, TooMany } from '../../domain/errors.ts';

/** RFC 9457 problem details. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  instance: z.optional(z.string()),
  rule: z.optional(z.string()),
  fields: z.optional(z.array(z.object({ field: z.string(), reason: z.string() }))),
  current: z.optional(z.unknown()),
  details: z.optional(z.record(z.string(), z.unknown())),
});
export type Problem = z.infer<typeof Problem>;

/** What the caller is told of an error. One that is not ours is a bug: it gets no word of its message. */
export function problemOf(error: unknown, requestId: string): Problem {
  const instance = `urn:request:${requestId}`;
  if (!(error instanceof RecourseError)) {
    return { type: '/problems/internal', title: 'Something went wrong on our side.', status: 500, instance };
  }
  const details = {
    ...error.details,
    ...(error instanceof TooMany ? { retryAfterSeconds: error.retryAfterSeconds } : {}),
  };
  return {
    type: `/problems/${error.type}`,
    title: error.status === 500 ? 'Something went wrong on our side.' : error.message,
    status: error.status,
    instance,
    ...(error instanceof Refused ? { rule: error.rule } : {}),
    ...(error.fields === undefined || error.fields.length === 0 ? {} : { fields: [...error.fields] }),
    ...(error instanceof Conflict && error.current !== undefined ? { current: error.current } : {}),
    ...(Object.keys(details).length === 0 || error.status === 500 ? {} : { details }),
  };
}

const MOST_FAULTS = 100; // more are mended by nobody at once, and a refusal stays short

/** A value against its shape. @throws Invalid with a field and a reason for each fault, the first hundred */
export function parse<S extends z.ZodMiniType>(shape: S, value: unknown, at: string): z.output<S> {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  throw new Invalid(
    'The request is not valid.',
    result.error.issues.flatMap((issue) => faultsOf(issue, at)).slice(0, MOST_FAULTS),
  );
}

function faultsOf(issue: z.core.$ZodIssue, at: string): FieldFault[] {
  const fieldOf = (...more: readonly string[]): string =>
    [at, ...issue.path.map(String), ...more]
      .filter((part) => part !== '')
      .map(named)
      .join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .slice(0, MOST_FAULTS)
      .map((key) => ({ field: fieldOf(key) || UNNAMED, reason: 'is not known here' }));
  }
  return [{ field: fieldOf() || 'body', reason: issue.message }];
}

const UNNAMED = '?';

/**
 * Fields are told and logged, and whoever asks can write anything in the place of a name, somebody's number too: only
 * what is a name or a place in a list is repeated.
 */
function named(part: string): string {
  return /^(?:[A-Za-z_][A-Za-z_-]{0,39}[0-9]{0,3}|[0-9]{1,5})$/.test(part) ? part : UNNAMED;
}
