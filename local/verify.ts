import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { verify } from '../functions/proof/verify.ts';
import { proofOf, told } from '../operations/proof.ts';
import { DataDirInUse, openDataDir } from './services/data-dir.ts';
import { startDynamoDbLocal } from './services/dynamodb-local.ts';

const { values } = parseArgs({ options: { data: { type: 'string', default: '.local' } } });

/** The store of a folder: that of the server which runs on it, or one started for this proof. */
async function openStore(folder: string): Promise<{ endpoint: string; close: () => Promise<void> }> {
  if (!existsSync(join(folder, 'clock.json')))
    throw new Error(`${folder} holds no data: npm start makes some.`);
  try {
    const dir = openDataDir(folder);
    const dynamodb = await startDynamoDbLocal({ dataDir: dir.folder('dynamodb') });
    return {
      endpoint: dynamodb.endpoint,
      close: async () => {
        await dynamodb.stop();
        dir.release();
      },
    };
  } catch (error) {
    if (!(error instanceof DataDirInUse)) throw error;
    const { AWS_ENDPOINT_URL_DYNAMODB } = JSON.parse(readFileSync(join(folder, 'endpoints.json'), 'utf8'));
    return { endpoint: AWS_ENDPOINT_URL_DYNAMODB, close: async () => {} };
  }
}

try {
  const store = await openStore(values.data);
  const client = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint: store.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  );
  const found = await verify(
    proofOf(client, {
      cases: 'recourse-cases',
      policies: 'recourse-policies',
      commissions: 'recourse-commissions',
      metrics: 'recourse-metrics',
    }),
  );
  client.destroy();
  await store.close();
  for (const line of told(found)) console.log(line);
  process.exitCode = found.faults.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
