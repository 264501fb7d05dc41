import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Invalid } from '../../domain/errors.ts';
import {
  Assessment,
  assessmentFaults,
  GROUNDS,
  type Ground,
  groundsFor,
  isTypicalAnswer,
  PRACTICE,
  REASON_CODES,
  ReasonCode,
} from '../../domain/reconsideration/grounds.ts';
import { DecisionKind } from '../../domain/reconsideration/legal-clocks.ts';

const REASONS = DecisionKind.options.flatMap((kind) =>
  REASON_CODES[kind].options.map((reason) => [kind, reason] as const),
);

function codesOf(kind: DecisionKind): string[] {
  const all: readonly Ground[] = GROUNDS;
  return all.filter(({ appliesTo }) => appliesTo.includes(kind)).map(({ code }) => code);
}

function complete(kind: DecisionKind): Assessment {
  return Object.fromEntries(codesOf(kind).map((code) => [code, { answer: 'no' as const }]));
}

describe('the grounds for contesting', () => {
  it('have a code of their own each, a question in both languages, and a source', () => {
    expect(new Set(GROUNDS.map(({ code }) => code)).size).toBe(GROUNDS.length);
    for (const { code, zh, en, source } of GROUNDS) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(zh.endsWith('?') && en.endsWith('?')).toBe(true);
      expect(source === PRACTICE || /\barts?\. \d/.test(source)).toBe(true);
    }
  });

  it.each(REASONS)('against %s / %s are all listed, once each', (kind, reason) => {
    const codes = groundsFor(kind, reason).map(({ code }) => code);
    expect(codes.toSorted()).toEqual(codesOf(kind).toSorted());
  });

  it.each([
    ['non-disclosure', 'refused-without-rescission'],
    ['exclusion', 'exclusion-not-explained'],
    ['lapse', 'event-in-grace-period'],
    ['fraud', 'fraud-not-shown'],
    ['papers-missing', 'papers-asked-piecemeal'],
  ] as const)('against a refusal for %s begin with %s', (reason, code) => {
    expect(groundsFor('claim', reason)[0]?.code).toBe(code);
  });

  it.each(REASONS)('against %s / %s that typically answer it stand before all others', (kind, reason) => {
    const typical = groundsFor(kind, reason).map(({ code }) => isTypicalAnswer(code, kind, reason));
    expect(typical[0]).toBe(true);
    expect(typical).toEqual(typical.toSorted((a, b) => Number(b) - Number(a)));
  });

  it('begin with new evidence where an underwriter wants more premium', () => {
    const [first] = groundsFor('underwriting', 'extra-premium');
    expect(first).toMatchObject({ code: 'new-evidence', source: PRACTICE });
  });

  it('are never asked for with a reason of the other kind', () => {
    expect(() => groundsFor('underwriting', 'fraud')).toThrow(Invalid);
    expect(() => groundsFor('claim', 'declined')).toThrow(Invalid);
  });

  it('leave the checklist as it was', () => {
    const before = GROUNDS.map(({ code }) => code);
    groundsFor('claim', 'papers-missing');
    expect(GROUNDS.map(({ code }) => code)).toEqual(before);
  });
});

describe('the reasons', () => {
  it('are one list of both kinds', () => {
    for (const [, reason] of REASONS) expect(ReasonCode.parse(reason)).toBe(reason);
    expect(ReasonCode.safeParse('toString').success).toBe(false);
  });
});

describe('an assessment', () => {
  it.each(DecisionKind.options)('of %s that answers every ground has no fault', (kind) => {
    const assessment = Assessment.parse(complete(kind));
    expect(assessmentFaults(assessment, kind)).toEqual([]);
  });

  it('names exactly the grounds that were left out', () => {
    for (const kind of DecisionKind.options) {
      fc.assert(
        fc.property(fc.subarray(codesOf(kind)), (left) => {
          const rest = Object.entries(complete(kind)).filter(([code]) => !left.includes(code));
          expect(assessmentFaults(Object.fromEntries(rest), kind)).toEqual(
            left.map((code) => ({ field: `assessment.${code}`, reason: 'is not answered' })),
          );
        }),
      );
    }
  });

  it.each(['bad-luck', 'constructor', 'other-carrier-accepts'])(
    'of a claim is refused with the answer to %s',
    (code) => {
      const faults = assessmentFaults({ ...complete('claim'), [code]: { answer: 'yes' } }, 'claim');
      expect(faults.map(({ field }) => field)).toEqual([`assessment.${code}`]);
    },
  );

  it('takes yes, no and unclear, and nothing else', () => {
    const parse = (answer: string) => Assessment.safeParse({ 'new-evidence': { answer, note: 'seen' } });
    for (const answer of ['yes', 'no', 'unclear']) expect(parse(answer).success).toBe(true);
    expect(parse('maybe').success).toBe(false);
  });
});
