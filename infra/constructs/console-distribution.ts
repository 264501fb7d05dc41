import path from 'node:path';
import { Aws, Duration } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { REPOSITORY } from '../catalogue.ts';
import { consoleHeaders } from '../console-pages.ts';
import { names } from '../names.ts';
import type { Settings } from '../settings.ts';
import { acknowledge } from './acknowledge.ts';

export interface ConsoleDistributionProps {
  bucket: IBucket;
  apiId: string;
  settings: Settings;
}

/** One name for everything: the console's files from their bucket, all the rest from the API. */
export class ConsoleDistribution extends Construct {
  readonly domainName: string;

  constructor(scope: Construct, id: string, { bucket, apiId, settings }: ConsoleDistributionProps) {
    super(scope, id);
    if (settings.consoleCertificate === undefined) throw new Error('The console has no certificate.');
    const files = this.#files(bucket, settings);
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Recourse: the console, and the API behind it',
      domainNames: hostsOf(settings),
      certificate: Certificate.fromCertificateArn(this, 'Certificate', settings.consoleCertificate),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin: new HttpOrigin(`${apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        }),
        // Not redirected: a token or a link that came in the clear was seen already.
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        // With the token, and without the host, by which API Gateway would not know itself.
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
      additionalBehaviors: { '/': files, '/console': files, '/console/*': files },
    });
    acknowledge(distribution, {
      'AwsSolutions-CFR1': 'Staff travel, and customers open their links wherever they are.',
      'AwsSolutions-CFR2':
        'Files of no secret; what is behind the API is throttled there and asks for a token or a link.',
      'AwsSolutions-CFR3':
        "Its log holds paths, and a customer's link is a path. The API logs each call by its route, the bucket each file.",
    });
    this.domainName = distribution.distributionDomainName;
  }

  #files(bucket: IBucket, settings: Settings): BehaviorOptions {
    const paths = new EdgeFunction(this, 'Paths', {
      functionName: names.function('console-paths'),
      comment: 'The root leads to the console, and its screens are index.html',
      code: FunctionCode.fromFile({ filePath: path.join(REPOSITORY, 'infra', 'console-paths.js') }),
      runtime: FunctionRuntime.JS_2_0,
    });
    const { policy, strictTransportSeconds } = consoleHeaders(settings);
    return {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED, // as long as the files say, compressed as the browser takes them
      functionAssociations: [{ function: paths, eventType: FunctionEventType.VIEWER_REQUEST }],
      responseHeadersPolicy: new ResponseHeadersPolicy(this, 'Headers', {
        responseHeadersPolicyName: names.function('console'),
        securityHeadersBehavior: {
          contentSecurityPolicy: { contentSecurityPolicy: policy, override: true },
          contentTypeOptions: { override: true },
          referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
          strictTransportSecurity: {
            accessControlMaxAge: Duration.seconds(strictTransportSeconds),
            override: true,
          },
        },
      }),
    };
  }
}

/** Customers' links may have a shorter name of their own; the page behind them is in the same place. */
function hostsOf({ consoleOrigin, linkBaseUrl }: Settings): string[] {
  return [...new Set([consoleOrigin, linkBaseUrl].map((url) => new URL(url).host))];
}
