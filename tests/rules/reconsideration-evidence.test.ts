import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DocumentType } from '../../domain/documents.ts';
import { Invalid } from '../../domain/errors.ts';
import { ClaimKind, missing, requiredFor } from '../../domain/reconsideration/evidence-lists.ts';

describe('the papers that are required', () => {
  it.each<[ClaimKind, DocumentType[]]>([
    ['inpatient', ['id-card', 'discharge-summary', 'receipts', 'itemised-bill', 'bank-account']],
    ['outpatient', ['id-card', 'outpatient-record', 'receipts']],
    ['critical-illness', ['id-card', 'diagnosis', 'bank-account']],
    ['disability', ['id-card', 'disability-assessment']],
    ['death', ['id-card', 'death-certificate', 'relationship-proof', 'bank-account']],
  ])("for %s are those of the broker's list", (claimKind, papers) => {
    expect(requiredFor('claim', claimKind)).toEqual(expect.arrayContaining(papers));
  });

  it.each(ClaimKind.options)('for %s hold decision, contract and mandate, and nothing twice', (claimKind) => {
    const required = requiredFor('claim', claimKind);
    expect(required).toEqual(
      expect.arrayContaining(['decision-letter', 'policy', 'clauses', 'mandate', 'id-card']),
    );
    expect(new Set(required).size).toBe(required.length);
  });

  it('for an underwriting decision want no policy, for there may be none', () => {
    const required = requiredFor('underwriting');
    expect(required).not.toContain('policy');
    expect(required).toEqual(expect.arrayContaining(['decision-letter', 'mandate', 'questionnaire']));
  });

  it('are not guessed for a claim of no kind, nor for underwriting with one', () => {
    expect(() => requiredFor('claim')).toThrow(Invalid);
    expect(() => requiredFor('underwriting', 'death')).toThrow(Invalid);
  });

  it("are a list of the caller's own", () => {
    requiredFor('underwriting').pop();
    expect(requiredFor('underwriting')).toContain('check-up-report');
  });
});

describe('the papers that are missing', () => {
  it('are those that are neither there nor waived, in order', () => {
    expect(missing(['policy', 'mandate', 'receipts'], ['mandate'], ['policy'])).toEqual(['receipts']);
  });

  it('with those that are there and those waived make up what is required', () => {
    const types = fc.subarray([...DocumentType.options]);
    fc.assert(
      fc.property(types, types, types, (required, present, waived) => {
        const open = missing(required, present, waived);
        for (const type of required) {
          expect(open.includes(type)).toBe(!present.includes(type) && !waived.includes(type));
        }
        expect(open.every((type) => required.includes(type))).toBe(true);
      }),
    );
  });
});
