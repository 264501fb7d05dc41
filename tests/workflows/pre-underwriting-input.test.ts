import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { LARGEST_DOCUMENT } from '../../domain/documents.ts';
import type { Staff } from '../../domain/people.ts';
import { addDays } from '../../domain/time/calendar.ts';
import type { Firm } from '../support/firm.ts';
import { RequestRefused } from '../support/firm-api.ts';
import {
  AGENT,
  BRANCH_MANAGER,
  COMPLIANCE,
  CORE_SYSTEM,
  EXPERT,
  HEAD_OFFICE,
  OTHER_BROKER,
  reviewer,
  SELLER,
  staff,
} from '../support/people.ts';
import {
  Asked,
  claimFor,
  everythingStored,
  firmWith,
  openingInput,
  prepared,
  REPORT,
  sentTo,
} from '../support/pre-underwriting-firm.ts';
import {
  DECLINED,
  DISCLOSURE,
  factsOf,
  PATHOLOGY,
  PU_RULES,
  standard,
  wantedOf,
} from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';

const TWO = ['carrier-a', 'carrier-b'];
const ELEVEN = 'abcdefghijk'.split('').map((letter) => `carrier-${letter}`);

/** `400 wanted.0.carrier is not known`, or `422 no-consent`. */
async function refusal(asking: Promise<unknown>): Promise<string> {
  try {
    await asking;
  } catch (error) {
    if (!(error instanceof RequestRefused)) throw error;
    const { rule, fields = [] } = error.problem as {
      rule?: string;
      fields?: { field: string; reason: string }[];
    };
    const faults = fields.map(({ field, reason }) => `${field} ${reason}`).join('; ');
    return [error.status, rule ?? faults].filter((part) => part !== '').join(' ');
  }
  return 'accepted';
}

/** A refusal leaves everything as it was. */
async function refusedAndUnchanged(firm: Firm, ask: () => Promise<unknown>): Promise<string> {
  const before = await everythingStored(firm);
  const refused = await refusal(ask());
  await firm.quiet();
  expect(await everythingStored(firm)).toBe(before);
  return refused;
}

