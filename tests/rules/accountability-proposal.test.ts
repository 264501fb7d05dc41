import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccountableComplaint, LiableRole } from '../../domain/accountability/facts.ts';
import { type Proposal, propose } from '../../domain/accountability/proposal.ts';
import { AccountabilitySettings } from '../../domain/accountability/settings.ts';
import { windowOf } from '../../domain/accountability/window.ts';
import { contentHash } from '../../domain/decision.ts';
import { canonicalJson } from '../../domain/history.ts';
import { addDays } from '../../domain/time/calendar.ts';
import {
  type Channel,
  complaintId,
  complaintOf,
  contact,
  SETTINGS,
  WINDOW,
} from '../support/accountability-story.ts';
import { present } from '../support/present.ts';
import { faultsOf } from '../support/rule-of.ts';
import { at } from '../support/wall.ts';

const ofMonth = (...complaints: AccountableComplaint[]) => propose(complaints, WINDOW, SETTINGS);
const amount = ({ totals }: Proposal) => totals.amountFen;
const closed = (date: string) => ({ closedAt: at(date).toISOString() });

/** What a person in a role is to pay, counted over the contacts as a whole, without an order of what came of what. */
function expectedFen(complaint: AccountableComplaint, role: LiableRole): number {
  const inOrder = complaint.contacts.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const channels = new Map(inOrder.map(({ channel, rank }) => [channel, rank]));
  const repeats = inOrder.length - channels.size + (complaint.isRepeat ? 1 : 0);
  const steps = inOrder.filter(
    ({ rank }, index) => index > 0 && inOrder.slice(0, index).every((before) => before.rank < rank),
  ).length;
  let fen = SETTINGS.additionFen.repeat[role] * repeats + SETTINGS.additionFen.escalated[role] * steps;
  if (channels.size > 1) fen += SETTINGS.additionFen['multi-channel'][role];
  for (const rank of channels.values()) fen += SETTINGS.channelFen[rank][role];
  return fen;
}

describe('the window of a month', () => {
  it.each([
    ['2026-11', '2026-10-21', '2026-11-20'],
    ['2027-01', '2026-12-21', '2027-01-20'],
    ['2026-03', '2026-02-21', '2026-03-20'],
    ['2028-03', '2028-02-21', '2028-03-20'],
  ])('%s is %s to %s', (month, from, to) => {
    expect(windowOf(month, SETTINGS.dates)).toMatchObject({
      from,
      to,
      compiledOn: `${month}-21`,
      objectUntil: `${month}-26`,
    });
  });

  it('begins and ends at midnight in Shanghai, in the year before too', () => {
    expect(windowOf('2027-01', SETTINGS.dates)).toMatchObject({
      opensAt: '2026-12-20T16:00:00.000Z',
      closesAt: '2027-01-20T15:59:59.999Z',
    });
  });

  it('leaves no instant out and takes none twice', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2020, max: 2089 }), fc.integer({ min: 1, max: 12 }), (year, number) => {
        const month = `${year}-${String(number).padStart(2, '0')}`;
        const next = addDays(`${month}-28`, 4).slice(0, 7);
        const [one, two] = [windowOf(month, SETTINGS.dates), windowOf(next, SETTINGS.dates)];
        expect(Date.parse(two.opensAt) - Date.parse(one.closesAt)).toBe(1);
      }),
    );
  });

  it('decides to the millisecond in which month a complaint counts', () => {
    const months = ['2026-12', '2027-01', '2027-02'];
    const countedIn = (transferredAt: string) =>
      months.filter((month) => {
        const complaint = complaintOf(1, {
          contacts: [contact('hotline', '2026-12-01')],
          transferredAt,
        });
        return amount(propose([complaint], windowOf(month, SETTINGS.dates), SETTINGS)) > 0;
      });

    expect(countedIn('2026-12-20T15:59:59.999Z')).toEqual(['2026-12']);
    expect(countedIn('2026-12-20T16:00:00.000Z')).toEqual(['2027-01']);
    expect(countedIn('2027-01-20T15:59:59.999Z')).toEqual(['2027-01']);
    expect(countedIn('2027-01-20T16:00:00.000Z')).toEqual(['2027-02']);
  });
});

