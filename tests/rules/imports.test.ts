import { describe, expect, it } from 'vitest';
import { MemoryFiles } from '../../adapters/memory/files.ts';
import { MemoryStore } from '../../adapters/memory/store.ts';
import { MemoryWorkflows } from '../../adapters/memory/workflows.ts';
import { Invalid } from '../../domain/errors.ts';
import { Role, type Staff } from '../../domain/people.ts';
import { importRoutes } from '../../functions/policy/import-routes.ts';
import { newImportSteps } from '../../functions/policy/steps/index.ts';
import { fileOf } from '../csv/example.ts';
import { newBooks } from '../csv/memory.ts';
import { asking } from '../support/asking.ts';
import { CORE_SYSTEM, HEAD_OFFICE } from '../support/people.ts';
import { at, later } from '../support/wall.ts';

/** The import's routes and steps over one store, the machine of its workflow being the test. */
function imports() {
  const { cases, transactions } = new MemoryStore();
  const files = new MemoryFiles();
  const clock = { at: at('2026-03-10', '09:00'), now: () => clock.at };
  const ask = asking(importRoutes({ cases, transactions, files, clock }), clock.now);
  const books = newBooks();
  const workflows = new MemoryWorkflows();
  const step = newImportSteps({
    cases,
    transactions,
    files,
    clock,
    workflows,
    takeInPolicy: (input, by) => books.takeInPolicy(input, by),
  });
  const open = async (who: Staff = HEAD_OFFICE): Promise<string> => {
    clock.at = later(clock.at, { minutes: 1 });
    return (await ask(who, 'POST', '/imports', { name: 'policies.csv' })).body.id;
  };
  const upload = async (id: string, file: string) => {
    await files.put(`imports/${id}/policies.csv`, file, 'text/csv');
    await ask(HEAD_OFFICE, 'POST', `/imports/${id}/uploaded`, {});
  };
  const finish = async (id: string) => {
    const { parts } = (await step({ state: 'CutFile', caseId: id })) as { parts: number[] };
    for (const part of parts) await step({ state: 'ImportPart', caseId: id, part });
    await step({ state: 'FinishImport', caseId: id });
  };
  const seen = async (id: string) => (await ask(HEAD_OFFICE, 'GET', `/imports/${id}`)).body;
  return { ask, books, step, open, upload, finish, seen };
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ number: `A-${1_000 + index}` }));

describe('an import that is watched', () => {
  it('tells nothing while the file is read, then what each part adds, then its totals', async () => {
    const { open, upload, step, seen } = imports();
    const id = await open();
    expect(await seen(id)).toMatchObject({ stage: 'awaiting-file', openedBy: HEAD_OFFICE.id });
    await upload(id, fileOf([...numbered(600), { number: 'x' }, { number: 'A-9', carrier: 'nobody' }]));
    expect((await seen(id)).progress).toBeUndefined();

    await step({ state: 'CutFile', caseId: id });
    expect((await seen(id)).progress).toEqual({ rows: 602, recorded: 0, unchanged: 0, refused: 2 });
    await step({ state: 'ImportPart', caseId: id, part: 2 }); // the second is done before the first
    expect((await seen(id)).progress).toEqual({ rows: 602, recorded: 100, unchanged: 0, refused: 2 });
    await step({ state: 'ImportPart', caseId: id, part: 1 });
    const { progress } = await seen(id);
    await step({ state: 'FinishImport', caseId: id });

    const done = await seen(id);
    expect(done).toMatchObject({ stage: 'finished', totals: progress, badRowFiles: 1 });
    expect(done.progress).toBeUndefined();
    expect(done.totals).toEqual({ rows: 602, recorded: 600, unchanged: 0, refused: 2 });
  });

  it('counts a row once, however many reasons its part had, and apart one that was there already', async () => {
    const { books, open, upload, finish, step, seen } = imports();
    const first = await open();
    await upload(first, fileOf(numbered(3)));
    await finish(first);
    const second = await open();
    await upload(second, fileOf(numbered(3)));
    await step({ state: 'CutFile', caseId: second });
    const fields = ['carrier', 'product.code'].map((field) => ({ field, reason: 'is not known' }));
    books.faults = [new Invalid('no', fields)];
    await step({ state: 'ImportPart', caseId: second, part: 1 });
    expect((await seen(second)).progress).toEqual({ rows: 3, recorded: 0, unchanged: 2, refused: 1 });
  });

  it('says why nothing of a file was taken', async () => {
    const { open, upload, step, seen } = imports();
    const id = await open();
    await upload(id, fileOf([]).replace('number', 'policy'));
    await step({ state: 'CutFile', caseId: id });
    const told = await seen(id);
    expect(told.stage).toBe('refused');
    expect(told.refusedFor).toContain('missing number');
    expect(told.headerFaults).toEqual({ missing: ['number'], unknown: ['policy'], doubled: [], unnamed: 0 });
  });
});

