import { describe, expect, it } from 'vitest';
import { AccountableComplaint } from '../../domain/accountability/facts.ts';
import { DEFAULT_ACCOUNTABILITY_SETTINGS } from '../../domain/accountability/settings.ts';
import { windowOf } from '../../domain/accountability/window.ts';
import type { CaseEvent } from '../../domain/case.ts';
import { accountableOf } from '../../domain/complaint/accountable.ts';
import type { ComplaintCase } from '../../domain/complaint/case.ts';
import type { ComplaintChannel } from '../../domain/complaint/channels.ts';
import { recordSatisfaction, reopenComplaint, withdrawComplaint } from '../../domain/complaint/decide.ts';
import { recordFirstContact, refuse, transfer } from '../../domain/complaint/handle.ts';
import { addContact, ComplaintIntake, openComplaint } from '../../domain/complaint/intake.ts';
import {
  FAULT_DAYS_AFTER_END,
  nameResponsible,
  recordDeskFault,
} from '../../domain/complaint/responsibility.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Staff } from '../../domain/people.ts';
import { RULES } from '../../functions/wiring.ts';
import { BRANCH_MANAGER, COMPLIANCE, SELLER, staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { at, later } from '../support/wall.ts';

const SERVICE = staff('complaint-handler', 'service-qiu');
const WINDOW = windowOf('2026-03', DEFAULT_ACCOUNTABILITY_SETTINGS.dates);
const RECEIVED = at('2026-03-02');

const intakeBy = (channel: ComplaintChannel, received: Date) =>
  ComplaintIntake.parse({
    channel,
    receivedAt: received.toISOString(),
    category: 'sales',
    statement: 'It was not said that it has a waiting time.',
  });

/** One complaint, moved by what people do, with the history of it. */
class Matter {
  case: ComplaintCase;
  readonly events: CaseEvent[] = [];
  now = RECEIVED;

  constructor() {
    const matter = {
      id: `cp-${'0'.repeat(20)}`,
      branch: 'bj',
      customerRef: 'customer-1',
      line: 'life',
    } as const;
    const opened = openComplaint(intakeBy('hotline', this.now), matter, {}, SERVICE, this.now, RULES);
    this.case = present(opened.cases[0]).case as ComplaintCase;
    this.events.push(...opened.events);
    this.case = {
      ...this.case,
      documents: [
        {
          id: 'd1',
          type: 'other',
          media: 'application/pdf',
          bytes: 9,
          sha256: 'a'.repeat(64),
          addedBy: SERVICE.id,
          addedAt: this.now.toISOString(),
          storedAt: this.now.toISOString(),
        },
      ],
    };
  }

  static transferred(): Matter {
    const matter = new Matter();
    matter.contacts();
    matter.transfers();
    return matter;
  }

  act(decide: (complaint: ComplaintCase, now: Date) => Decision, when = this.now): this {
    this.now = when;
    const decision = decide(this.case, when);
    this.case = present(decision.cases[0]).case as ComplaintCase;
    this.events.push(...decision.events);
    return this;
  }

  contacts(): this {
    return this.act((one, now) => recordFirstContact(one, { note: 'listened' }, SERVICE, now, RULES));
  }

  transfers(when = this.now): this {
    return this.act(
      (one, now) => transfer(one, { to: 'unit-1', reason: 'a claim' }, SERVICE, now, RULES),
      when,
    );
  }

  withdraws(when = this.now): this {
    return this.act((one, now) => withdrawComplaint(one, { proof: 'letter-1' }, SERVICE, now, RULES), when);
  }

  hears(channel: ComplaintChannel, when: Date, received = when): this {
    return this.act((one, now) => addContact(one, intakeBy(channel, received), SERVICE, now, RULES), when);
  }

  names(people: Parameters<typeof nameResponsible>[1]['people'], by: Staff = COMPLIANCE): this {
    return this.act((one, now) => nameResponsible(one, { people }, by, now, RULES));
  }

  faults(fault: Parameters<typeof recordDeskFault>[1], by: Staff = COMPLIANCE, when = this.now): this {
    return this.act((one, now) => recordDeskFault(one, fault, by, now, RULES), when);
  }

  get facts() {
    return accountableOf(this.case, this.events, WINDOW.closesAt);
  }
}

const JIA = { role: 'direct-person', person: SELLER.id } as const;
const HEAD = { role: 'department-head', person: BRANCH_MANAGER.id } as const;
const LATE = { fault: 'late-feedback', handler: 'handler-wen', evidence: 'd1' } as const;
const refusal = (rule: string) => expect.objectContaining({ name: 'Refused', rule });

describe('who is to answer for a complaint', () => {
  it('is named by role, whole: the last word counts', () => {
    const matter = Matter.transferred().names([JIA, HEAD]).names([JIA]);
    expect(matter.case.responsible).toEqual([JIA]);
    expect(matter.facts?.responsible).toEqual([JIA]);
    expect(matter.events.filter(({ type }) => type === 'responsible-named')).toHaveLength(2);
  });

  it('is not asked of a complaint that customer service could settle', () => {
    expect(() => new Matter().names([JIA])).toThrow(refusal('not-transferred'));
  });

  it('is not said by who was named', () => {
    const matter = Matter.transferred().names([JIA, HEAD]);
    expect(() => matter.names([JIA], BRANCH_MANAGER)).toThrow(
      expect.objectContaining({ name: 'NotAllowed' }),
    );
  });

  it('is not said by who is involved in the matter', () => {
    const matter = Matter.transferred();
    matter.case = { ...matter.case, involved: [BRANCH_MANAGER.id] };
    expect(() => matter.names([JIA], BRANCH_MANAGER)).toThrow(refusal('involved'));
    expect(() => matter.faults(LATE, BRANCH_MANAGER)).toThrow(refusal('involved'));
  });

  it('names nobody twice in one role, and one person in two', () => {
    const matter = Matter.transferred();
    expect(() => matter.names([JIA, HEAD, JIA])).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: 'people.2' })] }),
    );
    expect(matter.names([JIA, { ...JIA, role: 'sub-branch-leader' }]).case.responsible).toHaveLength(2);
    const both = [JIA, { ...JIA, person: 'broker-yi' }];
    expect(matter.names(both).events.at(-1)?.data.people).toEqual(both);
  });

  it('can be said after the end, for the run comes later', () => {
    const matter = Matter.transferred().withdraws().names([JIA]);
    expect(matter.case).toMatchObject({ stage: 'withdrawn', category: 'closed', responsible: [JIA] });
    expect(matter.case.nextDueAt).toBeUndefined();
  });
});

