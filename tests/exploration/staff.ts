import { type Action, authorize, type Subject } from '../../domain/access.ts';
import type { Staff } from '../../domain/people.ts';
import type { Command } from './machine.ts';

/** A command of a person, behind the same door as in the API: who may not, is refused before the rule is asked. */
export function asStaff<S>(
  who: string,
  by: Staff,
  action: Action,
  subjectOf: (state: S) => Subject | undefined,
): (what: string, run: (state: S, by: Staff) => S, deed?: string) => Command<S> {
  return (what, run, deed = what) => ({
    name: `${who}: ${what}`,
    deed,
    by: 'staff',
    run: (state) => {
      authorize(by, action, subjectOf(state));
      return run(state, by);
    },
  });
}
