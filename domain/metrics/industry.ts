import * as z from 'zod/mini';
import { monthsOf, type Period, periodOf } from './periods.ts';
import published from './regulator-bulletins.json' with { type: 'json' };

/** The three complaint ratios, as the regulator's bulletins name their medians. */
export const Measure = z.enum(['per100mPremium', 'per10kPolicies', 'per10kPersonTimes']);
export type Measure = z.infer<typeof Measure>;

export const Line = z.enum(['life', 'property']);
export type Line = z.infer<typeof Line>;

const Median = z.number().check(z.positive());
const OfLine = z.strictObject({
  count: z.optional(z.int()),
  share: z.optional(z.number()),
  medianPer100mPremium: z.optional(Median),
  medianPer10kPolicies: z.optional(Median),
  medianPer10kPersonTimes: z.optional(Median),
});

const Bulletin = z.strictObject({
  quarter: z.string().check(z.regex(/^20\d\dQ[1-4]$/)),
  total: z.int(),
  propertyCasualty: OfLine,
  life: OfLine,
  source: z.optional(z.string()),
  /** `high`: read in an official page; `medium`: a consistent copy at second hand. */
  certainty: z.enum(['high', 'medium']),
});

export const Bulletins = z.strictObject({
  what: z.string(),
  units: z.record(z.string(), z.string()),
  quarters: z
    .array(Bulletin)
    .check(
      z.refine(
        (quarters) =>
          quarters.every(
            ({ quarter }, index) => index === 0 || quarter > (quarters[index - 1]?.quarter ?? ''),
          ),
        { error: 'are not in order' },
      ),
    ),
});

const { quarters: QUARTERS } = Bulletins.parse(published);

/** Stands beside every median that is shown. */
export const MEDIAN_CAUTION = {
  en: 'A median over insurers in one quarter, of complaints that the regulator received and passed on. It is no measure of all complaints, of a broker, or of a longer period.',
  zh: '此为保险公司单季度中位数，仅统计监管机构接收并转送的投诉，不代表全部投诉，不能与经纪公司或更长期间的数据直接比较。',
} as const;

export interface IndustryMedian {
  line: Line;
  measure: Measure;
  median: number;
  /** The quarter that it is of, as `2023-Q1`. */
  quarter: Period;
  /** By how many quarters it is older than what it stands beside. */
  quartersOld: number;
  certainty: 'high' | 'medium';
  source?: string;
}

/**
 * The industry median (行业中位数) of a quarter, or of the nearest earlier one whose bulletin tells it. Undefined when
 * none does. The last bulletin known is of 2023-Q1.
 */
export function medianOf(quarter: Period, line: Line, measure: Measure): IndustryMedian | undefined {
  for (const bulletin of QUARTERS.toReversed()) {
    const of = bulletin.quarter.replace('Q', '-Q');
    const median = medianIn(line === 'life' ? bulletin.life : bulletin.propertyCasualty, measure);
    if (of > quarter || median === undefined) continue;
    const { certainty, source } = bulletin;
    return {
      line,
      measure,
      median,
      quarter: of,
      quartersOld: numberOf(quarter) - numberOf(of),
      certainty,
      ...(source === undefined ? {} : { source }),
    };
  }
  return undefined;
}

/** Every median that can stand beside the figures of a period: of its last quarter, or of the nearest before. */
export function mediansBeside(period: Period): IndustryMedian[] {
  const quarter = periodOf(monthsOf(period).at(-1) ?? period, 'quarter');
  return Line.options.flatMap((line) =>
    Measure.options.flatMap((measure) => medianOf(quarter, line, measure) ?? []),
  );
}

function medianIn(of: z.infer<typeof OfLine>, measure: Measure): number | undefined {
  switch (measure) {
    case 'per100mPremium':
      return of.medianPer100mPremium;
    case 'per10kPolicies':
      return of.medianPer10kPolicies;
    case 'per10kPersonTimes':
      return of.medianPer10kPersonTimes;
  }
}

function numberOf(quarter: Period): number {
  return Number(quarter.slice(0, 4)) * 4 + Number(quarter.slice(-1)) - 1;
}
