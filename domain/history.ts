import { createHash } from 'node:crypto';
import { InvariantBroken } from './errors.ts';

/**
 * The history of a case is a chain: the hash of an event covers its content and the hash before it. Whoever edits,
 * inserts, removes or swaps an event breaks every hash after it. Somebody who rewrites the whole chain, or cuts its
 * end, is found only by a last hash that is kept elsewhere: on the case row and in every export.
 */
export interface Link {
  /** 1 for the first event, without gaps. */
  seq: number;
  previousHash: string;
  /** SHA-256, base64url, 43 characters. */
  hash: string;
}

/** The end of a chain, as the case row keeps it. */
export type ChainEnd = Pick<Link, 'seq' | 'hash'>;

/** An event as it is stored: its content with its link beside it. */
export type Chained<Content extends object> = Content & Link;

/** What the first event has before it. */
const GENESIS = 'genesis';

/** The value has no one JSON text, so a hash of it would mean nothing. */
export class NotCanonical extends InvariantBroken {
  override readonly name: string = 'NotCanonical';
  override readonly type: string = 'not-canonical';
}

const DEEPEST = 64; // deeper than any event of ours; a cycle ends here with a name instead of a stack overflow

/**
 * One text per value (the ordering of RFC 8785: keys by UTF-16 unit). A key with `undefined` is left out, because the
 * store leaves it out too and the hash must be the same before and after. Everything that JSON would change in
 * silence (NaN, Date, Map, class instances, half of a surrogate pair) throws.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  if (depth > DEEPEST) throw new NotCanonical('nested too deep, or in a circle');
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new NotCanonical('a text holds half of a surrogate pair');
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) throw new NotCanonical(`${value} has no JSON text`);
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : writeObject(value, depth);
    default:
      throw new NotCanonical(`a ${typeof value} has no JSON text`);
  }
}

function writeObject(value: object, depth: number): string {
  if (Array.isArray(value)) {
    // Array.from visits holes too, so that [,1] throws like [undefined, 1].
    return `[${Array.from(value, (item) => write(item, depth + 1)).join(',')}]`;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new NotCanonical(`a ${value.constructor?.name ?? 'class instance'} has no JSON text`);
  }
  const members: string[] = [];
  for (const [key, member] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (member !== undefined) members.push(`${write(key, depth)}:${write(member, depth + 1)}`);
  }
  return `{${members.join(',')}}`;
}

/** A hash has no line break in it, so no content can be moved over the border between the two. */
export function hashOf(content: unknown, previousHash: string): string {
  return createHash('sha256')
    .update(`${previousHash}\n${canonicalJson(content)}`)
    .digest('base64url');
}

/** The link for the next event. */
export function chain(previous: ChainEnd | undefined, content: object): Link {
  const previousHash = previous?.hash ?? GENESIS;
  return { seq: (previous?.seq ?? 0) + 1, previousHash, hash: hashOf(content, previousHash) };
}

/** Content and link in one flat record, as it is stored. */
export function append<Content extends object>(
  previous: ChainEnd | undefined,
  content: Content,
): Chained<Content> {
  return { ...content, ...chain(previous, content) };
}

type BreakReason =
  | 'out-of-sequence' // removed, inserted, swapped, or the number edited
  | 'previous-hash-differs' // does not follow the event before it
  | 'content-differs' // edited after it was written
  | 'events-missing' // the chain is shorter than the record says
  | 'events-added' // longer
  | 'last-hash-differs'; // rewritten from some event on

export interface Break {
  /** The first place where the chain is broken, counted from 1. */
  seq: number;
  reason: BreakReason;
}

function contentOf(event: Link): object {
  const { seq: _seq, previousHash: _previousHash, hash: _hash, ...content } = event;
  return content;
}

/** The very text that an event's hash is the SHA-256 of: the hash before it, a line break, its content. */
export function hashedText(event: Link): string {
  return `${event.previousHash}\n${canonicalJson(contentOf(event))}`;
}

/** The first break, or nothing when the history is whole. Give `expected` (the case row's end) to see a cut tail. */
export function verifyChain(events: readonly Link[], expected?: ChainEnd): Break | undefined {
  let previousHash = GENESIS;
  let seq = 0;
  for (const event of events) {
    seq += 1;
    if (event.seq !== seq) return { seq, reason: 'out-of-sequence' };
    if (event.previousHash !== previousHash) return { seq, reason: 'previous-hash-differs' };
    if (event.hash !== hashOf(contentOf(event), previousHash)) return { seq, reason: 'content-differs' };
    previousHash = event.hash;
  }
  if (expected === undefined) return undefined;
  if (seq < expected.seq) return { seq: seq + 1, reason: 'events-missing' };
  if (seq > expected.seq) return { seq: expected.seq + 1, reason: 'events-added' };
  if (seq > 0 && previousHash !== expected.hash) return { seq, reason: 'last-hash-differs' };
  return undefined;
}
