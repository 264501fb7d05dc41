import { FUNCTION_NAMES, FUNCTIONS } from './functions.ts';
import type { FunctionRoute } from './services/http.ts';
import type { LambdaRegistry } from './services/lambda-invoke.ts';

/** The API's routes as the deployed gateway has them: a function per path, a token for all but the public ones. */
export function apiRoutes(
  registry: LambdaRegistry,
  { before, after }: { before: () => void; after: () => void },
): FunctionRoute[] {
  return FUNCTION_NAMES.flatMap((name) =>
    (FUNCTIONS[name].routes ?? []).map((path) => ({
      method: 'ANY',
      path,
      authorize: FUNCTIONS[name].public !== true,
      handler: async (event: unknown) => {
        before();
        try {
          return await registry.invoke(name, event);
        } finally {
          after();
        }
      },
    })),
  );
}
