import { csvWithProof } from '../../adapters/csv/proof.ts';
import type { OutRow } from '../../adapters/csv/write.ts';
import type { CarrierTimes } from '../../domain/metrics/carrier-times.ts';
import type { Spread } from '../../domain/metrics/medians.ts';
import type { Rate } from '../../domain/metrics/rates.ts';
import type { Scorecard } from '../../domain/metrics/scorecard.ts';
import { formatYuan } from '../../domain/money.ts';

const share = (name: string) => [name, `${name}_of`, `${name}_rate`, `${name}_low`, `${name}_high`];
const days = (name: string) => [`${name}_days_median`, `${name}_days_ninetieth`];
const times = (name: string) => [
  `${name}_asked`,
  `${name}_answered`,
  `${name}_late`,
  ...share(`${name}_silent`),
  ...days(`${name}_answer`),
  ...days(`${name}_evidence`),
];

const COLUMNS = [
  'carrier',
  'from',
  'to',
  ...times('opinion'),
  ...times('reconsideration'),
  ...share('claims_changed'),
  ...share('underwriting_changed'),
  'recovered_yuan',
  'payments',
  'complaints',
];

/** A row for each carrier, with the proof that statements have; a share of too few has empty cells. */
export function scorecardCsv(
  cards: readonly Scorecard[],
  span: { from: string; to: string },
): { text: string; sha256: string } {
  const rows = cards.map(
    (card): OutRow => ({
      carrier: card.carrier,
      ...span,
      ...timesCells('opinion', card.opinions),
      ...timesCells('reconsideration', card.reconsiderations),
      ...shareCells('claims_changed', card.claimsChanged),
      ...shareCells('underwriting_changed', card.underwritingChanged),
      recovered_yuan: formatYuan(card.recovered.fen).replaceAll(',', ''),
      payments: card.recovered.payments,
      complaints: card.complaints,
    }),
  );
  return csvWithProof({ columns: COLUMNS, rows, bom: true });
}

function timesCells(name: string, of: CarrierTimes): OutRow {
  return {
    [`${name}_asked`]: of.asked,
    [`${name}_answered`]: of.answered,
    [`${name}_late`]: of.late,
    ...shareCells(`${name}_silent`, of.silent),
    ...daysCells(`${name}_answer`, of.answerDays),
    ...daysCells(`${name}_evidence`, of.evidenceDays),
  };
}

function shareCells(name: string, { numerator, denominator, rate, interval }: Rate): OutRow {
  return {
    [name]: numerator,
    [`${name}_of`]: denominator,
    [`${name}_rate`]: rate?.toFixed(4),
    [`${name}_low`]: interval?.low.toFixed(4),
    [`${name}_high`]: interval?.high.toFixed(4),
  };
}

function daysCells(name: string, spread: Spread | undefined): OutRow {
  return { [`${name}_days_median`]: spread?.median, [`${name}_days_ninetieth`]: spread?.ninetieth };
}
