import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Catalogue } from './catalogue.ts';
import { acknowledge } from './constructs/acknowledge.ts';
import { DataTable } from './constructs/data-table.ts';
import { EncryptionKey } from './constructs/encryption-key.ts';
import { FilesBucket } from './constructs/files-bucket.ts';
import { NoticeTopic } from './constructs/notice-topic.ts';
import { names } from './names.ts';
import type { Profile } from './profiles.ts';
import { type TableName, TOPICS, type TopicName } from './rights.ts';
import type { Settings } from './settings.ts';

export interface StatefulProps extends StackProps {
  catalogue: Catalogue;
  profile: Profile;
  settings: Settings;
}

/**
 * What must outlive any change of the code: records, files, secrets, logs; and what other systems hold on to: topics
 * and the bus. No stack with code in it can take these along when it goes.
 */
export class StatefulStack extends Stack {
  readonly tables: Readonly<Record<TableName, DataTable>>;
  readonly files: Bucket;
  readonly topics: Readonly<Record<TopicName, NoticeTopic>>;
  readonly bus: EventBus;
  readonly dataKey: IKey;
  readonly messagesKey: IKey;
  readonly linkSecret: Secret;
  /** Keys of the SMS gateway, where it is not an AWS service. */
  readonly smsSecret: Secret | undefined;

  constructor(scope: Construct, id: string, { catalogue, profile, settings, ...props }: StatefulProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const dataKey = new EncryptionKey(this, 'DataKey', {
      alias: 'data',
      covers: 'tables, files and secrets',
    });
    const messagesKey = new EncryptionKey(this, 'MessagesKey', {
      alias: 'messages',
      covers: 'topics and queues',
    });
    messagesKey.allowService('cloudwatch'); // alarms, to the operations topic
    messagesKey.allowService('events'); // what a rule could not deliver, to its dead letters
    this.dataKey = dataKey;
    this.messagesKey = messagesKey;

    this.tables = Object.fromEntries(
      Object.entries(catalogue.tables).map(([name, file]) => [
        name,
        new DataTable(this, `${name}-table`, { name, file, key: dataKey }),
      ]),
    ) as Record<TableName, DataTable>;
    this.files = new FilesBucket(this, 'Files', {
      key: dataKey,
      consoleOrigin: settings.consoleOrigin,
    }).bucket;

    this.linkSecret = new Secret(this, 'LinkSecret', {
      description: "Signs the customers' links. Changed by hand only: every link that is out ends with it.",
      encryptionKey: dataKey,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledgeFixed(
      this.linkSecret,
      'A new value voids every link that a customer holds, some for weeks. It is changed when it has leaked.',
    );
    if (profile.sms === 'aliyun') {
      this.smsSecret = new Secret(this, 'SmsSecret', {
        description:
          'The Aliyun SMS gateway: put in what is registered there before the first message. inbox.pushToken, 22 random characters or more, ends the addresses that it pushes answers to; without answers by SMS take inbox out.',
        encryptionKey: dataKey,
        generateSecretString: {
          // Not complete by intent: until somebody has filled it in, the function says which members are wrong.
          secretStringTemplate: JSON.stringify({
            accessKeyId: '',
            signName: '',
            linkStart: '',
            templateCodes: {},
            inbox: { pushToken: '' },
          }),
          generateStringKey: 'accessKeySecret',
        },
        removalPolicy: RemovalPolicy.RETAIN,
      });
      acknowledgeFixed(
        this.smsSecret,
        'The key belongs to an account of another provider; AWS cannot make it a new one.',
      );
    }

    this.topics = Object.fromEntries(
      TOPICS.map((name) => [name, new NoticeTopic(this, `${name}-topic`, { name, key: messagesKey })]),
    ) as Record<TopicName, NoticeTopic>;
    // No archive: an event that was lost is a policy without a callback, which the nightly coverage check names and an
    // import takes in again. An archive would be one more store of personal data.
    this.bus = new EventBus(this, 'Bus', { eventBusName: names.bus });

    this.#logGroups(catalogue);
  }

  /**
   * Six months is what the rule for brokers' systems asks at least; a year lets last year's incident be laid beside
   * this one. They hold ids and no personal data.
   */
  #logGroups({ functions, workflows }: Catalogue): void {
    const logGroupNames = [
      ...[...Object.keys(functions), names.consoleDeployment].map(names.functionLogs),
      ...Object.keys(workflows).map(names.machineLogs),
      names.accessLogs,
    ];
    const key = new EncryptionKey(this, 'LogsKey', { alias: 'logs', covers: 'logs' });
    key.allowLogs(logGroupNames);
    for (const logGroupName of logGroupNames) {
      new LogGroup(this, `Logs${logGroupName.replaceAll('/', '-')}`, {
        logGroupName,
        encryptionKey: key,
        retention: RetentionDays.ONE_YEAR,
        removalPolicy: RemovalPolicy.RETAIN,
      });
    }
  }
}

function acknowledgeFixed(secret: Secret, reason: string): void {
  acknowledge(secret, {
    'AwsSolutions-SMG4': reason,
    'NIST.800.53.R5-SecretsManagerRotationEnabled': reason,
  });
}
