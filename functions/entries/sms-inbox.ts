import { newSmsApi } from '../evaluation/function.ts';
import { openGateways } from '../evaluation/gateways.ts';
import { trace } from '../tracing.ts';
import { LAMBDA, openDocuments } from '../wiring.ts';

await trace(LAMBDA, openDocuments());
export const handler = newSmsApi(LAMBDA, await openGateways(LAMBDA));
