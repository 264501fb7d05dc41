import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { canonicalJson } from '../history.ts';
import { Id } from '../people.ts';
import { DateText } from '../time/calendar.ts';

const Clause = z.strictObject({
  code: z.string().check(z.trim(), z.minLength(1), z.maxLength(80)),
  title: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  text: z.string().check(z.minLength(1), z.maxLength(20_000)),
});

/**
 * What a decision is judged by, frozen: policy and clauses as they stood on the date of loss (or of the decision, for
 * underwriting), and the letter. A later edit of the policy changes nothing here; it shows in `differences`.
 */
export const Snapshot = z.strictObject({
  takenOn: DateText,
  policy: z.record(z.string(), z.unknown()),
  clauses: z.array(Clause).check(z.maxLength(200)),
  /** The document of the case that holds it. */
  decisionLetter: Id,
});
export type Snapshot = z.infer<typeof Snapshot>;

/** SHA-256 over the canonical JSON, base64url, 43 characters. @throws NotCanonical */
export function hashOfSnapshot(snapshot: Snapshot): string {
  return createHash('sha256').update(canonicalJson(snapshot)).digest('base64url');
}

/** One place where two policies differ. A side that has nothing there has no value here. */
export interface Difference {
  /** Dotted path, an item of a list by its index: `insured.0.birthDate`. */
  field: string;
  before?: unknown;
  after?: unknown;
}

/**
 * What changed between two policies, the deepest places that differ, keys by UTF-16 unit and items by index. Empty
 * exactly when both have the same canonical JSON.
 * @throws NotCanonical
 */
export function differences(before: Snapshot['policy'], after: Snapshot['policy']): Difference[] {
  return canonicalJson(before) === canonicalJson(after) ? [] : differencesAt([], before, after);
}

function differencesAt(path: readonly string[], before: unknown, after: unknown): Difference[] {
  const [old, now] = [membersOf(before), membersOf(after)];
  const isList = Array.isArray(before);
  if (old !== undefined && now !== undefined && isList === Array.isArray(after)) {
    // The items of the longer list come in the order of their index already.
    const keys = [...new Set([...old.keys(), ...now.keys()])];
    return (isList ? keys : keys.sort()).flatMap((key) =>
      differencesAt([...path, key], old.get(key), now.get(key)),
    );
  }
  if (textOf(before) === textOf(after)) return [];
  return [
    {
      field: path.join('.'),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  ];
}

/** A map, for a plain object would answer for `constructor` though nobody put it there. */
function membersOf(value: unknown): Map<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalJson(value);
}
