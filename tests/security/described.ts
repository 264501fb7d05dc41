import type { Route } from '../../functions/http/route.ts';
import { describeApi } from '../../functions/openapi.ts';
import { present } from '../support/present.ts';
import type { Schema } from './schema.ts';

interface Operation {
  parameters: { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

/** A route as its description tells it: everything that is sent is made of this. */
export interface Described {
  /** `POST /cases/{id}/attempts`. */
  key: string;
  route: Route;
  inPath: Operation['parameters'];
  inQuery: Operation['parameters'];
  body?: Schema;
}

export const keyOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;

/** Every route with its part of `openapi.json`. */
export function described(routes: readonly Route[]): Described[] {
  const { paths } = describeApi(routes) as { paths: Record<string, Record<string, Operation>> };
  return routes.map((route) => {
    const operation = present(paths[route.path]?.[route.method.toLowerCase()]);
    const body = operation.requestBody?.content['application/json']?.schema;
    return {
      key: keyOf(route),
      route,
      inPath: operation.parameters.filter((one) => one.in === 'path'),
      inQuery: operation.parameters.filter((one) => one.in === 'query'),
      ...(body === undefined ? {} : { body }),
    };
  });
}
