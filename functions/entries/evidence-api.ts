import { newEvidenceApi } from '../evidence/function.ts';
import { trace } from '../tracing.ts';
import { LAMBDA, openDocuments } from '../wiring.ts';

await trace(LAMBDA, openDocuments());
export const handler = newEvidenceApi(LAMBDA);
