import { hasWorkflow } from '../../domain/case.ts';
import { restart } from '../../functions/stream/follow.ts';
import { openCases, openWorkflows } from '../../functions/wiring.ts';
import { type Command, flagsOf, WHERE, WrongWords, YES } from '../command.ts';
import { CannotDo, openEstate } from '../place.ts';
import { table } from '../print.ts';

/** The same as the sweeper does with a case that is overdue, whether it is or not. */
export const restartCommand: Command = {
  says: "starts one case's workflow anew from its record: --case ID [--yes]",
  async run(words, say) {
    const { yes, case: caseId, ...where } = flagsOf(words, { ...WHERE, ...YES, case: { type: 'string' } });
    if (caseId === undefined) throw new WrongWords('Say which: --case ID.');
    const { place } = await openEstate(where);
    const deps = { cases: openCases(place), workflows: openWorkflows(place), clock: place.clock };
    const record = await deps.cases.byId(caseId);
    if (record === undefined) throw new CannotDo(`There is no case ${caseId}.`);
    const { kind, stage, category, version, nextDueAt = '-' } = record;
    say(
      table(
        ['case', 'kind', 'stage', 'version', 'next due'],
        [[caseId, kind, stage, String(version), nextDueAt]],
      ),
    );
    if (!hasWorkflow(kind)) throw new CannotDo(`A ${kind} has no workflow: people move it.`);
    if (category === 'closed') throw new CannotDo('The case is closed: nothing waits in it.');
    if (!yes) {
      say('Its workflow would be started anew; --yes does it.');
      return 1;
    }
    await restart(caseId, deps);
    say('Started anew. An execution that still lives ends as superseded when it next looks.');
    return 0;
  },
};
