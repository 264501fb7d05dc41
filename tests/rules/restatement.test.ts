import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyChain } from '../../domain/history.ts';
import {
  type FigureScope,
  figureIdOf,
  firstTold,
  Restatement,
  restate,
  type ToldFigure,
  tellFigure,
} from '../../domain/metrics/restatement.ts';
import { COMPLIANCE } from '../support/people.ts';
import { at, later } from '../support/wall.ts';

const SCOPE: FigureScope = { name: 'per10kPolicies', period: '2026-H1', branch: 'bj' };
const TOLD_AT = at('2026-07-10');
const TOLD = { numerator: 11, denominator: 1_000_000 };
const REASON = 'policies of June were entered in July';

const told = (): ToldFigure => tellFigure(SCOPE, TOLD, TOLD_AT);
const because = { by: COMPLIANCE, at: later(TOLD_AT, { days: 5 }), reason: REASON };

describe('a restated figure', () => {
  it('keeps the old value beside the new, with who, when and why', () => {
    const after = { ...TOLD, denominator: 1_000_400 };
    const { figure, restatement } = restate(told(), after, because);

    expect(figure).toMatchObject({ value: after, version: 1, lastHash: restatement.hash });
    expect(figure.toldAt).toBe(TOLD_AT.toISOString());
    expect(Restatement.parse(restatement)).toMatchObject({
      figureId: figure.id,
      before: TOLD,
      after,
      by: COMPLIANCE,
      at: because.at.toISOString(),
      reason: REASON,
    });
  });

  it.each(['', '  ', 'ok'])('is refused for the reason %j', (reason) => {
    const change = () => restate(told(), { ...TOLD, numerator: 12 }, { ...because, reason });
    expect(change).toThrow(expect.objectContaining({ name: 'Invalid' }));
  });

  it('is refused when nothing changes', () => {
    expect(() => restate(told(), { ...TOLD }, because)).toThrow(
      expect.objectContaining({ name: 'Refused', rule: 'nothing-to-restate' }),
    );
  });

  it('shows every value that it ever had, in an unbroken chain', () => {
    const value = fc.record({ numerator: fc.nat(1_000), denominator: fc.nat(1_000_000) });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 8 }), (values) => {
        let figure = told();
        const history: Restatement[] = [];
        const had = [figure.value];
        for (const after of values) {
          if (JSON.stringify(after) === JSON.stringify(figure.value)) continue;
          const next = restate(figure, after, because);
          history.push(next.restatement);
          figure = next.figure;
          had.push(after);
        }
        expect(verifyChain(history, { seq: figure.version, hash: figure.lastHash })).toBeUndefined();
        expect(firstTold(figure, history)).toEqual(TOLD);
        expect([firstTold(figure, history), ...history.map(({ after }) => after)]).toEqual(had);
        for (const [index, { before }] of history.entries()) expect(before).toEqual(had[index]);
      }),
    );
  });

  it('cannot have its past changed unseen', () => {
    const first = restate(told(), { ...TOLD, numerator: 12 }, because);
    const second = restate(first.figure, { ...TOLD, numerator: 13 }, because);
    const end = { seq: second.figure.version, hash: second.figure.lastHash };
    const edited = { ...first.restatement, before: { ...TOLD, numerator: 1 } };

    expect(verifyChain([edited, second.restatement], end)).toMatchObject({
      seq: 1,
      reason: 'content-differs',
    });
    expect(verifyChain([first.restatement], end)).toMatchObject({ reason: 'events-missing' });
  });
});

describe('which figure it is', () => {
  it('is decided by name, period and scope, in whatever order they are told', () => {
    const { name, period, branch } = SCOPE;
    expect(figureIdOf({ branch: branch ?? '', period, name })).toBe(figureIdOf(SCOPE));
    expect(figureIdOf({ name, period })).not.toBe(figureIdOf(SCOPE));
    expect(figureIdOf({ ...SCOPE, period: '2026-Q1' })).not.toBe(figureIdOf(SCOPE));
  });
});
