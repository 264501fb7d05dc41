import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { FileSystem, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { bucketArn, logGroupArn, names } from '../names.ts';
import {
  acknowledge,
  acknowledgeNoVpc,
  acknowledgeOwnPolicy,
  acknowledgeStar,
  acknowledgeUnreserved,
} from './acknowledge.ts';

export interface ConsoleDeploymentProps {
  bucket: IBucket;
  /** Where the console was built to. */
  folder: string;
  /** What `config.json` says. */
  config: object;
  /** Patterns of files that stay behind. */
  exclude: readonly string[];
}

const NAME = names.consoleDeployment;
const FOLDER = 'console';
const FILES = `${bucketArn(names.consoleBucket)}/${FOLDER}/*`;
const LOG_STREAMS = `${logGroupArn(names.functionLogs(NAME))}:*`;

/**
 * Puts the built console into its bucket, with what only a deployment knows beside it. Nothing is taken away: a page
 * that was opened before still finds the assets that it came with.
 */
export class ConsoleDeployment extends Construct {
  constructor(scope: Construct, id: string, { bucket, folder, config, exclude }: ConsoleDeploymentProps) {
    super(scope, id);
    const settings = FileSystem.mkdtemp('recourse-console-');
    writeFileSync(path.join(settings, 'config.json'), JSON.stringify(config));
    const assets = new Asset(this, 'Assets', { path: path.join(folder, 'assets'), exclude: [...exclude] });
    const pages = new Asset(this, 'Pages', {
      path: folder,
      exclude: ['assets', 'manifest.json*', ...exclude],
    });
    const own = new Asset(this, 'Config', { path: settings });
    const role = this.#role([assets, pages, own]);
    const logGroup = LogGroup.fromLogGroupName(this, 'Logs', names.functionLogs(NAME));
    const put = (part: string, from: readonly Asset[], to: string, cached: string): BucketDeployment =>
      new BucketDeployment(this, part, {
        sources: from.map((asset) => Source.bucket(asset.bucket, asset.s3ObjectKey)),
        destinationBucket: bucket,
        destinationKeyPrefix: to,
        cacheControl: [CacheControl.fromString(cached)],
        prune: false,
        // All that it may is in the role: the library's own grants end in wildcards.
        role: role.withoutPolicyUpdates(),
        logGroup,
      });
    const named = put('PutAssets', [assets], `${FOLDER}/assets`, 'public,max-age=31536000,immutable');
    // Last: a page must not name an asset that is not there yet.
    put('PutPages', [pages, own], FOLDER, 'no-cache').node.addDependency(named);
    this.#acknowledgeCopier();
  }

  #role(sources: readonly Asset[]): Role {
    const allow = (actions: string[], resources: string[]) => new PolicyStatement({ actions, resources });
    const role = new Role(this, 'Role', {
      roleName: names.role(NAME),
      description: `What the function ${NAME} may do`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        [NAME]: new PolicyDocument({
          statements: [
            allow(['logs:CreateLogStream', 'logs:PutLogEvents'], [LOG_STREAMS]),
            allow(
              ['s3:GetObject'],
              sources.map((source) => source.bucket.arnForObjects(source.s3ObjectKey)),
            ),
            allow(['s3:ListBucket'], [bucketArn(names.consoleBucket)]),
            allow(['s3:PutObject', 's3:AbortMultipartUpload'], [FILES]),
          ],
        }),
      },
    });
    acknowledgeOwnPolicy(role);
    acknowledgeStar(role, LOG_STREAMS, 'Lambda names the streams; the log group is one.');
    acknowledgeStar(role, FILES, 'A build names its files; this is their part of the bucket.');
    return role;
  }

  /** The library keeps one function in the stack for all that it copies. */
  #acknowledgeCopier(): void {
    const copier = Stack.of(this).node.children.find(({ node }) =>
      node.id.startsWith('Custom::CDKBucketDeployment'),
    );
    if (copier === undefined) throw new Error('The function that copies the console is not where it was.');
    acknowledge(copier, {
      'AwsSolutions-L1': 'Code and runtime of this function are those of the CDK.',
      'Serverless-LambdaLatestVersion': 'Code and runtime of this function are those of the CDK.',
      'Serverless-LambdaDLQ': 'A deployment waits for it, fails with it and is repeated.',
      'NIST.800.53.R5-LambdaDLQ': 'A deployment waits for it, fails with it and is repeated.',
      'Serverless-LambdaTracing': 'It runs in a deployment alone, which tells how long it took.',
    });
    acknowledgeNoVpc(copier);
    acknowledgeUnreserved(copier, 'A deployment calls it twice, one after the other.');
  }
}
