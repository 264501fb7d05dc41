import type { JSONValue } from '@aws-lambda-powertools/commons/types';
import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  IdempotencyItemAlreadyExistsError,
  makeIdempotent,
} from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Conflict } from '../../domain/errors.ts';
import type { Once } from './api.ts';

const REMEMBERED_SECONDS = 24 * 3600; // a browser left open over night sends the same form again

/** `once` kept in the idempotency table. A refusal is not remembered: the same request may be right later. */
export function newOnce(client: DynamoDBClient, tableName: string): Once {
  const persistenceStore = new DynamoDBPersistenceLayer({ tableName, awsSdkV3Client: client });
  const config = new IdempotencyConfig({ expiresAfterSeconds: REMEMBERED_SECONDS });
  return async (request, act) => {
    const acted = makeIdempotent(async (_request: JSONValue) => (await act()) as JSONValue, {
      persistenceStore,
      config,
      keyPrefix: 'api',
    });
    try {
      return (await acted(request as JSONValue)) as Awaited<ReturnType<typeof act>>;
    } catch (error) {
      if (
        error instanceof IdempotencyAlreadyInProgressError ||
        error instanceof IdempotencyItemAlreadyExistsError
      ) {
        throw new Conflict('The same request is being worked on.', undefined, { cause: error });
      }
      throw error;
    }
  };
}
