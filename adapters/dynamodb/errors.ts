import type { AttributeValue } from '@aws-sdk/client-dynamodb';
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

/** Why a transaction was cancelled, where time heals it. `ValidationError` is none of them: it would fail for ever. */
const PASSING_REASONS = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

export interface CancellationReason {
  Code?: string | undefined;
  /** As the table keeps it: the document client translates answers, not errors. */
  Item?: Record<string, AttributeValue> | undefined;
}

/** Why a transaction was cancelled, write by write; nothing for any other error. */
export function cancellationOf(error: unknown): CancellationReason[] | undefined {
  if (!(error instanceof Error) || error.name !== 'TransactionCanceledException') return undefined;
  const reasons = 'CancellationReasons' in error ? error.CancellationReasons : undefined;
  return Array.isArray(reasons) ? (reasons as CancellationReason[]) : undefined;
}

export function isPassing(reasons: readonly CancellationReason[]): boolean {
  return reasons.every(({ Code }) => Code === undefined || Code === 'None' || PASSING_REASONS.has(Code));
}

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
  const reasons = cancellationOf(error);
  if (reasons !== undefined && isPassing(reasons)) {
    return new Throttled('Others write the same records.', { cause: error });
  }
  if (THROTTLES.has(error.name)) return new Throttled('The store asks to slow down.', { cause: error });
  if (OUTAGES.has(error.name) || OUTAGES.has(code))
    return new Unavailable('The store does not answer.', { cause: error });
  return error;
}
