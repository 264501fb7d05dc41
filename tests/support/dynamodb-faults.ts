import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

interface Planned {
  /** As `TransactWriteItems`, or as the document client's `TransactWrite`. */
  command: string;
  error: () => Error;
  times: number;
  /** The request reaches the table, and its answer is lost. */
  applied: boolean;
}

/**
 * What AWS does and DynamoDB Local never does: conflicts, throttles, lost answers. Put in at each attempt, so that the
 * client's own retries are a part of what is tested.
 */
export class DynamoFaults {
  #planned: Planned | undefined;
  #left = 0;

  constructor(client: DynamoDBClient) {
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const planned = this.#planned;
        const command = String(context.commandName ?? '');
        if (planned === undefined || this.#left === 0 || !command.startsWith(planned.command)) {
          return next(args);
        }
        this.#left -= 1;
        if (planned.applied) await next(args);
        throw planned.error();
      },
      { name: 'faults', step: 'finalizeRequest', priority: 'low' }, // inside the client's own retries
    );
  }

  plan(planned: Planned): void {
    this.#planned = planned;
    this.#left = planned.times;
  }

  /** How many of the planned faults did not happen. */
  get left(): number {
    return this.#left;
  }
}

export function throttle(): Error {
  return named('ProvisionedThroughputExceededException', 'The table is busy.', 400);
}

export function lostAnswer(): Error {
  return Object.assign(new Error('The answer did not come in time.'), { name: 'TimeoutError' });
}

/** A transaction that met another one on the second of its records. */
export function transactionConflict(): Error {
  return Object.assign(named('TransactionCanceledException', 'The transaction was cancelled.', 400), {
    CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
  });
}

function named(name: string, message: string, httpStatusCode: number): Error {
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode } });
}
