import { Throttled, Unavailable } from '../../domain/errors.ts';

const THROTTLES = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);
const OUTAGES = new Set([
  'InternalServerError',
  'ServiceUnavailable',
  'TimeoutError',
  'ECONNREFUSED',
  'ECONNRESET',
]);

/** What AWS throws, in our names: a step's Retry lists `Throttled` and `Unavailable`, nothing of the SDK. */
export async function translating<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw translated(error);
  }
}

export function translated(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (THROTTLES.has(error.name)) return new Throttled('The store asks to slow down.', { cause: error });
  if (OUTAGES.has(error.name) || OUTAGES.has(code))
    return new Unavailable('The store does not answer.', { cause: error });
  return error;
}
