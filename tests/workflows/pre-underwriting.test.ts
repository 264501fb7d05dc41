import { describe, expect, it } from 'vitest';
import type { Opinion } from '../../domain/carrier-request/conclusion.ts';
import { addDays, addWorkingDays, dateOf } from '../../domain/time/calendar.ts';
import type { Firm } from '../support/firm.ts';
import { COMPLIANCE, reviewer, SECOND_COMPLIANCE, SELLER } from '../support/people.ts';
import {
  type Asked,
  claimFor,
  everythingStored,
  firmWith,
  openingInput,
  prepared,
  REPORT,
  sells,
  sentTo,
} from '../support/pre-underwriting-firm.ts';
import {
  DECLINED,
  DISCLOSURE,
  PATHOLOGY,
  PU_RULES,
  standard,
  wantedOf,
} from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';
import { wall } from '../support/wall.ts';

const TWO = ['carrier-a', 'carrier-b'];
const TEN = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((letter) => `carrier-${letter}`);
/** The first carrier has one working day, the last one ten. */
const STAGGERED = TEN.map((carrier, n) => ({ carrier, product: 'ci-1', answerWithinWorkingDays: n + 1 }));

const EXTRA: Opinion = standard(1_000_000, {
  conclusion: { is: 'on-terms', extra: { by: 'percent', percent: 25 }, exclusions: [] },
});

interface View {
  requests: { carrier: string; daysWaited: object; wanted: { text: string }[]; opinion?: Opinion }[];
  grid?: { columns: { carrier: string; state: string }[]; rows: Record<string, { cells: unknown[] }> };
  recommendation?: { best?: { carrier: string } };
  comparisons: { at: string; grid?: unknown }[];
}

const statesOf = async (asked: Asked): Promise<string[]> =>
  present((await asked.view<View>()).grid).columns.map(({ state }) => state);

describe('a pre-underwriting', () => {
  it('goes from the disclosure to the choice', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    await firm.advance('P1D');
    await asked.answers('carrier-a', EXTRA);
    await asked.answers('carrier-b', standard(900_000));
    const { grid, recommendation } = await asked.view<View>();
    expect(present(grid).rows.premiumFen?.cells).toEqual([
      { is: 'value', value: EXTRA.premiumFen },
      { is: 'value', value: 900_000 },
    ]);
    expect(recommendation?.best?.carrier).toBe('carrier-b');
    await asked.chooses('carrier-b');

    expect(await asked.types()).toEqual([
      'pre-underwriting-opened',
      'document-announced',
      'document-stored',
      'consent-asked',
      'consent-given',
      'carriers-asked',
      'opinion-received',
      'opinion-received',
      'compared',
      'chosen',
    ]);
    expect(await asked.statuses()).toEqual(['SUCCEEDED']);
    expect(asked.told('carrier-a')).toEqual(['carrier-asked', 'carrier-answered']);
    expect(await firm.counted('2026-03')).toMatchObject({ compared: 1, differed: 1, chosen: 1 });
  });

  it('costs 12 transitions and at most 5 more for each carrier', async () => {
    const firm = await firmWith(TEN);
    const asked = await sentTo(firm, STAGGERED);
    for (const [day, carrier] of TEN.entries()) {
      // Each on its last day: whoever has more than a day has been reminded by then.
      await firm.until(addWorkingDays('2026-03-02', day + 1, PU_RULES.calendar).date, '16:00');
      await asked.answers(carrier);
    }
    await asked.chooses('carrier-a');
    expect(await asked.statuses()).toEqual(['SUCCEEDED']);
    const [ran] = await firm.executions('pre-underwriting');
    const states = await firm.states(present(ran).name, 'pre-underwriting');
    expect(states.at(-1)).toBe('Closed');
    expect(states.length).toBe(firm.engine.counts()['pre-underwriting']?.transitions);
    expect(states.length).toBeLessThanOrEqual(12 + 5 * TEN.length);
  });

  it('costs 12 transitions in all when ten carriers answer before anybody is reminded', async () => {
    const firm = await firmWith(TEN);
    const asked = await sentTo(firm, TEN);
    for (const carrier of TEN) await asked.answers(carrier);
    await asked.chooses('carrier-a');
    expect(firm.engine.counts()['pre-underwriting']?.transitions).toBe(12);
  });

  it('is given up when it is never sent, and its report goes with it', async () => {
    const firm = await firmWith(TWO);
    const asked = await prepared(firm);
    const { key, document } = await asked.announce(claimFor(REPORT));
    await firm.files.put(key, REPORT, 'application/pdf');
    await firm.advance('P40D');
    expect(await asked.case()).toMatchObject({ stage: 'abandoned', documents: [] });
    expect(await firm.files.size(key)).toBeUndefined();
    expect(await everythingStored(firm)).not.toContain(DISCLOSURE.asked[0]);
    await expect(asked.stored(document)).rejects.toMatchObject({ status: 404 });
    expect(await asked.statuses()).toEqual(['SUCCEEDED']);
  });
});