describe('a request that cannot be', () => {
  const latest = addDays('2026-03-02', PU_RULES.preUnderwriting.keepAtMostDays);
  const BAD: [string, Record<string, unknown>, RegExp][] = [
    [
      'an unknown carrier',
      { wanted: wantedOf('carrier-a', 'carrier-x') },
      /^400 wanted\.1\.carrier is not known$/,
    ],
    [
      'an unknown product',
      { wanted: wantedOf('carrier-a', { carrier: 'carrier-b', product: 'ci-9' }) },
      /^400 wanted\.1\.product is not a product of this carrier$/,
    ],
    [
      'a product by a name that every object answers to',
      { wanted: wantedOf('carrier-a', { carrier: 'carrier-b', product: 'constructor' }) },
      /^400 wanted\.1\.product is not a product of this carrier$/,
    ],
    [
      'a carrier twice',
      { wanted: wantedOf('carrier-a', 'carrier-a') },
      /^400 wanted\.1\.carrier is named twice$/,
    ],
    ['one carrier', { wanted: wantedOf('carrier-a') }, /^400 wanted /],
    ['eleven carriers', { wanted: wantedOf(...ELEVEN) }, /^400 wanted /],
    ['a deletion date of today', { deleteOn: '2026-03-02' }, /^400 deleteOn must be ahead$/],
    ['a deletion date in the past', { deleteOn: '2025-03-02' }, /^400 deleteOn must be ahead$/],
    ['a deletion date too far', { deleteOn: addDays(latest, 1) }, /^400 deleteOn must be .* or earlier$/],
    ['a day that is none', { deleteOn: '2026-02-30' }, /^400 deleteOn /],
    ['no sum insured', { sumInsuredFen: 0 }, /^400 sumInsuredFen /],
    ['a name of the applicant', { name: '甲一' }, /^400 name is not known here$/],
    [
      'a name in the disclosure',
      { disclosure: { ...DISCLOSURE, name: '甲一' } },
      /^400 disclosure\.name is not known here$/,
    ],
    [
      'a disclosure of questions that nobody asked',
      { disclosure: { ...DISCLOSURE, asked: [] } },
      /^400 disclosure\.asked /,
    ],
    ['a reference that is a name', { customerRef: '甲一' }, /^400 customerRef /],
    ['a number that is none', { phone: '12345' }, /^400 phone /],
    ['no purpose', { purpose: '  ' }, /^400 purpose /],
    [
      'no time to answer',
      {
        wanted: wantedOf('carrier-a', { carrier: 'carrier-b', product: 'ci-1', answerWithinWorkingDays: 0 }),
      },
      /^400 wanted\.1\.answerWithinWorkingDays /,
    ],
  ];

  it.each(BAD)('is refused: %s', async (_what, over, refused) => {
    const firm = await firmWith(ELEVEN);
    const opening = () => firm.ask(SELLER, 'POST', '/pre-underwriting', openingInput(over));
    expect(await refusedAndUnchanged(firm, opening)).toMatch(refused);
  });

  it('may name ten carriers, and is opened once however often it is said', async () => {
    const firm = await firmWith(ELEVEN);
    const asked = await sentTo(firm, ELEVEN.slice(0, 10));
    expect((await asked.case()).requests).toHaveLength(10);
    const again = await firm.ask<{ id: string }>(
      SELLER,
      'POST',
      '/pre-underwriting',
      openingInput({ wanted: wantedOf(...ELEVEN.slice(0, 10)) }),
    );
    expect(again.id).toBe(asked.caseId);
  });

  it('is revised by the same rules', async () => {
    const firm = await firmWith(TWO);
    const asked = await prepared(firm);
    const revise = async (over: object) =>
      firm.ask(SELLER, 'PUT', `${asked.path}/facts`, {
        version: (await asked.case()).version,
        ...factsOf(),
        ...over,
      });
    expect(await refusal(revise({ wanted: wantedOf('carrier-a', 'carrier-x') }))).toBe(
      '400 wanted.1.carrier is not known',
    );
    expect(await refusal(revise({ version: 99 }))).toMatch(/^409/);
    await revise({ sumInsuredFen: 1_000 });
    expect(await asked.case()).toMatchObject({ sumInsuredFen: 1_000 });
  });
});

describe('an upload that is not what was announced', () => {
  const bad = async (bytes: Uint8Array, claimed = claimFor(REPORT)) => {
    const firm = await firmWith(TWO);
    const asked = await prepared(firm);
    const { document, key } = await asked.announce(claimed);
    await firm.files.put(key, bytes, 'application/pdf');
    const refused = await refusedAndUnchanged(firm, () => asked.stored(document));
    await asked.consents();
    expect(await refusal(asked.send())).toBe('422 not-arrived');
    return refused;
  };

  it('is told by its first bytes, whatever it calls itself', async () => {
    const page = Buffer.from('<html>not a report</html>');
    expect(await bad(page, claimFor(page))).toBe('422 disguised');
  });

  it('is told by its SHA-256', async () => {
    const other = Buffer.from(REPORT);
    other[other.length - 2] = 0x21;
    expect(await bad(other)).toBe('422 altered');
    expect(await bad(Buffer.concat([REPORT, REPORT]))).toBe('422 altered');
  });

  it('is not read when it is larger than anything that may be announced', async () => {
    const large = Buffer.alloc(LARGEST_DOCUMENT + 1);
    REPORT.copy(large);
    expect(await bad(large)).toBe('422 too-large');
  });

  it('is waited for: nothing is sent before it has come', async () => {
    const firm = await firmWith(TWO);
    const asked = await prepared(firm);
    const { document } = await asked.announce(claimFor(REPORT));
    await asked.consents();
    expect(await refusal(asked.stored(document))).toBe('422 not-arrived');
    expect(await refusedAndUnchanged(firm, () => asked.send())).toBe('422 not-arrived');
  });

  it.each([
    ['too large', { bytes: LARGEST_DOCUMENT + 1 }, /^400 bytes /],
    ['empty', { bytes: 0 }, /^400 bytes /],
    ['of a kind that we do not take', { media: 'image/gif' }, /^400 media /],
    ['of no known type', { type: 'passport photo' }, /^400 type /],
    ['with half a SHA-256', { sha256: 'abc' }, /^400 sha256 /],
    ['with a file name', { fileName: '甲一.pdf' }, /^400 fileName is not known here$/],
  ])('is not announced %s', async (_what, over, refused) => {
    const firm = await firmWith(TWO);
    const asked = await prepared(firm);
    const announce = () => asked.announce({ ...claimFor(REPORT), ...over });
    expect(await refusedAndUnchanged(firm, announce)).toMatch(refused);
  });

  it('is kept once, seen with a trace, and taken no more when the case is closed', async () => {
    const firm = await firmWith(TWO);
    const asked = await prepared(firm);
    const document = await asked.document();
    const { version } = await asked.case();
    await asked.stored(document);
    expect((await asked.case()).version).toBe(version);
    const seen = await firm.ask<{ version: number; url: string }>(
      EXPERT,
      'POST',
      `${asked.path}/documents/${document}/view`,
    );
    const last = present((await firm.history(asked)).at(-1));
    expect(last).toMatchObject({ type: 'document-seen', by: { id: EXPERT.id }, seq: seen.version });
    expect(last.data.sha256).toBe(createHash('sha256').update(REPORT).digest('hex'));
    await asked.command('no-choice', { reason: 'changed their mind' });
    expect(await refusal(asked.announce(claimFor(REPORT)))).toBe('422 closed');
    expect(await refusal(firm.ask(SELLER, 'POST', `${asked.path}/documents/d9/view`))).toBe('404');
  });
});

