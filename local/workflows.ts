import { readFileSync } from 'node:fs';
import type { LambdaRegistry } from './services/lambda-invoke.ts';
import { substitute } from './step-functions/index.ts';

/** State machines by the kind of case that they serve: the files that are deployed. */
export const WORKFLOW_NAMES = [
  'callback',
  'payout',
  'policy-import',
  'pre-underwriting',
  'reconsideration',
  'complaint',
  'accountability',
  'evaluation',
] as const;

/** The ASL files with the placeholders that CDK fills in AWS filled for this machine. */
export function localMachines(arnOf: LambdaRegistry['arnOf']): Record<string, { definition: string }> {
  const values = {
    LambdaInvoke: 'arn:aws:states:::lambda:invoke',
    LambdaInvokeWaitForTaskToken: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    CallbackStepsArn: arnOf('callback-steps'),
    PayoutStepsArn: arnOf('payout-steps'),
    ImportStepsArn: arnOf('import-steps'),
    PreUnderwritingStepsArn: arnOf('pre-underwriting-steps'),
    ReconsiderationStepsArn: arnOf('reconsideration-steps'),
    ComplaintStepsArn: arnOf('complaint-steps'),
    AccountabilityStepsArn: arnOf('accountability-steps'),
    EvaluationStepsArn: arnOf('evaluation-steps'),
  };
  return Object.fromEntries(
    WORKFLOW_NAMES.map((name) => {
      const file = new URL(`../workflows/${name}.asl.json`, import.meta.url);
      return [name, { definition: substitute(readFileSync(file, 'utf8'), values) }];
    }),
  );
}
