import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { CachePolicy, OriginRequestPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { afterAll, describe, expect, it } from 'vitest';
import { pageHeaders } from '../../functions/http/page-headers.ts';
import { SAMPLE_SETTINGS } from '../../infra/settings.ts';
import {
  flat,
  functionNamed,
  newTestSystem,
  PROFILE_NAMES,
  removeTemporaryFolders,
  resources,
  rightsOfRole,
  statementsIn,
} from './templates.ts';

afterAll(removeTemporaryFolders);

const FILES_ORIGIN =
  'https://recourse-files-<AWS::AccountId>-<AWS::Region>.s3.<AWS::Region>.<AWS::URLSuffix>';
const CONNECTS = ['https://issuer.example.invalid', FILES_ORIGIN];

describe.each(PROFILE_NAMES)("the console's files in %s", (profile) => {
  const of = (type: string) => resources(profile, 'console', type);
  const bucket = () => of('AWS::S3::Bucket').find(({ Properties }) => Properties.BucketName !== undefined);
  const deployments = () => of('Custom::CDKBucketDeployment').map(({ Properties }) => Properties);

  it('lie in buckets that the public does not see and nobody reads in the clear', () => {
    const buckets = of('AWS::S3::Bucket');
    expect(buckets).toHaveLength(2);
    for (const { id, Properties } of buckets) {
      expect(Properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
      expect(Properties.WebsiteConfiguration).toBeUndefined();
      expect(Properties.BucketEncryption).toBeDefined();
      const policy = of('AWS::S3::BucketPolicy').find((one) => flat(one.Properties.Bucket) === `<${id}>`);
      const statements = statementsIn(policy?.Properties.PolicyDocument);
      expect(
        statements.some(
          ({ effect, conditions }) =>
            effect === 'Deny' && conditions.Bool?.['aws:SecureTransport'] === 'false',
        ),
      ).toBe(true);
    }
    expect(bucket()?.Properties.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    expect(flat(bucket()?.Properties.LoggingConfiguration.DestinationBucketName)).toContain('AccessLogs');
  });

  it('are read by the one that hands them out, and by nobody else', () => {
    const policy = of('AWS::S3::BucketPolicy').find(
      (one) => flat(one.Properties.Bucket) === `<${bucket()?.id}>`,
    );
    const allowed = statementsIn(policy?.Properties.PolicyDocument).filter(
      ({ effect }) => effect === 'Allow',
    );
    if (profile === 'china') {
      expect(allowed).toEqual([]);
      return;
    }
    expect(allowed.map(({ actions }) => actions)).toEqual([['s3:GetObject']]);
    // Any distribution of anybody could read it otherwise.
    const [distribution] = of('AWS::CloudFront::Distribution');
    expect(flat(allowed[0]?.conditions.StringEquals['AWS:SourceArn'])).toMatch(
      new RegExp(`:distribution/<${distribution?.id}>$`),
    );
  });

  it('are put there with what may be kept, the pages after the assets that they name', () => {
    const byPrefix = Object.fromEntries(deployments().map((one) => [one.DestinationBucketKeyPrefix, one]));
    expect(Object.keys(byPrefix).sort()).toEqual(['console', 'console/assets']);
    expect(byPrefix['console/assets'].SystemMetadata).toEqual({
      'cache-control': 'public,max-age=31536000,immutable',
    });
    expect(byPrefix.console.SystemMetadata).toEqual({ 'cache-control': 'no-cache' });
    const pages = of('Custom::CDKBucketDeployment').find(
      ({ Properties }) => Properties.DestinationBucketKeyPrefix === 'console',
    );
    const assets = of('Custom::CDKBucketDeployment').find(
      ({ Properties }) => Properties.DestinationBucketKeyPrefix === 'console/assets',
    );
    expect(pages?.DependsOn).toContain(assets?.id);
  });

  it('are never taken away from a page that is open', () => {
    for (const { Prune } of deployments()) expect(Prune).toBe(false);
    const copier = of('AWS::IAM::Role').flatMap(({ Properties }) =>
      Properties.Policies.flatMap((one: { PolicyDocument: unknown }) => statementsIn(one.PolicyDocument)),
    );
    expect(copier.flatMap(({ actions }) => actions).filter((action) => /Delete/.test(action))).toEqual([]);
    expect(of('AWS::IAM::Policy')).toEqual([]);
  });

  it('come with the settings of the deployment, and in the forms that the one who hands them out knows', () => {
    const { outdir } = newTestSystem(profile).app;
    /** The asset that holds a file, with all that is in it. */
    const putWith = (file: string): { folder: string; files: string[] } => {
      const [folder = ''] = readdirSync(outdir)
        .map((one) => path.join(outdir, one))
        .filter((one) => existsSync(path.join(one, file)));
      return { folder, files: readdirSync(folder).sort() };
    };
    const forms = (file: string) => (profile === 'global' ? [file] : [file, `${file}.br`, `${file}.gz`]);
    expect(putWith('app-1a2b.js').files).toEqual(forms('app-1a2b.js'));
    expect(putWith('index.html').files).toEqual([...forms('customer.html'), ...forms('index.html')]);
    const config = path.join(putWith('config.json').folder, 'config.json');
    expect(JSON.parse(readFileSync(config, 'utf8'))).toEqual({
      authority: SAMPLE_SETTINGS.issuer,
      clientId: SAMPLE_SETTINGS.consoleClientId,
      audience: SAMPLE_SETTINGS.audience,
      scope: 'openid',
      apiBase: '',
      local: false,
      hotline: SAMPLE_SETTINGS.hotline,
    });
  });

  it('let a browser put documents and get them from pages of the console alone', () => {
    const files = resources(profile, 'stateful', 'AWS::S3::Bucket').find(({ Properties }) =>
      flat(Properties.BucketName).startsWith('recourse-files-'),
    );
    expect(files?.Properties.CorsConfiguration.CorsRules).toEqual([
      {
        AllowedOrigins: [SAMPLE_SETTINGS.consoleOrigin],
        AllowedMethods: ['GET', 'PUT'],
        AllowedHeaders: ['content-type', 'x-amz-checksum-sha256'],
        MaxAge: 3000,
      },
    ]);
    const others = resources(profile, 'stateful', 'AWS::S3::Bucket').filter(({ id }) => id !== files?.id);
    for (const { Properties } of [...others, ...of('AWS::S3::Bucket')]) {
      expect(Properties.CorsConfiguration).toBeUndefined();
    }
  });
});

describe('CloudFront', () => {
  const of = (type: string) => resources('global', 'console', type);
  const config = () => of('AWS::CloudFront::Distribution')[0]?.Properties.DistributionConfig;
  const originOf = (behaviour: { TargetOriginId: string }) =>
    config().Origins.find(({ Id }: { Id: string }) => Id === behaviour.TargetOriginId);

  it('is in the global profile alone', () => {
    expect(of('AWS::CloudFront::Distribution')).toHaveLength(1);
    expect(resources('china', 'console').filter(({ Type }) => Type.includes('CloudFront'))).toEqual([]);
  });

  it('answers to the names of the console and of the links, and to nothing in the clear', () => {
    expect(config().Aliases).toEqual(['console.example.invalid', 'links.example.invalid']);
    expect(config().ViewerCertificate).toMatchObject({
      AcmCertificateArn: SAMPLE_SETTINGS.consoleCertificate,
      MinimumProtocolVersion: 'TLSv1.2_2021',
      SslSupportMethod: 'sni-only',
    });
    for (const { ViewerProtocolPolicy } of [config().DefaultCacheBehavior, ...config().CacheBehaviors]) {
      expect(['https-only', 'redirect-to-https']).toContain(ViewerProtocolPolicy);
    }
    // What comes with a token or a link is refused, not sent round again.
    expect(config().DefaultCacheBehavior.ViewerProtocolPolicy).toBe('https-only');
  });

  it('hands every request for the API on, with its token, and keeps no answer', () => {
    const { DefaultCacheBehavior } = config();
    expect(DefaultCacheBehavior).toMatchObject({
      CachePolicyId: CachePolicy.CACHING_DISABLED.cachePolicyId,
      OriginRequestPolicyId: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER.originRequestPolicyId,
    });
    expect(DefaultCacheBehavior.AllowedMethods).toEqual(expect.arrayContaining(['GET', 'POST', 'PUT']));
    const origin = originOf(DefaultCacheBehavior);
    expect(flat(origin.DomainName)).toMatch(/\.execute-api\.<AWS::Region>\.<AWS::URLSuffix>$/);
    expect(origin.CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: 'https-only',
      OriginSSLProtocols: ['TLSv1.2'],
    });
  });

  it('looks for the console in its bucket, signed, and only to read', () => {
    const behaviours = config().CacheBehaviors as { PathPattern: string; TargetOriginId: string }[];
    expect(behaviours.map(({ PathPattern }) => PathPattern).sort()).toEqual(['/', '/console', '/console/*']);
    for (const behaviour of behaviours) {
      expect(behaviour).toMatchObject({ AllowedMethods: ['GET', 'HEAD'] });
      expect(originOf(behaviour).OriginAccessControlId).toBeDefined();
    }
    const [control] = of('AWS::CloudFront::OriginAccessControl');
    expect(control?.Properties.OriginAccessControlConfig).toMatchObject({
      SigningBehavior: 'always',
      SigningProtocol: 'sigv4',
    });
  });

  it('sends with each of its files what a function sends where there is no CloudFront', () => {
    const [policy] = of('AWS::CloudFront::ResponseHeadersPolicy');
    const { SecurityHeadersConfig: sent } = policy?.Properties.ResponseHeadersPolicyConfig ?? {};
    const { CONSOLE_CONNECTS } = functionNamed('china', 'console-files').Properties.Environment.Variables;
    const wanted = pageHeaders('console', flat(CONSOLE_CONNECTS).split(' '));
    expect(flat(sent.ContentSecurityPolicy.ContentSecurityPolicy)).toBe(wanted['content-security-policy']);
    expect(wanted['content-security-policy']).toContain(`connect-src 'self' ${CONNECTS.join(' ')};`);
    expect(`max-age=${sent.StrictTransportSecurity.AccessControlMaxAgeSec}`).toBe(
      wanted['strict-transport-security'],
    );
    expect(sent.ReferrerPolicy.ReferrerPolicy).toBe(wanted['referrer-policy']);
    for (const header of Object.values<{ Override: boolean }>(sent)) expect(header.Override).toBe(true);
    for (const { ResponseHeadersPolicyId } of config().CacheBehaviors) {
      expect(flat(ResponseHeadersPolicyId)).toBe(`<${policy?.id}>`);
    }
  });

  it('writes no log of its own, in which the links of customers would stand', () => {
    expect(config().Logging).toBeUndefined();
  });

  it('leads from the root to the console, and shows its page where no file is named', () => {
    const [paths] = of('AWS::CloudFront::Function');
    const handler = new Function(`${paths?.Properties.FunctionCode}; return handler;`)();
    const asked = (uri: string) => handler({ request: { uri } });
    expect(asked('/')).toMatchObject({ statusCode: 302, headers: { location: { value: '/console/' } } });
    for (const screen of ['/console', '/console/', '/console/cases/cb-1', '/console/signed-in']) {
      expect(asked(screen)).toEqual({ uri: '/console/index.html' });
    }
    for (const file of ['/console/config.json', '/console/assets/app-1a2b.js']) {
      expect(asked(file)).toEqual({ uri: file });
    }
    for (const { FunctionAssociations } of config().CacheBehaviors) {
      expect(FunctionAssociations).toMatchObject([{ EventType: 'viewer-request' }]);
      expect(flat(FunctionAssociations[0].FunctionARN)).toBe(`<${paths?.id}.FunctionARN>`);
    }
    expect(config().DefaultCacheBehavior.FunctionAssociations).toBeUndefined();
  });
});

describe('the function that hands the console out in china', () => {
  it('reads the files of the console and nothing else', () => {
    const statements = rightsOfRole('china', 'recourse-console-files').filter(
      ({ actions }) => !actions.some((action) => action.startsWith('logs:')),
    );
    expect(
      statements.map(({ actions, resources: touched }) => [actions, touched.map(withoutPartition)]),
    ).toEqual([
      [['s3:GetObject'], [`${BUCKET}/console/*`]],
      // Without it S3 says "forbidden" of a file that is not there.
      [['s3:ListBucket'], [BUCKET]],
    ]);
  });

  it('is told the bucket, and whom the console may call', () => {
    const { Variables } = functionNamed('china', 'console-files').Properties.Environment;
    expect(flat(Variables.BUCKET_CONSOLE)).toBe(BUCKET);
    expect(flat(Variables.CONSOLE_CONNECTS)).toBe(CONNECTS.join(' '));
  });

  it('is not there where CloudFront is', () => {
    expect(() => functionNamed('global', 'console-files')).toThrow('no function');
  });
});

const BUCKET = 'recourse-console-<AWS::AccountId>-<AWS::Region>';
const withoutPartition = (arn: string): string => arn.replace('arn:<AWS::Partition>:s3:::', '');