describe('the table of bad rows', () => {
  /** Faults of the cut and of both parts, mixed over the lines of the file. */
  const reported = async () => {
    const house = imports();
    const id = await house.open();
    const rows = numbered(700).map((row, at) => (at % 3 === 0 ? { ...row, term_months: '0' } : row));
    await house.upload(id, fileOf(rows));
    house.books.faults = [new Invalid('no', [{ field: 'carrier', reason: 'is not known' }])];
    await house.finish(id);
    return { ...house, path: `/imports/${id}/faults`, rows };
  };

  it('has every fault once, in the order of the file, whatever the size of a page', async () => {
    const { ask, path, rows } = await reported();
    const whole = (await ask(HEAD_OFFICE, 'GET', `${path}?limit=200`)).body;
    for (const limit of [1, 7, 200]) {
      const told: { line: number; column: string; reason: string }[] = [];
      let next: string | undefined;
      do {
        const { body } = await ask(
          HEAD_OFFICE,
          'GET',
          `${path}?limit=${limit}${next ? `&next=${next}` : ''}`,
        );
        told.push(...body.items);
        next = body.next;
      } while (next !== undefined);
      const lines = told.map(({ line }) => line);
      expect(lines).toEqual(lines.toSorted((a, b) => a - b));
      expect(new Set(lines).size).toBe(lines.length);
      const atCut = told.filter(({ column }) => column === 'term_months');
      expect(atCut).toHaveLength(rows.filter((row) => 'term_months' in row).length);
      expect(told.length).toBeGreaterThan(atCut.length);
      expect(told.slice(0, whole.items.length)).toEqual(whole.items);
    }
  });

  it('is not there before the import is done, and knows no page that it did not give', async () => {
    const { ask, open, path } = await reported();
    expect((await ask(HEAD_OFFICE, 'GET', `/imports/${await open()}/faults`)).status).toBe(404);
    expect((await ask(HEAD_OFFICE, 'GET', `${path}?next=later`)).status).toBe(400);
  });
});

describe('the columns of a policy file', () => {
  it('are told with every header, and a file under any of them is read', async () => {
    const { ask, open, upload, finish, seen } = imports();
    const { items } = (await ask(HEAD_OFFICE, 'GET', '/imports/columns')).body;
    expect(items.length).toBeGreaterThan(0);
    for (const { name, aliases } of items as { name: string; aliases: string[] }[]) {
      const id = await open();
      await upload(
        id,
        fileOf([{ number: `C-${name}`.replaceAll('_', '-') }]).replace(name, aliases.at(-1) ?? ''),
      );
      await finish(id);
      expect(await seen(id), name).toMatchObject({ stage: 'finished', totals: { rows: 1, recorded: 1 } });
    }
  });
});

describe('the list of imports', () => {
  it('has all of them, the newest first, page by page', async () => {
    const { ask, open, upload, finish } = imports();
    const ids = [await open(), await open(CORE_SYSTEM), await open()];
    await upload(ids[0] ?? '', fileOf(numbered(2)));
    await finish(ids[0] ?? '');
    const first = (await ask(HEAD_OFFICE, 'GET', '/imports?limit=2')).body;
    const { items } = (await ask(HEAD_OFFICE, 'GET', `/imports?limit=2&next=${first.next}`)).body;
    const listed = [...first.items, ...items];
    expect(listed.map(({ id }) => id)).toEqual(ids.toReversed());
    expect(listed.map(({ openedBy }) => openedBy)).toEqual([HEAD_OFFICE.id, CORE_SYSTEM.id, HEAD_OFFICE.id]);
    expect(listed.at(-1)).toMatchObject({ stage: 'finished', totals: { rows: 2, recorded: 2 } });
  });
});

describe('the file of bad rows', () => {
  const bad = async () => {
    const house = imports();
    const id = await house.open();
    await house.upload(id, fileOf([{}, { number: 'x' }]));
    await house.finish(id);
    return { ...house, path: `/imports/${id}/bad-rows.csv` };
  };

  it('is a file to save, with the bad rows and no others', async () => {
    const { ask, path } = await bad();
    const { status, headers, text } = await ask(HEAD_OFFICE, 'GET', path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="import-[0-9a-f]+-bad-rows-1\.csv"$/,
    );
    expect(text.trim().split('\r\n')).toHaveLength(2);
  });

  it('goes back to whoever brought the file, and to nobody else', async () => {
    const { ask, path } = await bad();
    for (const who of [CORE_SYSTEM, { ...HEAD_OFFICE, id: 'head-other' }]) {
      const { status, text } = await ask(who, 'GET', path);
      expect(status).toBe(403);
      expect(text).not.toContain('13900000001');
    }
  });

  it('is not there before the import is done, beyond the last one, or under no number', async () => {
    const { ask, open, path } = await bad();
    expect((await ask(HEAD_OFFICE, 'GET', `/imports/${await open()}/bad-rows.csv`)).status).toBe(404);
    expect((await ask(HEAD_OFFICE, 'GET', `${path}?file=2`)).status).toBe(404);
    expect((await ask(HEAD_OFFICE, 'GET', `${path}?file=0`)).status).toBe(400);
  });
});

describe('who may import', () => {
  it.each(Role.options)('is asked of %s on each route', async (role) => {
    const { ask, open } = imports();
    const id = await open();
    const who: Staff = { kind: 'staff', id: 'somebody', role, branch: 'bj' };
    const may = role === 'head-office-manager' || role === 'core-system';
    const list = (await ask(who, 'GET', '/imports')).status;
    const one = (await ask(who, 'GET', `/imports/${id}`)).status;
    const columns = (await ask(who, 'GET', '/imports/columns')).status;
    expect([list, one, columns]).toEqual(may ? [200, 200, 200] : [403, 403, 403]);
    expect((await ask(who, 'GET', `/imports/${id}/faults`)).status).toBe(may ? 404 : 403);
    expect((await ask(who, 'GET', `/imports/${id}/bad-rows.csv`)).status).toBe(403);
  });
});
