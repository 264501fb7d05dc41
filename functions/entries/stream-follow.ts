import { newStreamFollow } from '../stream/function.ts';
import { trace } from '../tracing.ts';
import { LAMBDA, openDocuments, openSms } from '../wiring.ts';

await trace(LAMBDA, openDocuments());
export const handler = await newStreamFollow(LAMBDA, await openSms(LAMBDA));
