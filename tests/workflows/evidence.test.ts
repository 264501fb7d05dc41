import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { zipOf } from '../../adapters/export/zip.ts';
import en from '../../console/features/callback/locales/en.json' with { type: 'json' };
import zh from '../../console/features/callback/locales/zh-CN.json' with { type: 'json' };
import { CaseKind } from '../../domain/case.ts';
import { named } from '../../domain/evidence/page-words.ts';
import { canonicalJson, hashedText } from '../../domain/history.ts';
import type { Staff } from '../../domain/people.ts';
import { evidenceRoutes } from '../../functions/evidence/routes.ts';
import { CALLBACK_RULES, RULES } from '../../functions/wiring.ts';
import { checkPacket } from '../../operations/verify-packet.ts';
import { type Answer, asking } from '../support/asking.ts';
import { Grievance } from '../support/complaint-firm.ts';
import { HANDLER, Survey } from '../support/evaluation-firm.ts';
import { type Firm, openFirm, type Sold } from '../support/firm.ts';
import {
  AGENT,
  BRANCH_MANAGER,
  COMPLIANCE,
  CORE_SYSTEM,
  EXPERT,
  HEAD_OFFICE,
  reviewer,
  SELLER,
} from '../support/people.ts';
import { firmWith, REPORT, sentTo } from '../support/pre-underwriting-firm.ts';
import { present } from '../support/present.ts';
import { Dispute } from '../support/reconsideration-firm.ts';

interface Made extends Answer {
  zip: Uint8Array;
}

/** Asks for packets as the API would be asked. */
function packetsOf(firm: Firm) {
  const { cases, policies, commissions, transactions } = firm.store;
  const ask = asking(
    evidenceRoutes({
      cases,
      policies,
      commissions,
      transactions,
      files: firm.files,
      clock: firm.engine.clock,
      rules: { callback: CALLBACK_RULES, others: RULES },
    }),
    () => firm.now,
  );
  return async (
    caseId: string,
    body: { version?: number; reason?: string } = {},
    by: Staff = COMPLIANCE,
  ): Promise<Made> => {
    const answer = await ask(by, 'POST', `/evidence/${caseId}`, body);
    await firm.quiet();
    return { ...answer, zip: answer.bytes };
  };
}

const textsIn = (zip: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    Object.entries(unzipSync(zip)).map(([path, bytes]) => [path, Buffer.from(bytes).toString()]),
  );
const jsonIn = (zip: Uint8Array, path: string) => JSON.parse(present(textsIn(zip)[path]));

/** A problem that was settled: answers, a remedy, the customer's word, money held and freed. */
async function settled(firm: Firm): Promise<Sold> {
  const sold = await firm.sell({ customer: CUSTOMER });
  await firm.customer.answers(sold, { 'cover-known': 'no' });
  await firm.broker.remedies(sold);
  await firm.customer.confirms(sold, true);
  return sold;
}

const TWO = ['life-a', 'life-b'];
const CUSTOMER = { ref: 'customer-of-evidence', name: '甲丙丁', phone: '13912345678' };

