import { readFile } from 'node:fs/promises';
import { newCustomerApi } from '../customer/function.ts';
import { trace } from '../tracing.ts';
import { LAMBDA, openDocuments } from '../wiring.ts';

await trace(LAMBDA, openDocuments());

/** Beside the bundle, not in it: few calls ask for it. */
const beside = (file: string) => readFile(new URL(file, import.meta.url), 'utf8');

export const handler = await newCustomerApi(LAMBDA, {
  openapi: () => beside('./openapi.json'),
  page: () => beside('./customer.html'),
});
