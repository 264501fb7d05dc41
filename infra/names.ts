import { type Stack, ArnFormat } from 'aws-cdk-lib';

/**
 * Physical names, fixed: a state machine calls functions that know the state machine, alarms watch what another stack
 * made, and an export that somebody imports could never be removed again. One account holds one Recourse.
 */
const PREFIX = 'recourse';

export const names = {
  stack: (part: 'Stateful' | 'Stateless' | 'Operations') => `Recourse${part}`,
  table: (table: string) => `${PREFIX}-${table}`,
  function: (name: string) => `${PREFIX}-${name}`,
  role: (name: string) => `${PREFIX}-${name}`,
  machine: (workflow: string) => `${PREFIX}-${workflow}`,
  topic: (topic: string) => `${PREFIX}-${topic}`,
  deadLetters: (path: string) => `${PREFIX}-${path}-dead-letters`,
  bus: PREFIX,
  scheduleGroup: PREFIX,
  api: PREFIX,
  functionLogs: (name: string) => `/${PREFIX}/functions/${name}`,
  // Names under /aws/vendedlogs share one resource policy; others fill it up until a delivery is refused.
  machineLogs: (workflow: string) => `/aws/vendedlogs/states/${PREFIX}-${workflow}`,
  accessLogs: `/aws/vendedlogs/apis/${PREFIX}`,
  metrics: 'Recourse',
} as const;

export function machineArn(stack: Stack, workflow: string): string {
  return stack.formatArn({
    service: 'states',
    resource: 'stateMachine',
    resourceName: names.machine(workflow),
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}

export function logGroupArn(stack: Stack, logGroupName: string): string {
  return stack.formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: logGroupName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