describe('a fault of the desk', () => {
  it('is kept with who made it, when it was found and the document that shows it', () => {
    const found = later(RECEIVED, { hours: 5 });
    const matter = Matter.transferred().faults(LATE, COMPLIANCE, found);
    const kept = [{ ...LATE, foundAt: found.toISOString() }];
    expect(matter.case.deskFaults).toEqual(kept);
    expect(matter.facts?.deskFaults).toEqual(kept);
  });

  it('is recorded once of one handler, and another of the same handler beside it', () => {
    const matter = Matter.transferred().faults(LATE);
    expect(() => matter.faults(LATE)).toThrow(refusal('fault-recorded'));
    expect(matter.faults({ ...LATE, fault: 'attitude' }).case.deskFaults).toHaveLength(2);
    expect(matter.faults({ ...LATE, handler: 'handler-an' }).case.deskFaults).toHaveLength(3);
  });

  it('is one of twenty at most, as many as the run takes', () => {
    const matter = Matter.transferred();
    for (let number = 0; number < 20; number += 1) matter.faults({ ...LATE, handler: `handler-${number}` });
    expect(AccountableComplaint.safeParse(matter.facts).success).toBe(true);
    expect(() => matter.faults(LATE)).toThrow(refusal('too-many-faults'));
  });

  it('needs a document of the complaint that is there', () => {
    expect(() => Matter.transferred().faults({ ...LATE, evidence: 'd2' })).toThrow(
      expect.objectContaining({ name: 'Invalid' }),
    );
  });

  it('is not recorded by the handler', () => {
    expect(() => Matter.transferred().faults({ ...LATE, handler: COMPLIANCE.id })).toThrow(
      expect.objectContaining({ name: 'NotAllowed' }),
    );
  });

  it('can be found for a time after the end, and no longer: the run looks no further back', () => {
    const ended = () => Matter.transferred().withdraws();
    const last = later(RECEIVED, { days: FAULT_DAYS_AFTER_END });
    expect(ended().faults(LATE, COMPLIANCE, last).case.deskFaults).toHaveLength(1);
    expect(() => ended().faults(LATE, COMPLIANCE, later(last, { days: 1 }))).toThrow(refusal('too-late'));
  });

  it('is nobody’s where who filed was refused', () => {
    const notice = { way: 'phone', at: RECEIVED.toISOString(), proof: 'recording-1' } as const;
    const refused = Matter.transferred().act((one, now) =>
      refuse(one, { reason: 'not the consumer', notice }, SERVICE, now, RULES),
    );
    expect(() => refused.faults(LATE)).toThrow(refusal('closed'));
    expect(() => refused.names([JIA])).toThrow(refusal('closed'));
    expect(refused.facts).toBeUndefined();
  });
});

