import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { consoleConfig } from './console-pages.ts';
import { ConsoleBucket } from './constructs/console-bucket.ts';
import { ConsoleDeployment } from './constructs/console-deployment.ts';
import { ConsoleDistribution } from './constructs/console-distribution.ts';
import type { Profile } from './profiles.ts';
import type { Settings } from './settings.ts';
import type { StatelessStack } from './stateless-stack.ts';

export interface ConsoleProps extends StackProps {
  profile: Profile;
  settings: Settings;
  code: StatelessStack;
  /** Where the console was built to. */
  folder: string;
}

/** What a browser loads. Where the API hands it out, its function finds the bucket by name. */
export class ConsoleStack extends Stack {
  constructor(scope: Construct, id: string, { profile, settings, code, folder, ...props }: ConsoleProps) {
    super(scope, id, props);
    // A page must not ask for a route that is not there yet.
    this.addStackDependency(code);
    const { bucket } = new ConsoleBucket(this, 'Bucket');
    const isCloudFront = profile.console === 'cloudfront';
    new ConsoleDeployment(this, 'Deployment', {
      bucket,
      folder,
      config: consoleConfig(settings),
      // CloudFront compresses by itself and knows no other form of a file; the function compresses nothing.
      exclude: isCloudFront ? ['**/*.br', '**/*.gz'] : [],
    });
    if (!isCloudFront) return;
    const { domainName } = new ConsoleDistribution(this, 'Distribution', {
      bucket,
      apiId: code.apiId,
      settings,
    });
    // What the names of the console and of the links are aliases of.
    new CfnOutput(this, 'ConsoleDomain', { value: domainName });
  }
}
