export interface ArnScope {
  region: string;
  accountId: string;
}

function partition({ region }: ArnScope): string {
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}

function prefix(scope: ArnScope): string {
  return `arn:${partition(scope)}:states:${scope.region}:${scope.accountId}`;
}

/** The role that executions are said to run as; nothing is checked against it. */
export function roleArn(scope: ArnScope): string {
  return `arn:${partition(scope)}:iam::${scope.accountId}:role/local`;
}

export function stateMachineArn(scope: ArnScope, machine: string): string {
  return `${prefix(scope)}:stateMachine:${machine}`;
}

export function executionArn(scope: ArnScope, machine: string, name: string): string {
  return `${prefix(scope)}:execution:${machine}:${name}`;
}