describe('the facts that a window charges', () => {
  it('are none before the transfer, and none when it came after the cut', () => {
    expect(new Matter().contacts().facts).toBeUndefined();
    expect(new Matter().contacts().transfers(at('2026-03-21', '00:00')).facts).toBeUndefined();
    expect(new Matter().contacts().transfers(at('2026-03-20', '23:59')).facts).toBeDefined();
  });

  it('count a contact from when it was taken down, so that one told of late is in the next window', () => {
    const matter = Matter.transferred();
    matter.hears('regulator', at('2026-03-10'), at('2026-03-04'));
    matter.hears('media', at('2026-03-23'), at('2026-03-19'));
    expect(matter.facts?.contacts.map(({ channel, at: when }) => [channel, when])).toEqual([
      ['hotline', RECEIVED.toISOString()],
      ['regulator', at('2026-03-10').toISOString()],
    ]);
  });

  it('leave out what happened after the cut, but not who was named after it', () => {
    const matter = Matter.transferred();
    const before = present(matter.facts);
    matter.withdraws(at('2026-03-22'));
    matter.act((one, now) =>
      recordSatisfaction(one, { satisfied: true, recording: 'r1' }, SERVICE, now, RULES),
    );
    matter.faults(LATE);
    expect(matter.facts).toEqual(before);
    expect(matter.names([JIA]).facts).toEqual({ ...before, responsible: [JIA] });
  });

  it('know a withdrawal after the first coordination from one before it', () => {
    expect(Matter.transferred().withdraws().facts).toMatchObject({ withdrawnAfterFirstCoordination: true });
    expect(new Matter().transfers().withdraws().facts).toMatchObject({
      withdrawnAfterFirstCoordination: false,
    });
  });

  it('forget the end of a complaint that was taken up again', () => {
    const matter = Matter.transferred().withdraws();
    matter.act((one, now) =>
      recordSatisfaction(one, { satisfied: true, recording: 'r1' }, SERVICE, now, RULES),
    );
    expect(matter.facts).toMatchObject({ satisfied: true, closedAt: matter.now.toISOString() });
    const receivedAt = at('2026-03-12').toISOString();
    matter.act(
      (one, now) => reopenComplaint(one, { reason: 'another paper', receivedAt }, COMPLIANCE, now, RULES),
      at('2026-03-12'),
    );
    expect(matter.facts).not.toHaveProperty('closedAt');
    expect(matter.facts).not.toHaveProperty('satisfied');
    expect(matter.facts).toMatchObject({ withdrawnAfterFirstCoordination: false });
  });
});
