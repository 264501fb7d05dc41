import { InvariantBroken } from '../../domain/errors.ts';

/**
 * A deep copy of what a store can keep: texts, finite numbers, booleans, null, lists and plain objects. A member that is
 * `undefined` is left out, as DynamoDB leaves it out; anything else would come back as something else, so it throws.
 */
export function copied<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value; // a table has no -0
  if (Array.isArray(value)) return value.map(copy);
  if (typeof value === 'object' && isPlain(value)) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : [[name, copy(member)]])),
    );
  }
  throw new InvariantBroken(`${String(value)} is nothing that a store keeps.`);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
