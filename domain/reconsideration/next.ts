import { actorName } from '../people.ts';
import { EXPERTS, type ReconsiderationCase, type ReconsiderationFile } from './case.ts';
import { reconsiderationDues } from './dues.ts';
import { missingEvidence } from './evidence.ts';
import type { ReconsiderationRules } from './settings.ts';

/** Where the workflow waits next. */
export type ReconsiderationRoute =
  | 'await-evidence'
  | 'await-judgement'
  | 'await-customer'
  | 'await-carrier'
  | 'await-payment'
  | 'closed';

export function reconsiderationRoute({ stage }: Pick<ReconsiderationCase, 'stage'>): ReconsiderationRoute {
  switch (stage) {
    case 'gathering':
      return 'await-evidence';
    case 'assessing':
    case 'second-opinion':
    case 'deciding':
      return 'await-judgement';
    case 'explaining':
    case 'informing':
      return 'await-customer';
    case 'level-1':
    case 'level-2':
      return 'await-carrier';
    case 'awaiting-payment':
      return 'await-payment';
    default:
      return 'closed';
  }
}

/** Who must do what next, and by when. */
export interface NextAction {
  who: string;
  what: string;
  by?: string;
}

export function reconsiderationNextAction(
  file: ReconsiderationFile,
  rules: ReconsiderationRules,
): NextAction | undefined {
  const action = actionOf(file);
  const due = reconsiderationDues(file, rules)[0];
  if (action === undefined || due === undefined) return action;
  return { ...action, by: due.at.toISOString() };
}

function actionOf({ case: matter, requests }: ReconsiderationFile): NextAction | undefined {
  switch (matter.stage) {
    case 'gathering':
      return { who: matter.brokerId, what: `bring ${lackingOf(matter).join(', ')}` };
    case 'assessing':
      return { who: EXPERTS, what: 'judge the decision: agree or contest' };
    case 'second-opinion':
      return { who: EXPERTS, what: `give a second opinion, not ${firstExpertOf(matter)}` };
    case 'explaining':
      return { who: 'customer', what: 'read the explanation and say whether it is accepted' };
    case 'level-1':
    case 'level-2':
      return requests.some(({ stage }) => stage === 'material-wanted')
        ? { who: matter.brokerId, what: 'bring the evidence that the carrier wants' }
        : { who: matter.carrier, what: `answer ${matter.stage}` };
    case 'deciding':
      return { who: EXPERTS, what: decisionOf(matter) };
    case 'informing':
      return { who: actorName({ kind: 'system', id: 'reconsideration-workflow' }), what: 'send the letter' };
    case 'awaiting-payment':
      return {
        who: matter.carrier,
        what: `pay by Insurance Law art. 23, agreed on ${matter.recovered?.agreedOn}`,
      };
    default:
      return undefined;
  }
}

function lackingOf(matter: ReconsiderationCase): string[] {
  return [...missingEvidence(matter), ...(matter.snapshotHash === undefined ? ['snapshot'] : [])];
}

function firstExpertOf({ assessments }: ReconsiderationCase): string {
  return assessments.at(-1)?.by ?? 'the first expert';
}

function decisionOf({ levels }: ReconsiderationCase): string {
  return levels.at(-1)?.level === 1
    ? "settle for the carrier's answer, or ask its head office"
    : "settle for the head office's answer";
}
