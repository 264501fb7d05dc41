import * as z from 'zod/mini';
import type { CaseEvent, Content } from '../../domain/case.ts';
import { Cause } from '../../domain/complaint/causes.ts';
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
  checks: z.array(z.object({ month: z.string(), share: Share, fell: z.boolean() })),
  complaints: z.array(z.string()),
});

export const OneActionView = z.extend(ActionView, {
  contents: z.record(z.string(), z.unknown()),
  timeline: z.array(z.looseObject({ seq: z.int(), at: z.string(), type: z.string() })),
});

export const ActionList = z.object({ branch: z.string(), items: z.array(ActionView) });

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
    checks,
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
    contents: Object.fromEntries(
      contents.flatMap(({ name, body }) => (body === undefined ? [] : [[name, body]])),
    ),
    timeline: history.map(({ seq, at, type, by, data, hash }) => ({ seq, at, type, by, data, hash })),
  };
}
