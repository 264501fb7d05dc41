import { describe, expect, it } from 'vitest';
import { InvariantBroken, Throttled } from '../../domain/errors.ts';
import type { ImportCase } from '../../domain/policy/import.ts';
import type { Write } from '../../domain/ports.ts';
import { fileOf } from '../csv/example.ts';
import { type Firm, isWakeUp, openFirm } from '../support/firm.ts';
import { CORE_SYSTEM } from '../support/people.ts';
import { carrierOf, policyInput } from '../support/policies.ts';
import { present } from '../support/present.ts';
import { at } from '../support/wall.ts';

const START = at('2026-03-03', '10:00');
const recordsPolicy = (writes: readonly Write[]) => writes.some(({ store }) => store === 'policy');

/** An import of the core system, step by step. */
class Import {
  readonly #firm: Firm;
  id = '';

  constructor(firm: Firm) {
    this.#firm = firm;
  }

  async open(name = 'march.csv'): Promise<void> {
    const opened = await this.#firm.ask<{ id: string }>(CORE_SYSTEM, 'POST', '/imports', { name });
    this.id = opened.id;
    await this.#firm.quiet();
  }

  async upload(text: string | Uint8Array): Promise<void> {
    await this.#firm.files.put((await this.case()).file, text, 'text/csv');
  }

  async say(): Promise<void> {
    await this.#firm.ask(CORE_SYSTEM, 'POST', `/imports/${this.id}/uploaded`, {});
    await this.#firm.quiet();
  }

  case(): Promise<ImportCase> {
    return this.#firm.store.cases.load('policy-import', this.id);
  }

  states(): Promise<string[]> {
    return this.#firm.states(this.id, 'policy-import');
  }

  async report(): Promise<string[]> {
    const pieces: Uint8Array[] = [];
    for await (const piece of await this.#firm.files.read(present((await this.case()).report)))
      pieces.push(piece);
    return Buffer.concat(pieces).toString().split('\r\n');
  }
}

let firm: Firm;
let file: Import;

async function open(schedules = false): Promise<void> {
  firm = await openFirm({ start: START, schedules });
  file = new Import(firm);
  await firm.store.policies.putCarrier(carrierOf(policyInput()));
}

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ number: `A-${1_000 + index}` }));

describe('a policy file', () => {
  it('is waited for, cut, taken in part by part, and its bad rows are reported', async () => {
    await open();
    await file.open();
    await firm.advance('PT5M');
    expect(await file.states()).toEqual(['Route', 'ChooseRoute', 'AwaitFile']);
    await file.upload(fileOf([...rows(600), { number: 'B-0001', premium_yuan: '-5' }]));
    await file.say();

    expect(await file.case()).toMatchObject({
      stage: 'finished',
      totals: { rows: 601, recorded: 600, unchanged: 0, refused: 1 },
    });
    expect(await file.states()).toEqual([
      ...['Route', 'ChooseRoute', 'AwaitFile'],
      ...['Route', 'ChooseRoute', 'CutFile'],
      ...['ImportParts', 'ImportPart', 'ImportPart', 'FinishImport'],
      'Closed',
    ]);
    expect(await file.report()).toContain(
      '602,premium_yuan,"must be yuan with at most two decimals, as 1,234.56"',
    );
    // Each policy has its callback, which runs.
    await firm.advance('PT1M');
    expect(await firm.statuses('callback')).toHaveLength(600);
    expect(await firm.types({ caseId: file.id })).toEqual([
      'import-opened',
      'import-started',
      'import-finished',
    ]);
  });

  it('changes nothing when it comes a second time', async () => {
    await open();
    for (const totals of [
      { rows: 3, recorded: 3, unchanged: 0, refused: 0 },
      { rows: 3, recorded: 0, unchanged: 3, refused: 0 },
    ]) {
      await file.open();
      await file.upload(fileOf(rows(3)));
      await file.say();
      expect((await file.case()).totals).toEqual(totals);
      await firm.advance('PT1M');
    }
    expect(await firm.statuses('callback')).toHaveLength(3);
  });

  it('that never comes ends the import as refused after an hour', async () => {
    await open();
    await file.open();
    await firm.advance('PT59M');
    expect(await file.case()).toMatchObject({ stage: 'awaiting-file' });
    await firm.advance('PT2M');
    expect(await file.case()).toMatchObject({ stage: 'refused', category: 'closed' });
    expect((await firm.history({ caseId: file.id })).at(-1)?.data).toEqual({ reason: 'the file never came' });
    expect(await firm.statuses('policy-import')).toEqual(['SUCCEEDED']);
  });

  it('that is said to be there and is not is refused, and waited for on', async () => {
    await open();
    await file.open();
    await expect(file.say()).rejects.toMatchObject({ status: 422, problem: { rule: 'no-file' } });
    expect(await file.case()).toMatchObject({ stage: 'awaiting-file', version: 1 });
  });

  it('with a wrong header is refused as a whole, and the workflow ends in good order', async () => {
    await open();
    await file.open();
    await file.upload(fileOf(rows(3)).replace('number', 'policy'));
    await file.say();
    expect(await file.case()).toMatchObject({ stage: 'refused' });
    expect(await firm.executions('callback')).toEqual([]);
    expect(await firm.statuses('policy-import')).toEqual(['SUCCEEDED']);
    expect((await file.states()).slice(-2)).toEqual(['FinishImport', 'Closed']);
  });
});

