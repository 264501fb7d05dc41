import { Aws } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  type HttpRoute,
  HttpStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { logGroupArn, names } from '../names.ts';
import type { Settings } from '../settings.ts';
import { acknowledge } from './acknowledge.ts';
import type { SystemFunction } from './system-function.ts';

export interface ServedRoutes {
  served: SystemFunction;
  routes: readonly string[];
  public: boolean;
}

/**
 * The one door: the staff's routes behind their token, the customer's behind the link that they hold, the SMS gateway's
 * behind the token that it was given.
 */
export class Api extends Construct {
  readonly apiId: string;

  constructor(
    scope: Construct,
    id: string,
    { apis, settings }: { apis: readonly ServedRoutes[]; settings: Settings },
  ) {
    super(scope, id);
    const api = new HttpApi(this, 'Api', {
      apiName: names.api,
      description: 'Recourse',
      createDefaultStage: false,
      // What a route forgets to say is locked.
      defaultAuthorizer: new HttpJwtAuthorizer('Staff', settings.issuer, {
        jwtAudience: [settings.audience],
      }),
    });
    const open: HttpRoute[] = [];
    for (const { served, routes, public: isPublic } of apis) {
      const integration = new HttpLambdaIntegration(`${served.name}-integration`, served.lambda, {
        // One permission per function and not per route: a Lambda policy is full at 20 kB.
        scopePermissionToRoute: false,
      });
      for (const path of routes) {
        const added = api.addRoutes({
          path,
          methods: [HttpMethod.ANY],
          integration,
          ...(isPublic ? { authorizer: new HttpNoneAuthorizer() } : {}),
        });
        if (isPublic) open.push(...added);
      }
    }
    for (const route of open) {
      acknowledge(route, {
        'AwsSolutions-APIG4':
          "Neither customers nor the SMS gateway have an account: a signed link or a token in the path is the proof, checked by the function. The console's files are for anybody, who then signs in. Throttled.",
      });
    }
    this.#stage(api, open);
    this.apiId = api.apiId;
  }

  #stage(api: HttpApi, open: readonly HttpRoute[]): void {
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: STAFF_THROTTLE,
      accessLogSettings: {
        // The group itself: the library gives the ARN of its streams, with a wildcard.
        destination: { bind: () => ({ destinationArn: logGroupArn(names.accessLogs) }) },
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    const cfnStage = stage.node.defaultChild;
    if (!(cfnStage instanceof CfnStage)) throw new Error('The stage of the API is not what it was.');
    cfnStage.routeSettings = Object.fromEntries(
      open.map((route) => [
        `ANY ${route.path}`,
        {
          ThrottlingRateLimit: PUBLIC_THROTTLE.rateLimit,
          ThrottlingBurstLimit: PUBLIC_THROTTLE.burstLimit,
        },
      ]),
    );
    // A stage that names a route which is not there yet is refused.
    for (const route of open) stage.node.addDependency(route);
  }
}

const STAFF_THROTTLE = { rateLimit: 200, burstLimit: 400 };

/**
 * On each route, for all who call it together: 10,000 invitations in a morning are a few a second, and a gateway puts
 * many replies into one push; one that is turned away comes again. It bounds the cost of a flood and
 * keeps the functions free for the staff; guessing a link is hopeless by the length of its signature. Where the API hands
 * the console out, the first load after a deployment is some ten files for each of the staff.
 */
const PUBLIC_THROTTLE = { rateLimit: 100, burstLimit: 200 };

/**
 * The route and never the path: a customer's link or the gateway's token stands in it, and a log that holds them can
 * use them.
 */
const ACCESS_LOG = {
  at: '$context.requestTime',
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  ms: '$context.responseLatency',
  bytes: '$context.responseLength',
  ip: '$context.identity.sourceIp',
  who: '$context.authorizer.claims.sub',
  refusal: '$context.authorizer.error',
  fault: '$context.integrationErrorMessage',
};

export const apiEndpoint = (apiId: string): string =>
  `https://${apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`;
