import fc from 'fast-check';
import type { Staff } from '../../domain/people.ts';
import type { Described } from './described.ts';
import type { Sent } from './house.ts';
import type { Example } from './house-visitor.ts';
import { ASKERS } from './matrix.ts';
import { type Known, type Schema, valuesOf } from './schema.ts';

/** One request as the fuzzer makes it; the version of the case is put in when it is sent. */
export interface Hostile {
  by: Staff | 'nobody';
  key: string;
  method: string;
  path: string;
  query: string;
  /** The body as text; bytes that are no text stand in it as they would arrive. */
  body: Json | { raw: string };
  atItsVersion: boolean;
  headers: Record<string, string>;
}

interface Json {
  json: unknown;
}

/** Written where a text would say `__proto__`: an object cannot hold that key. */
const PROTO = '@@proto@@';
/** Written where lists are in lists to no end. */
const DEEPER = '@@deeper@@';
/** Found again in an answer, it was repeated. */
export const HUGE = 'HUGE-'.repeat(20_000);
const DEEP = 50_000;

const STRANGE = [
  '',
  ' ',
  '\u0000',
  '\u0007\u001b[2J',
  '\u202e\ufeff',
  '\ud800',
  '👩‍👩‍👧‍👦'.repeat(40),
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '%00',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '=HYPERLINK("http://x.example")',
  '{{constructor.constructor("return this")()}}',
  'CASE#x',
  '9'.repeat(400),
  '-0',
  '1e309',
  'NaN',
  HUGE,
];
const STRANGE_VALUES: readonly unknown[] = [
  ...STRANGE,
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  -(2 ** 63),
  [],
  {},
  [[[[[]]]]],
  { [PROTO]: { role: 'compliance' } },
  { constructor: { prototype: { role: 'compliance' } } },
  { length: 1e9 },
  DEEPER,
  { a: DEEPER },
  Array.from({ length: 2000 }, () => 'x'),
];

const TYPES = [
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/xml',
  'image/png',
  '',
];
const ACCEPTS = ['application/json', 'text/html', '*/*', 'text/html,application/json', 'a'.repeat(3000)];

/** Requests to this route: right ones, nearly right ones and wrong ones, from everybody. */
export function requestsTo(
  one: Described,
  known: Known,
  examples: readonly Example[],
): fc.Arbitrary<Hostile> {
  const { route, inPath, inQuery, body } = one;
  const names = route.path.match(/\{\w+\}/g) ?? [];
  const ofPath = Object.fromEntries(inPath.map(({ name, schema }) => [name, schema]));
  const made = fc
    .record({
      by: fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...ASKERS) },
        { weight: 1, arbitrary: fc.constant('nobody' as const) },
      ),
      values: fc.tuple(...names.map((name) => inPathOf(name.slice(1, -1), ofPath, known))),
      query: queriesOf(inQuery, known),
      body: bodiesOf(body, known, examples),
      headers: HEADERS,
      atItsVersion: fc.boolean(),
    })
    .map(({ values, ...request }) => ({
      key: one.key,
      method: route.method,
      path: names.reduce((path, name, at) => path.replace(name, () => values[at] ?? ''), route.path),
      ...request,
    }));
  return examples.length === 0 ? made : fc.oneof(made, asIn(one.key, examples));
}

/** What somebody rightly asked for in a story, once more or a little other. */
function asIn(key: string, examples: readonly Example[]): fc.Arbitrary<Hostile> {
  const change = rarely(2, CHANGES);
  const by = rarely(4, fc.constantFrom(...ASKERS));
  return fc.tuple(fc.constantFrom(...examples), change, by).map(([example, other, asker]) => {
    const [path = '', query = ''] = example.path.split('?');
    const json = other === undefined ? example.body : changed(example.body, other);
    return {
      key,
      method: example.method,
      path,
      query,
      by: asker ?? example.by,
      body: { json },
      headers: { 'content-type': 'application/json' },
      atItsVersion: true,
    };
  });
}

/** Once in so many times. */
function rarely<T>(times: number, values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: times - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: values });
}

/** A request as it arrives. */
export function sentBy({ by, method, path, query, body, headers }: Hostile): Sent {
  const text = 'raw' in body ? body.raw : textOf(body.json);
  return {
    by,
    method,
    path: query === '' ? path : `${path}?${query}`,
    headers,
    ...(method === 'GET' ? {} : { body: Buffer.from(text, 'raw' in body ? 'latin1' : 'utf8') }),
  };
}

function textOf(json: unknown): string {
  const text = (JSON.stringify(json) ?? '').replaceAll(PROTO, '__proto__');
  return text.includes(DEEPER)
    ? text.replaceAll(`"${DEEPER}"`, () => '['.repeat(DEEP) + ']'.repeat(DEEP))
    : text;
}