describe('a month', () => {
  const EVERY_ROLE = LiableRole.options.map((role) => ({ role, person: `person-${role}` }));
  const plain = complaintOf(1, { responsible: EVERY_ROLE });
  const worst = complaintOf(2, {
    branch: 'sh',
    isRepeat: true,
    contacts: [
      contact('hotline', '2026-02-24'),
      contact('hotline', '2026-02-26'),
      contact('head-office', '2026-03-02'),
      contact('regulator', '2026-03-09'),
      contact('association', '2026-03-10'),
      contact('regulator', '2026-03-11'),
    ],
    responsible: EVERY_ROLE,
  });
  const rude = complaintOf(3, {
    contacts: [contact('counter', '2026-03-04')],
    transferredAt: at('2026-03-05').toISOString(),
    deskFaults: [
      { fault: 'attitude', handler: 'desk-hao', foundAt: at('2026-03-06').toISOString(), evidence: 'd1' },
      {
        fault: 'poor-records',
        handler: 'desk-hao',
        foundAt: at('2026-03-07').toISOString(),
        amountFen: 4_200,
        evidence: 'd2',
      },
    ],
  });
  const settled = complaintOf(4, { satisfied: true, ...closed('2026-03-10') });
  const proposal = ofMonth(rude, settled, worst, plain);

  it('asks of each role what the table says, added up over channels, repeats and steps', () => {
    const expected = [plain, worst].flatMap((complaint) =>
      EVERY_ROLE.map(({ role, person }) => [
        `${complaint.caseId}.${person}`,
        expectedFen(complaint, role),
        role === 'direct-person' || role === 'branch-complaint-handler' ? 'direct' : 'management',
      ]),
    );

    const found = proposal.lines
      .filter(({ caseId }) => caseId === plain.caseId || caseId === worst.caseId)
      .map(({ id, amountFen, responsibility }) => [id, amountFen, responsibility]);

    expect(found.sort()).toEqual(expected.sort());
  });

  it('asks of a handler at the desk the usual amount of a fault, or the one that was set', () => {
    const line = present(proposal.lines.find(({ person }) => person === 'desk-hao'));

    expect(line).toMatchObject({
      caseId: rude.caseId,
      role: 'branch-complaint-handler',
      amountFen: SETTINGS.deskFaults.usualFen.attitude + 4_200,
    });
    expect(line.reasons.map(({ code, evidence }) => [code, evidence])).toEqual([
      ['attitude', 'd1'],
      ['poor-records', 'd2'],
    ]);
  });

  it('gives a reason for every fen', () => {
    for (const { reasons, amountFen } of proposal.lines) {
      expect(reasons.reduce((sum, reason) => sum + reason.amountFen, 0)).toBe(amountFen);
      expect(reasons.every(({ text, on }) => text.includes(on))).toBe(true);
    }
  });

  it('lists who is exempt and why', () => {
    expect(proposal.exemptions).toEqual([
      {
        caseId: settled.caseId,
        branch: 'bj',
        exemption: 'satisfied',
        holds: true,
        brokenBy: [],
        text: 'the customer is satisfied, and never repeated, escalated or on several channels',
      },
    ]);
    expect(proposal.lines.some(({ caseId }) => caseId === settled.caseId)).toBe(false);
  });

  it('adds up by person, by branch and in all', () => {
    const { totals, lines } = proposal;
    const all = lines.reduce((sum, line) => sum + line.amountFen, 0);
    const ofWorst = EVERY_ROLE.reduce((sum, { role }) => sum + expectedFen(worst, role), 0);

    expect(totals.amountFen).toBe(all);
    expect(totals.byBranch).toEqual([
      { branch: 'bj', lines: EVERY_ROLE.length + 2, amountFen: all - ofWorst },
      { branch: 'sh', lines: EVERY_ROLE.length, amountFen: ofWorst },
    ]);
  });

  it('is told by its hash', () => {
    const { hash, ...rest } = proposal;
    expect(hash).toBe(contentHash(rest));
    expect(ofMonth(plain, rude, worst, settled).hash).toBe(hash);
    expect(ofMonth(plain, rude, worst).hash).not.toBe(hash);
  });
});

