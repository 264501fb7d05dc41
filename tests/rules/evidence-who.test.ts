import { describe, expect, it } from 'vitest';
import { CaseKind } from '../../domain/case.ts';
import { NotAllowed, NotFound } from '../../domain/errors.ts';
import type { EvaluationCase } from '../../domain/evaluation/case.ts';
import { openEvaluation } from '../../domain/evaluation/open.ts';
import { DEFAULT_EVALUATION_SETTINGS } from '../../domain/evaluation/settings.ts';
import { mayHoldBodies, mayMakePacket } from '../../domain/evidence/who.ts';
import { CallbackStory } from '../support/callback-story.ts';
import { COMPLIANCE, CORE_SYSTEM, EXPERT, HEAD_OFFICE, SELLER } from '../support/people.ts';
import { INTAKE_AT, RULES } from '../support/policies.ts';
import { PreUnderwritingStory } from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';

function evaluationOf(concerned: readonly string[]): EvaluationCase {
  const opening = {
    id: `ev-${'0'.repeat(20)}`,
    moment: 'policy-issued',
    line: 'life',
    branch: 'bj',
    customerRef: 'customer-1',
    policyId: 'pl-1',
    extension: '0471',
    concerned,
  } as const;
  const rules = { ...RULES, evaluation: DEFAULT_EVALUATION_SETTINGS };
  return present(openEvaluation(opening, CORE_SYSTEM, INTAKE_AT, rules).cases[0]).case as EvaluationCase;
}

describe('a packet of evidence', () => {
  it('is not made by whom an evaluation is about: to them there is nothing', () => {
    expect(() => mayMakePacket(COMPLIANCE, evaluationOf([COMPLIANCE.id]))).toThrow(NotFound);
    expect(() => mayMakePacket(COMPLIANCE, evaluationOf([SELLER.id]))).not.toThrow();
  });

  it('is made by an expert of what is about health, and of nothing else', () => {
    expect(() => mayMakePacket(EXPERT, new PreUnderwritingStory().case)).not.toThrow();
    expect(() => mayMakePacket(EXPERT, new CallbackStory().case)).toThrow(NotAllowed);
    expect(() => mayMakePacket(EXPERT, evaluationOf([]))).toThrow(NotAllowed);
  });

  it('holds what was said about health only when an expert makes it, and all else whoever does', () => {
    const withheldFrom = (staff: typeof EXPERT) =>
      CaseKind.options.filter((kind) => !mayHoldBodies(staff, { kind }));
    expect(withheldFrom(EXPERT)).toEqual([]);
    for (const staff of [COMPLIANCE, HEAD_OFFICE])
      expect(withheldFrom(staff)).toEqual(['pre-underwriting', 'reconsideration', 'carrier-request']);
  });
});
