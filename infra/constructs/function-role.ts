import { Aws } from 'aws-cdk-lib';
import { Effect, PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { bucketArn, logGroupArn, machineArn, names, tableArn } from '../names.ts';
import type { Profile } from '../profiles.ts';
import {
  type FileUse,
  type Rights,
  TABLE_ACTIONS,
  type TableName,
  type TableUse,
  type TopicName,
} from '../rights.ts';
import type { StatefulStack } from '../stateful-stack.ts';
import { acknowledgeOwnPolicy, acknowledgeStar } from './acknowledge.ts';
import type { DeadLetterQueue } from './dead-letter-queue.ts';

export interface FunctionRoleProps {
  name: string;
  rights: Rights;
  profile: Profile;
  data: StatefulStack;
  /** The table whose stream it reads. */
  readsStreamOf?: TableName | undefined;
  deadLetters?: DeadLetterQueue | undefined;
}

/**
 * The role of one function, written out: the library's grants end in wildcards. All in the role itself, so that it is
 * whole before anything that Lambda checks at creation, as a stream's mapping, is made.
 */
export class FunctionRole extends Role {
  constructor(scope: Construct, id: string, props: FunctionRoleProps) {
    const { name, rights, profile, data } = props;
    super(scope, id, {
      roleName: names.role(name),
      description: `What the function ${name} may do`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        [name]: new PolicyDocument({
          statements: [
            allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [logStreams(name)]),
            ...tableStatements(rights, data),
            ...fileStatements(rights),
            ...consoleStatements(rights),
            ...workflowStatements(rights),
            ...secretStatements(rights, data),
            ...publishStatements(rights, profile, data),
            ...streamStatements(props),
            ...(props.deadLetters === undefined
              ? []
              : [allow(['sqs:SendMessage'], [props.deadLetters.queueArn])]),
            ...keyStatements(props),
          ],
        }),
      },
    });
    acknowledgeOwnPolicy(this);
    acknowledgeStar(this, logStreams(name), 'Lambda names the streams; the log group is one.');
    for (const part of Object.keys(rights.files ?? {})) {
      acknowledgeStar(
        this,
        filesArn(part),
        'Files are named when they are made; this is one part of the bucket.',
      );
    }
    if (rights.console) {
      acknowledgeStar(this, consoleArn, 'A build names its files; all of them are for anybody.');
    }
    if (props.readsStreamOf !== undefined) {
      acknowledgeStar(this, streamsArn(props.readsStreamOf), 'To list streams is no right on a single one.');
    }
    if (profile.tracing)
      acknowledgeStar(this, '*', 'X-Ray has no resources: this is the right to send traces.');
  }
}

const logStreams = (name: string): string => `${logGroupArn(names.functionLogs(name))}:*`;
const filesArn = (part: string): string => `${bucketArn(names.filesBucket)}/${part}/*`;
const consoleArn = `${bucketArn(names.consoleBucket)}/console/*`;
const streamsArn = (table: TableName): string => `${tableArn(table)}/stream/*`;

function allow(
  actions: readonly string[],
  resources: readonly string[],
  conditions?: object,
): PolicyStatement {
  return new PolicyStatement({
    effect: Effect.ALLOW,
    actions: [...actions],
    resources: [...resources],
    ...(conditions === undefined ? {} : { conditions: { ...conditions } }),
  });
}

function tableStatements({ tables }: Rights, data: StatefulStack): PolicyStatement[] {
  return Object.entries(tables).flatMap(([name, { uses, partitions, writes }]) => {
    const table = data.tables[name as TableName];
    const actionsOf = (some: readonly TableUse[]) => some.flatMap((use) => TABLE_ACTIONS[use]);
    const within = (keys: readonly string[], some: readonly TableUse[]): PolicyStatement =>
      allow(actionsOf(some), [table.tableArn], {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys },
      });
    if (partitions !== undefined) return [within(partitions, uses)];
    const everywhere = writes === undefined ? uses : uses.filter((use) => use !== 'write');
    return [
      allow(actionsOf(everywhere), [table.tableArn, ...table.indexArns]),
      ...(writes === undefined ? [] : [within(writes, ['write'])]),
    ];
  });
}

const FILE_ACTIONS: Readonly<Record<FileUse, string>> = {
  read: 's3:GetObject',
  write: 's3:PutObject',
  remove: 's3:DeleteObject',
};

