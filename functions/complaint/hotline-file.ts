import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { filledFile } from '../../adapters/csv/fill.ts';
import { type Row, readRows } from '../../adapters/csv/read.ts';
import { verdict } from '../../domain/access.ts';
import {
  HOTLINE_COLUMNS,
  type HotlineAnswer,
  type HotlineEntry,
  hotlineAnswer,
  hotlineEntry,
  remedyContentOf,
} from '../../domain/complaint/hotline.ts';
import type { Matter } from '../../domain/complaint/intake.ts';
import type { ComplaintRules } from '../../domain/complaint/settings.ts';
import {
  AlreadyExists,
  type FieldFault,
  Invalid,
  InvariantBroken,
  NOTHING_HERE,
  NotFound,
  Refused,
  TooLarge,
} from '../../domain/errors.ts';
import type { Staff } from '../../domain/people.ts';
import { policyIdOf } from '../../domain/policy/policy.ts';
import type { AnyCase, Cases, Clock, Files, Policies, Transactions } from '../../domain/ports.ts';
import { saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { eachLane } from '../policy/steps/lanes.ts';
import { complaintIdOf, complaintsOf, matterOfPolicy, subjectOf, takeDown } from './file.ts';

export interface HotlineDeps {
  cases: Cases;
  policies: Pick<Policies, 'byId'>;
  transactions: Transactions;
  files: Pick<Files, 'put' | 'read'>;
  clock: Clock;
  rules: ComplaintRules;
}

const LONGEST_CELL = 20_000; // a statement is as long as the domain lets it be
const MOST_ROWS = 2_000; // eight at once and some 30 ms each: 8 of the 29 seconds that a call has

export const HotlineOutcome = z.enum(['opened', 'merged', 'unchanged']);
export type HotlineOutcome = z.infer<typeof HotlineOutcome>;

export const HotlineFault = z.object({ line: z.int(), column: z.optional(z.string()), reason: z.string() });
type HotlineFault = z.infer<typeof HotlineFault>;

/** Which complaint a row became. */
export const HotlineTaken = z.object({
  line: z.int(),
  reference: z.string(),
  complaint: z.string(),
  outcome: HotlineOutcome,
});
type HotlineTaken = z.infer<typeof HotlineTaken>;

/** What stands beside the file: ids and places, no words of it. */
const Beside = z.object({ name: z.string(), rows: z.array(HotlineTaken) });

type GoodRow = Extract<Row, { cells: Record<string, string> }>;

interface ReadyRow {
  line: number;
  entry: HotlineEntry;
  matter: Matter;
}

/** Everything of the file is in its SHA-256: the same file is the same id, whoever brings it and whatever it is named. */
export function hotlineFileIdOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Takes a file in: the good rows become complaints, the bad ones are told with line, column and reason. A reference
 * that is known changes nothing, so a file that was cut off is simply brought again.
 * @throws HeaderRefused, TooLarge; then nothing of it is stored
 */
export async function takeHotlineFile(
  { name, bytes }: { name: string; bytes: Uint8Array },
  staff: Staff,
  deps: HotlineDeps,
): Promise<{ id: string; taken: HotlineTaken[]; faults: HotlineFault[] }> {
  const rows = await rowsOf(bytes);
  if (rows.length > MOST_ROWS) throw new TooLarge(`A hotline file has at most ${MOST_ROWS} rows.`);
  const id = hotlineFileIdOf(bytes);
  await deps.files.put(originalKey(id), bytes, 'text/csv');
  const taken: HotlineTaken[] = [];
  const faults: HotlineFault[] = [];
  const ready = await readyRows(rows, faults, deps);
  // One customer's rows one after another: the second may be a contact of what the first has opened.
  const lanes = [...Map.groupBy(ready, ({ matter }) => matter.customerRef).values()];
  await eachLane(lanes, async (lane) => {
    const lately: string[] = [];
    for (const row of lane) {
      const said = await orFaults(row.line, faults, () => takeRow(row, lately, staff, deps));
      if (said !== undefined) taken.push({ line: row.line, reference: row.entry.reference, ...said });
    }
  });
  taken.sort((a, b) => a.line - b.line);
  faults.sort((a, b) => a.line - b.line);
  await deps.files.put(besideKey(id), JSON.stringify({ name, rows: taken }), 'application/json');
  return { id, taken, faults };
}

const originalKey = (id: string) => `hotline/${id}.csv`;
const besideKey = (id: string) => `hotline/${id}.json`;

async function rowsOf(bytes: Uint8Array): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readRows(inOnePiece(bytes), HOTLINE_COLUMNS, { longestCell: LONGEST_CELL }))
    rows.push(row);
  return rows;
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Rows that say whose matter they are; the faults of the others are added to the list. */
async function readyRows(
  rows: readonly Row[],
  faults: HotlineFault[],
  deps: Pick<HotlineDeps, 'policies' | 'clock'>,
): Promise<ReadyRow[]> {
  const ready: ReadyRow[] = [];
  await eachLane(rows, async (row) => {
    const { line } = row;
    if ('fault' in row) {
      faults.push({ line, ...(row.column === undefined ? {} : { column: row.column }), reason: row.fault });
      return;
    }
    const one = await orFaults(line, faults, async () => {
      const entry = hotlineEntry(row.cells, deps.clock.now());
      return { line, entry, matter: await matterOf(entry, deps.policies) };
    });
    if (one !== undefined) ready.push(one);
  });
  return ready.sort((a, b) => a.line - b.line);
}

