import { afterAll, describe, expect, it } from 'vitest';
import { PROFILES, profileNamed } from '../../infra/profiles.ts';
import { TOPICS } from '../../infra/rights.ts';
import { SAMPLE_SETTINGS, settingsFrom } from '../../infra/settings.ts';
import {
  allFunctions,
  everyResource,
  flat,
  functionNamed,
  PROFILE_NAMES,
  removeTemporaryFolders,
  resources,
  rightsOfRole,
  STACK_NAMES,
  statementsIn,
  templatesOf,
} from './templates.ts';

afterAll(removeTemporaryFolders);

describe.each(PROFILE_NAMES)('the templates of %s', (profile) => {
  it('write no partition, region or account into a template', () => {
    for (const stack of STACK_NAMES) {
      // The certificate is given from outside.
      const text = JSON.stringify(templatesOf(profile)[stack].toJSON()).replaceAll(
        String(SAMPLE_SETTINGS.consoleCertificate),
        '',
      );
      expect(text.match(/arn:aws(-cn)?:[^"]{0,40}/g) ?? []).toEqual([]);
      expect(text.match(/(us|eu|ap|cn)-(north|south|east|west|northwest)[a-z]*-\d/g) ?? []).toEqual([]);
    }
  });

  it('use no Cognito and no function URL, which China lacks and nobody needs', () => {
    const types = everyResource(profile).map(({ Type }) => Type);
    expect(types.filter((type) => /Cognito|Lambda::Url/.test(type))).toEqual([]);
  });

  it('use no redrive of dead letters by SQS, which China lacks', () => {
    for (const { Properties } of resources(profile, 'stateless', 'AWS::SQS::Queue')) {
      expect(Properties.RedrivePolicy).toBeUndefined();
      expect(Properties.RedriveAllowPolicy).toBeUndefined();
    }
  });

  it('call no HTTPS endpoint from a workflow, which China cannot', () => {
    for (const { Properties } of resources(profile, 'stateless', 'AWS::StepFunctions::StateMachine')) {
      expect(Properties.DefinitionString).not.toContain('http:invoke');
    }
  });
});

describe('global', () => {
  it('traces functions and workflows', () => {
    for (const { Properties } of allFunctions('global')) {
      expect(Properties.TracingConfig).toEqual({ Mode: 'Active' });
    }
    for (const { Properties } of resources('global', 'stateless', 'AWS::StepFunctions::StateMachine')) {
      expect(Properties.TracingConfiguration).toEqual({ Enabled: true });
    }
  });

  it('sends SMS by SNS, from one function, to phone numbers and to no topic but ours', () => {
    expect(functionNamed('global', 'stream-follow').Properties.Environment.Variables.SMS_GATEWAY).toBe('sns');
    const publishes = rightsOfRole('global', 'recourse-stream-follow').filter(({ actions }) =>
      actions.includes('sns:Publish'),
    );
    expect(publishes.map(({ notResources }) => notResources)).toEqual([
      [],
      ['arn:<AWS::Partition>:sns:*:*:*'],
    ]);
    expect(publishes[0]?.resources).toHaveLength(TOPICS.length);
  });

  it.each(['sms-inbox', 'sms-repull'])(
    'tells %s that nobody can answer here, and gives it no secret',
    (name) => {
      const { Variables } = functionNamed('global', name).Properties.Environment;
      expect(Variables.SMS_GATEWAY).toBe('sns');
      expect(Variables).not.toHaveProperty('SMS_SECRET_ID');
      expect(Variables).not.toHaveProperty('SMS_SIGN_NAME');
      const actions = rightsOfRole('global', `recourse-${name}`).flatMap((statement) => statement.actions);
      expect(actions.filter((action) => /^(secretsmanager|sns):/.test(action))).toEqual([]);
    },
  );
});

describe('china', () => {
  it('asks X-Ray for nothing', () => {
    for (const { Properties } of allFunctions('china')) expect(Properties.TracingConfig).toBeUndefined();
    for (const { Properties } of resources('china', 'stateless', 'AWS::StepFunctions::StateMachine')) {
      expect(Properties.TracingConfiguration?.Enabled ?? false).toBe(false);
    }
    const text = JSON.stringify(everyResource('china'));
    expect(text).not.toContain('xray:');
  });

  it('sends SMS through a mainland gateway, whose key is a secret', () => {
    const { SMS_GATEWAY, SMS_SECRET_ID } = functionNamed('china', 'stream-follow').Properties.Environment
      .Variables;
    expect(SMS_GATEWAY).toBe('aliyun');
    expect(flat(SMS_SECRET_ID)).toContain('SmsSecret');
    const role = rightsOfRole('china', 'recourse-stream-follow');
    expect(role.every(({ notResources }) => notResources.length === 0)).toBe(true);
    expect(
      role.some(
        ({ actions, resources: touched }) =>
          actions.includes('secretsmanager:GetSecretValue') &&
          touched.some((one) => one.includes('SmsSecret')),
      ),
    ).toBe(true);
  });

  it.each(['sms-inbox', 'sms-repull'])(
    'gives %s the secret that proves the gateway, and it sends nothing',
    (name) => {
      const { SMS_GATEWAY, SMS_SECRET_ID } = functionNamed('china', name).Properties.Environment.Variables;
      expect(SMS_GATEWAY).toBe('aliyun');
      expect(flat(SMS_SECRET_ID)).toContain('SmsSecret');
      const role = rightsOfRole('china', `recourse-${name}`);
      const secrets = role.filter(({ actions }) => actions.includes('secretsmanager:GetSecretValue'));
      expect(secrets.flatMap((statement) => statement.resources)).toEqual([
        expect.stringContaining('SmsSecret'),
      ]);
      expect(role.flatMap(({ actions }) => actions)).not.toContain('sns:Publish');
      // Otherwise it has the secret and cannot read it.
      const through = role.flatMap(({ conditions }) => conditions.StringEquals?.['kms:ViaService'] ?? []);
      expect(through.map(flat)).toContain('secretsmanager.<AWS::Region>.<AWS::URLSuffix>');
    },
  );

  it("names the principal of its logs by the partition's own suffix", () => {
    const key = resources('china', 'stateful', 'AWS::KMS::Key').find(({ id }) => id.startsWith('LogsKey'));
    const principals = key?.Properties.KeyPolicy.Statement.flatMap(
      ({ Principal }: { Principal: { Service?: unknown } }) =>
        Principal.Service ? [flat(Principal.Service)] : [],
    );
    expect(principals).toEqual(['logs.<AWS::Region>.<AWS::URLSuffix>']);
    expect(statementsIn(key?.Properties.KeyPolicy).length).toBe(2);
  });
});

describe('a profile', () => {
  it('is global unless told, and there are no others', () => {
    expect(profileNamed(undefined)).toBe(PROFILES.global);
    expect(profileNamed('china')).toBe(PROFILES.china);
    expect(() => profileNamed('mars')).toThrow('There is no profile mars');
  });
});

describe('the settings of a deployment', () => {
  const given: Record<string, string> = {
    issuer: 'https://id.example.com/realm',
    audience: 'recourse',
    linkBaseUrl: 'https://r.example.com/',
    consoleOrigin: 'https://console.example.com/',
    consoleClientId: 'recourse-console',
    consoleCertificate: 'certificate-1',
    hotline: '400-000-0000',
    smsSignName: '某某经纪',
    branches: 'bj, sh',
  };

  it('come from the context', () => {
    expect(settingsFrom((key) => given[key], PROFILES.global)).toEqual({
      issuer: 'https://id.example.com/realm',
      audience: 'recourse',
      linkBaseUrl: 'https://r.example.com',
      consoleOrigin: 'https://console.example.com',
      consoleClientId: 'recourse-console',
      consoleCertificate: 'certificate-1',
      signInOrigins: ['https://id.example.com'],
      hotline: '400-000-0000',
      smsSignName: '某某经纪',
      branches: ['bj', 'sh'],
    });
  });

  it.each(Object.keys(given))('are refused without %s, by name', (missing) => {
    const context = (key: string) => (key === missing ? undefined : given[key]);
    expect(() => settingsFrom(context, PROFILES.global)).toThrow(`-c ${missing}=`);
  });

  it('name no sender where the mainland gateway knows it, and no certificate where CloudFront is not', () => {
    const elsewhere = ['smsSignName', 'consoleCertificate'];
    const context = (key: string) => (elsewhere.includes(key) ? undefined : given[key]);
    const settings = settingsFrom(context, PROFILES.china);
    for (const name of elsewhere) expect(settings).not.toHaveProperty(name);
  });

  it.each(['consoleOrigin', 'linkBaseUrl'])(
    'refuse a %s that is in the clear, or more than a name',
    (name) => {
      for (const wrong of ['http://r.example.com', 'https://r.example.com/path', 'r.example.com', '*']) {
        const context = (key: string) => (key === name ? wrong : given[key]);
        expect(() => settingsFrom(context, PROFILES.global), wrong).toThrow(`${name} is https:// and a host`);
      }
    },
  );

  it('name other origins to sign in at, where the issuer is not the one that is called', () => {
    const context = (key: string) =>
      key === 'signInOrigins' ? 'https://a.example.com, https://b.example.com' : given[key];
    expect(settingsFrom(context, PROFILES.global).signInOrigins).toEqual([
      'https://a.example.com',
      'https://b.example.com',
    ]);
  });

  it('of the samples lead to no host that exists', () => {
    expect(SAMPLE_SETTINGS.issuer).toMatch(/\.invalid$/);
    expect(SAMPLE_SETTINGS.linkBaseUrl).toMatch(/\.invalid$/);
    expect(SAMPLE_SETTINGS.consoleOrigin).toMatch(/\.invalid$/);
  });
});
