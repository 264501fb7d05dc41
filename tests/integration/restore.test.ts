import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProvenTables } from '../../operations/proof.ts';
import { type Drilled, drill, isSound, toldOfDrill } from '../../operations/restore/drill.ts';
import { exportTables, importTables } from '../../operations/restore/export.ts';
import { namesWith, remove, untilActive } from '../../operations/restore/tables.ts';
import { localSystem } from '../support/local-system.ts';
import { openingInput } from '../support/pre-underwriting-firm.ts';
import { present } from '../support/present.ts';
import { localClient } from '../support/tables.ts';

const system = localSystem();
const LIVE: ProvenTables = {
  cases: 'recourse-cases',
  policies: 'recourse-policies',
  commissions: 'recourse-commissions',
  metrics: 'recourse-metrics',
};
const BROKER = 'broker-bj-1';

let client: DynamoDBClient;
let documents: DynamoDBDocumentClient;
let folder: string;
/** Held open, settled, and taken back after the export. */
let story: { settled: string; withdrawn: string; secret: string };

async function say(caseId: string, word: object): Promise<void> {
  await system().must('POST', system().link(caseId), { body: word });
}

/** A matter that two carriers may be asked about, by the applicant's own word. */
async function consented(): Promise<string> {
  const wanted = [
    { carrier: 'harbour-life', product: 'ci-1' },
    { carrier: 'summit-insurance', product: 'ci-2' },
  ];
  const opened = await system().must('POST', '/pre-underwriting', {
    as: BROKER,
    body: openingInput({ wanted }),
  });
  const { id } = opened.body;
  await system().must('POST', `/pre-underwriting/${id}/consent-request`, {
    as: BROKER,
    body: { version: opened.body.version },
  });
  await say(id, { consents: true });
  return id;
}

beforeAll(async () => {
  client = localClient(present(system().system.endpoints.AWS_ENDPOINT_URL_DYNAMODB));
  documents = DynamoDBDocumentClient.from(client);
  folder = mkdtempSync(join(tmpdir(), 'recourse-export-'));
  const settled = await system().sell();
  await say(settled.caseId, { answers: await system().allYes(settled.caseId) });
  await system().sell();
  const withdrawn = await consented();
  await system().quiet();
  await exportTables(client, LIVE, folder);
  story = { settled: settled.caseId, withdrawn, secret: '13900000007' };
  // What the restore will not know: a consent taken back with all that was held, and another policy.
  await say(withdrawn, { withdraws: true });
  await system().sell();
  await system().quiet();
});
afterAll(() => {
  documents.destroy();
  rmSync(folder, { recursive: true, force: true });
});

/** A drill from the files of a folder. @param spoil what happens to the restored tables before anybody looks */
async function drillFrom(from: string, spoil: (to: ProvenTables) => Promise<unknown> = async () => {}) {
  const restored = namesWith(LIVE, randomUUID().slice(0, 8));
  let rows = '';
  const drilled = await drill({
    client,
    documents,
    live: LIVE,
    restored,
    make: async () => {
      await importTables(client, from, LIVE, restored);
      await untilActive(client, restored, 20);
      await spoil(restored);
      return [];
    },
    remove: async () => {
      const copy = mkdtempSync(join(tmpdir(), 'recourse-look-'));
      await exportTables(client, restored, copy);
      rows = readFileSync(join(copy, 'cases.json'), 'utf8');
      rmSync(copy, { recursive: true, force: true });
      await remove(client, restored);
    },
    now: Date.now,
  });
  return { drilled, rows, restored };
}

const faultsOf = ({ compared, verified }: Drilled) =>
  [...compared.faults, ...verified.faults].map(({ where, what }) => `${where}: ${what}`);

