import { createHash } from 'node:crypto';
import { csvExport } from '../../adapters/export/csv.ts';
import type { ExportColumn, ExportRow, ExportWriter } from '../../adapters/export/rows.ts';
import { xlsxExport } from '../../adapters/export/xlsx.ts';
import type { Compared, ComplaintRatios } from '../../domain/metrics/complaint-rates.ts';
import type { Measure } from '../../domain/metrics/industry.ts';
import type { Staff } from '../../domain/people.ts';
import type { Clock, FigureRecords } from '../../domain/ports.ts';

export interface Exporting {
  figureRecords: Pick<FigureRecords, 'putExport'>;
  clock: Clock;
}

/** Who takes what: path without the folder, and the query as it was asked. */
export interface ExportAsked {
  what: string;
  query: Record<string, string>;
  staff: Staff;
  requestId: string;
}

export interface ExportFile {
  bytes: Uint8Array;
  rows: number;
}

/**
 * Writes down who takes which figures away, before they are handed out: there is no file without its record.
 * @returns the headers by which the receiver proves that the file is whole
 */
export async function recordExport(
  { what, query, staff, requestId }: ExportAsked,
  { bytes, rows }: ExportFile,
  { figureRecords, clock }: Exporting,
): Promise<Record<string, string>> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await figureRecords.putExport({
    id: requestId,
    at: clock.now().toISOString(),
    by: staff.id,
    role: staff.role,
    what,
    query,
    rows,
    sha256,
  });
  return { 'x-rows': String(rows), 'x-sha256': sha256 };
}

export type ExportFormat = 'csv' | 'xlsx';

export const MEDIA: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const WRITERS: Readonly<Record<ExportFormat, ExportWriter>> = { csv: csvExport, xlsx: xlsxExport };

const MEASURES: Readonly<Record<Measure, { name: string; of: Pick<ExportColumn, 'header' | 'type'> }>> = {
  per100mPremium: { name: 'per CNY 100m premium', of: { header: 'premium (CNY)', type: 'fen' } },
  per10kPolicies: { name: 'per 10,000 policies', of: { header: 'policies', type: 'integer' } },
  per10kPersonTimes: { name: 'per 10,000 person-times', of: { header: 'person-times', type: 'integer' } },
};
const EACH = Object.keys(MEASURES) as Measure[];

/** One row of the answer and of the file. */
export interface ComplaintRow {
  of: string;
  ratios: ComplaintRatios;
}

/** Complaint ratios as a file: the very rows of the answer, in their order. */
export async function complaintFile(
  by: string,
  rows: readonly ComplaintRow[],
  format: ExportFormat,
): Promise<ExportFile> {
  async function* cells(): AsyncGenerator<ExportRow> {
    for (const row of rows) yield cellsOf(row);
  }
  const writer = WRITERS[format]({ name: 'complaints', columns: columnsOf(by), rows: cells() });
  const pieces: Uint8Array[] = [];
  let step = await writer.next();
  for (; !step.done; step = await writer.next()) pieces.push(step.value);
  return { bytes: Buffer.concat(pieces), rows: step.value.rows };
}

function columnsOf(by: string): ExportColumn[] {
  return [
    { key: 'of', header: by, type: 'text' },
    { key: 'complaints', header: 'complaints', type: 'integer' },
    ...EACH.flatMap((measure): ExportColumn[] => {
      const { name, of } = MEASURES[measure];
      return [
        { key: `${measure}-of`, ...of },
        { key: measure, header: name, type: 'ratio' },
        { key: `${measure}-before`, header: `${name}, period before`, type: 'ratio' },
        { key: `${measure}-year`, header: `${name}, year before`, type: 'ratio' },
        { key: `${measure}-on-before`, header: `${name}, change on period before (%)`, type: 'percent' },
        { key: `${measure}-on-year`, header: `${name}, change on year before (%)`, type: 'percent' },
      ];
    }),
  ];
}

function cellsOf({ of, ratios }: ComplaintRow): ExportRow {
  return Object.assign(
    { of, complaints: ratios.per10kPolicies.now.numerator },
    ...EACH.map((measure) => cellsOfMeasure(measure, ratios[measure])),
  );
}

function cellsOfMeasure(measure: Measure, compared: Compared): ExportRow {
  const { now, before, yearBefore, changeOnBefore, changeOnYear } = compared;
  return {
    [`${measure}-of`]: now.denominator,
    [measure]: hundredths(now.value),
    [`${measure}-before`]: hundredths(before.value),
    [`${measure}-year`]: hundredths(yearBefore.value),
    [`${measure}-on-before`]: hundredths(changeOnBefore),
    [`${measure}-on-year`]: hundredths(changeOnYear),
  };
}

/** `-18.75` is -1875: both are texts of two decimals. */
function hundredths(decimal: string | undefined): number | undefined {
  return decimal === undefined ? undefined : Number(decimal.replace('.', ''));
}