describe('a packet', () => {
  it('is the same to the byte when it is made again of the same version, whatever happened since', async () => {
    const firm = await openFirm();
    const sold = await firm.sell();
    const packets = packetsOf(firm);
    const first = await packets(sold.caseId);
    const { version } = jsonIn(first.zip, 'case.json');
    await firm.customer.answers(sold, { 'cover-known': 'no' });
    await firm.advance('P9D');
    await firm.broker.remedies(sold);
    await firm.customer.confirms(sold, true);
    const again = await packets(sold.caseId, { version }, HEAD_OFFICE);
    expect(again.status).toBe(200);
    expect(Buffer.from(again.zip).equals(Buffer.from(first.zip))).toBe(true);
    const whole = await packets(sold.caseId, { version, reason: 'the regulator asks' });
    const wholeAgain = await packets(sold.caseId, { version, reason: 'another reason' });
    expect(Buffer.from(wholeAgain.zip).equals(Buffer.from(whole.zip))).toBe(true);
  });

  it('shows the whole story of a callback: proofs, deadlines, messages, the ledger', async () => {
    const firm = await openFirm();
    const sold = await settled(firm);
    const { zip } = await packetsOf(firm)(sold.caseId);
    expect(checkPacket(zip).faults).toEqual([]);
    const history = await firm.history(sold);
    expect(jsonIn(zip, 'timeline.json')).toEqual(
      JSON.parse(JSON.stringify(history.slice(0, jsonIn(zip, 'case.json').version))),
    );
    expect(jsonIn(zip, 'messages.json').map(({ template }: { template: string }) => template)).toEqual(
      firm.messages(sold),
    );
    const [line] = await firm.lines(sold);
    const ledgers = jsonIn(zip, 'commission.json');
    expect(ledgers.find(({ payee }: { payee: string }) => payee === line?.payee)).toMatchObject({
      balances: line?.balances,
      entries: line?.entries.map(({ hash }) => ({ hash })),
    });
    const proofs = jsonIn(zip, 'proofs.json').map(({ type }: { type: string }) => type);
    expect(proofs).toContain('confirmed-settled');
    const page = present(textsIn(zip)['index.html']);
    for (const { hash } of jsonIn(zip, 'timeline.json')) expect(page).toContain(hash);
    // Ten in the morning in Shanghai, two hours after midnight in the record.
    expect(page).toContain('2026-03-02 10:00:00');
    // What happened is called as on the screens; the code is what the data says.
    expect(page).toContain(
      `${zh.event['confirmed-settled']} / ${en.event['confirmed-settled']}<br>confirmed-settled`,
    );
    expect(page).toContain(`${zh.stage.settled} / ${en.stage.settled}<br>settled`);
    expect(page).not.toMatch(/<script|https?:|src=|@import/);
  });

  it('tells of an open case what is due next and why', async () => {
    const firm = await openFirm();
    const { caseId } = await firm.sell();
    const deadlines = jsonIn((await packetsOf(firm)(caseId)).zip, 'deadlines.json');
    expect(deadlines.length).toBeGreaterThan(0);
    for (const { why } of deadlines) expect(why.length).toBeGreaterThan(0);
  });

  it('has, for each event, the very text whose SHA-256 is its hash', async () => {
    const firm = await openFirm();
    const sold = await settled(firm);
    const texts = textsIn((await packetsOf(firm)(sold.caseId)).zip);
    for (const event of (await firm.history(sold)).slice(0, -1)) {
      const text = present(texts[`events/${String(event.seq).padStart(6, '0')}.txt`]);
      expect(text).toBe(hashedText(event));
      expect(createHash('sha256').update(text).digest('base64url')).toBe(event.hash);
    }
  });

  it('is masked, and in clear with a reason that stays in the history and in the access log', async () => {
    const firm = await openFirm();
    const sold = await settled(firm);
    const packets = packetsOf(firm);
    const everything = (zip: Uint8Array) => Object.values(textsIn(zip)).join('\n');
    const masked = await packets(sold.caseId);
    for (const secret of [CUSTOMER.name, CUSTOMER.phone, sold.number])
      expect(everything(masked.zip)).not.toContain(secret);
    expect(Object.keys(textsIn(masked.zip)).filter((path) => path.startsWith('contents/'))).toEqual([]);
    const whole = await packets(sold.caseId, { reason: 'letter 17 of the regulator' });
    expect(jsonIn(whole.zip, 'policy.json').customer.name).toBe(CUSTOMER.name);
    const [before, last] = (await firm.history(sold)).slice(-2);
    expect(before).toMatchObject({ type: 'evidence-packet-made', data: { whole: false } });
    expect(last).toMatchObject({
      type: 'evidence-packet-made',
      by: { id: COMPLIANCE.id },
      data: {
        whole: true,
        reason: 'letter 17 of the regulator',
        sha256: createHash('sha256').update(whole.zip).digest('hex'),
      },
    });
    const { items } = await firm.store.sights.ofMonth('2026-03', 10);
    const seen = items.filter(({ about }) => about === sold.caseId);
    expect(seen.map(({ reason }) => reason).toSorted()).toEqual(['letter 17 of the regulator', undefined]);
  });

  it('holds nothing of another customer', async () => {
    const firm = await openFirm();
    const other = await firm.sell({
      customer: { ref: 'customer-other', name: '乙戊己', phone: '13987654321' },
    });
    const sold = await settled(firm);
    const { zip } = await packetsOf(firm)(sold.caseId, { reason: 'the regulator asks' });
    const all = Object.values(textsIn(zip)).join('\n');
    for (const theirs of [
      other.caseId,
      other.policyId,
      other.number,
      'customer-other',
      '乙戊己',
      '13987654321',
    ])
      expect(all).not.toContain(theirs);
  });

  it('leaves out what was erased since, and still names its hash', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    const packets = packetsOf(firm);
    const [masked, whole] = [
      await packets(asked.caseId, {}, EXPERT),
      await packets(asked.caseId, { reason: 'a court asks' }, EXPERT),
    ];
    const { version } = jsonIn(whole.zip, 'case.json');
    await asked.says({ withdraws: true });
    const again = await packets(asked.caseId, { version, reason: 'a court asks' }, EXPERT);
    expect(Object.keys(textsIn(again.zip)).filter((path) => /^(contents|documents)\//.test(path))).toEqual(
      [],
    );
    expect(jsonIn(again.zip, 'contents.json')).toEqual(jsonIn(whole.zip, 'contents.json'));
    expect(jsonIn(again.zip, 'documents.json')).toEqual(jsonIn(whole.zip, 'documents.json'));
    expect(checkPacket(again.zip).faults).toEqual([]);
    const of = jsonIn(masked.zip, 'case.json').version;
    expect(
      Buffer.from((await packets(asked.caseId, { version: of }, EXPERT)).zip).equals(Buffer.from(masked.zip)),
    ).toBe(true);
  });

  it('gives health data to those who work on it, and to nobody else whatever the reason', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    const packets = packetsOf(firm);
    const reason = { reason: 'a court asks' };
    const byExpert = await packets(asked.caseId, reason, EXPERT);
    const paths = Object.keys(textsIn(byExpert.zip));
    expect(paths).toContain('contents/facts.json');
    expect(checkPacket(byExpert.zip).faults).toEqual([]);
    for (const by of [COMPLIANCE, HEAD_OFFICE]) {
      const { zip } = await packets(asked.caseId, reason, by);
      expect(Object.keys(textsIn(zip)).filter((path) => /^(contents|documents)\//.test(path))).toEqual([]);
      expect(jsonIn(zip, 'case.json').withheld).toBe('contents and documents about health');
      expect(jsonIn(zip, 'contents.json')).toEqual(jsonIn(byExpert.zip, 'contents.json'));
    }
  });

  it('has the documents as they were stored', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    const { zip } = await packetsOf(firm)(asked.caseId, { reason: 'a court asks' }, EXPERT);
    const documents = Object.entries(unzipSync(zip)).filter(([path]) => path.startsWith('documents/'));
    expect(documents.length).toBe((await asked.case()).documents.length);
    for (const [, bytes] of documents) expect(Buffer.from(bytes).equals(REPORT)).toBe(true);
    expect(checkPacket(zip).faults).toEqual([]);
  });

  it('can be made of a present or a told version only', async () => {
    const firm = await openFirm();
    const sold = await settled(firm);
    const packets = packetsOf(firm);
    expect((await packets(sold.caseId, { version: 1 })).body).toMatchObject({ rule: 'no-such-packet' });
    expect((await packets(sold.caseId, { version: 9999 })).body).toMatchObject({ rule: 'no-such-version' });
    const before = await firm.history(sold);
    expect((await packets(sold.caseId, { version: 0 })).status).toBe(400);
    expect(await firm.history(sold)).toEqual(before);
  });
});

