import { registerHooks } from 'node:module';

// aws-local-stepfunctions loads the Lambda client, the credential providers and a validator, none of which is
// used here: 0.1 s and 30 MB for each start. Hooks work for later imports only, so the worker comes after them.
const unused = new Set(['@aws-sdk/client-lambda', '@aws-sdk/credential-providers', 'asl-validator']);

registerHooks({
  resolve: (specifier, context, next) =>
    unused.has(specifier)
      ? { url: new URL('./unused.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});

await import('./worker.ts');
