import type * as z from 'zod/mini';
import { Invalid, InvariantBroken } from '../../domain/errors.ts';
import type { Page } from '../../domain/ports.ts';
import { copied } from './copy.ts';

export interface Key {
  pk: string;
  sk: string;
}

/** A record under its key, with the attributes by which an index finds it. */
export interface Row {
  key: Key;
  record: object;
  index: Readonly<Record<string, string>>;
}

export interface Select {
  /** Name and value of the partition: `pk`, or an attribute of an index. */
  partition: [name: string, value: string];
  /** `sk` unless given. */
  sort?: { name: string; beginsWith?: string; upTo?: string | undefined; from?: string | undefined };
  limit?: number | undefined;
  next?: string | undefined;
  backwards?: boolean;
}

/** A place in an order: the sort value, then the key, so that rows with equal sort values have an order too. */
type Place = readonly [sort: string, pk: string, sk: string];

/** The list that a cursor is of: its cursors open no other. */
type List = string;

/** One table: rows by key, ordered as an index orders them, in pages with an opaque cursor. */
export class Rows {
  readonly #partitions = new Map<string, Map<string, Row>>();
  /** By name and value of each attribute of an index: a sweep reads what is due and not all that is there. */
  readonly #indexed = new Map<string, Set<Row>>();
  readonly #pageOf: number;

  /** @param pageOf how many rows a page holds for which no limit is asked */
  constructor(pageOf: number) {
    this.#pageOf = pageOf;
  }

  row({ pk, sk }: Key): Row | undefined {
    return this.#partitions.get(pk)?.get(sk);
  }

  put(row: Row): void {
    const partition = this.#partitions.get(row.key.pk) ?? new Map<string, Row>();
    const before = partition.get(row.key.sk);
    for (const place of indexPlaces(before)) this.#indexed.get(place)?.delete(before as Row);
    this.#partitions.set(row.key.pk, partition.set(row.key.sk, row));
    for (const place of indexPlaces(row)) {
      const rows = this.#indexed.get(place) ?? new Set<Row>();
      this.#indexed.set(place, rows.add(row));
    }
  }

  get<S extends z.ZodMiniType>(schema: S, key: Key): z.output<S> | undefined {
    const row = this.row(key);
    return row === undefined ? undefined : parsed(schema, row);
  }

  select({ partition, sort = { name: 'sk' }, limit, next, backwards = false }: Select): Page<Row> {
    const direction = backwards ? -1 : 1;
    const list = JSON.stringify([partition, sort.name]);
    const after = next === undefined ? undefined : fromCursor(next, list);
    const found = this.#partition(partition)
      .map((row) => ({ row, place: placeOf(row, sort.name) }))
      .filter(({ place: [value] }) => sort.beginsWith === undefined || value.startsWith(sort.beginsWith))
      .filter(({ place: [value] }) => sort.upTo === undefined || value <= sort.upTo)
      .filter(({ place: [value] }) => sort.from === undefined || value >= sort.from)
      .filter(({ place }) => after === undefined || compare(place, after) * direction > 0)
      .sort((a, b) => compare(a.place, b.place) * direction);
    return page(found, limit ?? this.#pageOf, list);
  }

  query<S extends z.ZodMiniType>(schema: S, select: Select): Page<z.output<S>> {
    const { items, ...rest } = this.select(select);
    return { ...rest, items: items.map((row) => parsed(schema, row)) };
  }

  /** Every page of a partition that is small by nature. */
  all<S extends z.ZodMiniType>(schema: S, select: Select): z.output<S>[] {
    return this.query(schema, { ...select, limit: Number.POSITIVE_INFINITY }).items;
  }

  /** A page of the whole table, only the rows whose sort key begins so. */
  scan<S extends z.ZodMiniType>(schema: S, sortBeginsWith: string, next?: string): Page<z.output<S>> {
    const list = JSON.stringify(['all', sortBeginsWith]);
    const after = next === undefined ? undefined : fromCursor(next, list);
    const found = [...this.#every()]
      .filter(({ key }) => key.sk.startsWith(sortBeginsWith))
      .map((row) => ({ row, place: placeOf(row, 'sk') }))
      .filter(({ place }) => after === undefined || compare(place, after) > 0)
      .sort((a, b) => compare(a.place, b.place));
    const { items, ...rest } = page(found, this.#pageOf, list);
    return { ...rest, items: items.map((row) => parsed(schema, row)) };
  }

  #partition([name, value]: [string, string]): Row[] {
    if (name === 'pk') return [...(this.#partitions.get(value)?.values() ?? [])];
    return [...(this.#indexed.get(`${name} ${value}`) ?? [])];
  }

  *#every(): Generator<Row> {
    for (const partition of this.#partitions.values()) yield* partition.values();
  }
}

function indexPlaces(row: Row | undefined): string[] {
  return Object.entries(row?.index ?? {}).map(([name, value]) => `${name} ${value}`);
}

/** A full page has a next one, even when nothing is left for it: DynamoDB does not look further than the limit. */
function page(found: readonly { row: Row; place: Place }[], limit: number, list: List): Page<Row> {
  const taken = found.slice(0, limit);
  const last = taken.length === limit ? taken.at(-1) : undefined;
  const items = taken.map(({ row }) => row);
  return { items, ...(last === undefined ? {} : { next: toCursor(last.place, list) }) };
}

function placeOf({ key, index }: Row, sort: string): Place {
  return [sort === 'sk' ? key.sk : (index[sort] ?? ''), key.pk, key.sk];
}

function compare(a: Place, b: Place): number {
  for (const [i, part] of a.entries()) {
    const other = b[i] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}

/** Copied and parsed on the way out, so that nobody holds what the store holds. */
export function parsed<S extends z.ZodMiniType>(schema: S, { key, record }: Row): z.output<S> {
  const result = schema.safeParse(copied(record));
  if (result.success) return result.data;
  const paths = result.error.issues.map((issue) => issue.path.join('.'));
  throw new InvariantBroken('A stored record does not have its shape.', { details: { ...key, paths } });
}

function toCursor(place: Place, list: List): string {
  return Buffer.from(JSON.stringify([list, ...place])).toString('base64url');
}

function fromCursor(cursor: string, list: List): Place {
  const [of, ...place] = partsOf(cursor);
  if (of !== list || place.length !== 3) throw notOurs({});
  return place as unknown as Place;
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch (cause) {
    throw notOurs({ cause });
  }
}

function notOurs(facts: { cause?: unknown }): Invalid {
  return new Invalid('The cursor is not one of ours.', [{ field: 'next', reason: 'is not a cursor' }], facts);
}
