import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { IConstruct } from 'constructs';
import { afterAll, describe, expect, it } from 'vitest';
import { REPOSITORY } from '../../infra/catalogue.ts';
import { PACKS } from '../../infra/system.ts';
import { newTestSystem, PROFILE_NAMES, removeTemporaryFolders } from './templates.ts';

afterAll(removeTemporaryFolders);

describe.each(PROFILE_NAMES)('the checks of %s', (profile) => {
  const system = newTestSystem(profile);

  it('find nothing that was not settled or acknowledged', () => {
    expect(() => system.app.synth()).not.toThrow();
  });

  it.each([
    ['AwsSolutions-S1', (scope: IConstruct) => new CfnBucket(scope as never, 'Forgotten')],
    ['Serverless-SQSRedrivePolicy', (scope: IConstruct) => new CfnQueue(scope as never, 'Forgotten')],
    [
      'NIST.800.53.R5-S3BucketVersioningEnabled',
      (scope: IConstruct) => new CfnBucket(scope as never, 'Forgotten'),
    ],
  ])('do find what somebody forgets: %s', (finding, forget) => {
    const { app, stateful } = newTestSystem(profile);
    forget(stateful);
    expect(() => app.synth()).toThrow(finding);
  });

  it('are acknowledged only where they still find something, each with a reason', () => {
    const found = findingsIn(system.app);
    const acknowledged = acknowledgedIn(system.app);
    expect(acknowledged.length).toBeGreaterThan(100);
    for (const { path, finding, reason } of acknowledged) {
      expect(reason, `${path}: ${finding}`).toMatch(/^[A-Z].{20,}\.$/);
    }
    const stale = acknowledged.filter(
      ({ path, finding }) =>
        !(found.get(finding) ?? []).some((one) => one === path || one.startsWith(`${path}/`)),
    );
    expect(stale).toEqual([]);
  });
});

describe('linting the templates', () => {
  it('says how to get cfn-lint where there is none, and fails', () => {
    const script = path.join(REPOSITORY, 'infra', 'lint-templates.ts');
    const { status, stderr, stdout } = spawnSync(process.execPath, [script], {
      env: { PATH: '' },
      encoding: 'utf8',
    });
    expect(stderr).toContain('pip install cfn-lint==');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });
});

/** What each rule finds when nothing is acknowledged: the paths of the resources. */
function findingsIn(app: IConstruct): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const Pack of PACKS) {
    const pack = new Pack();
    // What asks whether a finding was acknowledged: here nobody has.
    Object.assign(pack, { isAcknowledged: () => false });
    for (const { ruleName, violatingResources } of pack.validateScope(app).violations) {
      found.set(
        ruleName,
        violatingResources.map(({ constructPath = '' }) => constructPath),
      );
    }
  }
  return found;
}

function acknowledgedIn(app: IConstruct): { path: string; finding: string; reason: string }[] {
  return app.node.findAll().flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([id, reason]) => ({ path: node.path, finding: id.replace(/^annotation::/i, ''), reason })),
  );
}
