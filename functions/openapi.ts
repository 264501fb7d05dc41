import * as z from 'zod/mini';
import { accountabilityRoutes } from './accountability/routes.ts';
import { administrationRoutes } from './administration/routes.ts';
import { callbackRoutes } from './callback/routes.ts';
import { carrierRoutes } from './carrier/routes.ts';
import { vocabularyRoutes } from './carrier/vocabulary-routes.ts';
import { commissionRoutes } from './commission/routes.ts';
import { hotlineRoutes } from './complaint/hotline-routes.ts';
import { complaintRoutes } from './complaint/routes.ts';
import { correctiveActionRoutes } from './corrective-action/routes.ts';
import { customerRoutes } from './customer/routes.ts';
import { deskRoutes } from './desk/routes.ts';
import { evaluationFiguresRoutes } from './evaluation/figures.ts';
import { evaluationRoutes } from './evaluation/routes.ts';
import { smsRoutes } from './evaluation/sms-routes.ts';
import { evidenceRoutes } from './evidence/routes.ts';
import { figuresRoutes } from './figures/routes.ts';
import { Problem } from './http/problem.ts';
import type { Route } from './http/route.ts';
import { policyRoutes } from './policy/routes.ts';
import { preUnderwritingRoutes } from './pre-underwriting/routes.ts';
import { receptionDayRoutes } from './reception-day/routes.ts';
import { reconsiderationRoutes } from './reconsideration/routes.ts';

/** Every route of the API. A description needs no ports: only calling a handler would. */
export function allRoutes(): Route[] {
  const none = {} as never;
  return [
    ...policyRoutes(none),
    ...callbackRoutes(none),
    ...deskRoutes(none),
    ...evidenceRoutes(none),
    ...commissionRoutes(none),
    ...preUnderwritingRoutes(none),
    ...reconsiderationRoutes(none),
    ...carrierRoutes(none),
    ...vocabularyRoutes(none),
    ...complaintRoutes(none),
    ...hotlineRoutes(none),
    ...receptionDayRoutes(none),
    ...correctiveActionRoutes(none),
    ...evaluationRoutes(none),
    ...evaluationFiguresRoutes(none),
    ...smsRoutes(none),
    ...accountabilityRoutes(none),
    ...administrationRoutes(none),
    ...figuresRoutes(none),
    ...customerRoutes(none),
  ];
}

type Json = Record<string, unknown>;

/** The API as OpenAPI 3.1, made from the schemas that parse its requests. */
export function describeApi(routes: readonly Route[] = allRoutes()): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const at = paths[route.path] ?? {};
    at[route.method.toLowerCase()] = operation(route);
    paths[route.path] = at;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Recourse',
      version: '0.1.0',
      description:
        'What an insurance broker firm runs after the sale. Amounts are whole fen, instants ISO 8601 UTC, dates Asia/Shanghai.',
    },
    paths,
    components: {
      schemas: { Problem: jsonSchema(Problem, 'output') },
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function operation(route: Route): Json {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const media = route.answers ?? 'application/json';
  return {
    summary: route.summary,
    operationId: operationId(route),
    tags: [route.path.split('/')[1]],
    ...(route.public === true ? {} : { security: [{ token: [] }] }),
    parameters: [
      ...parameters(route.pathShape, 'path'),
      ...parameters(route.queryShape, 'query'),
      ...idempotencyKey(route),
    ],
    ...(route.method === 'GET'
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(route.bodyShape, 'input') } },
          },
        }),
    responses: {
      '2XX': {
        description: 'Done.',
        content: {
          [media]: {
            schema:
              media === 'application/json' ? jsonSchema(route.answerShape, 'output') : { type: 'string' },
          },
        },
      },
      '4XX': { description: 'Refused: nothing changed.', content },
      '5XX': { description: 'Our fault.', content },
    },
  };
}

/** `POST /cases/{id}/attempts` -> `postCasesByIdAttempts`. */
function operationId({ method, path }: Route): string {
  const words = path.split(/[/.-]/).filter((part) => part !== '');
  const name = words
    .map((word) => (word.startsWith('{') ? `By${capital(word.slice(1, -1))}` : capital(word)))
    .join('');
  return `${method.toLowerCase()}${name}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function parameters(shape: z.ZodMiniType, where: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = jsonSchema(shape, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema,
  }));
}

function idempotencyKey({ once }: Route): Json[] {
  if (once === undefined) return [];
  const schema = { type: 'string', maxLength: 200 };
  return [{ name: 'Idempotency-Key', in: 'header', required: false, schema }];
}

function jsonSchema(shape: z.ZodMiniType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(shape, { io, unrepresentable: 'any' });
  return schema;
}