describe('an exemption', () => {
  const ESCALATED = [contact('hotline', '2026-03-02'), contact('regulator', '2026-03-05')];
  const BREAKERS: [string, Partial<AccountableComplaint>, string[]][] = [
    [
      'repeated',
      { contacts: [contact('hotline', '2026-03-02'), contact('hotline', '2026-03-05')] },
      ['repeat'],
    ],
    ['a repeat of a closed one', { isRepeat: true }, ['repeat']],
    ['escalated', { contacts: ESCALATED }, ['escalated', 'multi-channel']],
    [
      'on two channels of one rank',
      { contacts: [contact('hotline', '2026-03-02'), contact('counter', '2026-03-05')] },
      ['multi-channel'],
    ],
  ];
  const WITHDRAWN = {
    withdrawnAfterFirstCoordination: true,
    outcome: 'withdrawn',
    ...closed('2026-03-08'),
  } as const;
  const SATISFIED = { satisfied: true, ...closed('2026-03-08') };

  it.each([
    ['withdrawn after the first coordination', WITHDRAWN],
    ['with a satisfied customer', SATISFIED],
    ['clearly outside cover', { outsideCover: true }],
  ])('frees a complaint %s that came once, on one channel', (_what, facts) => {
    const proposal = ofMonth(complaintOf(1, facts));
    expect(proposal.lines).toEqual([]);
    expect(proposal.exemptions.map(({ holds }) => holds)).toEqual([true]);
  });

  it.each(BREAKERS)('falls for a matter that was %s, withdrawn or satisfied', (_what, facts, broken) => {
    for (const claim of [WITHDRAWN, SATISFIED]) {
      const complaint = complaintOf(1, { ...claim, ...facts });
      const proposal = ofMonth(complaint);
      expect(amount(proposal)).toBe(expectedFen(complaint, 'direct-person'));
      expect(proposal.exemptions[0]).toMatchObject({ holds: false });
      expect(proposal.exemptions[0]?.brokenBy.map(({ rule }) => rule)).toEqual(broken);
    }
  });

  it.each(BREAKERS)('outside cover holds for a matter that was %s', (_what, facts) => {
    const proposal = ofMonth(complaintOf(1, { ...facts, ...SATISFIED, outsideCover: true }));
    expect(proposal.lines).toEqual([]);
    expect(proposal.exemptions.map(({ exemption, holds }) => [exemption, holds])).toEqual([
      ['outside-cover', true],
      ['satisfied', false],
    ]);
  });

  it('is not given for a customer who is not satisfied, or of whom nobody knows', () => {
    expect(ofMonth(complaintOf(1, { ...closed('2026-03-08'), satisfied: false })).exemptions).toEqual([]);
    expect(amount(ofMonth(complaintOf(1, closed('2026-03-08'))))).toBeGreaterThan(0);
  });

  it('is not given for what came after the cut', () => {
    const late = { ...closed('2026-03-21'), satisfied: true, withdrawnAfterFirstCoordination: true };
    const proposal = ofMonth(complaintOf(1, late));
    expect(proposal.exemptions).toEqual([]);
    expect(amount(proposal)).toBeGreaterThan(0);
  });

  it('does not excuse a fault at the desk', () => {
    const deskFaults: AccountableComplaint['deskFaults'] = [
      {
        fault: 'late-feedback',
        handler: 'desk-hao',
        foundAt: at('2026-03-06').toISOString(),
        evidence: 'd1',
      },
    ];
    const proposal = ofMonth(complaintOf(1, { ...SATISFIED, deskFaults }));
    expect(proposal.lines.map(({ person, amountFen }) => [person, amountFen])).toEqual([
      ['desk-hao', SETTINGS.deskFaults.usualFen['late-feedback']],
    ]);
  });
});

