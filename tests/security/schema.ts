import fc from 'fast-check';

/** The part of JSON Schema in which the API is described. */
export interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  propertyNames?: Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  format?: string;
}

/** Values that the house knows under a name of a property or parameter: ids, dates, codes. */
export type Known = (name: string) => readonly unknown[];

const MOST_ITEMS = 4;
const MOST_LETTERS = 60;
const DAYS = ['2026-05-27', '2026-05-28', '2026-02-30', '2025-12-31', '2026-06-30'];
const INSTANTS = ['2026-05-28T02:00:00.000Z', '2026-05-27T10:00:00Z', '2030-01-01T00:00:00.000Z'];
const WORDS = ['a word', '一句话', 'x', 'none'];

/** Values of this shape; what a schema cannot say (a rule between two fields) they may break. */
export function valuesOf(schema: Schema, known: Known, name = ''): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return fc.oneof(...either.map((one) => valuesOf(one, known, name)));
  switch (schema.type) {
    case 'object':
      return objectsOf(schema, known);
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, known, name), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? MOST_ITEMS, Math.max(schema.minItems ?? 0, MOST_ITEMS)),
      });
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return numbersOf(schema);
    case 'string':
      return textsOf(schema, known, name);
    default:
      return fc.oneof(fc.boolean(), fc.string({ maxLength: 5 }), fc.record({ a: fc.integer() }));
  }
}

function objectsOf(schema: Schema, known: Known): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
  const shape = Object.fromEntries(
    Object.entries(properties).map(([name, member]) => [name, valuesOf(member, known, name)]),
  );
  const ofShape = fc.record(shape, { requiredKeys: required.filter((name) => name in shape) });
  if (typeof additionalProperties !== 'object') return ofShape;
  const keys = propertyNames === undefined ? fc.constantFrom(...WORDS) : valuesOf(propertyNames, known);
  const more = fc.dictionary(keys.map(String), valuesOf(additionalProperties, known), { maxKeys: 3 });
  return fc.tuple(ofShape, more).map(([own, others]) => ({ ...others, ...own }));
}

function numbersOf({ type, minimum = -1000, maximum }: Schema): fc.Arbitrary<unknown> {
  const most = Math.min(maximum ?? Number.MAX_SAFE_INTEGER, 2 ** 31 - 1);
  const least = Math.max(minimum, -(2 ** 31));
  const near = fc.integer({ min: least, max: Math.max(least, Math.min(most, least + 100)) });
  if (type === 'integer') return fc.oneof(near, fc.integer({ min: least, max: most }));
  return fc.oneof(near, fc.double({ min: least, max: most, noNaN: true }));
}

function textsOf(schema: Schema, known: Known, name: string): fc.Arbitrary<unknown> {
  const fits = (value: unknown) => typeof value === 'string' && fitsText(value, schema);
  const hints = known(name).filter(fits);
  const free = schema.pattern === undefined ? freeText(schema) : matching(schema.pattern);
  const common = [...DAYS, ...INSTANTS, ...WORDS].filter(fits);
  const choices: fc.WeightedArbitrary<unknown>[] = [{ weight: 1, arbitrary: free }];
  if (hints.length > 0) choices.push({ weight: 8, arbitrary: fc.constantFrom(...hints) });
  if (common.length > 0) choices.push({ weight: 3, arbitrary: fc.constantFrom(...common) });
  return fc.oneof(...choices);
}

function fitsText(value: string, { pattern, minLength = 0, maxLength }: Schema): boolean {
  return (
    value.length >= minLength &&
    (maxLength === undefined || value.length <= maxLength) &&
    (pattern === undefined || new RegExp(pattern).test(value))
  );
}

function freeText({ minLength = 0, maxLength }: Schema): fc.Arbitrary<string> {
  const most = Math.max(minLength, Math.min(maxLength ?? MOST_LETTERS, MOST_LETTERS));
  return fc.string({ unit: 'grapheme', minLength, maxLength: most });
}

const matchers = new Map<string, fc.Arbitrary<string>>();

function matching(pattern: string): fc.Arbitrary<string> {
  const made = matchers.get(pattern) ?? fc.stringMatching(new RegExp(pattern));
  matchers.set(pattern, made);
  return made;
}
