import { newAdministrationApi } from '../administration/function.ts';
import { trace } from '../tracing.ts';
import { LAMBDA, openDocuments } from '../wiring.ts';

await trace(LAMBDA, openDocuments());
export const handler = newAdministrationApi(LAMBDA);
