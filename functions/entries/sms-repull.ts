import { newSmsRepullFunction } from '../evaluation/function.ts';
import { openInbox } from '../evaluation/gateways.ts';
import { trace } from '../tracing.ts';
import { LAMBDA, openDocuments } from '../wiring.ts';

await trace(LAMBDA, openDocuments());
export const handler = newSmsRepullFunction(LAMBDA, await openInbox(LAMBDA));
