import type { AccountabilityRules } from '../../domain/accountability/settings.ts';
import { CaseKind, hasWorkflow, kindOfId } from '../../domain/case.ts';
import { HOLD_AGES, type HoldAge, holdAge } from '../../domain/commission/hold-age.ts';
import type { ComplaintRules } from '../../domain/complaint/settings.ts';
import { TIMES_LEFT, timeLeft } from '../../domain/complaint/time-left.ts';
import { monthlyRunsDue } from '../../domain/monthly-runs.ts';
import type { Cases, Clock, Commissions, Firm } from '../../domain/ports.ts';
import { dateOf } from '../../domain/time/calendar.ts';
import type { Gauges } from '../observe.ts';
import { everyItem } from '../pages.ts';

export interface NightlyGaugesDeps {
  cases: Pick<Cases, 'overdue' | 'load' | 'byId'>;
  commissions: Pick<Commissions, 'inState'>;
  firm: Firm;
  clock: Clock;
  rules: AccountabilityRules & ComplaintRules;
  gauge: Gauges;
}

const FAR_AHEAD = new Date('9999-12-31T00:00:00.000Z');

/** Every night: how much is held and open, and for how long. What is none is told as 0: a figure that stops tells nothing. */
export function newNightlyGauges(deps: NightlyGaugesDeps) {
  return async (): Promise<void> => {
    await tellHolds(deps);
    await tellOpen(deps);
    await tellMonthlyRuns(deps);
  };
}

async function tellHolds({ commissions, firm, clock, gauge }: NightlyGaugesDeps): Promise<void> {
  const on = dateOf(clock.now());
  const lines = new Map<HoldAge, number>([...HOLD_AGES, undefined].map((age) => [age, 0]));
  for (const branch of firm.branches) {
    for await (const line of everyItem((next) => commissions.inState(branch, 'held', undefined, next))) {
      add(lines, holdAge(line, on));
    }
  }
  for (const [age, count] of lines) {
    gauge({ HeldLines: count }, { age: age === undefined ? 'older' : `up-to-${age}-days` });
  }
}

/** Every case that goes on by itself, which is all that are found by their next date; complaints by what is left. */
async function tellOpen({ cases, clock, rules, gauge }: NightlyGaugesDeps): Promise<void> {
  const kinds = new Map(CaseKind.options.filter(hasWorkflow).map((kind) => [kind, 0]));
  const left = new Map(TIMES_LEFT.map((time) => [time, 0]));
  for await (const { caseId } of everyItem((next) => cases.overdue(FAR_AHEAD, next))) {
    const kind = kindOfId(caseId);
    if (kind === undefined || !hasWorkflow(kind)) continue;
    add(kinds, kind);
    if (kind !== 'complaint') continue;
    const time = timeLeft(await cases.load('complaint', caseId), clock.now(), rules);
    if (time !== undefined) add(left, time);
  }
  for (const [workflow, count] of kinds) gauge({ OpenCases: count }, { workflow });
  for (const [time, count] of left) gauge({ OpenComplaints: count }, { left: time });
}

/** A run that follows none is a firm that has just begun. */
async function tellMonthlyRuns({ cases, clock, rules, gauge }: NightlyGaugesDeps): Promise<void> {
  let missing = 0;
  for (const { run, before } of monthlyRunsDue(dateOf(clock.now()), rules)) {
    const found = await Promise.all([run, before].map((id) => cases.byId(id)));
    if (found[0] === undefined && found[1] !== undefined) missing += 1;
  }
  gauge({ MonthlyRunsMissing: missing });
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
