import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  append,
  type Chained,
  canonicalJson,
  chain,
  hashOf,
  NotCanonical,
  verifyChain,
} from '../../domain/history.ts';

interface Content {
  what: string;
  amount: number;
  data: Record<string, unknown>;
}
type Event = Chained<Content>;

const content: fc.Arbitrary<Content> = fc.record({
  what: fc.string({ unit: 'grapheme' }),
  amount: fc.integer(),
  data: fc.dictionary(
    fc.string({ unit: 'grapheme' }),
    fc.oneof(fc.integer(), fc.string({ unit: 'grapheme' }), fc.boolean(), fc.constant(null)),
  ),
});

function write(contents: readonly Content[]): Event[] {
  const events: Event[] = [];
  for (const next of contents) events.push(append(events.at(-1), next));
  return events;
}

function endOf(events: readonly Event[]): { seq: number; hash: string } {
  const last = events.at(-1);
  return { seq: events.length, hash: last?.hash ?? '' };
}

const history = fc.array(content, { minLength: 1, maxLength: 8 }).map(write);
const historyAndPlace = history.chain((events) =>
  fc.tuple(fc.constant(events), fc.integer({ min: 0, max: events.length - 1 })),
);

describe('canonicalJson', () => {
  it('does not depend on the order in which keys were set', () => {
    expect(canonicalJson({ b: 1, a: { d: [1, 2], c: null } })).toBe('{"a":{"c":null,"d":[1,2]},"b":1}');
  });

  it('leaves out a key that is undefined, as the store does', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe(canonicalJson({ b: 1 }));
  });

  it('is the same before and after a way through JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        fc.pre(JSON.stringify(value).isWellFormed());
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a function', () => 1],
    ['a Date', new Date(0)],
    ['a Map', new Map()],
    ['bytes', new Uint8Array(1)],
    ['a bigint', 1n],
    ['undefined in a list', [undefined]],
    ['half of a surrogate pair', '\ud800'],
  ])('refuses %s, which JSON would change in silence', (_name, value) => {
    expect(() => canonicalJson({ value })).toThrow(NotCanonical);
  });

  it('refuses a circle instead of running out of stack', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(() => canonicalJson(circle)).toThrow(NotCanonical);
    const round: unknown[] = [];
    round.push(round);
    expect(() => canonicalJson(round)).toThrow(NotCanonical);
  });
});

describe('a chained history', () => {
  it('starts at 1 and hashes to 43 characters of base64url', () => {
    const first = chain(undefined, { what: 'opened' });
    expect(first.seq).toBe(1);
    expect(first.hash).toMatch(/^[\w-]{43}$/);
    expect(chain(first, { what: 'called' })).toMatchObject({ seq: 2, previousHash: first.hash });
  });

  it('keeps its hashes for ever: a change here breaks every history already written', () => {
    expect(hashOf({ b: 2, a: '回访' }, 'genesis')).toBe('GqQHpK2hn8PwEItuD7B6JJC9FuyZgK5F9Ot-mtJk6o4');
  });

  it('is whole as written, and after a way through JSON', () => {
    fc.assert(
      fc.property(history, (events) => {
        expect(verifyChain(events, endOf(events))).toBeUndefined();
        expect(verifyChain(JSON.parse(JSON.stringify(events)), endOf(events))).toBeUndefined();
      }),
    );
  });

  it('is whole when there are no events and none are expected', () => {
    expect(verifyChain([], { seq: 0, hash: '' })).toBeUndefined();
    expect(verifyChain([])).toBeUndefined();
  });

  it('shows any single edit, at the event that was edited', () => {
    const edit = fc.constantFrom<((event: Event) => Event)[]>(
      (event) => ({ ...event, what: `${event.what}!` }),
      (event) => ({ ...event, amount: event.amount + 1 }),
      (event) => ({ ...event, data: { ...event.data, added: true } }),
      (event) => ({ ...event, seq: event.seq + 1 }),
      (event) => ({ ...event, hash: hashOf(event, 'forged') }),
      (event) => ({ ...event, previousHash: hashOf(event, 'forged') }),
      (event) => ({ ...event, extra: '' }),
    );
    fc.assert(
      fc.property(historyAndPlace, edit, ([events, place], change) => {
        const edited = events.map((event, i) => (i === place ? change(event) : event));
        expect(verifyChain(edited)?.seq).toBe(place + 1);
      }),
    );
    const [opened, called] = write(['opened', 'called'].map((what) => ({ what, amount: 1, data: {} })));
    const edited = [opened, { ...called, amount: 2 }] as Event[];
    expect(verifyChain(edited)).toEqual({ seq: 2, reason: 'content-differs' });
  });

  it('shows an edit whose own hash was made anew, at the latest by the expected end', () => {
    fc.assert(
      fc.property(historyAndPlace, ([events, place]) => {
        const forged = events.map((event, i) => {
          if (i !== place) return event;
          const { seq: _seq, previousHash, hash: _hash, ...rest } = event;
          const other = { ...rest, amount: rest.amount + 1 };
          return { ...event, ...other, hash: hashOf(other, previousHash) };
        });
        expect(verifyChain(forged, endOf(events))).toBeDefined();
      }),
    );
  });

  it('shows a history that was rewritten as a whole by the last hash kept elsewhere', () => {
    fc.assert(
      fc.property(fc.array(content, { minLength: 1, maxLength: 5 }), (contents) => {
        const events = write(contents);
        const rewritten = write(contents.map((next) => ({ ...next, amount: next.amount + 1 })));
        expect(verifyChain(rewritten)).toBeUndefined();
        expect(verifyChain(rewritten, endOf(events))).toEqual({
          seq: events.length,
          reason: 'last-hash-differs',
        });
      }),
    );
  });

  it('shows any single event that was removed, head and tail included', () => {
    fc.assert(
      fc.property(historyAndPlace, ([events, place]) => {
        const gap = events.toSpliced(place, 1);
        const isTail = place === events.length - 1;
        expect(verifyChain(gap, endOf(events))).toEqual({
          seq: place + 1,
          reason: isTail ? 'events-missing' : 'out-of-sequence',
        });
      }),
    );
  });

  it('shows an event that was put in, or added behind the end', () => {
    fc.assert(
      fc.property(historyAndPlace, ([events, place]) => {
        const doubled = events.toSpliced(place, 0, ...events.slice(place, place + 1));
        expect(verifyChain(doubled, endOf(events))?.seq).toBe(place + 2);
      }),
    );
    const events = write([{ what: 'opened', amount: 0, data: {} }]);
    const added = [...events, append(events.at(-1), { what: 'closed', amount: 0, data: {} })];
    expect(verifyChain(added, endOf(events))).toEqual({ seq: 2, reason: 'events-added' });
  });

  it('shows two events that changed places', () => {
    fc.assert(
      fc.property(historyAndPlace, fc.nat(), ([events, one], seed) => {
        const other = seed % events.length;
        fc.pre(one !== other);
        const swapped = [...events];
        [swapped[one], swapped[other]] = [events[other] as Event, events[one] as Event];
        expect(verifyChain(swapped)?.seq).toBe(Math.min(one, other) + 1);
      }),
    );
  });

  it('shows an event of another history in its place', () => {
    const one = write(['opened', 'called', 'closed'].map((what) => ({ what, amount: 1, data: {} })));
    const two = write(['opened', 'called', 'closed'].map((what) => ({ what, amount: 2, data: {} })));
    expect(verifyChain([one[0], two[1], one[2]] as Event[])).toEqual({
      seq: 2,
      reason: 'previous-hash-differs',
    });
  });
});