describe('a consent on paper', () => {
  const form = async (type: 'consent-form' | 'other' = 'consent-form', bytes = REPORT) => {
    const firm = await firmWith(TWO);
    const asked = await prepared(firm);
    const document = await asked.document(type, bytes);
    await firm.advance('PT2H');
    const given = { document, carriers: TWO, givenAt: '2026-03-02T03:00:00.000Z' };
    return { firm, asked, given };
  };

  it('is refused with every fault that it has, and then counts', async () => {
    const { asked, given } = await form();
    const BAD: [Record<string, unknown>, string][] = [
      [{ carriers: ['carrier-a'] }, '400 carriers does not name carrier-b'],
      [
        { givenAt: '2026-03-01T03:00:00.000Z', carriers: ['carrier-b'] },
        '400 carriers does not name carrier-a; givenAt is older than the request that it is to cover',
      ],
      [{ givenAt: '2026-04-01T03:00:00.000Z' }, '400 givenAt is in the future'],
      [{ document: 'd7' }, '400 document.0 is no document of this case'],
    ];
    for (const [over, refused] of BAD) {
      expect(await refusal(asked.command('consent', { ...given, ...over }))).toBe(refused);
    }
    expect(await refusal(asked.send())).toBe('422 no-consent');
    await asked.command('consent', given);
    await asked.send();
    expect(await asked.case()).toMatchObject({ stage: 'asking', consent: { evidence: { way: 'form' } } });
    // The form names the applicant: no carrier gets it.
    expect((await asked.packet<{ documents: unknown[] }>('carrier-a')).documents).toEqual([]);
  });

  it('is a consent form that has arrived', async () => {
    const other = await form('other');
    expect(await refusal(other.asked.command('consent', other.given))).toBe(
      '400 document is no consent form',
    );
    const { asked, given } = await form();
    const { document } = await asked.announce(claimFor(REPORT, 'consent-form'));
    expect(await refusal(asked.command('consent', { ...given, document }))).toBe(
      '400 document.0 has not been uploaded',
    );
  });

  it('and one by link are each dead after the facts were revised', async () => {
    const { firm, asked, given } = await form();
    await asked.command('consent-request');
    const link = asked.link();
    const { version } = await asked.case();
    await firm.ask(SELLER, 'PUT', `${asked.path}/facts`, { version, ...factsOf(), sumInsuredFen: 7 });
    expect(await refusal(asked.says({ consents: true }, link))).toBe('404');
    expect(await refusal(asked.command('consent', given))).toMatch(/^400 givenAt is older/);
    await asked.consents();
    await asked.send();
  });

  it('needs a number to be asked for by link', async () => {
    const firm = await firmWith(TWO);
    const { phone: _none, ...opening } = openingInput();
    const { id } = await firm.ask<{ id: string }>(SELLER, 'POST', '/pre-underwriting', opening);
    await firm.quiet();
    expect(await refusal(new Asked(firm, id, SELLER).command('consent-request'))).toBe('422 no-number');
  });
});

