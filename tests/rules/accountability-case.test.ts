import { describe, expect, it } from 'vitest';
import { AccountabilityCase } from '../../domain/accountability/case.ts';
import { decideLines, Verdict } from '../../domain/accountability/decide.ts';
import type { AccountableComplaint } from '../../domain/accountability/facts.ts';
import { fileOf, inParts } from '../../domain/accountability/lines.ts';
import { accountabilityNextActions, accountabilityRoute } from '../../domain/accountability/next.ts';
import { openAccountability, recordProposal } from '../../domain/accountability/open.ts';
import { propose } from '../../domain/accountability/proposal.ts';
import { canonicalJson, verifyChain } from '../../domain/history.ts';
import {
  AccountabilityStory,
  BUSINESS,
  complaintId,
  complaintOf,
  contact,
  GROUP,
  MONTH,
  RULES,
  SECOND_GROUP,
  SERVICE,
  SETTINGS,
  WINDOW,
} from '../support/accountability-story.ts';
import { staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { at, wall } from '../support/wall.ts';

const JIA = `${complaintId(1)}.broker-jia`;
const LU = `${complaintId(1)}.leader-lu`;
const YI = `${complaintId(2)}.broker-yi`;
const COMPLAINTS = [
  complaintOf(1, {
    responsible: [
      { role: 'direct-person', person: 'broker-jia' },
      { role: 'sub-branch-leader', person: 'leader-lu' },
    ],
  }),
  complaintOf(2, { responsible: [{ role: 'direct-person', person: 'broker-yi' }] }),
];
const compiled = () => new AccountabilityStory(COMPLAINTS);
const sent = () => AccountabilityStory.sent(COMPLAINTS);
const refusal = (name: string) => expect.objectContaining({ name });
const CONFIRMED = { outcome: 'confirmed' } as const;
const LAST_MOMENT = new Date('2026-03-26T15:59:59.999Z');
const TOO_LATE = new Date('2026-03-26T16:00:00.000Z');

describe('a monthly run', () => {
  it('opens on the 21st in Shanghai, not a millisecond before', () => {
    const open = (when: Date) => openAccountability(MONTH, GROUP, when, RULES);
    expect(ruleOf(() => open(new Date('2026-03-20T15:59:59.999Z')))).toBe('window-not-over');
    expect(open(new Date('2026-03-20T16:00:00.000Z')).cases[0]).toMatchObject({
      case: {
        id: 'ac-2026-03',
        stage: 'proposing',
        branch: 'head-office',
        from: '2026-02-21',
        to: '2026-03-20',
      },
      expected: 0,
    });
  });

  it('compiled again over the same facts changes nothing, over others proposes anew', () => {
    const story = compiled();
    const { version, proposal } = story.case;
    story.propose(COMPLAINTS.toReversed());
    expect(story.case.version).toBe(version);

    story.propose(COMPLAINTS.slice(0, 1));
    expect(story.case.proposal).not.toBe(proposal);
    expect(story.lines.map(({ id }) => id)).toEqual([JIA, LU]);
  });

  it('is not compiled anew once somebody has judged a line', () => {
    const story = compiled();
    story.finds([YI], { says: 'liable' });
    expect(ruleOf(() => story.propose(COMPLAINTS.slice(0, 1)))).toBe('already-judged');
    expect(story.propose(COMPLAINTS).hash).toBe(story.case.proposal);
  });

  it('without a line goes to its statements at once', () => {
    const story = new AccountabilityStory([]);
    expect(accountabilityRoute(story.file)).toBe('state');
    story.finishes();
    expect(story.case).toMatchObject({ stage: 'final', category: 'closed' });
    expect(story.case.nextDueAt).toBeUndefined();
  });

  it('has a whole history that names no word of anybody, and a record that its schema takes', () => {
    const story = sent();
    story.objects(JIA, [story.brings('broker-jia')]);
    story.redecides(JIA, { outcome: 'waived', reason: 'The roster shows the leave.' });
    story.until(TOO_LATE).finishes();

    expect(verifyChain(story.events, { seq: story.case.version, hash: story.case.lastHash })).toBeUndefined();
    expect(JSON.stringify(story.events)).not.toMatch(/roster|on leave/);
    expect(AccountabilityCase.parse(story.case)).toEqual(story.case);
    expect(story.content(present(story.line(JIA).objection).content).body).toMatchObject({
      text: 'I was on leave when it was promised.',
    });
  });
});

describe('a finding', () => {
  it('comes before the word of the leading group, from customer service first', () => {
    const story = compiled();
    expect(ruleOf(() => story.decides([JIA], CONFIRMED))).toBe('not-found-on');
    expect(ruleOf(() => story.decides('all', CONFIRMED))).toBe('nothing-to-decide');
    expect(ruleOf(() => story.finds([JIA], { says: 'liable' }, BUSINESS))).toBe('not-your-turn');
    story.finds([JIA], { says: 'liable' });
    story.decides([JIA], CONFIRMED);
    expect(story.line(JIA).state).toBe('decided');
  });

  it('that customer service cannot give is for the business line, which must say yes or no', () => {
    const story = compiled();
    story.finds([JIA], { says: 'cannot-say', reason: 'It is about the product.' });
    expect(ruleOf(() => story.decides([JIA], CONFIRMED))).toBe('not-found-on');
    expect(ruleOf(() => story.finds([JIA], { says: 'liable' }))).toBe('not-your-turn');
    expect(ruleOf(() => story.finds([JIA], { says: 'cannot-say', reason: 'Nor we.' }, BUSINESS))).toBe(
      'no-level-left',
    );
    story.finds([JIA], { says: 'not-liable', reason: 'It was the carrier.' }, BUSINESS);
    expect(story.line(JIA).findings.map(({ level }) => level)).toEqual(['customer-service', 'business-line']);
    story.decides([JIA], CONFIRMED);
  });

  it('is given in the own branch only, and never on a line of one’s own', () => {
    const story = compiled();
    const elsewhere = staff('complaint-handler', 'service-sh', 'sh');
    expect(() => story.finds([JIA], { says: 'liable' }, elsewhere)).toThrow(refusal('NotFound'));
    expect(() => story.finds([JIA], { says: 'liable' }, staff('complaint-handler', 'broker-jia'))).toThrow(
      refusal('NotAllowed'),
    );
    story.finds('all', { says: 'liable' }, staff('complaint-handler', 'broker-jia'));
    expect(story.lines.filter(({ findings }) => findings.length === 0).map(({ id }) => id)).toEqual([JIA]);
  });
});

describe('the decision of the leading group', () => {
  const found = () => {
    const story = compiled();
    story.finds('all', { says: 'liable' });
    return story;
  };

  it('is taken by the group alone, once, and never by the person concerned', () => {
    const story = found();
    expect(() => story.decides([JIA], CONFIRMED, SERVICE)).toThrow(refusal('NotAllowed'));
    const concerned = staff('head-office-manager', 'leader-lu');
    expect(() => story.decides([LU], CONFIRMED, concerned)).toThrow(refusal('NotAllowed'));
    story.decides('all', CONFIRMED, concerned);
    expect(story.line(LU).state).toBe('proposed');
    expect(ruleOf(() => story.decides([JIA], CONFIRMED))).toBe('already-decided');
  });

  it('confirms, lowers or waives, with a reason for all but the first', () => {
    const story = found();
    const { amountFen } = story.line(YI);
    story.decides([JIA], CONFIRMED);
    story.decides([LU], { outcome: 'waived', reason: 'Took office a week ago.' });
    expect(
      faultsOf(() => story.decides([YI], { outcome: 'lowered', amountFen, reason: 'First time.' })),
    ).toEqual([expect.stringMatching(/^amountFen /)]);
    story.decides([YI], { outcome: 'lowered', amountFen: amountFen - 1, reason: 'First time.' });

    expect(story.lines.map(({ decision }) => decision?.amountFen)).toEqual([
      story.line(JIA).amountFen,
      amountFen - 1,
      0,
    ]);
    expect(Verdict.safeParse({ outcome: 'waived' }).success).toBe(false);
    expect(Verdict.safeParse({ outcome: 'confirmed', amountFen: 1 }).success).toBe(false);
  });

  it('on the last line sends the result to the units, with the last day for objections', () => {
    const story = found();
    story.decides([JIA, LU], CONFIRMED);
    expect(story.case.stage).toBe('proposing');
    story.decides([YI], CONFIRMED);

    const amountFen = story.lines.reduce((sum, line) => sum + line.amountFen, 0);
    expect(story.event('result-sent').data).toMatchObject({
      until: '2026-03-26',
      people: 3,
      branches: [{ branch: 'bj', lines: 3, amountFen }],
    });
    expect(accountabilityRoute(story.file)).toBe('await-objections');
    expect(wall(story.case.nextDueAt)).toBe('2026-03-27 00:00');
  });

  it('that comes after the 26th leaves as many days to object as there would have been', () => {
    const story = found();
    story.now = at('2026-03-30');
    story.decides('all', CONFIRMED);
    expect(story.case.objectUntil).toBe('2026-04-04');
    story.objects(JIA, [story.brings('broker-jia')], at('2026-04-04', '23:59'));
    expect(story.line(JIA).state).toBe('objected');
  });

  it('that does not come is asked for, then told to the head office again and again', () => {
    const story = found();
    story.until(at('2026-04-03'));
    const told = story.events.map(({ type }) => type).filter((type) => /reminded|escalated/.test(type));
    expect(told[0]).toBe('accountability-reminded');
    expect(told.slice(1).length).toBeGreaterThan(1);
    expect(new Set(told.slice(1))).toEqual(new Set(['accountability-escalated']));
    expect(story.case.escalatedTo).toBe('head-office-manager');
    expect(Date.parse(present(story.case.nextDueAt))).toBeGreaterThan(story.now.getTime());
  });
});

describe('an objection', () => {
  it('is in time to the last millisecond of the 26th in Shanghai', () => {
    const story = sent();
    const documents = [story.brings('broker-jia')];
    story.objects(JIA, documents, LAST_MOMENT);
    expect(story.line(JIA)).toMatchObject({ state: 'objected', objection: { documents } });
  });

  it('is refused from the first millisecond of the 27th on, with the date, and stays refused when the run is over', () => {
    const story = sent();
    const documents = [story.brings('broker-jia')];
    const late = () => story.objects(JIA, documents, TOO_LATE);
    expect(ruleOf(late)).toBe('too-late');
    expect(late).toThrow(/2026-03-26/);
    story.until(TOO_LATE);
    expect(ruleOf(late)).toBe('too-late');
    expect(ruleOf(() => story.brings('broker-jia', 'another'))).toBe('too-late');
    story.finishes();
    expect(ruleOf(late)).toBe('too-late');
  });

  it('re-opens its own line and no other', () => {
    const story = sent();
    const others = story.lines.filter(({ id }) => id !== JIA);
    story.objects(JIA, [story.brings('broker-jia')]);
    expect(story.lines.filter(({ id }) => id !== JIA)).toEqual(others);
    expect(story.case).toMatchObject({ stage: 'awaiting-objections', objected: 1, undecided: 0 });
  });

  it('is made by the person concerned alone, once, with a proof that this person brought', () => {
    const story = sent();
    const documents = [story.brings('broker-jia')];
    expect(() => story.objects(JIA, documents, story.now, 'leader-lu')).toThrow(refusal('NotAllowed'));
    expect(() => story.brings('broker-bing')).toThrow(refusal('NotAllowed'));
    expect(faultsOf(() => story.objects(LU, documents))).toEqual([
      'documents.0 was not uploaded by the person who objects',
    ]);
    expect(faultsOf(() => story.objects(JIA, ['d9']))).toEqual(['documents.0 is no document of this case']);
    story.objects(JIA, documents);
    expect(ruleOf(() => story.objects(JIA, documents))).toBe('already-objected');
  });

  it('may bring ten documents, so that there is room for the others', () => {
    const story = sent();
    for (let number = 0; number < 10; number += 1) story.brings('broker-jia', `proof ${number}`);
    expect(ruleOf(() => story.brings('broker-jia', 'one more'))).toBe('too-many-documents');
    expect(story.brings('leader-lu')).toBe('d11');
  });

  it('waits for the result', () => {
    const story = compiled();
    expect(ruleOf(() => story.objects(JIA, ['d1']))).toBe('wrong-stage');
  });

  it('is decided by another than who decided first, never by the person concerned, and never for more', () => {
    const story = sent();
    story.objects(JIA, [story.brings('broker-jia')]);
    expect(() => story.redecides(JIA, CONFIRMED, GROUP)).toThrow(refusal('NotAllowed'));
    expect(() => story.redecides(JIA, CONFIRMED, staff('compliance', 'broker-jia'))).toThrow(
      refusal('NotAllowed'),
    );
    expect(() => story.redecides(JIA, CONFIRMED, SERVICE)).toThrow(refusal('NotAllowed'));
    const more = { outcome: 'lowered', amountFen: story.line(JIA).amountFen + 1, reason: 'Worse.' } as const;
    expect(faultsOf(() => story.redecides(JIA, more))).toHaveLength(1);
    expect(ruleOf(() => story.redecides(YI, CONFIRMED))).toBe('no-objection');

    story.redecides(JIA, { outcome: 'waived', reason: 'The roster shows the leave.' });
    expect(story.line(JIA)).toMatchObject({
      state: 'final',
      decision: { by: GROUP.id },
      redecision: { by: SECOND_GROUP.id, amountFen: 0 },
    });
    expect(ruleOf(() => story.redecides(JIA, CONFIRMED))).toBe('no-objection');
  });
});

describe('the end of the 26th', () => {
  it('accepts by silence, and the run can be stated', () => {
    const story = sent();
    story.until(LAST_MOMENT);
    expect(story.case.stage).toBe('awaiting-objections');
    story.until(TOO_LATE);
    expect(story.lines.map(({ state }) => state)).toEqual(['final', 'final', 'final']);
    expect(story.event('objections-over').data).toMatchObject({ accepted: 3, objected: 0 });
    expect(story.case.settledOn).toBe('2026-03-27');
    expect(accountabilityRoute(story.file)).toBe('state');
    expect(present(story.case.nextDueAt) > TOO_LATE.toISOString()).toBe(true);
  });

  it('leaves open what was objected to, and the run is stated after the last word', () => {
    const story = sent();
    story.objects(JIA, [story.brings('broker-jia')]);
    story.until(TOO_LATE);
    expect(story.lines.map(({ state }) => state)).toEqual(['objected', 'final', 'final']);
    expect(accountabilityRoute(story.file)).toBe('await-redecisions');
    expect(() => story.finishes()).toThrow(refusal('InvariantBroken'));

    story.now = at('2026-03-30');
    story.redecides(JIA, CONFIRMED);
    expect(story.case.settledOn).toBe('2026-03-30');
    story.finishes();
    expect(accountabilityRoute(story.file)).toBe('closed');
    expect(story.event('accountability-final').data).toMatchObject({
      lines: 3,
      people: 3,
      amountFen: story.lines.reduce((sum, line) => sum + line.amountFen, 0),
    });
  });

  it('does nothing twice', () => {
    const story = sent().until(TOO_LATE);
    const { version } = story.case;
    story.until(at('2026-03-27', '00:10'));
    expect(story.case.version).toBe(version);
  });
});

describe('who is asked next', () => {
  it('follows each line from level to level', () => {
    const story = compiled();
    const asked = () =>
      accountabilityNextActions(story.file, RULES).map(({ who, what }) => `${who}: ${what}`);
    expect(asked()).toEqual(['complaint-handler@bj: find on 3 lines']);
    story.finds([JIA], { says: 'cannot-say', reason: 'It is about the product.' });
    story.finds([YI], { says: 'liable' });
    expect(asked()).toEqual([
      'branch-manager@bj: find on 1 lines',
      'complaint-handler@bj: find on 1 lines',
      'head-office-manager@head-office: decide 1 lines',
    ]);
  });
});

describe('how much a run can hold', () => {
  const MOST_ROW = 400_000;
  const long = (prefix: string) => prefix.padEnd(40, 'x');
  const many = (count: number): AccountableComplaint[] =>
    Array.from({ length: count }, (_one, index) =>
      complaintOf(index, {
        branch: long('branch-'),
        contacts: [contact('hotline', '2026-03-02'), contact('regulator', '2026-03-03')],
        responsible: [{ role: 'direct-person', person: `person-${index}`.padEnd(40, 'x') }],
      }),
    );

  it('no part outgrows a row, even when every line is found on twice, decided twice and objected to', () => {
    const words = { reason: 'x'.repeat(43), at: '2026-03-26T15:59:59.999Z', by: long('person-') };
    const decision = { outcome: 'confirmed', amountFen: 9_999_999, ...words } as const;
    const grown = inParts(
      propose(many(400), WINDOW, SETTINGS).lines.map((line) => ({
        ...line,
        state: 'proposed',
        findings: [],
      })),
    ).map((part) =>
      part.map((line) => ({
        ...line,
        state: 'objected',
        findings: [
          { level: 'customer-service', says: 'cannot-say', ...words },
          { level: 'business-line', says: 'not-liable', ...words },
        ],
        decision,
        redecision: decision,
        objection: {
          at: words.at,
          content: 'objection-999999',
          hash: words.reason,
          documents: ['d36', 'd37', 'd38', 'd39', 'd40'],
        },
      })),
    );

    expect(grown.length).toBeGreaterThan(1);
    expect(grown.flat()).toHaveLength(400);
    for (const part of grown) expect(Buffer.byteLength(canonicalJson(part))).toBeLessThan(MOST_ROW);
  });

  it('a change touches only the part that the line is in', () => {
    const story = AccountabilityStory.sent(many(400));
    const first = present(story.file.parts[0]?.[0]);
    const before = story.case.parts;
    story.objects(first.id, [story.brings(first.person)]);
    expect(Object.keys(story.event('line-objected').data.parts as object)).toEqual(['lines-1']);
    expect(story.case.parts.slice(1)).toEqual(before.slice(1));
    expect(story.case.parts[0]).not.toBe(before[0]);
  });

  it('more is refused with a name', () => {
    const story = new AccountabilityStory([]);
    const file = { case: { ...story.case, stage: 'proposing' as const }, parts: [] };
    const proposal = propose(many(1_600), WINDOW, SETTINGS);
    expect(ruleOf(() => recordProposal(file, proposal, story.now, RULES))).toBe('too-many-lines');
  });

  it('lines that were changed behind the record are noticed', () => {
    const story = sent();
    const forged = story
      .contents()
      .map((content) =>
        content.name === 'lines-1'
          ? { ...content, body: story.lines.map((line) => ({ ...line, amountFen: 1 })) }
          : content,
      );
    expect(() => fileOf(story.case, forged)).toThrow(refusal('InvariantBroken'));
  });
});

it('a decision is stored with the version that it was taken on', () => {
  const story = compiled();
  story.finds('all', { says: 'liable' });
  const decision = decideLines(story.file, 'all', CONFIRMED, GROUP, story.now, RULES);
  expect(decision.cases).toMatchObject([{ expected: story.case.version }]);
  expect(decision.ends).toEqual([{ caseId: story.case.id, wait: story.case.wait }]);
});
