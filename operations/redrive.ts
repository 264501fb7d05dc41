import { hasWorkflow } from '../domain/case.ts';
import type { Cases, Clock, Workflows } from '../domain/ports.ts';
import { restart } from '../functions/stream/follow.ts';
import type { Ended, Executions } from './executions.ts';

export interface RedriveDeps {
  cases: Cases;
  workflows: Workflows;
  executions: Executions;
  clock: Clock;
}

/** What is to be done about the last execution of a case that ended without success. */
export interface Planned {
  caseId: string;
  execution: Ended;
  action: 'redrive' | 'restart' | 'nothing';
  why: string;
}

export interface Redriven extends Planned {
  outcome: 'redriven' | 'restarted' | 'nothing';
}

const REDRIVABLE_DAYS = 14; // as long as Step Functions takes one up again

/**
 * Looks at every execution that failed, timed out or was stopped within 14 days; of each case at its latest one. It
 * goes on where it ended (RedriveExecution) unless it ended in a Fail state, in which Step Functions would only fail it
 * again: then it begins anew from the record, as after a change of the definition, which a redrive does not get.
 */
export async function planRedrive({ cases, executions, clock }: RedriveDeps): Promise<Planned[]> {
  const since = new Date(clock.now().getTime() - REDRIVABLE_DAYS * 86_400_000);
  const latest = new Map<string, Ended>();
  for await (const ended of executions.ended(since)) {
    const caseId = await executions.caseOf(ended.arn);
    if (caseId === undefined) continue;
    const known = latest.get(caseId);
    if (known === undefined || known.endedAt < ended.endedAt) latest.set(caseId, ended);
  }
  const planned: Planned[] = [];
  for (const [caseId, execution] of latest) {
    planned.push({ caseId, execution, ...(await decide(caseId, execution, { cases, executions })) });
  }
  return planned.toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1));
}

async function decide(
  caseId: string,
  execution: Ended,
  { cases, executions }: Pick<RedriveDeps, 'cases' | 'executions'>,
): Promise<Pick<Planned, 'action' | 'why'>> {
  const record = await cases.byId(caseId);
  if (record === undefined) return { action: 'nothing', why: 'there is no such case' };
  // What a closed case still holds is erased by the nightly function, whose list it stays on.
  if (record.category === 'closed') return { action: 'nothing', why: `closed as ${record.stage}` };
  // The number is raised by a decision before the next execution waits there, so the one before may be the living one.
  for (const number of [record.wait, record.wait - 1]) {
    const waiting = (await cases.wait(caseId, number))?.execution;
    if (waiting === undefined || waiting === execution.name || !hasWorkflow(record.kind)) continue;
    if (await executions.isRunning(record.kind, waiting))
      return { action: 'nothing', why: `goes on as ${waiting}` };
  }
  return (await executions.lastStateType(execution.arn)) === 'Fail'
    ? { action: 'restart', why: 'ended in a Fail state' }
    : { action: 'redrive', why: `goes on where it ended` };
}

/** Does what was planned, case by case: twice is harmless, for a second execution of a case ends as superseded. */
export async function redrive(
  planned: readonly Planned[],
  { cases, workflows, executions, clock }: RedriveDeps,
): Promise<Redriven[]> {
  const done: Redriven[] = [];
  for (const plan of planned) {
    if (plan.action === 'nothing') {
      done.push({ ...plan, outcome: 'nothing' });
      continue;
    }
    const refused = plan.action === 'redrive' ? await executions.redrive(plan.execution.arn) : plan.why;
    if (refused === undefined) done.push({ ...plan, outcome: 'redriven' });
    else {
      const started = await restart(plan.caseId, { cases, workflows, clock });
      done.push({ ...plan, why: refused, outcome: started ? 'restarted' : 'nothing' });
    }
  }
  return done;
}