describe('every kind of case', () => {
  it('gives a packet that verifies', async () => {
    const firm = await firmWith(TWO);
    const sold = await firm.sell();
    await firm.ask(HEAD_OFFICE, 'POST', '/payouts/2026-02', {});
    await firm.ask(HEAD_OFFICE, 'POST', '/accountability/2026-02', {});
    await firm.ask(CORE_SYSTEM, 'POST', '/imports', { name: 'march.csv' });
    await sentTo(firm, TWO);
    await Dispute.file(firm);
    await Grievance.handling(firm);
    await Survey.open(firm, sold);
    await firm.ask(BRANCH_MANAGER, 'POST', '/reception-days', {
      on: '2026-03-02',
      site: 'hall 1',
      desk: 1,
      staff: ['agent-ding'],
      companies: [],
    });
    await firm.ask(BRANCH_MANAGER, 'POST', '/corrective-actions', {
      cause: { first: 'sales', second: 'cover-not-explained' },
      what: 'the sales script is written anew',
      targetPercent: 20,
      complaints: [],
    });
    await firm.quiet();
    const packets = packetsOf(firm);
    const made = new Set<string>();
    for (const { id, kind } of (await firm.store.cases.all()).items) {
      for (const body of [{}, { reason: 'the regulator asks' }]) {
        const { zip, status, text } = await packets(id, body);
        expect(status, `${kind}: ${text}`).toBe(200);
        expect(checkPacket(zip).faults, kind).toEqual([]);
        expect(jsonIn(zip, 'case.json')).toMatchObject({ id, kind });
        const types = jsonIn(zip, 'timeline.json').map(({ type }: { type: string }) => type);
        for (const type of types) expect(named(kind, 'event', type), `${kind}: ${type}`).toHaveLength(2);
      }
      made.add(kind);
    }
    expect([...made].toSorted()).toEqual(CaseKind.options.toSorted());
  });
});

