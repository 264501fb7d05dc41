import { afterAll, describe, expect, it } from 'vitest';
import { keys } from '../../adapters/dynamodb/keys.ts';
import { rightsOf, TABLE_ACTIONS } from '../../infra/rights.ts';
import {
  allFunctions,
  CATALOGUE,
  everyResource,
  flat,
  functionNamed,
  functionsOf,
  PROFILE_NAMES,
  type ProfileName,
  removeTemporaryFolders,
  resources,
  rightsOfRole,
  statementsIn,
} from './templates.ts';

afterAll(removeTemporaryFolders);

function actionsOn(profile: ProfileName, name: string, resource: RegExp): string[] {
  return rightsOfRole(profile, `recourse-${name}`)
    .filter(({ resources: touched }) => touched.some((one) => resource.test(one)))
    .flatMap(({ actions }) => actions);
}

/** The partitions of a table that a function may write, one list for each statement; `*` is all. */
function writesTo(profile: ProfileName, name: string, table: RegExp): string[][] {
  return rightsOfRole(profile, `recourse-${name}`)
    .filter(({ resources: touched }) => touched.some((one) => table.test(one)))
    .filter(({ actions }) => actions.some((action) => TABLE_ACTIONS.write.includes(action)))
    .map(({ conditions }) => conditions['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? ['*']);
}

/** As IAM compares: a star is any text. */
function isLike(key: string, pattern: string): boolean {
  return pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern;
}

function mayDo(profile: ProfileName, action: string): string[] {
  return Object.keys(functionsOf(profile)).filter((name) =>
    rightsOfRole(profile, `recourse-${name}`).some(({ actions }) => actions.includes(action)),
  );
}

describe.each(PROFILE_NAMES)('functions in %s', (profile) => {
  const FUNCTIONS = functionsOf(profile);
  const NAMES = Object.keys(FUNCTIONS);

  it('are those of the file, with its sizes, on Node 24 and ARM', () => {
    expect(allFunctions(profile)).toHaveLength(NAMES.length);
    for (const [name, file] of Object.entries(FUNCTIONS)) {
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
      'accountability-api',
      'administration-api',
      'callback-api',
      'carrier-api',
      'commission-api',
      'complaint-api',
      'corrective-action-api',
      'desk-api',
      'evaluation-api',
      'evidence-api',
      'figures-api',
      'policy-api',
      'pre-underwriting-api',
      'reception-day-api',
      'reconsideration-api',
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
      'accountability-steps',
      'callback-steps',
      'complaint-steps',
      'evaluation-steps',
      'import-steps',
      'pre-underwriting-steps',
      'reconsideration-steps',
      'stream-follow',
      'sweeper',
    ]);
    expect(mayDo(profile, 'states:StartExecution').sort()).toEqual(['stream-follow', 'sweeper']);
    for (const [name, file] of Object.entries(FUNCTIONS)) {
      if (!('workflow' in file)) continue;
      const others = Object.keys(CATALOGUE.workflows).filter((workflow) => workflow !== file.workflow);
      for (const other of others) {
        expect(actionsOn(profile, name, new RegExp(`stateMachine:recourse-${other}$`)), name).toEqual([]);
      }
    }
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

  it('delete a file only where health data is erased, and only among the documents', () => {
    expect(mayDo(profile, 's3:DeleteObject').sort()).toEqual(['erasure', 'pre-underwriting-steps']);
    for (const name of ['erasure', 'pre-underwriting-steps']) {
      const statements = rightsOfRole(profile, `recourse-${name}`).filter(({ actions }) =>
        actions.some((action) => action.startsWith('s3:')),
      );
      // Neither can read what it erases, nor list what there is.
      expect(statements.map(({ actions }) => actions)).toEqual([['s3:DeleteObject']]);
      expect(statements.flatMap(({ resources: touched }) => touched)).toEqual([
        expect.stringMatching(/\/documents\/\*$/),
      ]);
    }
  });

  it('may do nothing to files but read, write, remove and miss them: no version, rule or hold of the bucket', () => {
    const actions = NAMES.flatMap((name) =>
      rightsOfRole(profile, `recourse-${name}`).flatMap((statement) => statement.actions),
    );
    expect([...new Set(actions.filter((action) => action.startsWith('s3:')))].sort()).toEqual([
      's3:DeleteObject',
      's3:GetObject',
      's3:ListBucket',
      's3:PutObject',
    ]);
  });

  it('open a part of the bucket only where it is somebody’s work', () => {
    const holders = (part: string, action: string) =>
      NAMES.filter((name) => actionsOn(profile, name, new RegExp(`/${part}/\\*$`)).includes(action)).sort();
    expect(holders('documents', 's3:GetObject')).toEqual([
      'accountability-api',
      'carrier-api',
      'complaint-api',
      'evidence-api',
      'pre-underwriting-api',
      'reconsideration-api',
    ]);
    expect(holders('documents', 's3:PutObject')).toEqual([
      'accountability-api',
      'complaint-api',
      'pre-underwriting-api',
      'reconsideration-api',
    ]);
    expect(holders('payouts', 's3:GetObject')).toEqual(['commission-api']);
    expect(holders('payouts', 's3:PutObject')).toEqual(['payout-steps']);
    // Who serves a statement or a proof cannot write one, and the reverse.
    expect(holders('accountability', 's3:GetObject')).toEqual(['accountability-api']);
    expect(holders('accountability', 's3:PutObject')).toEqual(['accountability-steps']);
    expect(holders('coverage', 's3:GetObject')).toEqual(['figures-api']);
    expect(holders('coverage', 's3:PutObject')).toEqual(['coverage']);
    expect(holders('hotline', 's3:GetObject')).toEqual(['complaint-api']);
    expect(holders('hotline', 's3:PutObject')).toEqual(['complaint-api']);
  });

  it("let a carrier's reviewer reach no commission, figure, message or secret, and write no file", () => {
    expect(actionsOn(profile, 'carrier-api', /(commissions|metrics)table/)).toEqual([]);
    const statements = rightsOfRole(profile, 'recourse-carrier-api');
    const services = statements.flatMap(({ actions }) => actions.map((action) => action.split(':')[0]));
    expect([...new Set(services)].sort()).toEqual(
      profile === 'global' ? ['dynamodb', 'kms', 'logs', 's3', 'xray'] : ['dynamodb', 'kms', 'logs', 's3'],
    );
    const parts = statements.filter(({ actions }) =>
      actions.some((action) => /^s3:(?!ListBucket)/.test(action)),
    );
    expect(parts.map(({ actions }) => actions)).toEqual([['s3:GetObject']]);
    expect(parts.flatMap(({ resources: touched }) => touched)).toEqual([
      expect.stringMatching(/\/documents\/\*$/),
    ]);
  });

  it("let a carrier's reviewer touch vocabularies among the policies, and no policy with its customer", () => {
    const statements = rightsOfRole(profile, 'recourse-carrier-api').filter(({ resources: touched }) =>
      touched.some((one) => one.includes('policiestable')),
    );
    expect(statements.map(({ conditions }) => conditions)).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['CARRIER#*'] } },
    ]);
    expect(statements[0]?.resources.some((one) => one.includes('/index/'))).toBe(false);
  });

  it('show the administration who saw what and who has signed in, and no case, policy or customer', () => {
    const conditionsOn = (table: string) =>
      rightsOfRole(profile, 'recourse-administration-api')
        .filter(({ resources: touched }) => touched.some((one) => one.includes(table)))
        .map(({ conditions }) => conditions['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']);
    expect(conditionsOn('casestable')).toEqual([['SIGHTS#*']]);
    expect(conditionsOn('policiestable')).toEqual([['STAFF-SEEN']]);
    expect(isLike(keys.sightsOf('2026-03'), 'SIGHTS#*')).toBe(true);
    expect(isLike(keys.person('agent-1').pk, 'STAFF-SEEN')).toBe(true);
    expect(actionsOn(profile, 'administration-api', /casestable/)).not.toContain('dynamodb:PutItem');
    expect(actionsOn(profile, 'administration-api', /(commissions|metrics)table/)).toEqual([]);
  });

  it("keep a person's views apart from policies, of which they reach none", () => {
    const statements = rightsOfRole(profile, 'recourse-desk-api').filter(({ resources: touched }) =>
      touched.some((one) => one.includes('policiestable')),
    );
    expect(statements.map(({ conditions }) => conditions)).toEqual([
      { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['STAFF#*'] } },
    ]);
    expect(isLike(keys.views('agent-1').pk, 'STAFF#*')).toBe(true);
    for (const { pk } of [keys.policy('pl-1'), keys.customerPhone('13900000000', 'cu-1'), keys.carrier('a')])
      expect(isLike(pk, 'STAFF#*')).toBe(false);
    expect(actionsOn(profile, 'desk-api', /(commissions|metrics)table/)).toEqual([]);
  });

  it('show figures without a policy and its customer, and change no case, commission or counter', () => {
    expect(actionsOn(profile, 'figures-api', /policiestable/)).toEqual([]);
    for (const table of [/casestable/, /commissionstable/]) {
      expect(actionsOn(profile, 'figures-api', table).sort()).toEqual([...TABLE_ACTIONS.read].sort());
    }
    expect(writesTo(profile, 'figures-api', /metricstable/)).toEqual([
      ['EXPORT#*', 'RESTATED', 'RESTATED#*'],
    ]);
    expect(actionsOn(profile, 'figures-api', /metricstable/).sort()).toEqual(
      [...TABLE_ACTIONS.read, ...TABLE_ACTIONS.write].sort(),
    );
    const [patterns = []] = writesTo(profile, 'figures-api', /metricstable/);
    for (const key of [keys.metric('2026-10', 'bj', 'a').pk, keys.counted('a').pk])
      expect(patterns.filter((one) => isLike(key, one))).toEqual([]);
    for (const key of [
      keys.figureExport('2026-10-05T01:00:00.000Z', 'a').pk,
      keys.restated('a').pk,
      keys.restatement('a', 1).pk,
    ]) {
      expect(
        patterns.filter((one) => isLike(key, one)),
        key,
      ).toHaveLength(1);
    }
  });

  it('count from the stream alone, and count without reading who it was', () => {
    const counts = NAMES.filter((name) =>
      writesTo(profile, name, /metricstable/).some((patterns) =>
        patterns.some((one) => isLike(keys.metric('2026-10', 'bj', 'a').pk, one)),
      ),
    );
    expect(counts).toEqual(['stream-count']);
    expect(actionsOn(profile, 'stream-count', /(cases|policies|commissions|idempotency)table[^/]*$/)).toEqual(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    );
  });

  it('let nobody but a policy’s own way in write a policy', () => {
    const policy = keys.policy('pl-1').pk;
    const writers = NAMES.filter((name) =>
      writesTo(profile, name, /policiestable/).some((patterns) =>
        patterns.some((one) => isLike(policy, one)),
      ),
    );
    expect(writers.sort()).toEqual(['core-events', 'import-steps', 'policy-api']);
  });

  it('let those who ask customers and hear them write whose number it is, and that it wants no messages', () => {
    const rows = [
      keys.customerPhone('13900000000', 'cu-1'),
      keys.optOut('13900000000'),
      keys.sending('13900000000'),
    ];
    for (const name of ['evaluation-api', 'evaluation-steps', 'sms-inbox', 'sms-repull', 'stream-follow']) {
      const patterns = writesTo(profile, name, /policiestable/).flat();
      for (const { pk } of rows)
        expect(
          patterns.some((one) => isLike(pk, one)),
          name,
        ).toBe(true);
    }
  });

  it('let a push of the SMS gateway reach no commission, figure, file, topic or workflow', () => {
    expect(actionsOn(profile, 'sms-inbox', /(commissions|metrics|idempotency)table/)).toEqual([]);
    const services = rightsOfRole(profile, 'recourse-sms-inbox').flatMap(({ actions }) =>
      actions.map((action) => action.split(':')[0]),
    );
    // What proves the gateway is a secret only where a gateway pushes.
    expect([...new Set(services)].sort()).toEqual(
      profile === 'global'
        ? ['dynamodb', 'kms', 'logs', 'xray']
        : ['dynamodb', 'kms', 'logs', 'secretsmanager'],
    );
    expect(actionsOn(profile, 'sms-inbox', /LinkSecret/)).toEqual([]);
  });

  it('publish from the stream and of its counts alone: an API would tell what was never committed', () => {
    expect(mayDo(profile, 'sns:Publish')).toEqual(['stream-follow', 'early-warning']);
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
      expect('SMS_GATEWAY' in variables).toBe(rights.sms === true || rights.smsInbox === true);
      expect('BRANCHES' in variables).toBe(rights.branches === true);
      expect('BUCKET_CONSOLE' in variables).toBe(rights.console === true);
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

  it.each(['sweeper', 'sms-repull'])('run %s one at a time: the next would do the same work', (name) => {
    expect(functionNamed(profile, name).Properties.ReservedConcurrentExecutions).toBe(1);
  });
});
