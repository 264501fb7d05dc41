import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoCases } from '../adapters/dynamodb/cases.ts';
import { DynamoCommissions } from '../adapters/dynamodb/commissions.ts';
import { DynamoFigureRecords } from '../adapters/dynamodb/figure-records.ts';
import { DynamoMetrics } from '../adapters/dynamodb/metrics.ts';
import { DynamoPolicies } from '../adapters/dynamodb/policies.ts';
import { DynamoSights } from '../adapters/dynamodb/sights.ts';
import { formatYuan } from '../domain/money.ts';
import { verify } from '../functions/proof/verify.ts';
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
  const found = await verify({
    cases: new DynamoCases(client, 'recourse-cases'),
    policies: new DynamoPolicies(client, 'recourse-policies'),
    commissions: new DynamoCommissions(client, 'recourse-commissions'),
    metrics: new DynamoMetrics(client, 'recourse-metrics', () => new Date()),
    figureRecords: new DynamoFigureRecords(client, 'recourse-metrics'),
    sights: new DynamoSights(client, 'recourse-cases'),
  });
  client.destroy();
  await store.close();
  console.log(`${found.cases} cases, ${found.events} events: every chain checked to the hash on its case`);
  console.log(`${found.contents} contents: each compared with the hash that its history names`);
  console.log(
    `${found.lines} commission lines, CNY ${formatYuan(found.accruedFen)} accrued: every ledger summed`,
  );
  console.log(`${found.policies} policies, ${found.inScope} in scope: each looked up as a callback case`);
  console.log(
    `${found.sights} sights in the access log: each held against its event, and each event against it`,
  );
  console.log(
    `Figures: every counter made anew from the histories; ${found.restated} restated, chains checked`,
  );
  for (const { where, what } of found.faults) console.log(`FAULT ${where}: ${what}`);
  console.log(found.faults.length === 0 ? 'Nothing is wrong.' : `${found.faults.length} faults.`);
  process.exitCode = found.faults.length === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