it('a fault at the desk from before the transfer counts with it', () => {
  const deskFaults: AccountableComplaint['deskFaults'] = [
    { fault: 'attitude', handler: 'desk-hao', foundAt: at('2026-02-18').toISOString(), evidence: 'd1' },
  ];
  const complaint = complaintOf(1, { contacts: [contact('hotline', '2026-02-17')], deskFaults });
  const before = propose([complaint], windowOf('2026-02', SETTINGS.dates), SETTINGS);
  expect(before.lines).toEqual([]);
  expect(ofMonth(complaint).lines.map(({ person }) => person)).toEqual(['broker-jia', 'desk-hao']);
});

describe('a matter that goes on in a later month', () => {
  const NEXT = windowOf('2026-04', SETTINGS.dates);
  const late = contact('regulator', '2026-03-25');
  const whole = complaintOf(1, { contacts: [contact('hotline', '2026-03-02'), late] });

  it('is charged there for what happened there, and the first month stays as it was', () => {
    const before = ofMonth(complaintOf(1));
    expect(ofMonth(whole).hash).toBe(before.hash);

    const next = propose([whole], NEXT, SETTINGS);
    expect(next.lines[0]?.reasons.map(({ rule }) => rule)).toEqual(['channel', 'escalated', 'multi-channel']);
    expect(amount(before) + amount(next)).toBe(expectedFen(whole, 'direct-person'));
  });

  it('is charged in full when the exemption of the first month is broken', () => {
    const satisfied = { ...whole, satisfied: true, ...closed('2026-03-10') };
    expect(amount(ofMonth(satisfied))).toBe(0);
    expect(amount(propose([satisfied], NEXT, SETTINGS))).toBe(expectedFen(whole, 'direct-person'));

    const later = { ...satisfied, contacts: [...satisfied.contacts, contact('media', '2026-04-25')] };
    expect(propose([later], NEXT, SETTINGS).hash).toBe(propose([satisfied], NEXT, SETTINGS).hash);
  });

  it('is not given back when the customer is satisfied later', () => {
    const satisfied = complaintOf(1, { satisfied: true, ...closed('2026-03-25') });
    expect(amount(ofMonth(satisfied))).toBe(expectedFen(satisfied, 'direct-person'));
    expect(propose([satisfied], NEXT, SETTINGS)).toMatchObject({ lines: [], exemptions: [] });
  });
});

describe('who answers', () => {
  it('answers once for a complaint, in the dearer of two roles', () => {
    const responsible: AccountableComplaint['responsible'] = [
      { role: 'department-head', person: 'head-lu' },
      { role: 'sub-branch-leader', person: 'head-lu' },
    ];
    const proposal = ofMonth(complaintOf(1, { responsible }));
    expect(proposal.lines).toHaveLength(1);
    expect(proposal.lines[0]).toMatchObject({
      role: 'sub-branch-leader',
      amountFen: SETTINGS.channelFen[1]['sub-branch-leader'],
    });

    const dearer = { ...SETTINGS.channelFen[1], 'department-head': 90_000 };
    const strict = { ...SETTINGS, channelFen: { ...SETTINGS.channelFen, 1: dearer } };
    const other = propose([complaintOf(1, { responsible })], WINDOW, strict);
    expect(other.lines.map(({ role, amountFen }) => [role, amountFen])).toEqual([
      ['department-head', 90_000],
    ]);
  });

  it('is shown to be missing where nobody is named', () => {
    const proposal = ofMonth(complaintOf(1, { responsible: [] }), complaintOf(2));
    expect(proposal.nobodyNamed).toEqual([complaintId(1)]);
  });
});

