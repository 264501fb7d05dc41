import type { Cases, Clock } from '../../domain/ports.ts';
import { everyItem } from '../../functions/pages.ts';
import { GRACE_MS, sweep } from '../../functions/sweeper/sweep.ts';
import { openCases, openWorkflows } from '../../functions/wiring.ts';
import { type Command, flagsOf, WHERE, YES } from '../command.ts';
import { openEstate } from '../place.ts';
import { count, table } from '../print.ts';

/** One run of the sweeper, from here instead of from its schedule. */
export const sweepCommand: Command = {
  says: 'wakes what was decided and not delivered, and starts anew what is overdue [--yes]',
  async run(words, say) {
    const { yes, ...where } = flagsOf(words, { ...WHERE, ...YES });
    const { place } = await openEstate(where);
    const deps = { cases: openCases(place), workflows: openWorkflows(place), clock: place.clock };
    const found = await toSweep(deps);
    say(table(['case', 'what', 'since'], found));
    if (!yes) {
      say(`${count(found.length, 'thing')} to mend; --yes does it.`);
      return found.length === 0 ? 0 : 1;
    }
    const { woken, restarted } = await sweep(deps);
    say(`${woken} woken, ${restarted} restarted.`);
    return 0;
  },
};

async function toSweep({ cases, clock }: { cases: Cases; clock: Clock }): Promise<string[][]> {
  const before = new Date(clock.now().getTime() - GRACE_MS);
  const waits = await cases.undelivered(before);
  const found = waits.map(({ caseId, wait, decidedAt = '' }) => [caseId, `wake wait ${wait}`, decidedAt]);
  for await (const { caseId, dueAt } of everyItem((next) => cases.overdue(before, next)))
    found.push([caseId, 'start anew', dueAt]);
  return found;
}
