import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openLogger } from '../observe.ts';
import { need, type Place } from '../wiring.ts';
import type { ApiDeps } from './api.ts';
import { newOnce } from './once.ts';

/** What every API function needs beside its own ports. */
export function openApiDeps({ env }: Place): ApiDeps {
  return { logger: openLogger(), once: newOnce(new DynamoDBClient({}), need(env, 'TABLE_IDEMPOTENCY')) };
}
