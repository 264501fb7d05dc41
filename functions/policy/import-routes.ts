import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { authorize } from '../../domain/access.ts';
import { NotAllowed, NotFound, Refused } from '../../domain/errors.ts';
import {
  HeaderFaults,
  type ImportCase,
  ImportTotals,
  openImport,
  startImport,
} from '../../domain/policy/import.ts';
import type { Cases, Clock, Files, Transactions } from '../../domain/ports.ts';
import { paging } from '../http/paging.ts';
import { type Answered, type Route, route } from '../http/route.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { faultsPage } from './import-faults.ts';
import { progressOf } from './import-progress.ts';
import { POLICY_COLUMNS } from './rows.ts';
import { badRowsKey, Cut, cutKey, RowFault, readJson } from './steps/importFiles.ts';

export interface ImportApiDeps {
  cases: Cases;
  transactions: Transactions;
  files: Files;
  clock: Clock;
}

const ById = z.object({
  id: z.string().check(z.regex(/^import-[0-9a-f]{20}$/, 'is not an import id')),
});
const Opened = z.object({ id: z.string(), stage: z.string(), uploadUrl: z.optional(z.string()) });

const ImportSummary = z.object({
  id: z.string(),
  stage: z.enum(['awaiting-file', 'importing', 'finished', 'refused']),
  openedAt: z.string(),
  openedBy: z.string(),
  closedAt: z.optional(z.string()),
  totals: z.optional(ImportTotals),
  /** Files of refused rows, to be mended and loaded again; only for who brought the file. */
  badRowFiles: z.optional(z.int()),
  /** Why nothing of the file was taken. */
  refusedFor: z.optional(z.string()),
  headerFaults: z.optional(HeaderFaults),
});

const ColumnView = z.object({
  name: z.string(),
  /** Other headers for the same column. */
  aliases: z.array(z.string()),
  required: z.boolean(),
  must: z.string(),
});

const ImportView = z.extend(ImportSummary, {
  /** While it is taken in; absent while the file is still being read. */
  progress: z.optional(ImportTotals),
  /** The report of bad rows: line, column, reason, and nothing of what a cell holds. */
  reportUrl: z.optional(z.string()),
});

function summaryOf(record: ImportCase): z.infer<typeof ImportSummary> {
  const { id, stage, openedAt, importedBy: openedBy, closedAt, totals, badRowFiles } = record;
  const { refusedFor, headerFaults } = record;
  return { id, stage, openedAt, openedBy, closedAt, totals, badRowFiles, refusedFor, headerFaults };
}

