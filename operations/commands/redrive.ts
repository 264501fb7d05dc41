import { openCases, openWorkflows } from '../../functions/wiring.ts';
import { type Command, flagsOf, WHERE, YES } from '../command.ts';
import { openEstate } from '../place.ts';
import { count, table } from '../print.ts';
import { type Planned, planRedrive, redrive } from '../redrive.ts';

export const redriveCommand: Command = {
  says: 'brings back cases whose execution failed, timed out or was stopped within 14 days [--yes]',
  async run(words, say) {
    const { yes, ...where } = flagsOf(words, { ...WHERE, ...YES });
    const { place, executions } = await openEstate(where);
    const deps = { cases: openCases(place), workflows: openWorkflows(place), executions, clock: place.clock };
    const planned = await planRedrive(deps);
    if (!yes) {
      say(rowsOf(planned, ({ action }) => action));
      const todo = planned.filter(({ action }) => action !== 'nothing').length;
      say(`${count(todo, 'case')} of ${planned.length} to bring back; --yes does it.`);
      return todo === 0 ? 0 : 1;
    }
    const done = await redrive(planned, deps);
    say(rowsOf(done, ({ outcome }) => outcome));
    const of = (outcome: string) => done.filter((one) => one.outcome === outcome).length;
    say(`${of('redriven')} redriven, ${of('restarted')} restarted, ${of('nothing')} left alone.`);
    return 0;
  },
};

function rowsOf<P extends Planned>(planned: readonly P[], what: (plan: P) => string): string {
  return table(
    ['case', 'execution', 'ended', 'at', 'what', 'why'],
    planned.map((plan) => [
      plan.caseId,
      plan.execution.name,
      plan.execution.status,
      plan.execution.endedAt.toISOString(),
      what(plan),
      plan.why,
    ]),
  );
}
