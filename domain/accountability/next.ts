import { type AccountabilityFile, isSettled, LEADING_GROUP } from './case.ts';
import { WORKFLOW } from './draft.ts';
import { accountabilityDues } from './dues.ts';
import { linesOf } from './lines.ts';
import type { AccountabilityRules } from './settings.ts';

/** Where the workflow goes next. */
export type AccountabilityRoute =
  | 'propose'
  | 'await-decisions'
  | 'await-objections'
  | 'await-redecisions'
  | 'state'
  | 'closed';

export function accountabilityRoute({ case: run }: Pick<AccountabilityFile, 'case'>): AccountabilityRoute {
  switch (run.stage) {
    case 'proposing':
      return run.proposal === undefined ? 'propose' : 'await-decisions';
    case 'awaiting-objections':
      return 'await-objections';
    case 'deciding-objections':
      return isSettled(run) ? 'state' : 'await-redecisions';
    case 'final':
      return 'closed';
  }
}

/** Who must do what next, and by when. */
export interface NextAction {
  who: string;
  what: string;
  by?: string;
}

/** Several people can be asked at once: lines wait for the levels one by one. */
export function accountabilityNextActions(
  file: AccountabilityFile,
  rules: AccountabilityRules,
): NextAction[] {
  const due = accountabilityDues(file.case, rules)[0];
  const by = due === undefined ? {} : { by: due.at.toISOString() };
  return actionsOf(file).map((action) => ({ ...action, ...by }));
}

function actionsOf(file: AccountabilityFile): NextAction[] {
  switch (accountabilityRoute(file)) {
    case 'propose':
      return [{ who: WORKFLOW.id, what: 'compile the run' }];
    case 'state':
      return [{ who: WORKFLOW.id, what: 'write the statements' }];
    case 'await-decisions':
      return waitingForLevels(file);
    case 'await-objections':
      return [
        { who: 'the persons concerned', what: 'accept by silence, or object with proof' },
        ...objectionsLeft(file),
      ];
    case 'await-redecisions':
      return objectionsLeft(file);
    case 'closed':
      return [];
  }
}

function waitingForLevels(file: AccountabilityFile): NextAction[] {
  const counts = new Map<string, number>();
  for (const { state, findings, branch } of linesOf(file)) {
    if (state !== 'proposed') continue;
    const last = findings.at(-1);
    const who =
      last === undefined
        ? `complaint-handler@${branch}`
        : last.says === 'cannot-say'
          ? `branch-manager@${branch}`
          : LEADING_GROUP;
    counts.set(who, (counts.get(who) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([who, lines]) => ({
      who,
      what: who === LEADING_GROUP ? `decide ${lines} lines` : `find on ${lines} lines`,
    }));
}

function objectionsLeft({ case: { objected } }: AccountabilityFile): NextAction[] {
  return objected === 0 ? [] : [{ who: LEADING_GROUP, what: `decide ${objected} objections` }];
}
