/** An error that a state's Retry and Catch see under `error`, with `cause` as its Cause. */
export function taskError(error: string, cause: string): Error {
  return Object.assign(new Error(cause), { name: error });
}

/** An error that no Retry and no Catch may see: the interpreter asks for these two properties. */
export function finalError(error: string, cause: string): Error {
  return Object.assign(taskError(error, cause), { isRetryable: false, isCatchable: false });
}