describe('a restore from an export', () => {
  it('proves itself, and says what has happened since', async () => {
    const before = await system().dump();
    const { drilled, restored } = await drillFrom(folder);
    expect(faultsOf(drilled)).toEqual([]);
    expect(isSound(drilled)).toBe(true);
    const { cases, money, since } = drilled.compared;
    expect(cases.live - cases.restored).toBe(1);
    expect(since.newCases).toHaveLength(1);
    expect(since.movedCases).toEqual([story.withdrawn]);
    expect(money.live.accrued).toBeGreaterThan(money.restored.accrued);
    expect(money.restored.payable).toBe(money.live.payable);
    expect(toldOfDrill(drilled).at(-1)).toBe('The restore could be used.');
    // The tables in use are as they were, and nothing is left of the others.
    expect(await system().dump()).toEqual(before);
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    expect(TableNames.filter((name) => Object.values(restored).includes(name))).toEqual([]);
  });

  it('erases again what a customer had taken back, with the word that took it back', async () => {
    expect(readFileSync(join(folder, 'cases.json'), 'utf8')).toContain(story.secret);
    const { drilled, rows } = await drillFrom(folder);
    expect(drilled.brought).toMatchObject({ erasedAgain: [story.withdrawn], toBeEnteredAnew: [] });
    expect(rows).not.toContain(story.secret);
    expect(rows).toContain('consent-withdrawn');
  });

  it('marks what has gone out since, so that it does not go out twice', async () => {
    const outgoing = async (to: ProvenTables) => {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: to.cases,
          KeyConditionExpression: 'pk = :p and begins_with(sk, :m)',
          ExpressionAttributeValues: { ':p': `CASE#${story.settled}`, ':m': 'MESSAGE#' },
        }),
      );
      const [message] = Items;
      await documents.send(
        new UpdateCommand({
          TableName: to.cases,
          Key: { pk: present(message).pk, sk: present(message).sk },
          UpdateExpression: 'SET #s = :i REMOVE sentAt, receipt',
          ExpressionAttributeNames: { '#s': 'status' },
          ExpressionAttributeValues: { ':i': 'intended' },
        }),
      );
    };
    const { drilled } = await drillFrom(folder, outgoing);
    expect(drilled.compared.since.sent.map(({ caseId }) => caseId)).toEqual([story.settled]);
    expect(drilled.brought.markedSent).toBe(1);
  });
});

describe('a damaged export', () => {
  /** A copy of the files in which one line is another. */
  function damaged(change: (lines: string[]) => string[], { sum = false } = {}): string {
    const copy = mkdtempSync(join(tmpdir(), 'recourse-damaged-'));
    for (const name of ['cases', 'policies', 'commissions', 'metrics', 'manifest'])
      writeFileSync(join(copy, `${name}.json`), readFileSync(join(folder, `${name}.json`)));
    const lines = readFileSync(join(folder, 'cases.json'), 'utf8').split('\n').slice(0, -1);
    const text = change(lines)
      .map((line) => `${line}\n`)
      .join('');
    writeFileSync(join(copy, 'cases.json'), text);
    if (sum) {
      const manifest = JSON.parse(readFileSync(join(copy, 'manifest.json'), 'utf8'));
      manifest.tables.cases.itemCount = text.split('\n').length - 1;
      manifest.tables.cases.sha256 = createHash('sha256').update(text).digest('hex');
      writeFileSync(join(copy, 'manifest.json'), JSON.stringify(manifest));
    }
    return copy;
  }

  it('is refused before a table is made, when a file is not what was exported', async () => {
    const copy = damaged((lines) => lines.slice(1));
    const restored = namesWith(LIVE, 'never');
    await expect(importTables(client, copy, LIVE, restored)).rejects.toThrow(
      /^cases.json is not what was exported/,
    );
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    expect(TableNames.filter((name) => Object.values(restored).includes(name))).toEqual([]);
    rmSync(copy, { recursive: true });
  });

  it('is found by the chains when its sums were made to fit', async () => {
    const isEvent = (line: string) => line.includes(`CASE#${story.settled}`) && line.includes('EVENT#000002');
    const without = damaged((lines) => lines.filter((line) => !isEvent(line)), { sum: true });
    const { drilled } = await drillFrom(without);
    expect(isSound(drilled)).toBe(false);
    expect(faultsOf(drilled).join('\n')).toContain(`${story.settled}: history broken at event 2`);
    rmSync(without, { recursive: true });
  });

  it('is found when a row of money was edited', async () => {
    const { drilled } = await drillFrom(folder, async (to) => {
      const [line] = JSON.parse(`[${readFileSync(join(folder, 'commissions.json'), 'utf8').split('\n')[0]}]`);
      await documents.send(
        new UpdateCommand({
          TableName: to.commissions,
          Key: { pk: line.Item.pk.S, sk: line.Item.sk.S },
          UpdateExpression: 'ADD balances.accrued :one',
          ExpressionAttributeValues: { ':one': 1 },
        }),
      );
    });
    expect(isSound(drilled)).toBe(false);
    expect(faultsOf(drilled).join('\n')).toContain('accrued is not held + payable + paid + voided');
  });
});

describe('tables in use that are damaged themselves', () => {
  it('give the erasure, and the withdrawal is told as one that is to be entered anew', async () => {
    await documents.send(
      new UpdateCommand({
        TableName: LIVE.cases,
        Key: { pk: `CASE#${story.withdrawn}`, sk: 'EVENT#000004' },
        UpdateExpression: 'SET #at = :at',
        ExpressionAttributeNames: { '#at': 'at' },
        ExpressionAttributeValues: { ':at': '2020-01-01T00:00:00.000Z' },
      }),
    );
    const { drilled, rows } = await drillFrom(folder);
    expect(drilled.brought).toMatchObject({ erasedAgain: [], toBeEnteredAnew: [story.withdrawn] });
    expect(isSound(drilled)).toBe(false);
    expect(rows).not.toContain(story.secret);
  });
});
