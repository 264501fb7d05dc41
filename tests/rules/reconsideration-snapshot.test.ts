import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, NotCanonical } from '../../domain/history.ts';
import { differences, hashOfSnapshot, Snapshot } from '../../domain/reconsideration/snapshot.ts';

const snapshot: Snapshot = Snapshot.parse({
  takenOn: '2026-02-28',
  policy: { number: 'P-SAMPLE-1', sumInsuredFen: 50_000_000, insured: [{ ref: 'c1', riders: ['a'] }] },
  clauses: [{ code: '5.2', title: 'Waiting period', text: 'Ninety days from the start of cover.' }],
  decisionLetter: 'd1',
});

/** Any JSON object, the keys of every object's prototype among them. */
const json = fc.letrec<{ value: unknown; object: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 0, 1, 'a', '1'),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.constantFrom('a', 'b', '0', 'constructor', '__proto__'), tie('value'), {
    maxKeys: 3,
  }),
})).object;

describe('a snapshot', () => {
  it('has one hash, whatever the order of the keys', () => {
    const { decisionLetter, clauses, policy, takenOn } = snapshot;
    const shuffled = {
      decisionLetter,
      clauses,
      takenOn,
      policy: Object.fromEntries(Object.entries(policy).reverse()),
    };
    expect(hashOfSnapshot(shuffled)).toBe(hashOfSnapshot(snapshot));
    expect(hashOfSnapshot(snapshot)).toMatch(/^[\w-]{43}$/);
  });

  it.each<[string, Partial<Snapshot>]>([
    ['the date', { takenOn: '2026-03-01' }],
    ['the policy', { policy: { ...snapshot.policy, sumInsuredFen: 50_000_001 } }],
    ['a clause', { clauses: [] }],
    ['the letter', { decisionLetter: 'd2' }],
  ])('has another hash with another %s', (_what, change) => {
    expect(hashOfSnapshot({ ...snapshot, ...change })).not.toBe(hashOfSnapshot(snapshot));
  });

  it('is not taken with an empty clause, a date that never was, or more than it needs', () => {
    for (const change of [
      { clauses: [{ code: '5.2', title: 'Waiting period', text: '' }] },
      { takenOn: '2026-02-29' },
      { customer: 'c1' },
    ]) {
      expect(Snapshot.safeParse({ ...snapshot, ...change }).success).toBe(false);
    }
  });
});

describe('the differences of two policies', () => {
  it('are the deepest places that changed, with both sides', () => {
    const now = {
      number: 'P-SAMPLE-1',
      sumInsuredFen: 60_000_000,
      insured: [{ ref: 'c1', riders: ['a', 'b'] }],
      beneficiary: { ref: 'c2' },
    };
    expect(differences(snapshot.policy, now)).toEqual([
      { field: 'beneficiary', after: { ref: 'c2' } },
      { field: 'insured.0.riders.1', after: 'b' },
      { field: 'sumInsuredFen', before: 50_000_000, after: 60_000_000 },
    ]);
  });

  it('tell what is gone from what is null', () => {
    expect(differences({ a: 1, b: 1 }, { a: null, c: 1 })).toStrictEqual([
      { field: 'a', before: 1, after: null },
      { field: 'b', before: 1 },
      { field: 'c', after: 1 },
    ]);
  });

  it('come in the order of the index, beyond ten too', () => {
    const before = { list: Array.from({ length: 12 }, () => 0) };
    const after = { list: Array.from({ length: 12 }, () => 1) };
    expect(differences(before, after).map(({ field }) => field)).toEqual(
      before.list.map((_item, index) => `list.${index}`),
    );
  });

  it('take a list and an object for two things', () => {
    expect(differences({ a: [] }, { a: {} })).toEqual([{ field: 'a', before: [], after: {} }]);
  });

  it('are none exactly when both have the same canonical JSON', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(differences(a, b).length === 0).toBe(canonicalJson(a) === canonicalJson(b));
        expect(differences(a, structuredClone(a))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('are the same there and back, with the sides exchanged', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        const exchanged = differences(b, a).map(({ field, ...sides }) => ({
          field,
          ...('after' in sides ? { before: sides.after } : {}),
          ...('before' in sides ? { after: sides.before } : {}),
        }));
        expect(differences(a, b)).toEqual(exchanged);
      }),
    );
  });

  it('are not told of what has no one JSON text', () => {
    expect(() => differences({ at: new Date(0) }, { at: 1 })).toThrow(NotCanonical);
  });
});