describe('ten carriers that say nothing', () => {
  it('are waited for as long as the slowest, each reminded at its own half', async () => {
    const firm = await firmWith(TEN);
    const asked = await sentTo(firm, STAGGERED);
    await firm.until('2026-04-10');
    const { comparisons } = await asked.case();
    const slowest = await asked.request('carrier-j');
    expect(comparisons[0]?.at).toBe(slowest.silentSince);
    const lastDay = addWorkingDays('2026-03-02', TEN.length, PU_RULES.calendar).date;
    expect(wall(slowest.silentSince)).toBe(`${addDays(lastDay, 1)} 09:00`);
    for (const [n, carrier] of TEN.entries()) {
      expect(asked.told(carrier)).toEqual(['carrier-asked', 'carrier-reminded', 'carrier-silent']);
      const half = addWorkingDays('2026-03-02', Math.floor((n + 1) / 2), PU_RULES.calendar).date;
      const { remindedAt = '', silentSince = '' } = await asked.request(carrier);
      expect(dateOf(remindedAt) > half && remindedAt <= silentSince).toBe(true);
    }
    expect((await asked.types()).filter((type) => type === 'compared')).toHaveLength(1);
    expect(await statesOf(asked)).toEqual(TEN.map(() => 'silent'));
  });
});

describe('answers as they come', () => {
  it('are shown while the others are waited for, and a late one is compared beside', async () => {
    const firm = await firmWith([...TWO, 'carrier-c']);
    const asked = await sentTo(firm, [...TWO, 'carrier-c']);
    await firm.advance('P1D');
    await asked.answers('carrier-b');
    expect(await statesOf(asked)).toEqual(['asked', 'answered', 'asked']);
    await asked.answers('carrier-a', DECLINED);
    await firm.until('2026-03-12');
    const before = (await asked.view<View>()).comparisons;
    expect(before).toMatchObject([{ answered: ['carrier-a', 'carrier-b'], silent: ['carrier-c'] }]);

    await asked.answers('carrier-c', standard(600_000));
    const { comparisons, recommendation } = await asked.view<View>();
    expect(comparisons[0]).toEqual(before[0]);
    expect(comparisons).toHaveLength(2);
    expect(recommendation?.best?.carrier).toBe('carrier-c');
    await asked.chooses('carrier-c');
    expect(await asked.statuses()).toEqual(['SUCCEEDED']);
  });

  it('come to nothing by themselves when nobody chooses', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    await asked.answers('carrier-a');
    await asked.answers('carrier-b');
    await firm.advance('P70D');
    expect(await asked.case()).toMatchObject({ stage: 'not-chosen' });
    expect((await asked.types()).filter((type) => type === 'choice-reminded').length).toBeGreaterThan(3);
    expect(await asked.statuses()).toEqual(['SUCCEEDED']);
  });
});

