import { afterAll, describe, expect, it } from 'vitest';
import functions from '../../functions/functions.json' with { type: 'json' };
import { isAsynchronous } from '../../infra/catalogue.ts';
import {
  CATALOGUE,
  flat,
  functionNamed,
  functionsOf,
  PROFILE_NAMES,
  removeTemporaryFolders,
  resources,
  statementsIn,
} from './templates.ts';

afterAll(removeTemporaryFolders);

const ASYNCHRONOUS = Object.entries(CATALOGUE.functions)
  .filter(([, file]) => isAsynchronous(file))
  .map(([name]) => name);

describe.each(PROFILE_NAMES)('what runs with nobody waiting in %s', (profile) => {
  const of = (type: string) => resources(profile, 'stateless', type);
  const queueOf = (name: string) =>
    of('AWS::SQS::Queue').find(({ Properties }) => Properties.QueueName === `recourse-${name}-dead-letters`);
  const arnOfQueue = (name: string) => `<${queueOf(name)?.id}.Arn>`;
  const mappingOf = (name: string) =>
    of('AWS::Lambda::EventSourceMapping').find(
      ({ Properties }) => flat(Properties.FunctionName) === `<${functionNamed(profile, name).id}>`,
    )?.Properties;

  it('has a dead-letter queue for each path', () => {
    expect(ASYNCHRONOUS.sort()).toEqual([
      'accountability-monthly',
      'core-events',
      'corrective-actions',
      'coverage',
      'early-warning',
      'erasure',
      'payout-monthly',
      'sms-repull',
      'stream-count',
      'stream-follow',
      'sweeper',
    ]);
    expect(of('AWS::SQS::Queue')).toHaveLength(ASYNCHRONOUS.length);
    for (const name of ASYNCHRONOUS) {
      expect(queueOf(name)?.Properties).toMatchObject({ MessageRetentionPeriod: 14 * 24 * 3600 });
      expect(flat(queueOf(name)?.Properties.KmsMasterKeyId)).toContain('MessagesKey');
    }
  });

  it('takes dead letters over TLS only', () => {
    for (const name of ASYNCHRONOUS) {
      const policy = of('AWS::SQS::QueuePolicy').find(
        ({ Properties }) => flat(Properties.Queues[0]) === `<${queueOf(name)?.id}>`,
      );
      expect(
        statementsIn(policy?.Properties.PolicyDocument).some(
          ({ effect, conditions }) =>
            effect === 'Deny' && conditions.Bool?.['aws:SecureTransport'] === 'false',
        ),
      ).toBe(true);
    }
  });

  it.each(['stream-follow', 'stream-count'])('gives %s its failures one by one and then lets go', (name) => {
    expect(mappingOf(name)).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 100,
      MaximumRecordAgeInSeconds: 3600,
      StartingPosition: 'TRIM_HORIZON',
    });
    expect(flat(mappingOf(name).DestinationConfig.OnFailure.Destination)).toBe(arnOfQueue(name));
  });

  it('wakes a consumer only for rows that it follows', () => {
    const patterns = (name: string) =>
      mappingOf(name).FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern));
    expect(patterns('stream-follow')).toEqual([
      {
        eventName: ['INSERT'],
        dynamodb: { Keys: { sk: { S: [{ prefix: 'CASE' }, { prefix: 'EVENT#' }, { prefix: 'MESSAGE#' }] } } },
      },
      { eventName: ['INSERT', 'MODIFY'], dynamodb: { Keys: { sk: { S: [{ prefix: 'WAIT#' }] } } } },
    ]);
    expect(patterns('stream-count')).toEqual([
      {
        eventName: ['INSERT'],
        dynamodb: { Keys: { sk: { S: [{ prefix: 'EVENT#' }, { prefix: 'EXPOSURE#' }] } } },
      },
    ]);
  });

  it.each([
    ['sweeper', 'rate(15 minutes)', 900],
    ['coverage', 'cron(0 2 * * ? *)', 6 * 3600],
    ['erasure', 'cron(0 3 * * ? *)', 6 * 3600],
    ['payout-monthly', 'cron(0 9 5 * ? *)', 6 * 3600],
    ['accountability-monthly', 'cron(0 9 21 * ? *)', 6 * 3600],
    ['corrective-actions', 'cron(0 4 1 * ? *)', 6 * 3600],
    ['early-warning', 'cron(0 6 2 * ? *)', 6 * 3600],
    ['sms-repull', 'rate(30 minutes)', 1800],
  ])('calls %s at its times, which are those of Shanghai', (name, expression, tooLate) => {
    const schedule = of('AWS::Scheduler::Schedule').find(
      ({ Properties }) => Properties.Name === name,
    )?.Properties;
    expect(schedule).toMatchObject({
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: 'Asia/Shanghai',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: { RetryPolicy: { MaximumEventAgeInSeconds: tooLate } },
    });
    expect(flat(schedule.Target.Arn)).toBe(`<${functionNamed(profile, name).id}.Arn>`);
    expect(flat(schedule.Target.DeadLetterConfig.Arn)).toBe(arnOfQueue(name));
  });

  it('listens to the core system on a bus of its own, and loses no event on the way', () => {
    const [rule] = of('AWS::Events::Rule');
    expect(of('AWS::Events::Rule')).toHaveLength(1);
    expect(rule?.Properties.EventPattern).toEqual({
      source: ['core.policies'],
      'detail-type': ['PolicyIssued'],
    });
    expect(resources(profile, 'stateful', 'AWS::Events::EventBus')[0]?.Properties.Name).toBe('recourse');
    expect(flat(rule?.Properties.EventBusName)).toContain('Bus');
    for (const target of rule?.Properties.Targets ?? []) {
      expect(flat(target.DeadLetterConfig.Arn)).toBe(arnOfQueue('core-events'));
    }
  });

  it('keeps what was delivered and then failed', () => {
    const called = ASYNCHRONOUS.filter((name) => !name.startsWith('stream-'));
    const configs = of('AWS::Lambda::EventInvokeConfig');
    expect(configs).toHaveLength(called.length);
    for (const name of called) {
      const config = configs.find(
        ({ Properties }) => flat(Properties.FunctionName) === `<${functionNamed(profile, name).id}>`,
      );
      expect(flat(config?.Properties.DestinationConfig.OnFailure.Destination)).toBe(arnOfQueue(name));
    }
  });

  it('may put its failures where they belong', () => {
    for (const name of ASYNCHRONOUS) {
      const role = of('AWS::IAM::Role').find(({ Properties }) => Properties.RoleName === `recourse-${name}`);
      const sends = statementsIn(role?.Properties.Policies[0].PolicyDocument).filter(({ actions }) =>
        actions.includes('sqs:SendMessage'),
      );
      expect(sends.map((statement) => statement.resources)).toEqual([[arnOfQueue(name)]]);
    }
  });
});

