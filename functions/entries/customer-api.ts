import { readFile } from 'node:fs/promises';
import { newCustomerApi } from '../customer/function.ts';
import { trace } from '../tracing.ts';
import { LAMBDA, openDocuments } from '../wiring.ts';

await trace(LAMBDA, openDocuments());
// Beside the bundle, not in it: few ask for it.
export const handler = await newCustomerApi(LAMBDA, () =>
  readFile(new URL('./openapi.json', import.meta.url), 'utf8'),
);