describe('the link to a consent', () => {
  it('shows who gets what, what for and until when; it takes no other word', async () => {
    const firm = await firmWith(TWO);
    const asked = await prepared(firm);
    await asked.command('consent-request');
    const { purpose, deleteOn } = openingInput();
    expect(await firm.ask('customer', 'GET', asked.link())).toMatchObject({
      asks: 'consent',
      state: 'open',
      consent: { carriers: TWO, purpose, deleteOn, given: false },
    });
    expect(await refusal(asked.says({ settled: true }))).toBe('400 consents is what this link asks for');
    const altered = asked.link().replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect(await refusal(asked.says({ consents: true }, altered))).toBe('404');
    await asked.says({ consents: true });
    expect(await asked.says({ consents: true })).toEqual({ asks: 'consent', state: 'open' });
    expect((await asked.types()).filter((type) => type === 'consent-given')).toHaveLength(1);
  });
});

describe('what a carrier says and cannot say', () => {
  const say = (firm: Firm, id: string, body: object, by = reviewer('carrier-a')) =>
    firm.ask(by, 'POST', `/carrier-requests/${id}/answers`, body);

  it('is refused with the field and the reason', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    const id = await asked.requestId('carrier-a');
    const { validUntil: _none, ...openEnded } = standard();
    const BAD: [object, RegExp][] = [
      [{ opinion: standard(1, { validUntil: '2026-03-01' }) }, /^400 validUntil is in the past$/],
      [{ opinion: openEnded }, /^400 validUntil is needed for an offer$/],
      [{ opinion: { ...standard(), conclusion: { is: 'on-terms' } } }, /^400 opinion\.conclusion/],
      [
        { opinion: { ...standard(), conclusion: { is: 'more material wanted' } } },
        /^400 opinion\.conclusion/,
      ],
      [{ opinion: standard(-1) }, /^400 opinion\.premiumFen/],
      [{ opinion: { ...standard(), commissionFen: 1 } }, /^400 opinion\.commissionFen is not known here$/],
      [{ opinion: standard(1, { code: 'S-01' }) }, /^400 opinion\.code has no vocabulary in use$/],
      [{}, /^400 opinion is what this request asks for$/],
    ];
    for (const [body, refused] of BAD) {
      expect(await refusedAndUnchanged(firm, () => say(firm, id, body))).toMatch(refused);
    }
    expect(await refusal(say(firm, id, { opinion: DECLINED }))).toBe('accepted');
  });

  it('comes too late when the request is closed, and is told where it stands', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    await asked.answers('carrier-b');
    await asked.chooses('carrier-b');
    const { id } = await asked.request('carrier-a');
    await expect(say(firm, id, { opinion: standard() })).rejects.toMatchObject({
      status: 409,
      problem: { current: { stage: 'not-needed' } },
    });
    expect(await refusal(asked.wants('carrier-a'))).toMatch(/^409/);
    const seen = await asked.packet('carrier-a');
    expect(seen).toMatchObject({ stage: 'not-needed', documents: [] });
    expect(seen.packet).toBeUndefined();
    const view = firm.ask(reviewer('carrier-a'), 'POST', `/carrier-requests/${id}/documents/d1/view`);
    expect(await refusal(view)).toBe('410');
    const deletion = firm.ask(reviewer('carrier-a'), 'POST', `/carrier-requests/${id}/deletion`);
    expect(await refusal(deletion)).toBe('422 not-withdrawn');
  });

  it('is about the version that the reviewer saw, which looking at a document tells anew', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    const { id, version } = await asked.request('carrier-a');
    const by = reviewer('carrier-a');
    const want = (seen: number) =>
      firm.ask(by, 'POST', `/carrier-requests/${id}/material`, { version: seen, items: [PATHOLOGY] });
    const seen = await firm.ask<{ version: number }>(by, 'POST', `/carrier-requests/${id}/documents/d1/view`);
    await expect(want(version)).rejects.toMatchObject({
      status: 409,
      problem: { type: '/problems/stale-version', current: { id, stage: 'asked', version: seen.version } },
    });
    await want(seen.version);
    expect(await asked.request('carrier-a')).toMatchObject({ stage: 'material-wanted' });
  });

  it.each([
    ['nothing', []],
    ['something without words', [{ type: 'pathology', text: ' ' }]],
    ['a type that is none', [{ type: 'blood', text: 'the values' }]],
  ])('wants %s: refused', async (_what, items) => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    const { id, version } = await asked.request('carrier-a');
    const want = firm.ask(reviewer('carrier-a'), 'POST', `/carrier-requests/${id}/material`, {
      version,
      items,
    });
    expect(await refusal(want)).toMatch(/^400 items/);
  });
});

