import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../domain/case.ts';
import { reconsiderationFigures } from '../../domain/metrics/reconsideration-figures.ts';
import { counts } from '../support/counters.ts';
import { closing, happened, rebuilt } from '../support/figures.ts';

describe('figures of reconsideration by carrier', () => {
  const of = (event: CaseEvent) =>
    reconsiderationFigures(rebuilt([event])).byCarrier.map(({ carrier }) => carrier);
  const at = { carrier: 'carrier-b' };

  it('are of those of which there is anything to say: a case, an answer or a payment', () => {
    expect(of(closing({ carrier: 'carrier-b' }))).toEqual(['carrier-b']);
    const answer = { level: 2, outcome: 'upheld', days: 3 };
    expect(of(happened('reconsideration', 'level-answered', answer, at))).toEqual(['carrier-b']);
    expect(of(happened('reconsideration', 'payment-recorded', { amountFen: 1 }, at))).toEqual(['carrier-b']);
  });

  it('are not of a carrier that was asked something else', () => {
    expect(reconsiderationFigures(counts('2026-03', { 'callback-opened': 1 })).byCarrier).toEqual([]);
  });
});
