import { describe, expect, it } from 'vitest';
import { StaleVersion } from '../../domain/errors.ts';
import type { ExportRecord } from '../../domain/metrics/exports.ts';
import { restate, tellFigure } from '../../domain/metrics/restatement.ts';
import { COMPLIANCE } from '../support/people.ts';
import { INTAKE_AT, policyInput } from '../support/policies.ts';
import { at } from '../support/wall.ts';
import { everyPage, type OpenStore, opening } from './opened.ts';

const value = (numerator: number) => ({ numerator, denominator: 1_000 });
const why = { by: COMPLIANCE, at: INTAKE_AT, reason: 'entered late' };

function aFigure() {
  return tellFigure({ name: policyInput().number, period: '2026-Q1' }, value(1), INTAKE_AT);
}

function taken(on: Date, over: Partial<ExportRecord> = {}): ExportRecord {
  return {
    id: policyInput().number,
    at: on.toISOString(),
    by: COMPLIANCE.id,
    role: COMPLIANCE.role,
    what: 'complaints.csv',
    query: { from: '2026-01', to: '2026-03' },
    rows: 3,
    sha256: 'abc',
    ...over,
  };
}

export function describeFigureRecords(name: string, open: OpenStore): void {
  describe(`figure records of ${name}`, () => {
    const store = opening(open);

    it('lists the exports of a month of Shanghai in order', async () => {
      const [last, first, other] = [
        taken(at('2026-05-31', '23:30')),
        taken(at('2026-05-01', '00:30')),
        taken(at('2026-06-01', '00:30')),
      ];
      for (const record of [last, first, other]) await store().figureRecords.putExport(record);

      expect(await store().figureRecords.exports('2026-05')).toEqual([first, last]);
      expect(await store().figureRecords.exports('2026-06')).toEqual([other]);
    });

    it('keeps a figure with everything that it was before', async () => {
      const { figureRecords } = store();
      const first = restate(aFigure(), value(2), why);
      const second = restate(first.figure, value(3), why);

      await figureRecords.restate(first.figure, first.restatement);
      await figureRecords.restate(second.figure, second.restatement);

      expect(await figureRecords.figure(first.figure.id)).toEqual(second.figure);
      expect(await figureRecords.restatements(first.figure.id)).toEqual([
        first.restatement,
        second.restatement,
      ]);
      const pages = await everyPage((next) => figureRecords.restated(1, next));
      expect(pages.flat()).toContainEqual(second.figure);
    });

    it('lets one of two who restate the same figure', async () => {
      const { figureRecords } = store();
      const figure = aFigure();
      const outcomes = await Promise.allSettled(
        [2, 3].map((numerator) => {
          const changed = restate(figure, value(numerator), why);
          return figureRecords.restate(changed.figure, changed.restatement);
        }),
      );

      const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
      expect(lost).toHaveLength(1);
      expect(lost[0]).toBeInstanceOf(StaleVersion);
      expect(await figureRecords.restatements(figure.id)).toHaveLength(1);
    });
  });
}
