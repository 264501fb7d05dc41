import { describe, expect, it } from 'vitest';
import { openAction } from '../../domain/corrective-action/act.ts';
import { writesOfDecision } from '../../domain/decision.ts';
import { DESK_KINDS, type Note } from '../../domain/notes.ts';
import type { Staff } from '../../domain/people.ts';
import { Grievance } from '../support/complaint-firm.ts';
import { Survey } from '../support/evaluation-firm.ts';
import { type Firm, openFirm } from '../support/firm.ts';
import { AGENT, BRANCH_MANAGER, COMPLIANCE, HEAD_OFFICE, SELLER } from '../support/people.ts';
import { everythingStored, firmWith, prepared, sentTo } from '../support/pre-underwriting-firm.ts';
import { present } from '../support/present.ts';
import { Dispute } from '../support/reconsideration-firm.ts';

const CARRIERS = ['carrier-a', 'carrier-b'];
const TEXT = 'she is at work until six';

interface Noted {
  caseId: string;
  by: Staff;
}

/** An open case of each kind, and somebody who may read it. */
const OPEN: Readonly<Record<(typeof DESK_KINDS)[number], (firm: Firm) => Promise<Noted>>> = {
  callback: async (firm) => ({ caseId: (await firm.sell()).caseId, by: AGENT }),
  'pre-underwriting': async (firm) => ({ caseId: (await prepared(firm)).caseId, by: SELLER }),
  reconsideration: async (firm) => ({ caseId: (await Dispute.file(firm)).caseId, by: SELLER }),
  complaint: async (firm) => ({ caseId: (await Grievance.file(firm)).caseId, by: BRANCH_MANAGER }),
  evaluation: async (firm) => {
    const { caseId } = await Survey.open(firm, await firm.sell());
    return { caseId, by: BRANCH_MANAGER };
  },
  'corrective-action': async (firm) => {
    const opening = {
      cause: { first: 'sales', second: 'cover-not-explained' },
      what: 'the sales script is written anew',
      targetPercent: 20,
      complaints: [],
    } as const;
    const caseId = `ca-${'0'.repeat(20)}`;
    const of = { id: caseId, branch: 'bj', before: { numerator: 3, denominator: 1_000 } };
    const decision = openAction({ ...opening, complaints: [] }, of, BRANCH_MANAGER, firm.now);
    await firm.store.transactions.commit(writesOfDecision(decision, firm.now));
    return { caseId, by: BRANCH_MANAGER };
  },
};

async function note(firm: Firm, { caseId, by }: Noted, text = TEXT): Promise<void> {
  const { version } = present(await firm.store.cases.byId(caseId));
  await firm.ask(by, 'POST', `/notes/${caseId}`, { version, text });
  await firm.quiet();
}

async function notes(firm: Firm, { caseId, by }: Noted): Promise<Note[]> {
  return (await firm.ask<{ items: Note[] }>(by, 'GET', `/notes/${caseId}`)).items;
}

/** When each test is over, the chain, the content by its hash and the figures are proven. */
describe('a note', () => {
  it.each(DESK_KINDS)('on a %s is kept, and nothing else comes of it', async (kind) => {
    const firm = await firmWith(CARRIERS);
    const noted = await OPEN[kind](firm);
    const before = present(await firm.store.cases.byId(noted.caseId));
    const messages = firm.sms.sent.length;
    const wait = await firm.store.cases.wait(noted.caseId, before.wait);

    await note(firm, noted);

    const after = present(await firm.store.cases.byId(noted.caseId));
    expect(after).toEqual({ ...before, version: before.version + 1, lastHash: after.lastHash });
    expect(await firm.store.cases.wait(noted.caseId, before.wait)).toEqual(wait);
    expect(firm.sms.sent).toHaveLength(messages);
    expect(await notes(firm, noted)).toEqual([
      { seq: after.version, at: firm.now.toISOString(), by: noted.by, text: TEXT, erased: false },
    ]);
    // The history keeps the hash of the text and none of it.
    expect(JSON.stringify(await firm.history(noted))).not.toContain(TEXT);
  });

  it('does not hold up what the customer does next', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    await note(firm, { caseId: sold.caseId, by: AGENT });

    await firm.customer.answers(sold);

    expect(await firm.case(sold)).toMatchObject({ stage: 'clean', category: 'closed' });
    await note(firm, { caseId: sold.caseId, by: AGENT }, 'she thanked us');
    expect((await notes(firm, { caseId: sold.caseId, by: AGENT })).map(({ text }) => text)).toEqual([
      TEXT,
      'she thanked us',
    ]);
  });

  it('on a complaint is not there for whoever is involved', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.file(firm);
    const noted = { caseId: grievance.caseId, by: HEAD_OFFICE };
    await note(firm, noted);
    await grievance.command(COMPLIANCE, 'recusal', { person: HEAD_OFFICE.id, reason: 'a relative' });

    await expect(notes(firm, noted)).rejects.toMatchObject({ status: 404 });
    await expect(note(firm, noted)).rejects.toMatchObject({ status: 404 });
    expect(await notes(firm, { ...noted, by: COMPLIANCE })).toHaveLength(1);
  });

  it('on an evaluation is not there for whom it is about', async () => {
    const firm = await openFirm();
    const { caseId } = await OPEN.evaluation(firm);
    await expect(notes(firm, { caseId, by: SELLER })).rejects.toMatchObject({ status: 404 });
  });

  it('goes with a consent that is taken back, and none comes after', async () => {
    const firm = await firmWith(CARRIERS);
    const asked = await sentTo(firm, CARRIERS);
    const noted = { caseId: asked.caseId, by: SELLER };
    await note(firm, noted);

    await asked.says({ withdraws: true }, asked.link());

    expect(await everythingStored(firm)).not.toContain(TEXT);
    expect(await notes(firm, noted)).toMatchObject([{ erased: true }]);
    await expect(note(firm, noted)).rejects.toMatchObject({ status: 422, problem: { rule: 'erased' } });
  });
});
