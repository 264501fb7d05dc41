import { describe, expect, it } from 'vitest';
import type { Conclusion } from '../../domain/carrier-request/conclusion.ts';
import {
  decideVocabulary,
  mapCode,
  proposeVocabulary,
  Vocabulary,
  VocabularyEntries,
  type VocabularyEntry,
} from '../../domain/carrier-request/vocabulary.ts';
import { Invalid, InvariantBroken } from '../../domain/errors.ts';
import { COMPLIANCE, SECOND_COMPLIANCE } from '../support/people.ts';
import { present } from '../support/present.ts';
import { ruleOf } from '../support/rule-of.ts';

const NOW = new Date('2026-03-02T01:30:00.000Z');
const LATER = new Date('2026-03-03T01:30:00.000Z');
const CARRIER = 'carrier-a';

const ENTRIES: readonly VocabularyEntry[] = [
  { code: 'S-01', wording: '标准体承保', means: 'standard' },
  { code: 'R-25', wording: '次标准体,加费承保', means: 'extra' },
  { code: 'D-99', wording: '拒保', means: 'declined' },
];
const YES = { approve: true, reason: 'read against the manual of the carrier' };
const NO = { approve: false, reason: 'R-25 is an exclusion at this carrier' };

function proposed(versions: readonly Vocabulary[] = [], entries = ENTRIES): Vocabulary {
  return proposeVocabulary({ carrier: CARRIER, versions }, entries, COMPLIANCE, NOW);
}

function approved(version: Vocabulary, inUse?: Vocabulary): Vocabulary {
  return present(decideVocabulary(version, inUse, YES, SECOND_COMPLIANCE, LATER)[0]);
}

describe('a proposal', () => {
  it('is the next version, signed and in use nowhere', () => {
    const first = proposed();
    expect(first).toEqual({
      carrier: CARRIER,
      version: 1,
      entries: ENTRIES,
      state: 'proposed',
      proposedBy: COMPLIANCE.id,
      proposedAt: NOW.toISOString(),
    });
    expect(Vocabulary.parse(first)).toEqual(first);
    expect(proposed([approved(first)]).version).toBe(2);
  });

  it('never takes the number of a version that was refused', () => {
    const [refused] = decideVocabulary(proposed(), undefined, NO, SECOND_COMPLIANCE, LATER);
    expect(proposed([present(refused)]).version).toBe(2);
  });

  it('waits until the one before it is decided', () => {
    const open = proposed();
    expect(ruleOf(() => proposed([open]))).toBe('proposal-open');
    expect(ruleOf(() => proposed([approved(open)]))).toBeUndefined();
  });

  it('says which code is there twice', () => {
    const twice = [...ENTRIES, { code: 'S-01', wording: '优良体', means: 'standard' } as const];
    expect(() => proposed([], twice)).toThrow(Invalid);
    try {
      proposed([], twice);
    } catch (error) {
      expect((error as Invalid).fields.map(({ field }) => field)).toEqual(['entries.3.code']);
    }
  });

  it('lets two codes mean the same', () => {
    const both = [...ENTRIES, { code: 'S-02', wording: '优良体', means: 'standard' } as const];
    expect(proposed([], both).entries).toHaveLength(both.length);
  });

  it('is refused without an entry', () => {
    expect(() => proposed([], [])).toThrow(Invalid);
    expect(VocabularyEntries.safeParse([]).success).toBe(false);
  });

  it('of one carrier is not numbered by the versions of another', () => {
    const other = { ...approved(proposed()), carrier: 'carrier-b' };
    expect(() => proposed([other])).toThrow(InvariantBroken);
  });
});

describe('the decision', () => {
  it('is not taken by who proposed', () => {
    for (const verdict of [YES, NO]) {
      expect(ruleOf(() => decideVocabulary(proposed(), undefined, verdict, COMPLIANCE, LATER))).toBe(
        'second-person',
      );
    }
  });

  it('puts the proposal in use and replaces the version before it, which keeps its own signatures', () => {
    const first = approved(proposed());
    const second = proposed([first]);
    const [now, before, ...rest] = decideVocabulary(second, first, YES, SECOND_COMPLIANCE, LATER);

    expect(now).toEqual({
      ...second,
      state: 'in-use',
      decidedBy: SECOND_COMPLIANCE.id,
      decidedAt: LATER.toISOString(),
      reason: YES.reason,
    });
    expect(before).toEqual({ ...first, state: 'replaced' });
    expect(rest).toEqual([]);
    expect(Vocabulary.parse(now)).toEqual(now);
  });

  it('against the proposal leaves the version in use as it is', () => {
    const first = approved(proposed());
    const changed = decideVocabulary(proposed([first]), first, NO, SECOND_COMPLIANCE, LATER);
    expect(changed.map(({ version, state, reason }) => ({ version, state, reason }))).toEqual([
      { version: 2, state: 'refused', reason: NO.reason },
    ]);
  });

  it('is taken once', () => {
    const [refused] = decideVocabulary(proposed(), undefined, NO, SECOND_COMPLIANCE, LATER);
    for (const decided of [approved(proposed()), present(refused)]) {
      expect(ruleOf(() => decideVocabulary(decided, undefined, YES, SECOND_COMPLIANCE, LATER))).toBe(
        'already-decided',
      );
    }
  });

  it('replaces nothing but the version in use of the same carrier', () => {
    const first = approved(proposed());
    for (const wrong of [
      { ...first, carrier: 'carrier-b' },
      { ...first, state: 'replaced' as const },
    ]) {
      expect(() => decideVocabulary(proposed([first]), wrong, YES, SECOND_COMPLIANCE, LATER)).toThrow(
        InvariantBroken,
      );
    }
  });
});

describe('a code', () => {
  const inUse = approved(proposed());
  const EXTRA: Conclusion = { is: 'on-terms', extra: { by: 'percent', percent: 25 }, exclusions: [] };

  it('is read when it means the conclusion that came with it', () => {
    expect(mapCode(inUse, 'R-25', EXTRA)).toEqual(ENTRIES[1]);
    expect(mapCode(inUse, 'D-99', { is: 'declined' }).means).toBe('declined');
  });

  it('is refused when the version does not hold it, in another case of letters too', () => {
    expect(ruleOf(() => mapCode(inUse, 'X-1', EXTRA))).toBe('unknown-code');
    expect(ruleOf(() => mapCode(inUse, 'r-25', EXTRA))).toBe('unknown-code');
  });

  it('is refused when it means something else than the conclusion', () => {
    const withExclusion: Conclusion = { ...EXTRA, exclusions: [{ code: 'asthma', wording: '哮喘除外' }] };
    expect(ruleOf(() => mapCode(inUse, 'R-25', { is: 'standard' }))).toBe('vocabulary-mismatch');
    expect(ruleOf(() => mapCode(inUse, 'R-25', withExclusion))).toBe('vocabulary-mismatch');
  });

  it('of a replaced version still reads its old opinions; one that was never agreed on reads none', () => {
    expect(mapCode({ ...inUse, state: 'replaced' }, 'R-25', EXTRA)).toEqual(ENTRIES[1]);
    for (const state of ['proposed', 'refused'] as const) {
      expect(ruleOf(() => mapCode({ ...inUse, state }, 'R-25', EXTRA))).toBe('vocabulary-not-agreed');
    }
  });
});
