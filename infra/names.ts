import { Aws } from 'aws-cdk-lib';

/**
 * Physical names, fixed: a state machine calls functions that know the state machine, alarms watch what another stack
 * made, and an export that somebody imports could never be removed again. One account holds one Recourse.
 */
const PREFIX = 'recourse';

export const names = {
  stack: (part: 'Stateful' | 'Stateless' | 'Console' | 'Operations') => `Recourse${part}`,
  table: (table: string) => `${PREFIX}-${table}`,
  function: (name: string) => `${PREFIX}-${name}`,
  role: (name: string) => `${PREFIX}-${name}`,
  machine: (workflow: string) => `${PREFIX}-${workflow}`,
  topic: (topic: string) => `${PREFIX}-${topic}`,
  deadLetters: (path: string) => `${PREFIX}-${path}-dead-letters`,
  // Bucket names are one space for all accounts of a partition.
  filesBucket: `${PREFIX}-files-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
  consoleBucket: `${PREFIX}-console-${Aws.ACCOUNT_ID}-${Aws.REGION}`,
  bus: PREFIX,
  scheduleGroup: PREFIX,
  api: PREFIX,
  /** The library's function that copies the console into its bucket. */
  consoleDeployment: 'console-deployment',
  functionLogs: (name: string) => `/${PREFIX}/functions/${name}`,
  // Names under /aws/vendedlogs share one resource policy; others fill it up until a delivery is refused.
  machineLogs: (workflow: string) => `/aws/vendedlogs/states/${PREFIX}-${workflow}`,
  accessLogs: `/aws/vendedlogs/apis/${PREFIX}`,
  metrics: 'Recourse',
} as const;

const HERE = `${Aws.REGION}:${Aws.ACCOUNT_ID}`;

export function machineArn(workflow: string): string {
  return `arn:${Aws.PARTITION}:states:${HERE}:stateMachine:${names.machine(workflow)}`;
}

export function logGroupArn(logGroupName: string): string {
  return `arn:${Aws.PARTITION}:logs:${HERE}:log-group:${logGroupName}`;
}

export function tableArn(table: string): string {
  return `arn:${Aws.PARTITION}:dynamodb:${HERE}:table/${names.table(table)}`;
}

export function bucketArn(bucketName: string): string {
  return `arn:${Aws.PARTITION}:s3:::${bucketName}`;
}