function fileStatements({ files = {} }: Rights): PolicyStatement[] {
  const parts = Object.entries(files);
  return [
    ...parts.map(([part, uses]) =>
      allow(
        uses.map((use) => FILE_ACTIONS[use]),
        [filesArn(part)],
      ),
    ),
    // Without it S3 answers "forbidden" where it should say that there is no such file.
    ...(parts.some(([, uses]) => uses.includes('read'))
      ? [allow(['s3:ListBucket'], [bucketArn(names.filesBucket)])]
      : []),
  ];
}

function consoleStatements({ console: isReader }: Rights): PolicyStatement[] {
  if (!isReader) return [];
  return [allow(['s3:GetObject'], [consoleArn]), allow(['s3:ListBucket'], [bucketArn(names.consoleBucket)])];
}

function workflowStatements({ starts = [], wakes = [] }: Rights): PolicyStatement[] {
  return [
    ...(starts.length === 0 ? [] : [allow(['states:StartExecution'], starts.map(machineArn))]),
    ...(wakes.length === 0 ? [] : [allow(['states:SendTaskSuccess'], wakes.map(machineArn))]),
  ];
}

function secretStatements(
  { links, sms, smsInbox }: Rights,
  { linkSecret, smsSecret }: StatefulStack,
): PolicyStatement[] {
  const secrets = [
    ...(links ? [linkSecret.secretArn] : []),
    ...((sms || smsInbox) && smsSecret !== undefined ? [smsSecret.secretArn] : []),
  ];
  return secrets.length === 0 ? [] : [allow(['secretsmanager:GetSecretValue'], secrets)];
}

function publishStatements(
  { publishes = [], sms }: Rights,
  profile: Profile,
  data: StatefulStack,
): PolicyStatement[] {
  return [
    ...(publishes.length === 0
      ? []
      : [
          allow(
            ['sns:Publish'],
            publishes.map((topic: TopicName) => data.topics[topic].topicArn),
          ),
        ]),
    ...(sms && profile.sms === 'sns'
      ? [
          // A phone number is no resource that a policy could name. Whatever is a topic is left out, which is as far
          // as this right can be narrowed.
          new PolicyStatement({
            actions: ['sns:Publish'],
            notResources: [`arn:${Aws.PARTITION}:sns:*:*:*`],
          }),
        ]
      : []),
  ];
}

function streamStatements({ readsStreamOf, data }: FunctionRoleProps): PolicyStatement[] {
  if (readsStreamOf === undefined) return [];
  const table = data.tables[readsStreamOf];
  if (table.tableStreamArn === undefined) throw new Error(`The table ${readsStreamOf} has no stream.`);
  return [
    allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
      [table.tableStreamArn],
    ),
    allow(['dynamodb:ListStreams'], [streamsArn(readsStreamOf)]),
  ];
}

/** Keys are used through the service that stores with them, never by hand. */
function keyStatements({ rights, data, readsStreamOf, deadLetters }: FunctionRoleProps): PolicyStatement[] {
  const writes =
    Object.values(rights.tables).some(({ uses }) =>
      uses.some((use) => use === 'write' || use === 'delete'),
    ) || Object.values(rights.files ?? {}).some((uses) => uses.includes('write'));
  const dataServices = [
    ...(Object.keys(rights.tables).length > 0 || readsStreamOf !== undefined ? ['dynamodb'] : []),
    ...(rights.files === undefined ? [] : ['s3']),
    ...(rights.links || rights.sms || rights.smsInbox ? ['secretsmanager'] : []),
  ];
  const messageServices = [
    ...(rights.publishes === undefined ? [] : ['sns']),
    ...(deadLetters === undefined ? [] : ['sqs']),
  ];
  return [
    ...(dataServices.length === 0
      ? []
      : [
          throughServices(
            data.dataKey,
            dataServices,
            writes
              ? ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo']
              : ['kms:Decrypt'],
          ),
        ]),
    ...(messageServices.length === 0
      ? []
      : [throughServices(data.messagesKey, messageServices, ['kms:Decrypt', 'kms:GenerateDataKey'])]),
  ];
}

function throughServices(
  key: IKey,
  services: readonly string[],
  actions: readonly string[],
): PolicyStatement {
  return allow([...actions, 'kms:DescribeKey'], [key.keyArn], {
    StringEquals: {
      'kms:ViaService': services.map((service) => `${service}.${Aws.REGION}.${Aws.URL_SUFFIX}`),
    },
  });
}