describe('a choice that cannot be', () => {
  it('is refused: declined, silent, expired, of another case', async () => {
    const firm = await firmWith([...TWO, 'carrier-c']);
    const asked = await sentTo(firm, [...TWO, 'carrier-c']);
    const other = await sentTo(firm, TWO, { customerRef: 'applicant-2' });
    await asked.answers('carrier-a', DECLINED);
    await asked.answers('carrier-b', standard(1, { validUntil: '2026-03-11' }));
    await firm.until('2026-03-12');
    expect(await refusal(asked.chooses('carrier-a'))).toBe('422 no-offer');
    expect(await refusal(asked.chooses('carrier-c'))).toBe('422 not-answered');
    expect(await refusal(asked.chooses('carrier-b'))).toBe('422 expired');
    const requestId = await other.requestId('carrier-a');
    expect(await refusal(asked.command('choice', { requestId }))).toBe('404');
    expect(await asked.case()).toMatchObject({ stage: 'choosing' });
  });

  it('is refused with the current state when the case has moved on', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    await asked.answers('carrier-a');
    const { version } = await asked.case();
    await asked.answers('carrier-b', standard(700_000));
    const requestId = await asked.requestId('carrier-a');
    await expect(
      firm.ask(SELLER, 'POST', `${asked.path}/choice`, { version, requestId }),
    ).rejects.toMatchObject({
      status: 409,
      problem: { current: { id: asked.caseId, stage: 'choosing', version: (await asked.case()).version } },
    });
    await asked.chooses('carrier-b');
  });
});

