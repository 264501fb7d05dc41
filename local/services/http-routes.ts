/** A route's path pattern cannot be used. */
export class RouteInvalid extends Error {
  override readonly name = 'RouteInvalid';
}

export interface RouteKey {
  /** An HTTP method, or ANY. */
  readonly method: string;
  /** As API Gateway writes it: `/cases/{id}`, `/console/{proxy+}`. */
  readonly path: string;
}

export type RouteMatch<Route> =
  | {
      readonly kind: 'found';
      readonly route: Route;
      readonly pathParameters: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'wrong method'; readonly allowed: readonly string[] }
  | { readonly kind: 'unknown path' };

/**
 * Builds the look-up of a route table. The most exact path wins, as in API Gateway: a literal before `{id}`, that
 * before `{proxy+}`, a method before ANY, whatever the order of the table.
 *
 * @throws RouteInvalid for a pattern that API Gateway would not take, and for two routes with one key.
 */
export function routeTable<Route extends RouteKey>(routes: readonly Route[]) {
  const compiled = routes.map(compile).sort((a, b) => (a.rank < b.rank ? -1 : 1));
  const keys = new Set<string>();
  for (const { route } of compiled) {
    const key = `${route.method} ${route.path.replaceAll(/\{[^}+]+/g, '{')}`;
    if (keys.has(key)) throw new RouteInvalid(`two routes for ${route.method} ${route.path}`);
    keys.add(key);
  }
  /** @throws URIError when the path is not well encoded. */
  return (method: string, path: string): RouteMatch<Route> => {
    const allowed: string[] = [];
    for (const { route, pattern } of compiled) {
      const match = pattern.exec(path);
      if (!match) continue;
      if (route.method !== method && route.method !== 'ANY') {
        allowed.push(route.method);
        continue;
      }
      const found = Object.entries(match.groups ?? {});
      const pathParameters = Object.fromEntries(
        found.map(([name, text]) => [name, decodeURIComponent(text)]),
      );
      return { kind: 'found', route, pathParameters };
    }
    return allowed.length > 0 ? { kind: 'wrong method', allowed } : { kind: 'unknown path' };
  };
}

function compile<Route extends RouteKey>(route: Route) {
  if (!route.path.startsWith('/')) throw new RouteInvalid(`${route.path} does not begin with /`);
  const segments = route.path.slice(1).split('/');
  const parts = segments.map((segment, at) => {
    const parameter = /^\{([A-Za-z_]\w*)(\+?)\}$/.exec(segment);
    if (!parameter) {
      if (/[{}]/.test(segment)) throw new RouteInvalid(`${route.path}: {} must be a whole segment`);
      return { rank: '0', source: RegExp.escape(segment) };
    }
    const [, name, greedy] = parameter;
    if (!greedy) return { rank: '1', source: `(?<${name}>[^/]+)` };
    if (at < segments.length - 1) throw new RouteInvalid(`${route.path}: {${name}+} must come last`);
    // `/console/` too: to API Gateway, what it stands for may be empty.
    return { rank: '2', source: `(?<${name}>.*)` };
  });
  return {
    route,
    rank: parts.map((part) => part.rank).join('') + (route.method === 'ANY' ? '~' : ''),
    pattern: new RegExp(`^/${parts.map((part) => part.source).join('/')}$`),
  };
}
