import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { openDocuments } from '../../functions/wiring.ts';
import { type Command, flagsOf, WHERE, WrongWords, YES } from '../command.ts';
import { openEstate } from '../place.ts';
import type { ProvenTables } from '../proof.ts';
import { drill, isSound, toldOfDrill } from '../restore/drill.ts';
import { exportTables, importTables } from '../restore/export.ts';
import {
  type Client,
  namesWith,
  RESTORED,
  reapply,
  remove,
  restoreAt,
  untilActive,
} from '../restore/tables.ts';

const LOOK_EVERY_MS = 20_000;
const BEHIND_MS = 6 * 60_000; // the last five minutes cannot be restored yet

/** Restores into tables of other names, proves them, and removes them. The tables in use are only read. */
export const restoreDrill: Command = {
  says: 'restores every table beside the ones in use, proves it, removes it [--at ISO] [--keep] [--yes]',
  async run(words, say) {
    const { yes, at, keep, ...where } = flagsOf(words, {
      ...WHERE,
      ...YES,
      at: { type: 'string' },
      keep: { type: 'boolean', default: false },
    });
    const { tables: live, isLocal } = await openEstate(where);
    const point = at === undefined ? new Date(Date.now() - BEHIND_MS) : new Date(at);
    if (Number.isNaN(point.getTime())) throw new WrongWords('--at is an instant, as 2026-11-22T03:00:00Z.');
    if (isLocal && at !== undefined)
      throw new WrongWords('DynamoDB Local cannot go back: --at is for AWS. Here an export of now is used.');
    const restored = namesWith(live, `drill-${Date.now().toString(36)}`);
    say(
      isLocal
        ? `From an export of now into ${Object.values(restored).join(', ')}.`
        : `As of ${point.toISOString()} into ${Object.values(restored).join(', ')}.`,
    );
    if (!yes) {
      say('Nothing was made; --yes does it. The tables in use are only read.');
      return 1;
    }
    const client = new DynamoDBClient({});
    const drilled = await drill({
      client,
      documents: openDocuments(),
      live,
      restored,
      make: () => (isLocal ? fromExport(client, live, restored) : fromBackup(client, live, restored, point)),
      remove: async () => {
        if (keep) say('Kept, as asked. They hold what customers had erased: remove them.');
        else await remove(client, restored);
      },
      now: Date.now,
    });
    for (const line of toldOfDrill(drilled)) say(line);
    return isSound(drilled) ? 0 : 1;
  },
};

async function fromBackup(client: Client, live: ProvenTables, to: ProvenTables, at: Date): Promise<string[]> {
  await restoreAt(client, live, to, at);
  await untilActive(client, to, LOOK_EVERY_MS);
  const applied = new Set<string>();
  for (const key of RESTORED) for (const what of await reapply(client, live[key], to[key])) applied.add(what);
  return [...applied];
}

async function fromExport(client: Client, live: ProvenTables, to: ProvenTables): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'recourse-export-'));
  try {
    await exportTables(client, live, folder);
    await importTables(client, folder, live, to);
    await untilActive(client, to, 100);
    return [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