describe('facts that cannot be charged', () => {
  it.each([1_999, 20_001])('a fault at the desk for %i fen', (amountFen) => {
    const deskFaults: AccountableComplaint['deskFaults'] = [
      { fault: 'attitude', handler: 'desk-hao', foundAt: WINDOW.opensAt, amountFen, evidence: 'd1' },
    ];
    expect(faultsOf(() => ofMonth(complaintOf(1, { deskFaults })))).toEqual([
      `${complaintId(1)}.deskFaults.attitude.desk-hao must be 20.00 to 200.00 yuan`,
    ]);
  });

  it('a complaint that comes twice, a fault or a role that does', () => {
    expect(faultsOf(() => ofMonth(complaintOf(1), complaintOf(1)))).toEqual([
      `${complaintId(1)} comes twice`,
    ]);
    const fault = {
      fault: 'attitude',
      handler: 'desk-hao',
      foundAt: WINDOW.opensAt,
      evidence: 'd1',
    } as const;
    const twice = [
      complaintOf(1, { deskFaults: [fault, fault] }),
      complaintOf(1, { responsible: Array(2).fill({ role: 'direct-person', person: 'broker-jia' }) }),
    ];
    expect(AccountableComplaint.safeParse(complaintOf(1, { deskFaults: [fault] })).success).toBe(true);
    expect(twice.map((one) => AccountableComplaint.safeParse(one).success)).toEqual([false, false]);
  });
});

describe('the settings', () => {
  const valid = (to: object) => AccountabilitySettings.safeParse({ ...SETTINGS, ...to }).success;

  it('keep the desk faults inside their range, and a higher channel no cheaper than a lower one', () => {
    expect(valid({})).toBe(true);
    const usualFen = { ...SETTINGS.deskFaults.usualFen, attitude: SETTINGS.deskFaults.mostFen + 1 };
    expect(valid({ deskFaults: { ...SETTINGS.deskFaults, usualFen } })).toBe(false);
    expect(valid({ channelFen: { ...SETTINGS.channelFen, 5: SETTINGS.channelFen[1] } })).toBe(false);
    expect(valid({ dates: { ...SETTINGS.dates, objectUntil: SETTINGS.dates.compiledOn } })).toBe(false);
  });
});

const instant = (from: string, to: string) =>
  fc.integer({ min: at(from).getTime(), max: at(to).getTime() }).map((ms) => new Date(ms).toISOString());
const anyContact = fc
  .record({
    channel: fc.constantFrom<Channel>(
      'hotline',
      'counter',
      'head-office',
      'association',
      'regulator',
      'media',
    ),
    at: instant('2026-01-01', '2026-05-30'),
  })
  .map(({ channel, at: when }) => ({ ...contact(channel, '2026-03-02'), at: when }));
const person = fc.constantFrom('broker-jia', 'head-lu', 'desk-hao', 'leader-yi');
const anyComplaint = fc
  .record({
    number: fc.integer({ min: 0, max: 1_000_000 }),
    branch: fc.constantFrom('bj', 'sh'),
    contacts: fc.array(anyContact, { minLength: 1, maxLength: 6 }),
    isRepeat: fc.boolean(),
    transferredAt: instant('2026-01-01', '2026-05-30'),
    closedAt: fc.option(instant('2026-01-01', '2026-05-30'), { nil: undefined }),
    satisfied: fc.boolean(),
    withdrawnAfterFirstCoordination: fc.boolean(),
    outsideCover: fc.boolean(),
    responsible: fc.uniqueArray(fc.record({ role: fc.constantFrom(...LiableRole.options), person }), {
      maxLength: 5,
      selector: (one) => canonicalJson(one),
    }),
    deskFaults: fc.uniqueArray(
      fc.record({
        fault: fc.constantFrom('late-feedback', 'attitude', 'not-escalated', 'poor-records'),
        handler: person,
        foundAt: instant('2026-01-01', '2026-05-30'),
        evidence: fc.constant('d1'),
      }),
      { maxLength: 3, selector: ({ fault, handler }) => `${fault} ${handler}` },
    ),
  })
  .map(({ number, closedAt, ...rest }) =>
    complaintOf(number, { ...rest, ...(closedAt === undefined ? {} : { closedAt }) }),
  );
const complaints = fc.uniqueArray(anyComplaint, { maxLength: 12, selector: ({ caseId }) => caseId });