/** Policy files: opened, uploaded past the API, taken in by a workflow, watched and given back where they were bad. */
export function importRoutes(deps: ImportApiDeps): Route[] {
  return [
    route({
      method: 'POST',
      path: '/imports',
      summary: 'Open an import: put the CSV file at the address given, then say that it is uploaded',
      once: 'with-key',
      body: z.strictObject({ name: z.string().check(z.minLength(1), z.maxLength(200)) }),
      answer: Opened,
      handle: async ({ body, staff }) => {
        authorize(staff, 'policy:import');
        const now = deps.clock.now();
        const seed = `${staff.id}\n${body.name}\n${now.toISOString()}`;
        const id = `import-${createHash('sha256').update(seed).digest('hex').slice(0, 20)}`;
        const opened = openImport(id, staff, now);
        await deps.transactions.commit([
          { store: 'case', case: opened.case, expected: 0 },
          { store: 'event', event: opened.event },
          { store: 'listed-import', id, openedAt: opened.case.openedAt },
        ]);
        const uploadUrl = await deps.files.uploadUrl(opened.case.file, 'text/csv');
        return { status: 201, body: { id, stage: opened.case.stage, uploadUrl } };
      },
    }),
    route({
      method: 'GET',
      path: '/imports',
      summary: 'All imports, the newest first',
      query: z.strictObject(paging),
      answer: z.object({ items: z.array(ImportSummary), next: z.optional(z.string()) }),
      handle: async ({ query, staff }) => {
        authorize(staff, 'policy:import');
        const page = await deps.cases.imports(query.limit, query.next);
        return { body: { ...page, items: page.items.map(summaryOf) } };
      },
    }),
    route({
      method: 'GET',
      path: '/imports/columns',
      summary: 'The columns of a policy file, with every header that each may have',
      answer: z.object({ items: z.array(ColumnView) }),
      handle: async ({ staff }) => {
        authorize(staff, 'policy:import');
        const items = POLICY_COLUMNS.map(({ name, aliases, required, must }) => ({
          name,
          aliases: [...aliases],
          required,
          must,
        }));
        return { body: { items } };
      },
    }),
    route({
      method: 'POST',
      path: '/imports/{id}/uploaded',
      summary: 'The file is there: take it in',
      once: 'always',
      params: ById,
      answer: Opened,
      handle: ({ path, staff }) =>
        onFreshRead(async (): Promise<Answered> => {
          authorize(staff, 'policy:import');
          const before = await deps.cases.load('policy-import', path.id);
          if (before.stage !== 'awaiting-file') return { body: { id: path.id, stage: before.stage } };
          const bytes = await deps.files.size(before.file);
          if (bytes === undefined) throw new Refused('no-file', 'No file was uploaded yet.');
          const now = deps.clock.now();
          const started = startImport(before, bytes, staff, now);
          await deps.transactions.commit([
            { store: 'case', case: started.case, expected: before.version },
            { store: 'event', event: started.event },
            { store: 'decided-wait', caseId: path.id, wait: before.wait, at: now.toISOString() },
          ]);
          return { body: { id: path.id, stage: started.case.stage } };
        }),
    }),
    route({
      method: 'GET',
      path: '/imports/{id}',
      summary: 'How far an import is, and its report of bad rows',
      params: ById,
      answer: ImportView,
      handle: async ({ path: { id }, staff }) => {
        authorize(staff, 'policy:import');
        const record = await deps.cases.load('policy-import', id);
        const { report, stage } = record;
        const progress = stage === 'importing' ? await progressOf(deps.files, id) : undefined;
        const reportUrl =
          report === undefined ? undefined : await deps.files.downloadUrl(report, `${id}.csv`);
        return { body: { ...summaryOf(record), progress, reportUrl } };
      },
    }),
    route({
      method: 'GET',
      path: '/imports/{id}/faults',
      summary: 'Why which rows were not taken, in the order of the file; no reason repeats a cell',
      params: ById,
      query: z.strictObject(paging),
      answer: z.object({ items: z.array(RowFault), next: z.optional(z.string()) }),
      handle: async ({ path: { id }, query, staff }) => {
        authorize(staff, 'policy:import');
        const { stage } = await deps.cases.load('policy-import', id);
        if (stage !== 'finished') throw new NotFound('The import has no report.');
        const cut = await readJson(deps.files, cutKey(id), Cut);
        return { body: await faultsPage(deps.files, id, cut, query) };
      },
    }),
    route({
      method: 'GET',
      path: '/imports/{id}/bad-rows.csv',
      summary: 'The refused rows as they stood, each with its reason: mend them and load that very file',
      params: ById,
      query: z.strictObject({
        /** Counted from 1; an import says how many it has. */
        file: z._default(z.coerce.number().check(z.int(), z.minimum(1)), 1),
      }),
      answer: z.string(),
      answers: 'text/csv',
      handle: async ({ path: { id }, query: { file }, staff }) => {
        authorize(staff, 'policy:import');
        const { importedBy, badRowFiles = 0 } = await deps.cases.load('policy-import', id);
        // Customers stand in it unmasked: it goes back to the person whose file it was, who knows them.
        if (importedBy !== staff.id) throw new NotAllowed('Bad rows go back to whoever brought the file.');
        if (file > badRowFiles) throw new NotFound('The import has no such file of bad rows.');
        const pieces: Uint8Array[] = [];
        for await (const piece of await deps.files.read(badRowsKey(id, file))) pieces.push(piece);
        const name = `${id}-bad-rows-${file}.csv`;
        return {
          bytes: Buffer.concat(pieces),
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': `attachment; filename="${name}"`,
          },
        };
      },
    }),
  ];
}
