import { afterAll, describe, expect, it } from 'vitest';
import { rightsOf } from '../../infra/rights.ts';
import {
  allFunctions,
  CATALOGUE,
  everyResource,
  flat,
  functionNamed,
  PROFILE_NAMES,
  type ProfileName,
  removeTemporaryFolders,
  resources,
  rightsOfRole,
  statementsIn,
} from './templates.ts';

afterAll(removeTemporaryFolders);

const NAMES = Object.keys(CATALOGUE.functions);

function actionsOn(profile: ProfileName, name: string, resource: RegExp): string[] {
  return rightsOfRole(profile, `recourse-${name}`)
    .filter(({ resources: touched }) => touched.some((one) => resource.test(one)))
    .flatMap(({ actions }) => actions);
}

function mayDo(profile: ProfileName, action: string): string[] {
  return NAMES.filter((name) =>
    rightsOfRole(profile, `recourse-${name}`).some(({ actions }) => actions.includes(action)),
  );
}

describe.each(PROFILE_NAMES)('functions in %s', (profile) => {
  it('are those of the file, with its sizes, on Node 24 and ARM', () => {
    expect(allFunctions(profile)).toHaveLength(NAMES.length);
    for (const [name, file] of Object.entries(CATALOGUE.functions)) {
      expect(functionNamed(profile, name).Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        MemorySize: file.memory,
        Timeout: file.timeout,
        LoggingConfig: { LogGroup: `/recourse/functions/${name}` },
      });
    }
  });

  it('have a role each', () => {
    const roles = allFunctions(profile).map(({ Properties }) => flat(Properties.Role));
    expect(new Set(roles).size).toBe(NAMES.length);
  });

  it('may do no wildcard action, and nobody has a policy that AWS wrote', () => {
    for (const { Properties, Type } of everyResource(profile)) {
      if (Type !== 'AWS::IAM::Role' && Type !== 'AWS::IAM::Policy') continue;
      expect(Properties.ManagedPolicyArns).toBeUndefined();
      const documents = Type === 'AWS::IAM::Role' ? (Properties.Policies ?? []) : [Properties];
      for (const { PolicyDocument } of documents) {
        for (const { actions } of statementsIn(PolicyDocument)) {
          expect(actions.filter((action) => action.includes('*'))).toEqual([]);
        }
      }
    }
  });

  it('touch everything only where AWS knows no resource: traces and the delivery of logs', () => {
    const everything = resources(profile, 'stateless').flatMap(({ Type, Properties }) => {
      if (Type === 'AWS::IAM::Policy') return statementsIn(Properties.PolicyDocument);
      if (Type !== 'AWS::IAM::Role') return [];
      return (Properties.Policies ?? []).flatMap((policy: { PolicyDocument: unknown }) =>
        statementsIn(policy.PolicyDocument),
      );
    });
    const actions = new Set(
      everything.filter(({ resources: all }) => all.includes('*')).flatMap((statement) => statement.actions),
    );
    const services = new Set([...actions].map((action) => action.split(':')[0]));
    expect([...services].sort()).toEqual(profile === 'global' ? ['logs', 'xray'] : ['logs']);
    // All but topics is phone numbers: see profiles.test.ts.
    const allBut = everything.filter(({ notResources }) => notResources.length > 0);
    expect(allBut.flatMap((statement) => statement.actions)).toEqual(
      profile === 'global' ? ['sns:Publish'] : [],
    );
    expect([...actions].filter((action) => /PutLogEvents|CreateLogStream|GetLogEvents/.test(action))).toEqual(
      [],
    );
  });

  it('cannot delete a case, a policy or a commission line, and scan only for a replay', () => {
    expect(mayDo(profile, 'dynamodb:DeleteItem').sort()).toEqual([
      'callback-api',
      'commission-api',
      'policy-api',
    ]);
    for (const name of NAMES) {
      expect(actionsOn(profile, name, /(cases|policies|commissions|metrics)table/)).not.toContain(
        'dynamodb:DeleteItem',
      );
    }
    expect(mayDo(profile, 'dynamodb:Scan')).toEqual(['policy-api']);
    expect(actionsOn(profile, 'policy-api', /(cases|commissions)table/)).not.toContain('dynamodb:Scan');
  });

  it('wake a workflow only where that is their work, and never from an API', () => {
    expect(mayDo(profile, 'states:SendTaskSuccess').sort()).toEqual([
      'callback-steps',
      'import-steps',
      'stream-follow',
      'sweeper',
    ]);
    expect(mayDo(profile, 'states:StartExecution').sort()).toEqual(['stream-follow', 'sweeper']);
    expect(actionsOn(profile, 'callback-steps', /stateMachine:recourse-(payout|policy-import)/)).toEqual([]);
    expect(actionsOn(profile, 'import-steps', /stateMachine:recourse-(payout|callback)/)).toEqual([]);
  });

  it("let a customer's request touch lines of policies and nothing that was paid", () => {
    const statements = rightsOfRole(profile, 'recourse-customer-api').filter(({ resources: touched }) =>
      touched.some((one) => one.includes('commissionstable')),
    );
    expect(statements).toHaveLength(1);
    expect(statements[0]?.conditions).toEqual({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['POLICY#*'] },
    });
    expect(statements[0]?.resources.some((one) => one.includes('/index/'))).toBe(false);
  });

  it("let a customer's request write no policy, and reach no file, topic, queue or figure", () => {
    expect(actionsOn(profile, 'customer-api', /policiestable/)).not.toContain('dynamodb:PutItem');
    const services = rightsOfRole(profile, 'recourse-customer-api').flatMap(({ actions }) =>
      actions.map((action) => action.split(':')[0]),
    );
    expect([...new Set(services)].sort()).toEqual(
      profile === 'global'
        ? ['dynamodb', 'kms', 'logs', 'secretsmanager', 'xray']
        : ['dynamodb', 'kms', 'logs', 'secretsmanager'],
    );
    expect(actionsOn(profile, 'customer-api', /metricstable/)).toEqual([]);
  });

  it('publish from the stream alone: an API that publishes would tell what was never committed', () => {
    expect(mayDo(profile, 'sns:Publish')).toEqual(['stream-follow']);
  });

  it('read the secret that signs links only where links are made or checked', () => {
    const readers = NAMES.filter((name) =>
      actionsOn(profile, name, /LinkSecret/).includes('secretsmanager:GetSecretValue'),
    );
    expect(readers.sort()).toEqual(['customer-api', 'stream-follow']);
  });

  it('use keys through the services that store with them, and never directly', () => {
    for (const name of NAMES) {
      for (const { actions, conditions } of rightsOfRole(profile, `recourse-${name}`)) {
        if (!actions.some((action) => action.startsWith('kms:'))) continue;
        expect(conditions.StringEquals['kms:ViaService'].length).toBeGreaterThan(0);
      }
    }
  });

  it('get the names of what they may touch, and of nothing else', () => {
    for (const name of NAMES) {
      const variables = functionNamed(profile, name).Properties.Environment.Variables;
      const rights = rightsOf(name);
      const tables = Object.keys(variables).filter((variable) => variable.startsWith('TABLE_'));
      expect(tables.sort()).toEqual(
        Object.keys(rights.tables)
          .map((table) => `TABLE_${table.toUpperCase()}`)
          .sort(),
      );
      expect('BUCKET_FILES' in variables).toBe(rights.files !== undefined);
      expect('LINK_SECRET_ID' in variables).toBe(rights.links === true);
      expect('SMS_GATEWAY' in variables).toBe(rights.sms === true);
      expect(variables).toMatchObject({
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: 'Recourse',
        POWERTOOLS_TRACE_ENABLED: String(profile === 'global'),
      });
    }
  });

  it('carry no secret in a variable', () => {
    for (const { Properties } of allFunctions(profile)) {
      for (const [variable, value] of Object.entries(Properties.Environment.Variables)) {
        if (/SECRET|KEY|TOKEN|PASSWORD/.test(variable))
          expect(flat(value)).toMatch(/^<RecourseStateful:.*Secret/);
      }
    }
  });

  it('sweep one at a time', () => {
    expect(functionNamed(profile, 'sweeper').Properties.ReservedConcurrentExecutions).toBe(1);
  });
});
