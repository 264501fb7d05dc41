import * as z from 'zod/mini';
import { CaseEvent, type Content } from '../../domain/case.ts';
import type { ComplaintCase } from '../../domain/complaint/case.ts';
import { SECOND_CAUSES } from '../../domain/complaint/causes.ts';
import type { ReceptionDayCase } from '../../domain/reception-day/case.ts';
import { type DeskSum, type SiteSum, sumOfDesks, sumsBySite } from '../../domain/reception-day/sums.ts';
import { wordsOf } from '../complaint/views.ts';

/** `visits` = consultations + suggestions + complaints; `complaints` = settledOnTheSpot + promised + open. */
const Totals = z.object({
  visits: z.int(),
  consultations: z.int(),
  suggestions: z.int(),
  complaints: z.int(),
  settledOnTheSpot: z.int(),
  promised: z.int(),
  open: z.int(),
});

const head = {
  id: z.string(),
  stage: z.enum(['open', 'closed']),
  version: z.int(),
  on: z.string(),
  branch: z.string(),
  site: z.string(),
  desk: z.int(),
  staff: z.array(z.string()),
  companies: z.array(z.string()),
  openedAt: z.string(),
  closedAt: z.optional(z.string()),
  totals: Totals,
};

export const ReceptionDayView = z.object({
  ...head,
  /** What can be the cause of a complaint that is settled here, second level by first. */
  causes: z.record(z.string(), z.array(z.string())),
  sample: z.optional(
    z.object({
      drawnAt: z.string(),
      /** Hash of the closed day: with it, and the day's complaints, the draw can be repeated. */
      seed: z.string(),
      complaints: z.array(
        z.object({
          id: z.string(),
          stage: z.string(),
          version: z.int(),
          /** Only a closed complaint can be asked about. */
          canBeAsked: z.boolean(),
          satisfied: z.optional(z.boolean()),
        }),
      ),
    }),
  ),
  /** What was noted with a visit, by the hash that its event names. */
  words: z.record(z.string(), z.string()),
  timeline: z.array(z.pick(CaseEvent, { seq: true, at: true, type: true, by: true, data: true, hash: true })),
});

const Sum = z.object({ desks: z.int(), companies: z.int(), staff: z.int(), ...Totals.shape });

export const ReceptionDaysView = z.object({
  on: z.string(),
  total: Sum,
  bySite: z.array(z.object({ branch: z.string(), site: z.string(), ...Sum.shape })),
  desks: z.array(z.object(head)),
});

function headView(day: ReceptionDayCase): z.infer<z.ZodMiniObject<typeof head>> {
  const { id, stage, version, on, branch, site, desk, staff, companies, openedAt, closedAt } = day;
  const { desks: _one, companies: _companies, staff: _staff, ...totals } = sumOfDesks([day]);
  return {
    id,
    stage,
    version,
    on,
    branch,
    site,
    desk,
    staff,
    companies,
    openedAt,
    ...(closedAt === undefined ? {} : { closedAt }),
    totals,
  };
}

/** @param sampled those complaints of the sample that the reader may see */
export function receptionDayView(
  day: ReceptionDayCase,
  sampled: readonly ComplaintCase[],
  { history, contents }: { history: readonly CaseEvent[]; contents: readonly Content[] },
): z.infer<typeof ReceptionDayView> {
  const { sample } = day;
  const causes = Object.entries(SECOND_CAUSES).map(([first, second]): [string, string[]] => [
    first,
    [...second],
  ]);
  return {
    ...headView(day),
    causes: Object.fromEntries(causes),
    ...(sample === undefined
      ? {}
      : {
          sample: {
            drawnAt: sample.drawnAt,
            seed: sample.seed,
            complaints: sampled.map(({ id, stage, category, version, satisfied }) => ({
              id,
              stage,
              version,
              canBeAsked: category === 'closed' && satisfied === undefined,
              ...(satisfied === undefined ? {} : { satisfied }),
            })),
          },
        }),
    words: wordsOf(contents),
    timeline: history.map(({ seq, at, type, by, data, hash }) => ({ seq, at, type, by, data, hash })),
  };
}

export function receptionDaysView(
  on: string,
  desks: readonly ReceptionDayCase[],
): { on: string; total: DeskSum; bySite: SiteSum[]; desks: ReturnType<typeof headView>[] } {
  return { on, total: sumOfDesks(desks), bySite: sumsBySite(desks), desks: desks.map(headView) };
}
