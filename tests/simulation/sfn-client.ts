import { ExecutionAlreadyExists, type SFNClient, TaskDoesNotExist, TaskTimedOut } from '@aws-sdk/client-sfn';

type Handle = (operation: string, input: object) => Promise<Record<string, unknown>>;

const ERRORS = { ExecutionAlreadyExists, TaskDoesNotExist, TaskTimedOut };

/** The SDK's client without the way over HTTP: commands go in, and the SDK's own errors come out. */
export function inProcess(handle: Handle): SFNClient {
  const client = {
    async send(command: { constructor: { name: string }; input: object }): Promise<unknown> {
      try {
        return await handle(command.constructor.name.replace(/Command$/, ''), command.input);
      } catch (error) {
        throw inWordsOfTheSdk(error as Error);
      }
    },
  };
  return client as unknown as SFNClient;
}

function inWordsOfTheSdk(error: Error): Error {
  const known = Object.hasOwn(ERRORS, error.name) ? ERRORS[error.name as keyof typeof ERRORS] : undefined;
  return known === undefined ? error : new known({ message: error.message, $metadata: {} });
}