describe('material that a carrier wants', () => {
  it('stops its clock and no other, and both sides see the days', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    await firm.until('2026-03-04', '10:00');
    await asked.wants('carrier-a');
    await firm.until('2026-03-06', '10:00');
    const biopsy = await asked.document('pathology', Buffer.from('%PDF-1.7 biopsy'));
    await asked.supplies('carrier-a', { documents: [biopsy], note: 'Benign.' });
    const packet = await asked.packet<{ documents: { id: string }[]; notes: string[]; daysWaited: object }>(
      'carrier-a',
    );
    expect(packet.documents.map(({ id }) => id)).toEqual(['d1', biopsy]);
    expect(packet).toMatchObject({ notes: ['Benign.'], daysWaited: { carrier: 2, broker: 2 } });
    expect((await asked.view<View>()).requests[0]).toMatchObject({
      daysWaited: packet.daysWaited,
    });
    expect((await asked.packet<{ documents: object[] }>('carrier-b')).documents).toHaveLength(1);

    await firm.until('2026-03-20');
    // Two working days later than the other one, which nobody made wait.
    const [a, b] = [await asked.request('carrier-a'), await asked.request('carrier-b')];
    const { date } = addWorkingDays(dateOf(present(b.silentSince)), 2, PU_RULES.calendar);
    expect(wall(a.silentSince)).toBe(`${date} 09:00`);
  });

  it('is reminded of, escalated and given up when it never comes; then the carrier is waited for', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    await asked.wants('carrier-a');
    await asked.answers('carrier-b');
    await firm.until('2026-04-20');
    expect(asked.told('carrier-a')).toEqual([
      'carrier-asked',
      'material-wanted',
      'material-reminded',
      'material-escalated',
      'material-not-supplied',
      'carrier-reminded',
      'carrier-silent',
    ]);
    expect(await asked.case()).toMatchObject({ stage: 'choosing' });
    await asked.answers('carrier-a', standard(1));
    expect((await asked.case()).comparisons).toHaveLength(2);
  });
});

describe("a carrier's own code", () => {
  const propose = (firm: Firm) =>
    firm.ask(COMPLIANCE, 'POST', '/vocabularies/carrier-a', {
      entries: [{ code: 'S-01', wording: '标准体', means: 'standard' }],
    });

  it('is read by the vocabulary that two people put in use', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    const coded = standard(800_000, { code: 'S-01' });
    await expect(asked.answers('carrier-a', coded)).rejects.toMatchObject({ status: 400 });
    await propose(firm);
    const verdict = { approve: true, reason: 'read against the manual' };
    await expect(
      firm.ask(COMPLIANCE, 'POST', '/vocabularies/carrier-a/1/verdict', verdict),
    ).rejects.toMatchObject({ problem: { rule: 'second-person' } });
    await expect(asked.answers('carrier-a', coded)).rejects.toMatchObject({ status: 400 });
    await firm.ask(SECOND_COMPLIANCE, 'POST', '/vocabularies/carrier-a/1/verdict', verdict);

    await expect(asked.answers('carrier-a', { ...DECLINED, code: 'S-01' })).rejects.toMatchObject({
      problem: { rule: 'vocabulary-mismatch' },
    });
    await expect(asked.answers('carrier-a', standard(1, { code: 'S-02' }))).rejects.toMatchObject({
      problem: { rule: 'unknown-code' },
    });
    await asked.answers('carrier-a', coded);
    const { requests } = await asked.view<View>();
    expect(requests[0]?.opinion).toEqual({ ...coded, vocabulary: 1 });
  });
});

const SECRETS = [
  'treatment-marker',
  'family-marker',
  'wish-marker',
  'note-marker',
  'wording-marker',
  '13977776666',
  'reference-marker',
];

/** Everything that is said says something of the applicant. */
async function withSecrets(firm: Firm): Promise<Asked> {
  const [treatment = '', family = '', wish = '', note = '', wording = '', phone = '', ref = ''] = SECRETS;
  const asked = await sentTo(firm, TWO, {
    phone,
    customerRef: ref,
    disclosure: { ...DISCLOSURE, conditions: [{ code: 'thyroid-nodule', treatment }], family: [family] },
  });
  await asked.wants('carrier-b', [{ ...PATHOLOGY, text: wish }]);
  await asked.supplies('carrier-b', { note });
  await asked.answers('carrier-a', standard(800_000, { wording }));
  return asked;
}