describe('whatever the facts are', () => {
  it('their order decides nothing, down to the byte', () => {
    const shuffled = complaints.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length }).chain((order) =>
          fc.tuple(
            ...order.map((one) =>
              fc
                .tuple(
                  fc.shuffledSubarray(one.contacts, { minLength: one.contacts.length }),
                  fc.shuffledSubarray(one.responsible, { minLength: one.responsible.length }),
                  fc.shuffledSubarray(one.deskFaults, { minLength: one.deskFaults.length }),
                )
                .map(([contacts, responsible, deskFaults]) => ({
                  ...one,
                  contacts,
                  responsible,
                  deskFaults,
                })),
            ),
          ),
        ),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(canonicalJson(ofMonth(...other))).toBe(canonicalJson(ofMonth(...list)));
      }),
    );
  });

  it('a contact that comes later, on whatever channel, never lowers an amount', () => {
    fc.assert(
      fc.property(anyComplaint, anyContact, (complaint, more) => {
        const last =
          complaint.contacts
            .map((one) => one.at)
            .sort()
            .at(-1) ?? '';
        const added = { ...more, at: more.at > last ? more.at : last };
        const before = new Map(ofMonth(complaint).lines.map((line) => [line.id, line.amountFen]));
        const after = ofMonth({ ...complaint, contacts: [...complaint.contacts, added] });
        const now = new Map(after.lines.map((line) => [line.id, line.amountFen]));
        for (const [id, fen] of before) expect(now.get(id) ?? 0).toBeGreaterThanOrEqual(fen);
      }),
    );
  });

  it('an exemption that holds means never repeated, escalated or on two channels, unless outside cover', () => {
    fc.assert(
      fc.property(complaints, (list) => {
        for (const { caseId, exemption, holds } of ofMonth(...list).exemptions) {
          if (!holds || exemption === 'outside-cover') continue;
          const { isRepeat, contacts } = present(list.find((one) => one.caseId === caseId));
          expect(isRepeat).toBe(false);
          expect(contacts.filter((one) => one.at <= WINDOW.closesAt).length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('who is exempt pays for faults at the desk alone', () => {
    fc.assert(
      fc.property(complaints, (list) => {
        const { lines, exemptions } = ofMonth(...list);
        const exempt = new Set(exemptions.filter(({ holds }) => holds).map(({ caseId }) => caseId));
        for (const { caseId, reasons } of lines) {
          if (exempt.has(caseId)) expect(reasons.every(({ rule }) => rule === 'desk-fault')).toBe(true);
        }
      }),
    );
  });

  it('the sums add up per line, person and branch, and nobody has two lines in a complaint', () => {
    const sum = (parts: readonly { amountFen: number }[]) =>
      parts.reduce((all, one) => all + one.amountFen, 0);
    fc.assert(
      fc.property(complaints, (list) => {
        const { lines, totals } = ofMonth(...list);
        for (const line of lines) expect(sum(line.reasons)).toBe(line.amountFen);
        for (const one of totals.byPerson) {
          expect(one.amountFen).toBe(sum(lines.filter((line) => line.person === one.person)));
        }
        for (const one of totals.byBranch) {
          expect(one.amountFen).toBe(sum(lines.filter((line) => line.branch === one.branch)));
        }
        const all = [totals.amountFen, sum(totals.byPerson), sum(totals.byBranch)];
        expect(all).toEqual(Array(3).fill(sum(lines)));
        expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length);
      }),
    );
  });

  it('months add up to what one long window asks, while nothing exempts', () => {
    const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06'];
    const windows = months.map((month) => windowOf(month, SETTINGS.dates));
    const long = {
      ...WINDOW,
      opensAt: present(windows[0]).opensAt,
      closesAt: present(windows.at(-1)).closesAt,
    };
    const single = anyComplaint.map((one) => ({
      ...one,
      outsideCover: false,
      satisfied: false,
      withdrawnAfterFirstCoordination: false,
      responsible: [{ role: 'direct-person' as const, person: 'broker-jia' }],
    }));
    fc.assert(
      fc.property(single, (complaint) => {
        const cut = windows.map((window) => amount(propose([complaint], window, SETTINGS)));
        expect(cut.reduce((sum, fen) => sum + fen, 0)).toBe(amount(propose([complaint], long, SETTINGS)));
      }),
    );
  });
});
