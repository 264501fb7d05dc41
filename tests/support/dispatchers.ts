import {
  type AccountabilityStepsDeps,
  newAccountabilitySteps,
} from '../../functions/accountability/steps/index.ts';
import { type CallbackStepsDeps, newCallbackSteps } from '../../functions/callback/steps/index.ts';
import { newPayoutSteps, type PayoutStepsDeps } from '../../functions/commission/steps/index.ts';
import { type ComplaintStepsDeps, newComplaintSteps } from '../../functions/complaint/steps/index.ts';
import { type EvaluationStepsDeps, newEvaluationSteps } from '../../functions/evaluation/steps/index.ts';
import { type ImportStepsDeps, newImportSteps } from '../../functions/policy/steps/index.ts';
import {
  newPreUnderwritingSteps,
  type PreUnderwritingStepsDeps,
} from '../../functions/pre-underwriting/steps/index.ts';
import {
  newReconsiderationSteps,
  type ReconsiderationStepsDeps,
} from '../../functions/reconsideration/steps/index.ts';
import type { WORKFLOW_NAMES } from '../../local/workflows.ts';

const nothing = {};

/** The function of each workflow with nothing to work on: it knows its steps by name and reads their inputs. */
export const DISPATCHERS: Record<
  (typeof WORKFLOW_NAMES)[number],
  (event: { state: string }) => Promise<object>
> = {
  accountability: newAccountabilitySteps(nothing as AccountabilityStepsDeps),
  callback: newCallbackSteps(nothing as CallbackStepsDeps),
  complaint: newComplaintSteps(nothing as ComplaintStepsDeps),
  evaluation: newEvaluationSteps(nothing as EvaluationStepsDeps),
  payout: newPayoutSteps(nothing as PayoutStepsDeps),
  'policy-import': newImportSteps(nothing as ImportStepsDeps),
  'pre-underwriting': newPreUnderwritingSteps(nothing as PreUnderwritingStepsDeps),
  reconsideration: newReconsiderationSteps(nothing as ReconsiderationStepsDeps),
};
