import { afterAll, describe, expect, it } from 'vitest';
import { readAliyunSecret } from '../../adapters/sms/aliyun.ts';
import { accountabilityIdOf } from '../../domain/accountability/open.ts';
import { Message } from '../../domain/case.ts';
import { DEFAULT_PRE_UNDERWRITING_SETTINGS } from '../../domain/pre-underwriting/settings.ts';
import { reconsiderationIdOf } from '../../domain/reconsideration/open.ts';
import { complaintIdOf } from '../../functions/complaint/file.ts';
import { fileKeyOf } from '../../functions/matter/documents.ts';
import { idOf } from '../support/pre-underwriting-story.ts';
import {
  CATALOGUE,
  flat,
  functionsOf,
  newTestSystem,
  PROFILE_NAMES,
  removeTemporaryFolders,
  resources,
  type STACK_NAMES,
  statementsIn,
} from './templates.ts';

afterAll(removeTemporaryFolders);

const KEPT = [
  'AWS::DynamoDB::Table',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
  'AWS::KMS::Key',
  'AWS::Logs::LogGroup',
];

describe.each(PROFILE_NAMES)('data in %s', (profile) => {
  const tables = () => resources(profile, 'stateful', 'AWS::DynamoDB::Table');
  const table = (name: string) =>
    tables().find(({ Properties }) => Properties.TableName === `recourse-${name}`)?.Properties;
  const buckets = () => resources(profile, 'stateful', 'AWS::S3::Bucket');

  it('has every table of the file and no other', () => {
    expect(
      tables()
        .map(({ Properties }) => Properties.TableName)
        .sort(),
    ).toEqual(
      Object.keys(CATALOGUE.tables)
        .map((name) => `recourse-${name}`)
        .sort(),
    );
  });

  it('recovers each table to any second of five weeks, under our key, and lets nobody delete it', () => {
    for (const { Properties } of tables()) {
      expect(Properties.PointInTimeRecoverySpecification).toEqual({
        PointInTimeRecoveryEnabled: true,
        RecoveryPeriodInDays: 35,
      });
      expect(Properties.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
      expect(flat(Properties.SSESpecification.KMSMasterKeyId)).toContain('DataKey');
      expect(Properties.DeletionProtectionEnabled).toBe(true);
      expect(Properties.BillingMode).toBe('PAY_PER_REQUEST');
    }
  });

  it('keeps whatever holds data when its stack goes or replaces it', () => {
    const kept = resources(profile, 'stateful').filter(({ Type }) => KEPT.includes(Type));
    expect(kept.length).toBeGreaterThan(20);
    for (const { id, DeletionPolicy, UpdateReplacePolicy } of kept) {
      expect({ id, DeletionPolicy, UpdateReplacePolicy }).toEqual({
        id,
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      });
    }
  });

  it('keeps no data in a stack with code, and no code in the stack with data', () => {
    const types = (stack: (typeof STACK_NAMES)[number]) => resources(profile, stack).map(({ Type }) => Type);
    expect(types('stateless').filter((type) => KEPT.includes(type))).toEqual([]);
    expect(types('operations').filter((type) => KEPT.includes(type))).toEqual([]);
    expect(types('stateful').filter((type) => /Lambda|StepFunctions|ApiGateway/.test(type))).toEqual([]);
  });

  it('streams the new image of a case and streams nothing else', () => {
    expect(table('cases').StreamSpecification).toEqual({ StreamViewType: 'NEW_IMAGE' });
    for (const name of ['policies', 'commissions', 'metrics', 'idempotency']) {
      expect(table(name).StreamSpecification).toBeUndefined();
    }
  });

  it('projects the summary or the keys into each index, never whole records', () => {
    for (const [name, file] of Object.entries(CATALOGUE.tables)) {
      const indexes = table(name).GlobalSecondaryIndexes ?? [];
      expect(indexes.map((index: { IndexName: string }) => index.IndexName)).toEqual(
        Object.keys(file.indexes),
      );
      for (const { IndexName, KeySchema, Projection } of indexes) {
        const index = file.indexes[IndexName];
        expect(KeySchema).toEqual([
          { AttributeName: index?.partition, KeyType: 'HASH' },
          { AttributeName: index?.sort, KeyType: 'RANGE' },
        ]);
        expect(Projection).toEqual(
          index?.project === 'summary'
            ? { ProjectionType: 'INCLUDE', NonKeyAttributes: file.summary }
            : { ProjectionType: 'KEYS_ONLY' },
        );
      }
    }
  });

  it('forgets requests, counted events and who was at a case by their time, and keys requests by one id', () => {
    expect(table('idempotency').TimeToLiveSpecification).toEqual({
      AttributeName: 'expiration',
      Enabled: true,
    });
    expect(table('idempotency').KeySchema).toEqual([{ AttributeName: 'id', KeyType: 'HASH' }]);
    for (const name of ['metrics', 'cases']) {
      expect(table(name).TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
    }
    for (const name of ['policies', 'commissions']) {
      expect(table(name).TimeToLiveSpecification).toBeUndefined();
    }
  });

  it('shows no bucket to the public and answers nobody in the clear', () => {
    expect(buckets().length).toBe(2);
    const policies = resources(profile, 'stateful', 'AWS::S3::BucketPolicy');
    for (const { id, Properties } of buckets()) {
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      const policy = policies.find((one) => flat(one.Properties.Bucket) === `<${id}>`);
      const denied = statementsIn(policy?.Properties.PolicyDocument).filter(
        ({ effect, conditions }) => effect === 'Deny' && conditions.Bool?.['aws:SecureTransport'] === 'false',
      );
      expect(denied).toHaveLength(1);
      expect(denied[0]?.actions).toEqual(['s3:*']);
    }
  });

  it('keeps every version of a file under our key, logs who asked for it, and lets uploads go', () => {
    const files = buckets().find(({ Properties }) =>
      flat(Properties.BucketName).startsWith('recourse-files-'),
    );
    const { BucketEncryption, VersioningConfiguration, LoggingConfiguration, LifecycleConfiguration } =
      files?.Properties ?? {};
    const [encryption] = BucketEncryption.ServerSideEncryptionConfiguration;
    expect(encryption.ServerSideEncryptionByDefault.SSEAlgorithm).toBe('aws:kms');
    expect(flat(encryption.ServerSideEncryptionByDefault.KMSMasterKeyID)).toContain('DataKey');
    expect(VersioningConfiguration).toEqual({ Status: 'Enabled' });
    expect(flat(LoggingConfiguration.DestinationBucketName)).toContain('AccessLogs');
    const expiring = LifecycleConfiguration.Rules.filter((rule: object) => 'ExpirationInDays' in rule);
    expect(expiring).toMatchObject([
      { Prefix: 'imports/', ExpirationInDays: 90, Status: 'Enabled' },
      { Prefix: 'documents/pu-', Status: 'Enabled' },
    ]);
    // No disclosure goes before the last day that an applicant can agree to.
    expect(expiring[1].ExpirationInDays).toBeGreaterThan(DEFAULT_PRE_UNDERWRITING_SETTINGS.keepAtMostDays);
  });

  it('lets a removed disclosure go within the day, and keeps every version of disputed evidence', () => {
    const files = buckets().find(({ Properties }) =>
      flat(Properties.BucketName).startsWith('recourse-files-'),
    );
    interface Rule {
      Status: string;
      Prefix?: string;
      NoncurrentVersionExpiration?: { NoncurrentDays: number };
      ExpiredObjectDeleteMarker?: boolean;
    }
    const rules: Rule[] = files?.Properties.LifecycleConfiguration.Rules;
    const ending = (key: string) =>
      rules.filter(
        ({ Prefix = '', NoncurrentVersionExpiration }) =>
          NoncurrentVersionExpiration !== undefined && key.startsWith(Prefix),
      );
    // A day is the least that S3 takes; the name goes with the last version.
    expect(ending(fileKeyOf(idOf('pu', 'a case'), 'd1'))).toMatchObject([
      {
        Status: 'Enabled',
        NoncurrentVersionExpiration: { NoncurrentDays: 1 },
        ExpiredObjectDeleteMarker: true,
      },
    ]);
    for (const disputed of [
      reconsiderationIdOf('a case'),
      complaintIdOf('a complaint'),
      accountabilityIdOf('2026-10'),
    ]) {
      expect(ending(fileKeyOf(disputed, 'd1')), disputed).toEqual([]);
    }
  });

  it('turns its keys every year', () => {
    const keys = resources(profile, 'stateful', 'AWS::KMS::Key');
    expect(keys).toHaveLength(3);
    for (const { Properties } of keys) expect(Properties.EnableKeyRotation).toBe(true);
  });

  it('makes the secret that signs links itself, long, and keeps it under our key', () => {
    const secrets = resources(profile, 'stateful', 'AWS::SecretsManager::Secret');
    expect(secrets).toHaveLength(profile === 'china' ? 2 : 1);
    for (const { Properties } of secrets) expect(flat(Properties.KmsKeyId)).toContain('DataKey');
    expect(secrets[0]?.Properties.GenerateSecretString).toMatchObject({ PasswordLength: 64 });
    expect(secrets.every(({ Properties }) => Properties.SecretString === undefined)).toBe(true);
  });

  it('has a place for the token of the pushes beside the key of the gateway, and makes up neither', () => {
    const secret = resources(profile, 'stateful', 'AWS::SecretsManager::Secret').find(({ id }) =>
      id.startsWith('SmsSecret'),
    );
    if (profile === 'global') {
      expect(secret).toBeUndefined();
      return;
    }
    const { GenerateSecretString } = secret?.Properties ?? {};
    const asMade = {
      ...JSON.parse(GenerateSecretString.SecretStringTemplate),
      [GenerateSecretString.GenerateStringKey]: 'made by AWS',
    };
    expect(asMade.inbox).toEqual({ pushToken: '' });
    // An empty token would be one that anybody knows: nothing starts with it.
    expect(() => readAliyunSecret(JSON.stringify(asMade))).toThrow('inbox.pushToken');
    const filled = {
      ...asMade,
      accessKeyId: 'id',
      signName: '某某经纪',
      linkStart: 'https://r.example.com/c/',
      templateCodes: Object.fromEntries(Message.shape.template.options.map((name) => [name, 'SMS_1'])),
      inbox: { pushToken: 'a token of the firm' },
    };
    expect(readAliyunSecret(JSON.stringify(filled)).inbox?.pushToken).toBe('a token of the firm');
  });

  it('takes notices over TLS only and keeps them under our key', () => {
    const topics = [
      ...resources(profile, 'stateful', 'AWS::SNS::Topic'),
      ...resources(profile, 'operations', 'AWS::SNS::Topic'),
    ];
    const policies = [
      ...resources(profile, 'stateful', 'AWS::SNS::TopicPolicy'),
      ...resources(profile, 'operations', 'AWS::SNS::TopicPolicy'),
    ];
    expect(topics.map(({ Properties }) => Properties.TopicName).sort()).toEqual([
      'recourse-accountability',
      'recourse-callback-problems',
      'recourse-carrier-requests',
      'recourse-complaints',
      'recourse-escalations',
      'recourse-holds',
      'recourse-operations',
      'recourse-payouts',
      'recourse-reconsiderations',
    ]);
    for (const { id, Properties } of topics) {
      expect(flat(Properties.KmsMasterKeyId)).toContain('MessagesKey');
      const policy = policies.find((one) => flat(one.Properties.Topics[0]) === `<${id}>`);
      expect(
        statementsIn(policy?.Properties.PolicyDocument).some(
          ({ effect, actions, conditions }) =>
            effect === 'Deny' &&
            actions.includes('sns:Publish') &&
            conditions.Bool?.['aws:SecureTransport'] === 'false',
        ),
      ).toBe(true);
    }
  });

  it('keeps every log for a year, encrypted: the law asks for six months', () => {
    const groups = resources(profile, 'stateful', 'AWS::Logs::LogGroup');
    // The library's copier of the console is no function of the catalogue.
    const functions = [...Object.keys(functionsOf(profile)), 'console-deployment'];
    expect(groups.map(({ Properties }) => Properties.LogGroupName).sort()).toEqual(
      [
        ...functions.map((name) => `/recourse/functions/${name}`),
        ...Object.keys(CATALOGUE.workflows).map((name) => `/aws/vendedlogs/states/recourse-${name}`),
        '/aws/vendedlogs/apis/recourse',
      ].sort(),
    );
    for (const { Properties } of groups) {
      expect(Properties.RetentionInDays).toBe(365);
      expect(flat(Properties.KmsKeyId)).toContain('LogsKey');
    }
  });

  it('lets nobody take the stack with the data away by mistake', () => {
    expect(newTestSystem(profile).stateful.terminationProtection).toBe(true);
  });
});