async function expectNothingLeft(firm: Firm, asked: Asked): Promise<void> {
  const stored = await everythingStored(firm);
  for (const secret of SECRETS) expect(stored).not.toContain(secret);
  for (const file of asked.files) expect(await firm.files.size(file)).toBeUndefined();
  for (const carrier of TWO) {
    const seen = await asked.packet(carrier);
    expect(seen).toMatchObject({ stage: 'withdrawn', documents: [], notes: [] });
    expect(seen.packet).toBeUndefined();
    for (const secret of SECRETS) expect(JSON.stringify(seen)).not.toContain(secret);
  }
  const { grid } = await asked.view<View>();
  expect(present(grid).columns.map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn']);
  expect(await firm.faults()).toEqual([]);
}

describe('a consent that is taken back', () => {
  it('by the link ends the sharing, tells the carriers and leaves nothing', async () => {
    const firm = await firmWith(TWO);
    const asked = await withSecrets(firm);
    const { key } = await asked.announce(claimFor(REPORT, 'pathology'));
    await firm.files.put(key, REPORT, 'application/pdf'); // and nobody has said that it is there
    expect(asked.files).toHaveLength(2);
    for (const file of asked.files) expect(await firm.files.size(file)).toBe(REPORT.length);
    const before = await everythingStored(firm);
    for (const secret of SECRETS) expect(before).toContain(secret);

    const link = asked.link();
    expect(await asked.says({ withdraws: true }, link)).toMatchObject({ state: 'used' });

    await expectNothingLeft(firm, asked);
    for (const carrier of TWO) expect(asked.told(carrier).at(-1)).toBe('sharing-withdrawn');
    expect(await asked.case()).toMatchObject({ stage: 'withdrawn', documents: [] });
    expect((await asked.types()).slice(-2)).toEqual(['consent-withdrawn', 'erased']);
    expect(new Set(await asked.statuses())).toEqual(new Set(['SUCCEEDED']));
    expect(await asked.says({ withdraws: true }, link)).toMatchObject({ state: 'used' });
    await expect(asked.says({ consents: true }, link)).rejects.toMatchObject({ status: 410 });
    await expect(asked.answers('carrier-b')).rejects.toMatchObject({ status: 409 });
    const id = await asked.requestId('carrier-a');
    await expect(
      firm.ask(reviewer('carrier-a'), 'POST', `/carrier-requests/${id}/documents/d1/view`),
    ).rejects.toMatchObject({ status: 410 });
    await firm.ask(reviewer('carrier-a'), 'POST', `/carrier-requests/${id}/deletion`);
    expect(await asked.request('carrier-a')).toMatchObject({
      deletionConfirmed: { by: reviewer('carrier-a').id },
    });
  });

  it('in writing after the choice is as thorough', async () => {
    const firm = await firmWith(TWO);
    const asked = await withSecrets(firm);
    await asked.chooses('carrier-a');
    await firm.advance('P3D');
    const form = await asked.case().then(({ documents }) => present(documents[0]).id);
    await asked.command('withdrawal', { document: form });
    await expectNothingLeft(firm, asked);
    expect(await asked.case()).toMatchObject({ documents: [], stage: 'withdrawn' });
    await expect(asked.command('withdrawal', { document: form })).rejects.toMatchObject({
      problem: { rule: 'withdrawn' },
    });
  });

  it('said before anything is sent, by a plain no, ends it', async () => {
    const firm = await firmWith(TWO);
    const asked = await prepared(firm);
    await asked.command('consent-request');
    await asked.says({ consents: false });
    expect(await asked.case()).toMatchObject({ stage: 'withdrawn', erasedAt: expect.any(String) });
    expect(new Set(await asked.statuses())).toEqual(new Set(['SUCCEEDED']));
  });
});

describe('the day of deletion', () => {
  it('comes for what was closed before, and for what is still open', async () => {
    const firm = await firmWith(TWO, { schedules: true });
    const chosen = await sentTo(firm, TWO, { deleteOn: '2026-03-10' });
    await chosen.answers('carrier-a');
    await chosen.chooses('carrier-a');
    const open = await sentTo(firm, TWO, { deleteOn: '2026-03-10', customerRef: 'applicant-2' });
    await firm.until('2026-03-09', '23:00');
    expect((await open.packet('carrier-a')).packet).toBeDefined();
    expect(await chosen.case()).not.toHaveProperty('erasedAt');
    await firm.until('2026-03-11');
    expect(await chosen.case()).toMatchObject({
      stage: 'chosen',
      documents: [],
      erasedAt: expect.any(String),
    });
    expect(await open.case()).toMatchObject({ stage: 'not-chosen', documents: [] });
    expect((await open.packet('carrier-a')).packet).toBeUndefined();
    expect(await open.statuses()).toEqual(['SUCCEEDED', 'SUCCEEDED']);
  });
});

describe('what is asked anew', () => {
  it('is a request of its own with its own carriers, amount and applicant, linked both ways', async () => {
    const firm = await firmWith([...TWO, 'carrier-c', 'carrier-d']);
    const asked = await sentTo(firm, TWO);
    await asked.answers('carrier-a');
    const over = {
      customerRef: 'applicant-1',
      wanted: wantedOf('carrier-c', 'carrier-d'),
      sumInsuredFen: 99_000_000,
      disclosure: { ...DISCLOSURE, conditions: [{ code: 'asthma' }] },
    };
    const { replacedBy } = await asked.command<{ replacedBy: string }>('requote', openingInput(over));
    const next = await firm.store.cases.load('pre-underwriting', replacedBy);
    expect(next).toMatchObject({
      stage: 'preparing',
      replaces: asked.caseId,
      wanted: over.wanted,
      sumInsuredFen: over.sumInsuredFen,
      conditions: ['asthma'],
      documents: [],
    });
    expect(await asked.case()).toMatchObject({ stage: 'requoted', replacedBy });
    expect(asked.told('carrier-b').at(-1)).toBe('answer-not-needed');
    expect(await asked.statuses()).toEqual(['SUCCEEDED', 'RUNNING']);
    expect((await asked.packet('carrier-b')).packet).toBeUndefined();
  });
});

describe('the policy that came of it', () => {
  const policy = async (firm: Firm, carrier = 'carrier-a') =>
    firm.sell({
      carrier,
      premiumFen: 800_000,
      customer: { ref: 'applicant-1', name: '甲一', phone: '13900000071' },
      commission: [{ payee: SELLER.id, role: 'broker', amountFen: 1000 }],
      product: { code: 'ci-1', class: 'critical-illness', termMonths: 240, liabilityVersion: '2026.1' },
    });
  const flags = ({ notices }: Firm) =>
    notices.published.filter(({ attributes }) => attributes.notice === 'terms-differ');

  it('is tied to the choice, and raises a flag on other terms or another person', async () => {
    const firm = await firmWith(TWO);
    const same = await sentTo(firm, TWO);
    const other = await sentTo(firm, TWO, { customerRef: 'applicant-2' });
    for (const asked of [same, other]) {
      await asked.answers('carrier-a');
      await asked.chooses('carrier-a');
    }
    const { policyId } = await policy(firm);
    const issued = { policyId, conclusion: { is: 'standard' }, premiumFen: 800_000 };
    await same.command('policy', issued);
    expect(flags(firm)).toEqual([]);
    await other.command('policy', { ...issued, conclusion: EXTRA.conclusion, premiumFen: 1_000_000 });
    expect(flags(firm)).toMatchObject([
      {
        topic: 'escalations',
        body: { caseId: other.caseId, differs: ['applicant', 'conclusion', 'premium'] },
      },
    ]);
    expect((await other.case()).policy).toMatchObject({ policyId });
    expect((await other.types()).slice(-2)).toEqual(['policy-linked', 'terms-differ']);
  });

  it('is of this branch and exists', async () => {
    const firm = await firmWith(TWO);
    await sells(firm, 'carrier-a');
    const asked = await sentTo(firm, TWO);
    await asked.answers('carrier-a');
    await asked.chooses('carrier-a');
    const unknown = { policyId: 'pl-0', conclusion: { is: 'standard' }, premiumFen: 1 };
    await expect(asked.command('policy', unknown)).rejects.toMatchObject({ status: 404 });
    const far = await firm.sell({ branch: 'sh', carrier: 'carrier-z' });
    await expect(asked.command('policy', { ...unknown, policyId: far.policyId })).rejects.toMatchObject({
      status: 404,
    });
  });
});
