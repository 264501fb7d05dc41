import type { Failure } from './messages.ts';

/** Calls a handler as Lambda does: JSON in, JSON out, and an error as Step Functions gets to see it. */
export async function invokeAsLambda(
  invoke: (functionArn: string, payload: unknown) => Promise<unknown>,
  functionArn: string,
  payload: string,
): Promise<{ output: string } | Failure> {
  try {
    return { output: JSON.stringify(await invoke(functionArn, JSON.parse(payload))) ?? 'null' };
  } catch (thrown) {
    return failure(thrown);
  }
}

function failure(thrown: unknown): Failure {
  const error = thrown instanceof Error ? thrown.name : typeof thrown;
  const errorMessage = thrown instanceof Error ? thrown.message : String(thrown);
  const trace = thrown instanceof Error ? (thrown.stack ?? '').split('\n') : [];
  return { error, cause: JSON.stringify({ errorType: error, errorMessage, trace }) };
}