describe('who may', () => {
  const FAR_MANAGER = staff('branch-manager', 'manager-far', 'sh');

  it('work on a case: the broker whose it is and the branch manager; the others are told nothing', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    await asked.answers('carrier-a');
    const requestId = await asked.requestId('carrier-a');
    const choice = (by: Staff) => refusal(asked.command('choice', { requestId }, by));
    expect(await choice(OTHER_BROKER)).toBe('404');
    expect(await choice(FAR_MANAGER)).toBe('404');
    expect(await choice(reviewer('carrier-a'))).toBe('404');
    for (const by of [AGENT, COMPLIANCE, HEAD_OFFICE, EXPERT, CORE_SYSTEM]) {
      expect(await choice(by), by.role).toBe('403');
    }
    expect(await choice(BRANCH_MANAGER)).toBe('accepted');
  });

  it('answer for a carrier: its own reviewers and nobody of the firm', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    for (const by of [reviewer('carrier-b'), OTHER_BROKER, AGENT, BRANCH_MANAGER]) {
      expect(await refusal(asked.answers('carrier-a', standard(), by)), by.id).toBe('404');
    }
    for (const by of [COMPLIANCE, EXPERT, HEAD_OFFICE, CORE_SYSTEM]) {
      expect(await refusal(asked.answers('carrier-a', standard(), by)), by.id).toBe('403');
    }
    expect((await asked.request('carrier-a')).answers).toEqual([]);
    const { carrier: _none, ...nobodys } = reviewer('carrier-a');
    expect(await refusal(firm.ask(nobodys, 'GET', '/carrier-requests'))).toBe('403');
  });

  it('open one: brokers and branch managers, with a branch', async () => {
    const firm = await firmWith(TWO);
    const open = (by: Staff) => refusal(firm.ask(by, 'POST', '/pre-underwriting', openingInput()));
    expect(await open(EXPERT)).toBe('403');
    expect(await open(reviewer('carrier-a'))).toBe('403');
    const { branch: _none, ...nowhere } = SELLER;
    expect(await open(nowhere)).toBe('400 branch is missing from the token');
    expect(await open(BRANCH_MANAGER)).toBe('accepted');
  });

  it('read health data: who works on it, not managers and compliance', async () => {
    const firm = await firmWith(TWO);
    const words = ['treatment-marker', 'wish-marker', 'wording-marker'];
    const [treatment = '', wish = '', wording = ''] = words;
    const asked = await sentTo(firm, TWO, {
      disclosure: { ...DISCLOSURE, conditions: [{ code: 'secret-condition', treatment }] },
    });
    await asked.wants('carrier-a', [{ ...PATHOLOGY, text: wish }]);
    await asked.answers('carrier-b', standard(1, { wording }));
    const texts = async (people: Staff[]) =>
      Promise.all(people.map(async (by) => JSON.stringify(await asked.view(by))));
    for (const text of await texts([SELLER, EXPERT])) {
      for (const word of [...words, 'secret-condition']) expect(text).toContain(word);
    }
    const hidden = [...words, 'secret-condition', '"postponed"'];
    await asked.answers('carrier-a', { conclusion: { is: 'postponed', months: 6 }, wording });
    expect(await asked.types()).toContain('compared');
    for (const text of await texts([BRANCH_MANAGER, HEAD_OFFICE, COMPLIANCE])) {
      for (const word of hidden) expect(text).not.toContain(word);
    }
    for (const text of await texts([SELLER, EXPERT])) expect(text).toContain('"postponed"');
    expect(await refusal(asked.view(AGENT))).toBe('403');
    expect(await refusal(asked.view(FAR_MANAGER))).toBe('404');
    expect(await refusal(asked.view(OTHER_BROKER))).toBe('404');
  });

  it('propose and decide codes: never one person both, and never the carrier', async () => {
    const firm = await firmWith(TWO);
    const entries = [{ code: 'S', wording: '标准体', means: 'standard' }];
    const propose = (by: Staff, carrier = 'carrier-a') =>
      refusal(firm.ask(by, 'POST', `/vocabularies/${carrier}`, { entries }));
    expect(await propose(reviewer('carrier-a'))).toBe('403');
    expect(await propose(SELLER)).toBe('403');
    expect(await propose(EXPERT, 'carrier-x')).toBe('404');
    expect(await propose(EXPERT)).toBe('accepted');
    expect(await propose(COMPLIANCE)).toBe('422 proposal-open');
    const decide = (by: Staff, version = 1) =>
      refusal(
        firm.ask(by, 'POST', `/vocabularies/carrier-a/${version}/verdict`, { approve: true, reason: 'read' }),
      );
    expect(await decide(EXPERT)).toBe('403');
    expect(await decide(COMPLIANCE, 2)).toBe('404');
    expect(await decide(COMPLIANCE)).toBe('accepted');
    expect(await decide(HEAD_OFFICE)).toBe('422 already-decided');
  });
});

describe('material that a broker brings', () => {
  it('is refused when nobody wanted it, when it names the applicant, and when it is not there', async () => {
    const firm = await firmWith(TWO);
    const asked = await sentTo(firm, TWO);
    expect(await refusal(asked.supplies('carrier-a', { note: 'x' }))).toBe('422 nothing-wanted');
    await asked.wants('carrier-a');
    expect(await refusal(asked.supplies('carrier-a', {}))).toBe('400 documents needs a document or a note');
    const card = await asked.document('id-card');
    expect(await refusal(asked.supplies('carrier-a', { documents: [card] }))).toBe(
      `400 supplies.0.documents must not hold ${card} (id-card)`,
    );
    const { document } = await asked.announce(claimFor(REPORT));
    expect(await refusal(asked.supplies('carrier-a', { documents: [document] }))).toBe(
      '400 supplies.0.documents.0 has not been uploaded',
    );
    expect(await refusal(asked.supplies('carrier-b', { note: 'x' }))).toBe('422 nothing-wanted');
    expect(await asked.request('carrier-a')).toMatchObject({ stage: 'material-wanted' });
  });
});
