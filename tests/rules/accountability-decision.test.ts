import { describe, expect, it } from 'vitest';
import { accountabilityNextActions } from '../../domain/accountability/next.ts';
import { sumFen } from '../../domain/money.ts';
import {
  AccountabilityStory,
  BUSINESS,
  complaintId,
  complaintOf,
  GROUP,
  RULES,
  SECOND_GROUP,
  SERVICE,
} from '../support/accountability-story.ts';
import { SELLER, staff } from '../support/people.ts';
import { present } from '../support/present.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { at } from '../support/wall.ts';

const JIA = `${complaintId(1)}.broker-jia`;
const YI = `${complaintId(2)}.broker-yi`;
const SHANG = `${complaintId(3)}.broker-shang`;
const direct = (person: string) => ({ responsible: [{ role: 'direct-person' as const, person }] });
const COMPLAINTS = [
  complaintOf(1, direct('broker-jia')),
  complaintOf(2, direct('broker-yi')),
  complaintOf(3, { ...direct('broker-shang'), branch: 'sh' }),
];
const CONFIRMED = { outcome: 'confirmed' } as const;
const lowered = (amountFen: number) => ({ outcome: 'lowered', amountFen, reason: 'First time.' }) as const;
const refusal = (name: string) => expect.objectContaining({ name });
const compiled = () => new AccountabilityStory(COMPLAINTS);
const SERVICE_HEAD = staff('complaint-handler', 'service-head', 'head-office');

function found(): AccountabilityStory {
  const story = compiled();
  story.finds('all', { says: 'liable' }, SERVICE_HEAD);
  return story;
}

/** The first line is lowered to so much, the others stand, and the person concerned objects. */
function objected(amountFen: number): AccountabilityStory {
  const story = found();
  story.now = at('2026-03-23');
  story.decides([JIA], lowered(amountFen));
  story.decides('all', CONFIRMED);
  story.objects(JIA, [story.brings('broker-jia')]);
  return story;
}

describe('an amount that was lowered', () => {
  it('lies between nothing and the table', () => {
    const { amountFen } = compiled().line(JIA);
    for (const no of [0, amountFen, amountFen + 1]) {
      expect(faultsOf(() => found().decides([JIA], lowered(no)))).toEqual([
        expect.stringMatching(/^amountFen /),
      ]);
    }
    for (const fen of [1, amountFen - 1]) {
      const story = found();
      story.decides([JIA], lowered(fen));
      expect(story.line(JIA).decision?.amountFen).toBe(fen);
    }
  });

  it('is the most that can be asked after an objection', () => {
    const confirmed = objected(50);
    confirmed.redecides(JIA, CONFIRMED);
    expect(confirmed.line(JIA).redecision?.amountFen).toBe(50);
    expect(faultsOf(() => objected(50).redecides(JIA, lowered(50)))).toHaveLength(1);
    const again = objected(50);
    again.redecides(JIA, lowered(49));
    expect(again.line(JIA).redecision?.amountFen).toBe(49);
    expect(again.event('objection-decided').data.reason).toBe(again.line(JIA).redecision?.reason);
    expect(again.event('objection-decided').data).toMatchObject({
      line: JIA,
      outcome: 'lowered',
      amountFen: 49,
    });
  });

  it('is what the result tells the units and the run ends with', () => {
    const story = objected(50);
    const rest = sumFen([YI, SHANG].map((id) => story.line(id).amountFen));
    expect(story.event('result-sent').data).toMatchObject({ amountFen: 50 + rest, people: 3 });
    story.redecides(JIA, { outcome: 'waived', reason: 'The roster shows it.' });
    story.until(at('2026-03-27', '00:00')).finishes();
    expect(story.event('accountability-final').data).toMatchObject({ lines: 2, people: 2, amountFen: rest });
  });
});

describe('lines that are chosen', () => {
  it('are judged once each, and named in the history unless they were all', () => {
    const story = found();
    story.decides([JIA, JIA], CONFIRMED);
    expect(story.event('lines-decided').data).toMatchObject({
      ids: [JIA],
      lines: 1,
      amountFen: story.line(JIA).amountFen,
    });
    story.decides('all', CONFIRMED);
    expect(story.event('lines-decided').data).not.toHaveProperty('ids');
    const finding = compiled();
    finding.finds([JIA], { says: 'liable' });
    expect(finding.event('lines-found-on').data).toMatchObject({ ids: [JIA], lines: 1 });
    expect(found().event('lines-found-on').data).not.toHaveProperty('ids');
  });

  it('must be there', () => {
    expect(() => found().decides(['nobody'], CONFIRMED)).toThrow(refusal('NotFound'));
  });

  it('have their reasons apart from the history', () => {
    const story = compiled();
    const reason = 'It is about the product.';
    story.finds([JIA], { says: 'cannot-say', reason });
    const { reason: hash } = present(story.line(JIA).findings[0]);
    const kept = story.contents().filter(({ body }) => JSON.stringify(body) === JSON.stringify({ reason }));
    expect(kept.map((content) => content.hash)).toEqual([hash]);
    expect(story.event('lines-found-on').data).toMatchObject({ says: 'cannot-say', reason: hash });
    story.finds([JIA], { says: 'liable' }, BUSINESS);
    story.decides([JIA], lowered(1));
    expect(story.event('lines-decided').data.reason).toBe(story.line(JIA).decision?.reason);
    const silent = found();
    silent.decides([JIA], CONFIRMED);
    for (const type of ['lines-found-on', 'lines-decided']) {
      expect(silent.event(type).data).not.toHaveProperty('reason');
    }
  });
});

describe('a finding', () => {
  it('is also given by the head office’s customer service, of any branch', () => {
    expect(found().lines.every(({ findings }) => findings.length === 1)).toBe(true);
    const own = compiled();
    own.finds('all', { says: 'liable' }, SERVICE);
    expect(own.line(SHANG).findings).toEqual([]);
  });

  it('is given by those two alone, and not of what was decided', () => {
    for (const by of [GROUP, SECOND_GROUP, SELLER]) {
      expect(() => compiled().finds([JIA], { says: 'liable' }, by)).toThrow(refusal('NotAllowed'));
    }
    const story = found();
    expect(ruleOf(() => story.finds([JIA], { says: 'liable' }, BUSINESS))).toBe('not-your-turn');
    story.decides([JIA], CONFIRMED);
    expect(ruleOf(() => story.finds([JIA], { says: 'liable' }))).toBe('not-your-turn');
    expect(() => story.finds([JIA], { says: 'liable' }, staff('branch-manager', 'broker-jia'))).toThrow(
      refusal('NotAllowed'),
    );
  });
});

describe('the last day for objections', () => {
  it.each([
    ['2026-03-26', '23:59', '2026-03-26'],
    ['2026-03-27', '00:00', '2026-04-01'],
  ])('of a result of %s %s is %s', (date, time, until) => {
    const story = found();
    story.now = at(date, time);
    story.decides('all', CONFIRMED);
    expect(story.case.objectUntil).toBe(until);
  });
});

describe('a proposal that is compiled anew', () => {
  it('begins anew to be waited for: what was late of the other is told to nobody any more', () => {
    const story = compiled().until(at('2026-03-30'));
    expect(story.case.escalatedTo).toBe('head-office-manager');
    story.propose(COMPLAINTS.slice(0, 1));
    expect(story.case).toMatchObject({ stageReminders: 0, concerned: ['broker-jia'] });
    expect(story.case.escalatedTo).toBeUndefined();
    expect(accountabilityNextActions(story.file, RULES)).toHaveLength(1);
  });
});
