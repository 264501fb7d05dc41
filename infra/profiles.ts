/** Where a deployment lives. Each difference stands here with its reason, and nowhere else as an `if` on a region. */
export interface Profile {
  name: 'global' | 'china';
  partition: 'aws' | 'aws-cn';
  /** X-Ray traces of functions and state machines. */
  tracing: boolean;
  /** Who sends the customer's messages. */
  sms: 'sns' | 'aliyun';
  /** Who hands out the console's files. */
  console: 'cloudfront' | 'api';
}

export const PROFILES: Readonly<Record<Profile['name'], Profile>> = {
  global: {
    name: 'global',
    partition: 'aws',
    tracing: true,
    sms: 'sns',
    console: 'cloudfront',
  },
  china: {
    name: 'china',
    partition: 'aws-cn',
    // Lambda in China has no X-Ray integration; the X-Ray endpoints that exist there take no traces from it.
    tracing: false,
    // SNS in China sends no SMS, and the carriers take messages only with a signature and template that are
    // registered with a mainland gateway.
    sms: 'aliyun',
    // CloudFront in China is a service of its own that asks for an ICP filing of each name, and gives no certificates of
    // Certificate Manager to it. The API has its name already; its function `console-files` reads the bucket.
    console: 'api',
  },
};

// What both leave out, because China has none of it and one way is enough: Cognito user pools (any OIDC issuer does),
// Lambda function URLs, the HTTPS task of Step Functions, and the redrive of dead letters by SQS (see docs/runbook.md:
// a dead letter names its record, and its function is called again).

export function profileNamed(name: unknown): Profile {
  if (name === undefined) return PROFILES.global;
  if (name === 'global' || name === 'china') return PROFILES[name];
  throw new Error(`There is no profile ${String(name)}: global or china.`);
}
