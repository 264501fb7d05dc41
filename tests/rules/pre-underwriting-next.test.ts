import { describe, expect, it } from 'vitest';
import type { Opinion } from '../../domain/carrier-request/conclusion.ts';
import type { Issued } from '../../domain/pre-underwriting/choose.ts';
import { columnsOf } from '../../domain/pre-underwriting/columns.ts';
import { preUnderwritingNextSteps, preUnderwritingRoute } from '../../domain/pre-underwriting/next.ts';
import { SELLER } from '../support/people.ts';
import {
  ASKED_AT,
  asked,
  claimOf,
  DECLINED,
  PreUnderwritingStory,
  PU_RULES,
  standard,
} from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';
import { faultsOf } from '../support/rule-of.ts';
import { at } from '../support/wall.ts';

const stepsOf = ({ file }: PreUnderwritingStory) =>
  preUnderwritingNextSteps(file, PU_RULES).map(({ who, by }) => [who, by]);

describe('who is next', () => {
  it('is the applicant, then the broker, until the carriers are asked', () => {
    const story = new PreUnderwritingStory();
    const by = present(story.case.nextDueAt);
    expect(preUnderwritingRoute(story.case)).toBe('await-sending');
    expect(stepsOf(story)).toEqual([['customer', by]]);
    story.consent();
    expect(stepsOf(story)).toEqual([[SELLER.id, by]]);
  });

  it('is each carrier that is asked, by its own time, and the broker for what another one wants', () => {
    const story = asked(
      'carrier-a',
      { carrier: 'carrier-b', product: 'ci-1', answerWithinWorkingDays: 9 },
      'carrier-c',
    );
    story.answers('carrier-c');
    const [a, b] = ['carrier-a', 'carrier-b'].map((carrier) => story.request(carrier).nextDueAt);
    expect(a).not.toBe(b);
    expect(stepsOf(story)).toEqual([
      ['carrier-a', a],
      ['carrier-b', b],
    ]);
    story.wants('carrier-a');
    expect(stepsOf(story)).toEqual([
      [SELLER.id, story.case.nextDueAt],
      ['carrier-b', b],
    ]);
  });

  it('is the broker who chooses, and nobody whose time is over', () => {
    const story = asked();
    story.answers('carrier-a');
    story.until(at('2026-03-16'));
    expect(preUnderwritingRoute(story.case)).toBe('await-choice');
    expect(stepsOf(story)).toEqual([[SELLER.id, story.case.nextDueAt]]);
    story.chooses('carrier-a');
    expect(stepsOf(story)).toEqual([]);
  });
});

describe('the columns of a comparison', () => {
  const shown = (story: PreUnderwritingStory) =>
    columnsOf(story.file, story.now).map(({ carrier, product, state, late, answeredAt }) => ({
      carrier,
      product,
      state,
      late,
      answeredAt,
    }));

  it('tell the product of each carrier, when it answered, and whether it is late', () => {
    const story = asked('carrier-a', { carrier: 'carrier-b', product: 'life-2' }, 'carrier-c');
    const answeredAt = story.now.toISOString();
    story.answers('carrier-a');
    story.until(at('2026-03-16'));
    const lateAt = story.now.toISOString();
    story.answers('carrier-b');
    expect(shown(story)).toEqual([
      { carrier: 'carrier-a', product: 'ci-1', state: 'answered', late: false, answeredAt },
      { carrier: 'carrier-b', product: 'life-2', state: 'answered', late: true, answeredAt: lateAt },
      { carrier: 'carrier-c', product: 'ci-1', state: 'silent', late: true, answeredAt: undefined },
    ]);
  });

  it('show nobody as asked of whom nothing is wanted any more', () => {
    const story = asked();
    story.answers('carrier-a');
    story.choosesNone();
    expect(shown(story).map(({ state }) => state)).toEqual(['answered', 'withdrawn']);
    story.erase();
    expect(shown(story).map(({ state }) => state)).toEqual(['withdrawn', 'withdrawn']);
  });
});

describe('an opinion', () => {
  it('that offers something needs a last day, and a decline none', () => {
    const story = asked();
    const { validUntil: _none, ...open } = standard();
    expect(faultsOf(() => story.answers('carrier-a', open))).toEqual(['validUntil is needed for an offer']);
    expect(story.answers('carrier-a', DECLINED)).toBe('counted');
  });
});

describe('a consent on paper', () => {
  it('may be signed in the very moment in which it was asked for and taken', () => {
    const story = new PreUnderwritingStory();
    const document = story.document(claimOf('consent-form'));
    const carriers = ['carrier-a', 'carrier-b'];
    story.consentOnPaper({ document, carriers, givenAt: ASKED_AT.toISOString() });
    expect(story.case.consent?.evidence).toEqual({ way: 'form', document });
  });
});

describe('the policy that came of a choice', () => {
  function chosen(opinion: Opinion): PreUnderwritingStory {
    const story = asked('carrier-a', { carrier: 'carrier-b', product: 'life-2' });
    story.answers('carrier-b', opinion);
    story.chooses('carrier-b');
    return story;
  }
  const issued = (over: Partial<Issued> = {}): Issued => ({
    policyId: 'pl-1',
    carrier: 'carrier-b',
    product: 'life-2',
    conclusion: standard().conclusion,
    premiumFen: 800_000,
    ...over,
  });
  function differences(opinion: Opinion, over: Partial<Issued> = {}): string[] | undefined {
    const story = chosen(opinion);
    story.links(issued(over));
    return story.case.policy?.differs;
  }

  it('is compared with the product that was asked of the carrier that was chosen', () => {
    expect(differences(standard())).toEqual([]);
    expect(differences(standard(), { product: 'ci-1' })).toEqual(['product']);
  });

  it('is of the applicant, where the firm knows whose it is', () => {
    const story = chosen(standard());
    story.links(issued({ customerRef: present(story.case.customerRef) }));
    expect(story.case.policy?.differs).toEqual([]);
    expect(differences(standard(), { customerRef: 'somebody-else' })).toEqual(['applicant']);
  });

  it('may leave out the same in another order, and cost what nobody had said', () => {
    const without = (...codes: string[]) => ({
      is: 'on-terms' as const,
      exclusions: codes.map((code) => ({ code, wording: `Not the ${code}.` })),
    });
    const opinion = standard(800_000, { conclusion: without('thyroid', 'lung') });
    expect(differences(opinion, { conclusion: without('lung', 'thyroid') })).toEqual([]);
    const { premiumFen: _unsaid, ...unpriced } = standard();
    expect(differences(unpriced, { premiumFen: 1 })).toEqual([]);
  });

  it('is told by the hash of what it is, and wakes nothing', () => {
    const story = chosen(standard());
    const { wait } = story.case;
    story.links(issued({ premiumFen: 1 }));
    const policy = story.content(story.case.id, 'policy')?.hash;
    expect(story.events.slice(-2)).toMatchObject([
      { type: 'policy-linked', data: { policy, differs: ['premium'] } },
      { type: 'terms-differ', data: { policy, differs: ['premium'] } },
    ]);
    expect(story.case.wait).toBe(wait);
  });
});