/** @throws Invalid by the column */
async function matterOf(
  { reference, whose }: HotlineEntry,
  policies: Pick<Policies, 'byId'>,
): Promise<Matter> {
  const id = complaintIdOf(`hotline\n${reference}`);
  if (!('policy' in whose)) return { id, ...whose };
  const policy = await policies.byId(policyIdOf(whose.policy.carrier, whose.policy.number));
  if (policy === undefined) throw columnFault('policy_number', 'is not a policy of ours at this carrier');
  if (whose.customerRef !== undefined && whose.customerRef !== policy.customer.ref) {
    throw columnFault('customer_ref', "is not the policy's customer");
  }
  return matterOfPolicy(policy, id);
}

function columnFault(field: string, reason: string): Invalid {
  return new Invalid('The row is not a complaint.', [{ field, reason }]);
}

/** What is refused of one row keeps no other row. What time can heal is thrown: the file is brought again. */
async function orFaults<T>(
  line: number,
  faults: HotlineFault[],
  act: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Invalid || error instanceof Refused)) throw error;
    const fields: readonly FieldFault[] = error.fields ?? [];
    if (fields.length === 0) faults.push({ line, reason: error.message });
    for (const { field, reason } of fields) faults.push({ line, column: COLUMN_OF[field] ?? field, reason });
    return undefined;
  }
}

/** Columns that fields of an intake come from, where the domain names the field. */
const COLUMN_OF: Readonly<Record<string, string>> = { receivedAt: 'received_on' };

async function takeRow(
  row: ReadyRow,
  lately: string[],
  staff: Staff,
  deps: HotlineDeps,
): Promise<Pick<HotlineTaken, 'complaint' | 'outcome'>> {
  try {
    return await takeOnce(row, lately, staff, deps);
  } catch (error) {
    if (!(error instanceof AlreadyExists)) throw error;
    return takeOnce(row, lately, staff, deps); // somebody brings the same file: what is there now decides
  }
}

function takeOnce(
  { entry: { reference, intake }, matter }: ReadyRow,
  lately: string[],
  staff: Staff,
  deps: HotlineDeps,
): Promise<Pick<HotlineTaken, 'complaint' | 'outcome'>> {
  const { cases, rules } = deps;
  return onFreshRead(async () => {
    const before = await cases.byId(matter.id);
    const mine = await complaintsOf(cases, matter.customerRef, lately);
    const known = mine.find((complaint) => timesReferred(complaint, reference) > 0);
    if (known !== undefined) return { complaint: known.id, outcome: 'unchanged' };
    if (before?.kind === 'complaint') {
      if (before.customerRef === matter.customerRef) return { complaint: before.id, outcome: 'unchanged' };
      throw columnFault('reference', "is that of another customer's complaint");
    }
    const now = deps.clock.now();
    const { decision, id, outcome } = await takeDown(intake, matter, staff, now, { cases, rules, lately });
    // Somebody else brought the same row since we looked.
    if (decision.cases.some((one) => timesReferred(one.case, reference) > 1))
      return { complaint: id, outcome: 'unchanged' };
    await saveDecision(deps, decision, now);
    if (outcome === 'opened') lately.push(id);
    return { complaint: id, outcome };
  });
}

function timesReferred(complaint: AnyCase, reference: string): number {
  if (complaint.kind !== 'complaint') return 0;
  return complaint.contacts.filter((one) => one.channel === 'regulator' && one.reference === reference)
    .length;
}

/**
 * The file as it came, with the answers of those complaints whose people know the decision. Whoever is involved in one
 * does not see its answer.
 * @throws NotFound for a file that was not taken in
 */
export async function answeredFile(
  id: string,
  staff: Staff,
  { cases, files }: Pick<HotlineDeps, 'cases' | 'files'>,
): Promise<Uint8Array> {
  const [bytes, { rows }] = await Promise.all([bytesOf(files, originalKey(id)), readBeside(files, id)]);
  const complaintAt = new Map(rows.map(({ line, complaint }) => [line, complaint]));
  const good = (await rowsOf(bytes)).filter((row): row is GoodRow => 'cells' in row);
  const answers = new Map<number, HotlineAnswer>();
  await eachLane(good, async ({ line }) => {
    const complaint = complaintAt.get(line);
    const answer = complaint === undefined ? undefined : await answerOf(complaint, staff, cases);
    if (answer !== undefined) answers.set(line, answer);
  });
  const fills = good.flatMap(({ line, cells }) => {
    const answer = answers.get(line);
    return answer === undefined ? [] : [{ line, columns: Object.keys(cells), cells: answer }];
  });
  return filledFile(bytes, fills);
}

async function answerOf(id: string, staff: Staff, cases: Cases): Promise<HotlineAnswer | undefined> {
  const complaint = await cases.byId(id);
  if (complaint?.kind !== 'complaint') throw new InvariantBroken('A row names no complaint.');
  if (verdict(staff, 'complaint:exchange', subjectOf(complaint)) !== 'allowed') return undefined;
  const named = remedyContentOf(complaint);
  const content = named === undefined ? undefined : await cases.content(id, named);
  const { remedy } = Remedy.safeParse(content?.body).data ?? {};
  return hotlineAnswer(complaint, remedy);
}

const Remedy = z.object({ remedy: z.string() });

async function bytesOf(files: Pick<Files, 'read'>, key: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of await files.read(key)) pieces.push(piece);
  } catch (error) {
    if (error instanceof NotFound) throw new NotFound(NOTHING_HERE);
    throw error;
  }
  return Buffer.concat(pieces);
}

async function readBeside(files: Pick<Files, 'read'>, id: string): Promise<z.infer<typeof Beside>> {
  const parsed = Beside.safeParse(JSON.parse(Buffer.from(await bytesOf(files, besideKey(id))).toString()));
  if (!parsed.success) throw new InvariantBroken('What stands beside a hotline file is not what we write.');
  return parsed.data;
}
