import type { Place } from './wiring.ts';

/**
 * Traces calls of these SDK clients in X-Ray, where it exists. Loaded only then: the tracer weighs more than all the
 * rest of a function, and the China regions have no X-Ray for Lambda.
 */
export async function trace(
  { env }: Place,
  ...clients: readonly Parameters<CaptureClient>[0][]
): Promise<void> {
  if (env.POWERTOOLS_TRACE_ENABLED !== 'true') return;
  const { Tracer } = await import('@aws-lambda-powertools/tracer');
  const tracer = new Tracer();
  for (const client of clients) tracer.captureAWSv3Client(client);
}

type CaptureClient = <T>(client: T) => T;
