import path from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Architecture, Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { TRACER_FILE } from '../bundle.ts';
import { type FunctionFile, isAsynchronous } from '../catalogue.ts';
import { consoleConnects } from '../console-pages.ts';
import { machineArn, names } from '../names.ts';
import type { Profile } from '../profiles.ts';
import { commonEnvironment, type Rights, rightsOf, type TableName, type WorkflowName } from '../rights.ts';
import type { Settings } from '../settings.ts';
import type { StatefulStack } from '../stateful-stack.ts';
import { acknowledge, acknowledgeNoVpc, acknowledgeUnreserved } from './acknowledge.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { FunctionRole } from './function-role.ts';

export interface SystemFunctionProps {
  name: string;
  file: FunctionFile;
  /** Folder with the bundle. */
  asset: string;
  data: StatefulStack;
  profile: Profile;
  settings: Settings;
}

/** A function of `functions/functions.json`, with a role, a log and, when nobody waits for it, a dead-letter queue. */
export class SystemFunction extends Construct {
  readonly name: string;
  readonly lambda: LambdaFunction;
  readonly deadLetters: DeadLetterQueue | undefined;

  constructor(
    scope: Construct,
    id: string,
    { name, file, asset, data, profile, settings }: SystemFunctionProps,
  ) {
    super(scope, id);
    const rights = rightsOf(name);
    this.name = name;
    this.deadLetters = isAsynchronous(file)
      ? new DeadLetterQueue(this, 'DeadLetters', { path: name, key: data.messagesKey })
      : undefined;
    const role = new FunctionRole(this, 'Role', {
      name,
      rights,
      profile,
      data,
      readsStreamOf: 'stream' in file ? (file.stream as TableName) : undefined,
      deadLetters: this.deadLetters,
    });
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: names.function(name),
      description: `Without it: ${rights.impact}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: Code.fromAsset(path.resolve(asset), profile.tracing ? {} : { exclude: [TRACER_FILE] }),
      memorySize: file.memory,
      timeout: Duration.seconds(file.timeout),
      role,
      environment: { ...commonEnvironment(name, profile), ...environmentOf(rights, profile, data, settings) },
      logGroup: LogGroup.fromLogGroupName(this, 'Logs', names.functionLogs(name)),
      tracing: profile.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      // A run that takes longer than its interval must not be overtaken by the next, which would do the same work.
      ...(isRepeated(file) ? { reservedConcurrentExecutions: 1 } : {}),
    });
    this.#acknowledge(file, profile);
  }

  #acknowledge(file: FunctionFile, { tracing }: Profile): void {
    const dead =
      this.deadLetters === undefined
        ? 'Whoever calls it waits for the answer and gets the error.'
        : 'Its failures go to its queue as an on-failure destination, which tells the error as well.';
    acknowledge(this.lambda, {
      'Serverless-LambdaDLQ': dead,
      'NIST.800.53.R5-LambdaDLQ': dead,
      ...(tracing ? {} : { 'Serverless-LambdaTracing': 'Lambda in China has no X-Ray integration.' }),
    });
    acknowledgeNoVpc(this.lambda);
    if (!isRepeated(file)) acknowledgeUnreserved(this.lambda, boundOf(file));
  }
}

function isRepeated(file: FunctionFile): boolean {
  return 'schedule' in file && 'everyMinutes' in file.schedule;
}

/** What keeps the calls of a function within bounds. */
function boundOf(file: FunctionFile): string {
  if ('routes' in file) return 'The API turns away what comes too fast.';
  if ('workflow' in file)
    return 'An execution is at one step at a time, and those of an import work on eight parts.';
  if ('stream' in file) return 'Each shard of the stream calls it once at a time.';
  if ('schedule' in file) return 'Its schedule calls it once a day or more seldom.';
  return 'The bus tries again for a day what was turned away.';
}

function environmentOf(
  rights: Rights,
  profile: Profile,
  data: StatefulStack,
  settings: Settings,
): Record<string, string> {
  const workflows = new Set<WorkflowName>([...(rights.starts ?? []), ...(rights.wakes ?? [])]);
  return {
    ...Object.fromEntries(
      Object.keys(rights.tables).map((name) => [
        `TABLE_${shout(name)}`,
        data.tables[name as TableName].tableName,
      ]),
    ),
    ...(rights.files === undefined ? {} : { BUCKET_FILES: names.filesBucket }),
    ...Object.fromEntries(
      (rights.publishes ?? []).map((topic) => [`TOPIC_${shout(topic)}`, data.topics[topic].topicArn]),
    ),
    ...Object.fromEntries(
      [...workflows].map((workflow) => [`MACHINE_${shout(workflow)}`, machineArn(workflow)]),
    ),
    ...(rights.links
      ? { LINK_BASE_URL: settings.linkBaseUrl, LINK_SECRET_ID: data.linkSecret.secretArn }
      : {}),
    ...(rights.sms || rights.smsInbox
      ? {
          SMS_GATEWAY: profile.sms,
          ...(data.smsSecret === undefined ? {} : { SMS_SECRET_ID: data.smsSecret.secretArn }),
        }
      : {}),
    ...(rights.sms && data.smsSecret === undefined ? { SMS_SIGN_NAME: settings.smsSignName ?? '' } : {}),
    ...(rights.console
      ? { BUCKET_CONSOLE: names.consoleBucket, CONSOLE_CONNECTS: consoleConnects(settings).join(' ') }
      : {}),
    ...(rights.branches ? { BRANCHES: settings.branches.join(',') } : {}),
  };
}

function shout(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}
