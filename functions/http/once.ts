import type { JSONValue } from '@aws-lambda-powertools/commons/types';
import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  IdempotencyItemAlreadyExistsError,
  makeIdempotent,
} from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { Conflict } from '../../domain/errors.ts';
import type { Once } from './api.ts';

const REMEMBERED_SECONDS = 24 * 3600; // a browser left open over night sends the same form again

/**
 * `once` kept in the idempotency table. A refusal is not remembered: the same request may be right later. One whose
 * call was killed is free again when that call's time is over, which the call's context tells.
 */
export function newOnce(client: DynamoDBClient, tableName: string): Once {
  const persistenceStore = new DynamoDBPersistenceLayer({ tableName, awsSdkV3Client: client });
  const config = new IdempotencyConfig({ expiresAfterSeconds: REMEMBERED_SECONDS });
  return async (request, act, context) => {
    const acted = makeIdempotent(
      async (_request: JSONValue, _context: Context) => (await act()) as JSONValue,
      {
        persistenceStore,
        config,
        keyPrefix: 'api',
      },
    );
    try {
      return (await acted(request as JSONValue, context)) as Awaited<ReturnType<typeof act>>;
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
