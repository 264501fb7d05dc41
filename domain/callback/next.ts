import type { CallbackCase } from './case.ts';
import { type CallbackRules, ladderDue } from './due.ts';
import { queue } from './stages.ts';

/** Where the workflow waits next. */
export type CallbackRoute = 'await-answers' | 'await-remedy' | 'await-confirmation' | 'closed';

export function routeOf(callback: CallbackCase): CallbackRoute {
  switch (callback.stage) {
    case 'awaiting-answers':
      return 'await-answers';
    case 'awaiting-remedy':
      return 'await-remedy';
    case 'awaiting-confirmation':
      return 'await-confirmation';
    default:
      return 'closed';
  }
}

/** Who must do what next, and by when: what the broker's card and the work list say. */
export interface NextAction {
  who: string;
  what: string;
  by?: string;
}

export function nextAction(callback: CallbackCase, rules: CallbackRules): NextAction | undefined {
  if (callback.category === 'closed') return undefined;
  const due = ladderDue(callback, rules);
  const by = due === undefined ? {} : { by: due.at.toISOString() };
  // A word that was taken down is heard first: until then the closing can only be refused.
  if (callback.closing !== undefined && callback.unapproved === undefined) {
    return {
      who: queue('compliance', callback.branch),
      what: "approve or refuse to close the case without the customer's word",
      ...by,
    };
  }
  if (callback.stage === 'awaiting-remedy') {
    const what =
      callback.problem?.cause === 'unreached'
        ? "bring the customer's true contact data to the branch"
        : 'settle the problem and record the remedy';
    return { who: callback.brokerId, what, ...by };
  }
  if (callback.unapproved !== undefined) {
    return {
      who: queue('callback-agent', callback.branch),
      what: 'hear the recording and approve it',
      ...by,
    };
  }
  const task = callback.ladder?.task;
  if (task !== undefined)
    return { who: callback.owner, what: `${task.way} the customer (${task.rung})`, ...by };
  const asked =
    callback.stage === 'awaiting-answers' ? 'answer the questionnaire' : 'say whether it is settled';
  return { who: 'customer', what: asked, ...by };
}
