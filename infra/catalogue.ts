import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import type { Profile } from './profiles.ts';

/**
 * What the system is made of, read from the files that say so: infra knows files, not code. Closed schemas, so that a
 * key that nobody here understands fails at synth and not in an account.
 */
const size = { memory: z.int(), timeout: z.int() };

const Api = z.strictObject({
  routes: z.array(z.string()),
  public: z.optional(z.literal(true)),
  /** The one profile that needs it. */
  profile: z.optional(z.enum(['global', 'china'])),
  ...size,
});
const Steps = z.strictObject({ workflow: z.string(), ...size });
const StreamConsumer = z.strictObject({
  stream: z.string(),
  batchSize: z.int(),
  /** Records that reach the function: these kinds of change to rows whose sort key begins so. */
  follows: z.array(
    z.strictObject({
      changes: z.array(z.enum(['INSERT', 'MODIFY', 'REMOVE'])),
      sortKeys: z.array(z.string()),
    }),
  ),
  ...size,
});
const TimeOfDay = z.string().check(z.regex(/^\d\d:\d\d$/));
const Scheduled = z.strictObject({
  schedule: z.union([
    z.strictObject({ everyMinutes: z.int() }),
    z.strictObject({ daily: TimeOfDay }),
    z.strictObject({ monthly: z.int(), at: TimeOfDay }),
  ]),
  ...size,
});
const EventConsumer = z.strictObject({
  event: z.strictObject({ source: z.string(), detailType: z.string() }),
  ...size,
});

const Functions = z.record(z.string(), z.union([Api, Steps, StreamConsumer, Scheduled, EventConsumer]));

const Tables = z.record(
  z.string(),
  z.strictObject({
    environment: z.string(),
    stream: z.boolean(),
    key: z.optional(z.string()),
    timeToLive: z.optional(z.string()),
    indexes: z.record(
      z.string(),
      z.strictObject({ partition: z.string(), sort: z.string(), project: z.enum(['summary', 'keys']) }),
    ),
    summary: z.array(z.string()),
  }),
);

export type ApiFunction = z.infer<typeof Api>;
export type StreamFunction = z.infer<typeof StreamConsumer>;
export type ScheduledFunction = z.infer<typeof Scheduled>;
export type EventFunction = z.infer<typeof EventConsumer>;
export type FunctionFile = z.infer<typeof Functions>[string];
export type TableFile = z.infer<typeof Tables>[string];

export interface Catalogue {
  functions: Readonly<Record<string, FunctionFile>>;
  tables: Readonly<Record<string, TableFile>>;
  /** The text of each `workflows/<name>.asl.json`. */
  workflows: Readonly<Record<string, string>>;
}

export const REPOSITORY = path.join(import.meta.dirname, '..');

/** @param profile without it, what any profile has */
export function readCatalogue(profile?: Profile['name']): Catalogue {
  const text = (file: string): string => readFileSync(path.join(REPOSITORY, file), 'utf8');
  const workflows = readdirSync(path.join(REPOSITORY, 'workflows')).filter((file) => file.endsWith(ASL));
  const functions = Object.entries(Functions.parse(JSON.parse(text('functions/functions.json'))));
  const isThere = (file: FunctionFile): boolean =>
    profile === undefined || !('profile' in file) || file.profile === profile;
  return {
    functions: Object.fromEntries(functions.filter(([, file]) => isThere(file))),
    tables: Tables.parse(JSON.parse(text('adapters/dynamodb/tables.json'))),
    workflows: Object.fromEntries(
      workflows.map((file) => [file.slice(0, -ASL.length), text(`workflows/${file}`)]),
    ),
  };
}

const ASL = '.asl.json';

/** Whatever is not called by somebody who waits for the answer: it needs a place for what fails. */
export function isAsynchronous(file: FunctionFile): boolean {
  return 'stream' in file || 'schedule' in file || 'event' in file;
}