const HEADERS: fc.Arbitrary<Record<string, string>> = fc
  .record({
    type: fc.oneof(
      { weight: 12, arbitrary: fc.constant('application/json') },
      { weight: 1, arbitrary: fc.constantFrom(...TYPES) },
    ),
    accept: rarely(8, fc.constantFrom(...ACCEPTS)),
    key: rarely(8, fc.constantFrom('key-1', '', 'k'.repeat(500), '\u00ff')),
  })
  .map(({ type, accept, key }) => ({
    'content-type': type,
    ...(accept === undefined ? {} : { accept }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
  }));

function inPathOf(name: string, shapes: Record<string, Schema>, known: Known): fc.Arbitrary<string> {
  const right = valuesOf(shapes[name] ?? { type: 'string' }, known, name).map(String);
  return fc.oneof(
    { weight: 14, arbitrary: right.map(encodeURIComponent) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...STRANGE).map((text) => encodeURIComponent(text.toWellFormed())),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        ...STRANGE.filter((text) => /^[\x21-\x7e]*$/.test(text) && !text.includes('?')),
      ),
    },
  );
}

function queriesOf(parameters: Described['inQuery'], known: Known): fc.Arbitrary<string> {
  const one = ({
    name,
    required,
    schema,
  }: Described['inQuery'][number]): fc.Arbitrary<[string, string][]> => {
    const right = valuesOf(schema, known, name).map((value): [string, string][] => [
      [name, String(value).toWellFormed()],
    ]);
    const strange = fc
      .constantFrom(...STRANGE)
      .map((text): [string, string][] => [[name, text.toWellFormed()]]);
    const none = fc.constant<[string, string][]>([]);
    const twice = right.map(([pair]) => (pair === undefined ? [] : [pair, pair]));
    return fc.oneof(
      { weight: required ? 30 : 6, arbitrary: right },
      { weight: required ? 1 : 24, arbitrary: none },
      { weight: 1, arbitrary: strange },
      { weight: 1, arbitrary: twice },
    );
  };
  const unknown = rarely(
    20,
    fc.constantFrom<[string, string]>(
      ['__proto__', 'x'],
      ['x', 'y'],
      ['limit', '1'],
      ['next', 'bm90IG91cnM'],
    ),
  );
  return fc.tuple(fc.tuple(...parameters.map(one)), unknown).map(([pairs, more]) => {
    const all = [...pairs.flat(), ...(more === undefined ? [] : [more])];
    return new URLSearchParams(all).toString();
  });
}

function bodiesOf(
  schema: Schema | undefined,
  known: Known,
  examples: readonly Example[],
): fc.Arbitrary<Hostile['body']> {
  const right = schema === undefined ? fc.constant({}) : valuesOf(schema, known);
  const told = examples.flatMap(({ body }) => (body === undefined ? [] : [body]));
  const base = told.length === 0 ? right : fc.oneof(right, fc.constantFrom(...told));
  const json = (value: unknown): Json => ({ json: value });
  return fc.oneof(
    { weight: 12, arbitrary: base.map(json) },
    { weight: 5, arbitrary: fc.tuple(base, CHANGES).map(([value, change]) => json(changed(value, change))) },
    { weight: 1, arbitrary: fc.constantFrom(...STRANGE_VALUES).map(json) },
    { weight: 1, arbitrary: fc.constantFrom(...RAW) },
  );
}

const RAW: readonly { raw: string }[] = [
  { raw: '' },
  { raw: '{' },
  { raw: '{"a":1,"a":2' },
  { raw: 'null' },
  { raw: '\u00ef\u00bb\u00bf{}' },
  { raw: '\u00ff\u00fe{' },
  { raw: '{"version":1e999}' },
  { raw: '['.repeat(DEEP) + ']'.repeat(DEEP) },
  { raw: `${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}` },
  { raw: `"${'x'.repeat(1_100_000)}"` },
];

interface Change {
  /** Which place, counted through all of them. */
  at: number;
  as: 'gone' | 'strange' | 'beside' | 'doubled';
  value: unknown;
  name: string;
}

const CHANGES: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(30),
  as: fc.constantFrom<Change['as']>('gone', 'strange', 'strange', 'beside', 'doubled'),
  value: fc.constantFrom(...STRANGE_VALUES),
  name: fc.constantFrom(PROTO, 'constructor', 'extra', 'id', 'role', HUGE.slice(0, 3000)),
});

type Place = { holder: Record<string, unknown> | unknown[]; name: string };

/** The value with one place of it changed. */
function changed(value: unknown, { at, as, value: strange, name }: Change): unknown {
  const copy: unknown = structuredClone(value);
  const places = placesIn(copy);
  const place = places[at % Math.max(1, places.length)];
  if (place === undefined) return strange;
  const holder = place.holder as Record<string, unknown>;
  if (as === 'gone') delete holder[place.name];
  else if (as === 'strange') holder[place.name] = strange;
  else if (as === 'beside') holder[Array.isArray(place.holder) ? place.name : name] = strange;
  else holder[place.name] = [holder[place.name], holder[place.name]];
  return copy;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown> | unknown[];
  return Object.keys(holder).flatMap((name) => [
    { holder, name },
    ...placesIn((holder as Record<string, unknown>)[name]),
  ]);
}
