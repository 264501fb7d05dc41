import { Aws } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { names } from '../names.ts';
import type { Profile } from '../profiles.ts';
import { acknowledge, acknowledgeOwnPolicy, acknowledgeStar } from './acknowledge.ts';
import type { SystemFunction } from './system-function.ts';

export interface WorkflowProps {
  /** Name of the file in `workflows/`, and its text. */
  name: string;
  definition: string;
  steps: readonly SystemFunction[];
  profile: Profile;
}

/** A state machine from its file, as it is: the template shows what is in the file, only the names are filled in. */
export class Workflow extends Construct {
  constructor(scope: Construct, id: string, { name, definition, steps, profile }: WorkflowProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      roleName: names.role(`${name}-workflow`),
      description: `Calls the steps of ${name}`,
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        // By hand: the library's grant adds every version and alias by a wildcard.
        steps: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:InvokeFunction'],
              resources: steps.map(({ lambda }) => lambda.functionArn),
            }),
          ],
        }),
      },
    });
    new StateMachine(this, 'Machine', {
      stateMachineName: names.machine(name),
      stateMachineType: StateMachineType.STANDARD,
      role,
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: substitutions(name, definition, steps),
      logs: {
        destination: LogGroup.fromLogGroupName(this, 'Logs', names.machineLogs(name)),
        level: LogLevel.ALL,
        includeExecutionData: false, // data has task tokens in it: whoever reads logs could answer for a customer
      },
      tracingEnabled: profile.tracing,
    });
    acknowledgeOwnPolicy(role);
    acknowledgeStar(
      role,
      '*',
      profile.tracing
        ? 'The delivery of logs is set up with no resource to name, and X-Ray has none.'
        : 'The delivery of logs is set up with no resource to name.',
    );
    if (!profile.tracing) {
      acknowledge(this, {
        'AwsSolutions-SF2': 'X-Ray is left out in China.',
        'Serverless-StepFunctionStateMachineXray': 'X-Ray is left out in China.',
      });
    }
  }
}

/** @throws when the file names something that nothing serves: CloudFormation would leave the placeholder standing */
function substitutions(
  name: string,
  definition: string,
  steps: readonly SystemFunction[],
): Record<string, string> {
  const known: Record<string, string> = {
    LambdaInvoke: `arn:${Aws.PARTITION}:states:::lambda:invoke`,
    LambdaInvokeWaitForTaskToken: `arn:${Aws.PARTITION}:states:::lambda:invoke.waitForTaskToken`,
    ...Object.fromEntries(steps.map((step) => [`${pascal(step.name)}Arn`, step.lambda.functionArn])),
  };
  const wanted = new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, placeholder = '']) => placeholder));
  const unknown = [...wanted].filter((placeholder) => !(placeholder in known));
  if (unknown.length > 0) throw new Error(`workflows/${name}: nothing serves ${unknown.join(', ')}.`);
  return Object.fromEntries(Object.entries(known).filter(([placeholder]) => wanted.has(placeholder)));
}

function pascal(name: string): string {
  return name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