describe('who may make one', () => {
  it('is nobody but the head office and compliance, and experts of what they work on', async () => {
    const firm = await firmWith(TWO);
    const sold = await firm.sell();
    const asked = await sentTo(firm, TWO);
    const packets = packetsOf(firm);
    const before = await firm.history(sold);
    for (const by of [SELLER, AGENT, BRANCH_MANAGER, EXPERT, HANDLER, CORE_SYSTEM])
      expect((await packets(sold.caseId, {}, by)).status, by.role).toBe(403);
    expect((await packets(sold.caseId, {}, reviewer('life-a'))).status).toBe(404);
    for (const by of [SELLER, AGENT, BRANCH_MANAGER, HANDLER])
      expect((await packets(asked.caseId, {}, by)).status, by.role).toBe(403);
    expect(await firm.history(sold)).toEqual(before);
    expect((await packets('cb-00000000000000000000')).status).toBe(404);
  });

  it('is nobody who is involved in the complaint: to them there is nothing', async () => {
    const firm = await openFirm();
    const grievance = await Grievance.file(firm, { involved: [COMPLIANCE.id] });
    const packets = packetsOf(firm);
    expect((await packets(grievance.caseId)).status).toBe(404);
    expect((await packets(grievance.caseId, {}, HEAD_OFFICE)).status).toBe(200);
  });
});

describe('the offline verifier', () => {
  it('finds every changed byte, wherever it is, and names a place', async () => {
    const firm = await openFirm();
    const sold = await settled(firm);
    const { zip } = await packetsOf(firm)(sold.caseId, { reason: 'the regulator asks' });
    expect(checkPacket(zip).faults).toEqual([]);
    fc.assert(
      fc.property(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(zip);
        changed[at] = (changed[at] ?? 0) ^ change;
        expect(checkPacket(changed).faults.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('finds what somebody changed and summed up anew, by the chain', async () => {
    const firm = await openFirm();
    const sold = await settled(firm);
    const { zip } = await packetsOf(firm)(sold.caseId);
    const forge = (change: (files: Record<string, string>) => void) => {
      const files = textsIn(zip);
      change(files);
      return checkPacket(resealed(files)).faults.map(({ entry, what }) => `${entry}: ${what}`);
    };
    expect(forge(() => {})).toEqual([]);
    const edited = forge((files) => {
      files['timeline.json'] = present(files['timeline.json']).replace('"yes"', '"no"').replace('AM', 'PM');
      const events = JSON.parse(present(files['timeline.json']));
      events[1].at = '2020-01-01T00:00:00.000Z';
      files['timeline.json'] = JSON.stringify(events);
    });
    expect(edited).toContain('timeline.json: event 2 was edited');
    const cut = forge((files) => {
      const events = JSON.parse(present(files['timeline.json']));
      events.pop();
      files['timeline.json'] = JSON.stringify(events);
    });
    expect(cut.join()).toMatch(/names another end of the history/);
    const richer = forge((files) => {
      const lines = JSON.parse(present(files['commission.json']));
      lines[0].balances.paid += 100;
      files['commission.json'] = JSON.stringify(lines);
    });
    expect(richer.join()).toMatch(/the balances are not the sums of the entries/);
  });

  it('writes JSON as the histories do', () => {
    const event = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue());
    fc.assert(
      fc.property(event, (data) => {
        const content = JSON.parse(JSON.stringify({ data }));
        const text = `genesis\n${canonicalJson(content)}`;
        const hash = createHash('sha256').update(text).digest('base64url');
        const link = { seq: 1, previousHash: 'genesis', hash };
        expect(hashedText({ ...content, ...link })).toBe(text);
        const files = { 'policy-timeline.json': JSON.stringify([{ ...content, ...link }]) };
        const { faults } = checkPacket(resealed(files));
        expect(faults.filter(({ entry }) => entry === 'policy-timeline.json')).toEqual([]);
      }),
    );
  });
});

/** The files with sums of their own: what somebody can do who has the packet and not the firm. */
function resealed(files: Readonly<Record<string, string>>): Uint8Array {
  const sums = ['manifest.json', 'SHA256SUMS'];
  const own = Object.entries(files)
    .filter(([path]) => !sums.includes(path))
    .map(([path, text]) => ({ path, bytes: Buffer.from(text) }));
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const inOrder = own.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const listed = inOrder.map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256(bytes) }));
  const { id, version, chain, format } = JSON.parse(files['case.json'] ?? '{}');
  const manifest = Buffer.from(JSON.stringify({ format, case: id, version, chain, files: listed }));
  const lines = [...listed, { path: 'manifest.json', sha256: sha256(manifest) }];
  const all = [
    ...inOrder,
    { path: 'manifest.json', bytes: manifest },
    {
      path: 'SHA256SUMS',
      bytes: Buffer.from(lines.map((line) => `${line.sha256}  ${line.path}\n`).join('')),
    },
  ];
  return zipOf(all.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
}