/** Whoever calls these has no account with the firm's issuer. */
const PUBLIC_EVERYWHERE = ['ANY /c/{proxy+}', 'ANY /openapi.json', 'ANY /sms/{proxy+}'];
/** Elsewhere CloudFront hands the console out. */
const CONSOLE = ['ANY /', 'ANY /console', 'ANY /console/{proxy+}'];

describe.each(PROFILE_NAMES)('the API in %s', (profile) => {
  const PUBLIC = [...PUBLIC_EVERYWHERE, ...(profile === 'china' ? CONSOLE : [])].sort();
  const of = (type: string) => resources(profile, 'stateless', type);
  const routes = () =>
    of('AWS::ApiGatewayV2::Route').map(({ Properties }) => ({
      key: String(Properties.RouteKey),
      authorization: String(Properties.AuthorizationType),
      authorizer: Properties.AuthorizerId === undefined ? undefined : flat(Properties.AuthorizerId),
      integration: flat(Properties.Target),
    }));

  it('opens exactly the routes that customers, the SMS gateway and whoever is about to sign in need', () => {
    const open = routes().filter(({ authorization }) => authorization !== 'JWT');
    expect(open.map(({ key }) => key).sort()).toEqual(PUBLIC);
    for (const { authorization, authorizer } of open) {
      expect({ authorization, authorizer }).toEqual({ authorization: 'NONE', authorizer: undefined });
    }
  });

  it('lets the gateway reach the function that takes answers, and the customer the one that takes words', () => {
    const servedBy = (key: string): string => {
      const [, id] = /<(.+)>$/.exec(routes().find((route) => route.key === key)?.integration ?? '') ?? [];
      const integration = of('AWS::ApiGatewayV2::Integration').find((one) => one.id === id);
      return flat(integration?.Properties.IntegrationUri);
    };
    expect(servedBy('ANY /sms/{proxy+}')).toBe(`<${functionNamed(profile, 'sms-inbox').id}.Arn>`);
    expect(servedBy('ANY /c/{proxy+}')).toBe(`<${functionNamed(profile, 'customer-api').id}.Arn>`);
  });

  it('asks for a token on every other route', () => {
    const [authorizer] = of('AWS::ApiGatewayV2::Authorizer');
    const closed = routes().filter(({ key }) => !PUBLIC.includes(key));
    const declared = Object.values(functions).flatMap((file) =>
      'routes' in file && !('public' in file) ? file.routes : [],
    );
    expect(closed.map(({ key }) => key).sort()).toEqual(declared.map((path) => `ANY ${path}`).sort());
    for (const route of closed) {
      expect(route).toMatchObject({ authorization: 'JWT', authorizer: `<${authorizer?.id}>` });
    }
    expect(authorizer?.Properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://issuer.example.invalid', Audience: ['recourse'] },
    });
  });

  it("has each route of the file, none that only a machine of one's own has, and no catch-all", () => {
    const expected = Object.values(functionsOf(profile)).flatMap((file) =>
      'routes' in file ? file.routes.map((path) => `ANY ${path}`) : [],
    );
    const keys = routes().map(({ key }) => key);
    expect(keys.sort()).toEqual(expected.sort());
    expect(keys.filter((key) => /_local|\$default|ANY \/\{proxy\+\}/.test(key))).toEqual([]);
  });

  it('bounds what may come, and more narrowly where anybody can call', () => {
    const [stage] = of('AWS::ApiGatewayV2::Stage');
    const { DefaultRouteSettings, RouteSettings } = stage?.Properties ?? {};
    expect(Object.keys(RouteSettings).sort()).toEqual(PUBLIC);
    for (const { ThrottlingRateLimit, ThrottlingBurstLimit } of Object.values<{
      ThrottlingRateLimit: number;
      ThrottlingBurstLimit: number;
    }>(RouteSettings)) {
      expect(ThrottlingRateLimit).toBeGreaterThan(0);
      expect(ThrottlingRateLimit).toBeLessThan(DefaultRouteSettings.ThrottlingRateLimit);
      expect(ThrottlingBurstLimit).toBeLessThan(DefaultRouteSettings.ThrottlingBurstLimit);
    }
    // Otherwise a first deployment fails: the stage names routes that are not there.
    const open = of('AWS::ApiGatewayV2::Route').filter(
      ({ Properties }) => Properties.AuthorizationType === 'NONE',
    );
    expect(open).toHaveLength(PUBLIC.length);
    for (const { id } of open) expect(stage?.DependsOn).toContain(id);
  });

  it("logs each call, and never the path, in which a customer's link or the gateway's token stands", () => {
    const [stage] = of('AWS::ApiGatewayV2::Stage');
    const { Format, DestinationArn } = stage?.Properties.AccessLogSettings ?? {};
    expect(flat(DestinationArn)).toMatch(/log-group:\/aws\/vendedlogs\/apis\/recourse$/);
    expect(JSON.parse(Format)).toMatchObject({ requestId: '$context.requestId', route: '$context.routeKey' });
    expect(Format).not.toMatch(/context\.(path|requestPath|protocolPath|authorizer\.claims\.(name|phone))/);
  });
});
