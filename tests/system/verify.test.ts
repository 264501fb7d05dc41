import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SAMPLE_CARRIERS, samplePolicies } from '../../local/sample/policies.ts';
import type { Visitor } from '../../local/visitor.ts';
import { runVerify, Server } from './server.ts';

const server = new Server();
let visitor: Visitor;
let store: DynamoDBDocumentClient;
let taken: { policyId: string; caseId: string }[];

beforeAll(async () => {
  visitor = await server.start();
  for (const { id, ...carrier } of SAMPLE_CARRIERS) await visitor.put('core', `/carriers/${id}`, carrier);
  const policies = samplePolicies(4, new Date(await visitor.now()));
  const { results } = await visitor.post<{ results: typeof taken }>('core', '/policies/batch', { policies });
  taken = results;
  await visitor.quiet();
  const { AWS_ENDPOINT_URL_DYNAMODB: endpoint } = JSON.parse(
    readFileSync(join(server.folder, 'endpoints.json'), 'utf8'),
  );
  store = DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    }),
  );
});
afterAll(async () => {
  store.destroy();
  await server.remove();
});

const nth = (index: number) => {
  const found = taken[index];
  if (found === undefined) throw new Error(`no policy ${index}`);
  return found;
};

it('finds nothing wrong in what the system wrote', async () => {
  const { code, said } = await runVerify(server.folder);
  expect(said).toContain('Nothing is wrong.');
  expect(code).toBe(0);
});

it('names the case whose history was edited', async () => {
  const { caseId } = nth(0);
  await store.send(
    new UpdateCommand({
      TableName: 'recourse-cases',
      Key: { pk: `CASE#${caseId}`, sk: 'EVENT#000001' },
      UpdateExpression: 'SET #at = :at',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: { ':at': '2020-01-01T00:00:00.000Z' },
    }),
  );
  const { code, said } = await runVerify(server.folder);
  expect(code).toBe(1);
  expect(said).toContain(`FAULT ${caseId}: history broken at event 1`);
});

it('names the line whose balance was edited', async () => {
  const { policyId } = nth(1);
  const { items } = await visitor.get<{ items: { payee: string }[] }>(
    'compliance-1',
    `/commissions/${policyId}`,
  );
  const payee = items[0]?.payee;
  await store.send(
    new UpdateCommand({
      TableName: 'recourse-commissions',
      Key: { pk: `POLICY#${policyId}`, sk: `LINE#${payee}` },
      UpdateExpression: 'ADD balances.held :one',
      ExpressionAttributeValues: { ':one': 1 },
    }),
  );
  const { said } = await runVerify(server.folder);
  expect(said).toContain(`FAULT ${policyId} ${payee}: accrued is not held + payable + paid + voided`);
});

it('names the policy whose callback case is gone', async () => {
  const { policyId, caseId } = nth(2);
  await store.send(
    new DeleteCommand({ TableName: 'recourse-cases', Key: { pk: `CASE#${caseId}`, sk: 'CASE' } }),
  );
  const { said } = await runVerify(server.folder);
  expect(said).toContain(`FAULT ${policyId}: in scope without a callback case`);
});