describe('an import that is disturbed', () => {
  it.each(['before', 'after'] as const)(
    'by an upload that is done %s the wait has its token',
    async (when) => {
      await open();
      firm[when]('AwaitFile', async () => {
        await file.upload(fileOf(rows(3)));
        await firm.ask(CORE_SYSTEM, 'POST', `/imports/${file.id}/uploaded`, {});
        if (when === 'after') await firm.stream.drain();
      });
      await file.open();
      await firm.advance('PT1M');
      expect(await file.case()).toMatchObject({ stage: 'finished', totals: { recorded: 3 } });
      expect(new Set(await firm.statuses('policy-import'))).toEqual(new Set(['SUCCEEDED']));
    },
  );

  it('by throttling in the middle of a part goes on and records each policy once', async () => {
    await open();
    await file.open();
    await file.upload(fileOf(rows(20)));
    let seen = 0;
    firm.store.failNext((writes) => {
      seen += recordsPolicy(writes) ? 1 : 0;
      return seen > 10 ? new Throttled('slow down') : undefined;
    });
    await file.say();
    await firm.advance('PT10M');
    expect(await file.case()).toMatchObject({
      stage: 'finished',
      totals: { rows: 20, recorded: 20, unchanged: 0, refused: 0 },
    });
    expect(await firm.statuses('callback')).toHaveLength(20);
  });

  it('by a bug in the middle of a part stops, and the sweeper has it finished', async () => {
    await open(true);
    await file.open();
    await file.upload(fileOf(rows(20)));
    let seen = 0;
    firm.store.failNext((writes) => {
      seen += recordsPolicy(writes) ? 1 : 0;
      return seen > 10 ? new InvariantBroken('a bug') : undefined;
    });
    await file.say();
    expect(await firm.statuses('policy-import')).toEqual(['FAILED']);
    await firm.advance('PT45M');
    expect(await file.case()).toMatchObject({ stage: 'finished', totals: { rows: 20, recorded: 20 } });
    expect(await firm.statuses('policy-import')).toEqual(['FAILED', 'SUCCEEDED']);
    expect(await firm.statuses('callback')).toHaveLength(20);
  });

  it.each(['CutFile', 'ImportPart', 'FinishImport'])(
    'by its execution being stopped at %s is finished by another',
    async (state) => {
      await open(true);
      await file.open();
      await file.upload(fileOf(rows(20)));
      firm.before(state, () => firm.stopExecution(file.id, 'policy-import'));
      await file.say();
      await firm.advance('PT45M');
      expect(await file.case()).toMatchObject({ stage: 'finished', totals: { rows: 20, recorded: 20 } });
      expect((await firm.statuses('policy-import'))[0]).toBe('ABORTED');
      expect(
        (await firm.types({ caseId: file.id })).filter((type) => type === 'import-finished'),
      ).toHaveLength(1);
    },
  );

  it('by a lost wake-up is woken by the sweeper', async () => {
    await open(true);
    await file.open();
    await file.upload(fileOf(rows(3)));
    firm.stream.loseNext(isWakeUp);
    await file.say();
    expect(await file.case()).toMatchObject({ stage: 'importing' });
    await firm.advance('PT20M');
    expect(await file.case()).toMatchObject({ stage: 'finished' });
    expect(new Set(await firm.statuses('policy-import'))).toEqual(new Set(['SUCCEEDED']));
  });

  it('by "it is there" said twice is taken in once', async () => {
    await open();
    await file.open();
    await file.upload(fileOf(rows(3)));
    await file.say();
    await file.say();
    expect(await firm.types({ caseId: file.id })).toEqual([
      'import-opened',
      'import-started',
      'import-finished',
    ]);
  });
});
