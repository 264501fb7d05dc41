import * as z from 'zod/mini';
import { CaseEvent, type Content } from '../../domain/case.ts';
import { Cause, FirstCause } from '../../domain/complaint/causes.ts';
import { LEAST_DENOMINATOR, type Measurable, measurableOf } from '../../domain/corrective-action/act.ts';
import type { CorrectiveActionCase } from '../../domain/corrective-action/case.ts';

const Share = z.object({ numerator: z.int(), denominator: z.int() });

export const ActionView = z.object({
  id: z.string(),
  stage: z.enum(['open', 'effective', 'dropped']),
  version: z.int(),
  branch: z.string(),
  owner: z.string(),
  cause: Cause,
  carrier: z.optional(z.string()),
  /** Complaints of the cause per policy, in the three whole months before it began. */
  before: Share,
  /** Whether an effect can be measured, and why not. */
  measurable: z.enum(['measurable', 'too-few-policies', 'no-complaints']),
  why: z.optional(z.string()),
  targetPercent: z.int(),
  startedOn: z.string(),
  closedAt: z.optional(z.string()),
  checks: z.array(
    z.object({
      month: z.string(),
      share: Share,
      fell: z.boolean(),
      /** Too few policies for a rate: such a month cannot have fallen. */
      tooFew: z.optional(z.literal(true)),
    }),
  ),
  complaints: z.array(z.string()),
});

/** What was written down: what is done, and in the end why it was dropped. */
const Contents = z.object({
  what: z.optional(z.object({ what: z.string() })),
  dropped: z.optional(z.object({ reason: z.string() })),
});

export const OneActionView = z.extend(ActionView, {
  contents: Contents,
  timeline: z.array(z.pick(CaseEvent, { seq: true, at: true, type: true, by: true, data: true, hash: true })),
});

export const ActionList = z.object({
  branch: z.string(),
  items: z.array(ActionView),
  /** Second-level causes by their first: what an action can be begun against. */
  causes: z.record(FirstCause, z.array(z.string())),
});

const WHY: Readonly<Record<Exclude<Measurable, 'measurable'>, string>> = {
  'too-few-policies': `Fewer than ${LEAST_DENOMINATOR} policies were counted in the three months before: no effect can be measured from that.`,
  'no-complaints': 'Nobody complained of the cause in the three months before: nothing can fall.',
};

export function actionView(action: CorrectiveActionCase): z.infer<typeof ActionView> {
  const { id, stage, version, branch, owner, cause, carrier, before, targetPercent } = action;
  const { startedOn, closedAt, checks, complaints } = action;
  const measurable = measurableOf(before);
  return {
    id,
    stage,
    version,
    branch,
    owner,
    cause,
    ...(carrier === undefined ? {} : { carrier }),
    before,
    measurable,
    ...(measurable === 'measurable' ? {} : { why: WHY[measurable] }),
    targetPercent,
    startedOn,
    ...(closedAt === undefined ? {} : { closedAt }),
    checks: checks.map((check) => ({
      ...check,
      ...(check.share.denominator < LEAST_DENOMINATOR ? { tooFew: true as const } : {}),
    })),
    complaints,
  };
}

export function oneActionView(
  action: CorrectiveActionCase,
  contents: readonly Content[],
  history: readonly CaseEvent[],
): z.infer<typeof OneActionView> {
  return {
    ...actionView(action),
    contents: Contents.parse(
      Object.fromEntries(contents.flatMap(({ name, body }) => (body === undefined ? [] : [[name, body]]))),
    ),
    timeline: history.map(({ seq, at, type, by, data, hash }) => ({ seq, at, type, by, data, hash })),
  };
}
