import { describe, expect, it } from 'vitest';
import { Verdict } from '../../domain/accountability/decide.ts';
import type { AccountableComplaint } from '../../domain/accountability/facts.ts';
import { FindingSaid } from '../../domain/accountability/find.ts';
import { type Proposal, propose } from '../../domain/accountability/proposal.ts';
import { complaintId, complaintOf, contact, SETTINGS, WINDOW } from '../support/accountability-story.ts';
import { present } from '../support/present.ts';
import { at } from '../support/wall.ts';

const ofMonth = (...complaints: AccountableComplaint[]) => propose(complaints, WINDOW, SETTINGS);
const rulesOf = ({ lines }: Proposal) => lines.flatMap(({ reasons }) => reasons.map(({ rule }) => rule));
const person = (name: string) => [{ role: 'direct-person' as const, person: name }];
const atInstant = (channel: Parameters<typeof contact>[0], instant: string) => ({
  ...contact(channel, '2026-03-02'),
  at: instant,
});

describe('the last instant of a window', () => {
  const SATISFIED = { satisfied: true, closedAt: WINDOW.closesAt };

  it('still ends a complaint in time to be exempt', () => {
    expect(ofMonth(complaintOf(1, SATISFIED)).lines).toEqual([]);
    const afterIt = { ...SATISFIED, closedAt: new Date(Date.parse(WINDOW.closesAt) + 1).toISOString() };
    expect(ofMonth(complaintOf(1, afterIt)).lines).toHaveLength(1);
  });

  it('still brings what breaks an exemption', () => {
    const contacts = [contact('hotline', '2026-03-02'), atInstant('hotline', WINDOW.closesAt)];
    const broken = ofMonth(complaintOf(1, { ...SATISFIED, contacts }));
    expect(broken.exemptions).toMatchObject([{ holds: false, brokenBy: [{ rule: 'repeat' }] }]);
    expect(rulesOf(broken)).toEqual(['channel', 'repeat']);
  });
});

describe('the first instant of a window', () => {
  it('is too late an end to put off what the window before has charged', () => {
    const contacts = [contact('hotline', '2026-02-10'), contact('hotline', '2026-03-05')];
    const transferredAt = at('2026-02-11').toISOString();
    const closedAt = (instant: string) =>
      rulesOf(ofMonth(complaintOf(1, { contacts, transferredAt, satisfied: true, closedAt: instant })));
    expect(closedAt(WINDOW.opensAt)).toEqual(['repeat']);
    const justBefore = new Date(Date.parse(WINDOW.opensAt) - 1).toISOString();
    expect(closedAt(justBefore)).toEqual(['channel', 'repeat']);
  });
});

describe('an exemption that is told', () => {
  it('has its name, and what breaks it by day', () => {
    const withdrawn = complaintOf(1, {
      withdrawnAfterFirstCoordination: true,
      closedAt: at('2026-03-10').toISOString(),
      contacts: [contact('hotline', '2026-03-02'), contact('hotline', '2026-03-05')],
    });
    const [told] = ofMonth(withdrawn).exemptions;
    expect(told).toMatchObject({
      exemption: 'withdrawn',
      holds: false,
      brokenBy: [{ rule: 'repeat', on: '2026-03-05' }],
    });
    expect(told?.text).toMatch(/^withdrawn .*, but repeat on 2026-03-05$/);
    const [outside] = ofMonth(complaintOf(2, { outsideCover: true, isRepeat: true })).exemptions;
    expect(outside).toMatchObject({ exemption: 'outside-cover', holds: true, brokenBy: [] });
    expect(outside?.text).not.toMatch(/repeat/);
  });

  it('leaves nobody to be named', () => {
    const nobody = { responsible: [] };
    const proposal = ofMonth(complaintOf(1, { ...nobody, outsideCover: true }), complaintOf(2, nobody));
    expect(proposal.nobodyNamed).toEqual([complaintId(2)]);
  });
});

describe('what is charged', () => {
  it('is by the lower channel first where two come at one instant', () => {
    const contacts = [contact('regulator', '2026-03-02'), contact('hotline', '2026-03-02')];
    for (const list of [contacts, contacts.toReversed()]) {
      expect(rulesOf(ofMonth(complaintOf(1, { contacts: list })))).toContain('escalated');
    }
  });

  it('has no reason that costs nothing', () => {
    const free = { ...SETTINGS.additionFen.repeat, 'direct-person': 0 };
    const settings = { ...SETTINGS, additionFen: { ...SETTINGS.additionFen, repeat: free } };
    expect(rulesOf(propose([complaintOf(1, { isRepeat: true })], WINDOW, settings))).toEqual(['channel']);
  });

  it('falls on the nearer of two roles that cost the same', () => {
    const [nearer, farther] = ['branch-complaint-handler', 'sub-branch-complaint-head'] as const;
    expect(SETTINGS.channelFen[1][nearer]).toBe(SETTINGS.channelFen[1][farther]);
    const responsible = [farther, nearer].map((role) => ({ role, person: 'handler-an' }));
    expect(ofMonth(complaintOf(1, { responsible })).lines.map(({ role }) => role)).toEqual([nearer]);
  });

  it('adds up in the order of persons and of branches', () => {
    const { totals } = ofMonth(
      complaintOf(1, { responsible: person('broker-a'), branch: 'sh' }),
      complaintOf(2, { responsible: person('broker-b'), branch: 'bj' }),
    );
    expect(totals.byPerson.map((one) => one.person)).toEqual(['broker-a', 'broker-b']);
    expect(totals.byBranch.map((one) => one.branch)).toEqual(['bj', 'sh']);
  });

  it('of a fault at the desk may be the least and the most of the range, in the order of its days', () => {
    const { leastFen, mostFen } = SETTINGS.deskFaults;
    const fault = (name: 'attitude' | 'late-feedback' | 'poor-records', date: string, amountFen: number) => ({
      fault: name,
      handler: 'desk-hao',
      foundAt: at(date).toISOString(),
      amountFen,
      evidence: 'd1',
    });
    const deskFaults = [
      fault('poor-records', '2026-03-06', leastFen),
      fault('late-feedback', '2026-03-05', mostFen),
      fault('attitude', '2026-03-06', leastFen),
    ];
    const { lines } = ofMonth(complaintOf(1, { deskFaults }));
    const { reasons } = present(lines.find((line) => line.person === 'desk-hao'));
    expect(reasons.map(({ code, amountFen }) => [code, amountFen])).toEqual([
      ['late-feedback', mostFen],
      ['attitude', leastFen],
      ['poor-records', leastFen],
    ]);
  });
});

describe('what is said of a line', () => {
  it('has a reason for everything but what stands as it is proposed', () => {
    const isFinding = (said: object) => FindingSaid.safeParse(said).success;
    expect(isFinding({ says: 'liable' })).toBe(true);
    for (const says of ['not-liable', 'cannot-say']) {
      expect([isFinding({ says }), isFinding({ says, reason: 'seen' })]).toEqual([false, true]);
    }
  });

  it('has an amount where it is lowered, and nowhere else', () => {
    const isVerdict = (said: object) => Verdict.safeParse({ reason: 'seen', ...said }).success;
    expect(isVerdict({ outcome: 'lowered' })).toBe(false);
    expect(isVerdict({ outcome: 'lowered', amountFen: 1 })).toBe(true);
    expect(isVerdict({ outcome: 'waived', amountFen: 1 })).toBe(false);
    expect(isVerdict({ outcome: 'waived' })).toBe(true);
  });
});
