import { describe, expect, it } from 'vitest';
import type { WantedItem } from '../../domain/carrier-request/case.ts';
import { MOST_ANSWERS } from '../../domain/carrier-request/commands.ts';
import { writesOfDecision } from '../../domain/decision.ts';
import { Conflict, Gone } from '../../domain/errors.ts';
import { verifyChain } from '../../domain/history.ts';
import { noticesOf } from '../../domain/notices.ts';
import { mustBeConsented } from '../../domain/pre-underwriting/consent.ts';
import { preUnderwritingRoute } from '../../domain/pre-underwriting/next.ts';
import {
  ASKED_AT,
  asked,
  claimOf,
  DECLINED,
  DELETE_ON,
  DISCLOSURE,
  PreUnderwritingStory,
  PU_RULES,
  standard,
  wantedOf,
} from '../support/pre-underwriting-story.ts';
import { present } from '../support/present.ts';
import { faultsOf, ruleOf } from '../support/rule-of.ts';
import { at, later } from '../support/wall.ts';

const LARGEST_TRANSACTION = 100; // writes, DynamoDB's limit

describe('a consent', () => {
  it('is of its own: without it nothing is sent', () => {
    const story = new PreUnderwritingStory();
    expect(ruleOf(() => story.send())).toBe('no-consent');
    expect(story.file.requests).toEqual([]);
  });

  it('names each carrier, the purpose and the day of deletion', () => {
    const story = new PreUnderwritingStory();
    story.consent();
    expect(story.case.consent).toEqual({
      carriers: ['carrier-a', 'carrier-b'],
      purpose: story.case.asks.purpose,
      deleteOn: DELETE_ON,
      givenAt: ASKED_AT.toISOString(),
      evidence: { way: 'link' },
      factsHash: story.case.factsHash,
    });
  });

  it('is asked for anew when facts or carriers change', () => {
    const story = new PreUnderwritingStory();
    story.consent();
    story.revise({ wanted: wantedOf('carrier-a', 'carrier-c') });
    expect(story.case.consent).toBeUndefined();
    expect(ruleOf(() => story.send())).toBe('no-consent');
    story.consent();
    story.send();
    expect(story.case.consent?.carriers).toEqual(['carrier-a', 'carrier-c']);
  });

  it('is over on the day of deletion', () => {
    const story = new PreUnderwritingStory({ deleteOn: '2026-03-05' });
    story.consent();
    mustBeConsented(story.case, at('2026-03-04', '23:59'));
    expect(ruleOf(() => mustBeConsented(story.case, at('2026-03-05', '00:00')))).toBe('consent-over');
  });

  it('is given once by the same link', () => {
    const story = new PreUnderwritingStory();
    story.consent();
    const { version } = story.case;
    expect(story.consent()).toBe('same-again');
    expect(story.case.version).toBe(version);
  });

  it('cannot be given to what is not prepared any more', () => {
    const story = new PreUnderwritingStory().until(at('2026-05-01'));
    expect(() => story.consent()).toThrow(Gone);
  });

  it('is asked for by a link that goes to a number, and is on paper without one', () => {
    const story = new PreUnderwritingStory();
    expect(ruleOf(() => story.askConsent(false))).toBe('no-number');
    story.askConsent();
    expect(story.messages).toMatchObject([{ template: 'consent-request', round: 1, status: 'intended' }]);
    expect(JSON.stringify(story.messages)).not.toContain('139');
  });
});

describe('a consent on paper', () => {
  const signed = (type: 'consent-form' | 'policy' = 'consent-form', stored = true) => {
    const story = new PreUnderwritingStory();
    story.document(claimOf(type), stored);
    story.now = later(ASKED_AT, { hours: 2 });
    return story;
  };
  const form = {
    document: 'd1',
    carriers: ['carrier-a', 'carrier-b'],
    givenAt: later(ASKED_AT, { hours: 1 }).toISOString(),
  };

  it('counts as the one by link does', () => {
    const story = signed();
    story.consentOnPaper(form);
    expect(story.case.consent).toMatchObject({
      givenAt: form.givenAt,
      evidence: { way: 'form', document: 'd1' },
    });
    story.send();
    expect(story.case.stage).toBe('asking');
  });

  const FAULTS: [string, () => PreUnderwritingStory, Partial<typeof form>, string][] = [
    ['leaves a carrier out', signed, { carriers: ['carrier-a'] }, 'carriers does not name carrier-b'],
    [
      'is older than the facts',
      signed,
      { givenAt: '2026-03-01T00:00:00.000Z' },
      'givenAt is older than the request that it is to cover',
    ],
    [
      'was signed tomorrow',
      signed,
      { givenAt: later(ASKED_AT, { days: 1 }).toISOString() },
      'givenAt is in the future',
    ],
    ['is a document of another type', () => signed('policy'), {}, 'document is no consent form'],
    ['was not uploaded', () => signed('consent-form', false), {}, 'document.0 has not been uploaded'],
    ['is no document of the case', signed, { document: 'd7' }, 'document.0 is no document of this case'],
  ];

  it.each(FAULTS)('is refused when it %s', (_what, begin, over, fault) => {
    const story = begin();
    expect(faultsOf(() => story.consentOnPaper({ ...form, ...over }))).toEqual([fault]);
    expect(story.case.consent).toBeUndefined();
  });

  it('is signed again after the facts were revised', () => {
    const story = signed();
    story.now = later(ASKED_AT, { hours: 3 });
    story.revise({ sumInsuredFen: 1_000_000 });
    expect(faultsOf(() => story.consentOnPaper(form))).toEqual([
      'givenAt is older than the request that it is to cover',
    ]);
  });
});

const SECRETS = {
  treatment: 'levothyroxine-marker',
  family: 'mother-marker',
  wish: 'biopsy-marker',
  note: 'benign-marker',
  wording: 'wording-marker',
  second: 'second-wording-marker',
  phone: '13977776666',
  reference: 'reference-marker',
};
const WISH: WantedItem = { type: 'pathology', text: SECRETS.wish };

/** Asked, answered twice by one carrier and with a wish by the other; everything says something of the applicant. */
function withSecrets(): PreUnderwritingStory {
  const story = new PreUnderwritingStory({
    phone: SECRETS.phone,
    customerRef: SECRETS.reference,
    disclosure: {
      ...DISCLOSURE,
      conditions: [{ code: 'thyroid-nodule', treatment: SECRETS.treatment }],
      family: [SECRETS.family],
    },
  });
  story.document();
  story.consent();
  story.send();
  story.answers('carrier-a', standard(800_000, { wording: SECRETS.wording }));
  story.answers('carrier-a', { ...DECLINED, wording: SECRETS.second });
  story.wants('carrier-b', [WISH]);
  story.supplies({ carrier: 'carrier-b', documents: [], note: SECRETS.note });
  return story;
}

const everythingOf = (story: PreUnderwritingStory): string =>
  JSON.stringify([story.case, story.file.requests, [...story.histories], story.contents, story.messages]);

describe('a consent taken back', () => {
  it('ends the sharing and leaves nothing of the facts in any record', () => {
    const story = withSecrets();
    for (const secret of Object.values(SECRETS)) expect(everythingOf(story)).toContain(secret);
    story.withdraw();
    for (const secret of Object.values(SECRETS)) expect(everythingOf(story)).not.toContain(secret);
    expect(story.case).toMatchObject({ stage: 'withdrawn', category: 'closed', eraseOn: '2026-03-02' });
    expect(story.file.requests.map(({ stage }) => stage)).toEqual(['withdrawn', 'withdrawn']);
    expect(story.contents.every(({ body, erasedAt }) => body === undefined && erasedAt !== undefined)).toBe(
      true,
    );
    expect(preUnderwritingRoute(story.case)).toBe('closed');
  });

  it('leaves histories that are whole', () => {
    const story = withSecrets();
    story.withdraw();
    story.erase();
    for (const { id, version, lastHash } of [story.case, ...story.file.requests]) {
      const events = present(story.histories.get(id));
      expect(verifyChain(events, { seq: version, hash: lastHash })).toBeUndefined();
    }
  });

  it('tells each carrier on a topic that it can filter by itself', () => {
    const story = withSecrets();
    const { events } = story.withdraw() as Exclude<ReturnType<typeof story.withdraw>, 'same-again'>;
    const told = events.flatMap(noticesOf);
    expect(told.map(({ attributes: { notice, carrier } }) => `${notice} ${carrier}`).sort()).toEqual([
      'sharing-withdrawn carrier-a',
      'sharing-withdrawn carrier-b',
    ]);
  });

  it('takes no answer any more, not even the same again', () => {
    const story = withSecrets();
    story.withdraw();
    expect(() => story.answers('carrier-b')).toThrow(Conflict);
    expect(() => story.answers('carrier-a', standard(800_000, { wording: SECRETS.wording }))).toThrow(
      Conflict,
    );
    expect(() => story.wants('carrier-b')).toThrow(Conflict);
  });

  it('was erased then, and not when the files went', () => {
    const story = withSecrets();
    story.withdraw();
    const withdrawnAt = story.now.toISOString();
    story.until(at('2026-03-20'));
    // The carriers were told to delete then, and are told once.
    expect(present(story.erase()).events.map(({ type }) => type)).toEqual(['erased']);
    expect(new Set(story.contents.map(({ erasedAt }) => erasedAt))).toEqual(new Set([withdrawnAt]));
    expect(story.case.erasedAt).toBe(story.now.toISOString());
  });

  it('is taken back once', () => {
    const story = withSecrets();
    story.withdraw();
    expect(story.withdraw()).toBe('same-again');
    expect(story.types.filter((type) => type === 'consent-withdrawn')).toHaveLength(1);
  });

  it('can be taken back before anything was sent, and after something was chosen', () => {
    const before = new PreUnderwritingStory();
    before.withdraw();
    expect(before.case).toMatchObject({ stage: 'withdrawn' });
    const after = asked();
    after.answers('carrier-a');
    after.chooses('carrier-a');
    const { closedAt } = after.case;
    after.until(at('2026-03-20'));
    after.withdraw();
    expect(after.case).toMatchObject({ stage: 'withdrawn', closedAt });
    expect(after.file.opinions.size).toBe(0);
  });

  it('fits one transaction when everybody said everything that can be said', () => {
    const carriers = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((one) => `carrier-${one}`);
    const story = asked(...carriers);
    story.until(at('2026-03-16')); // all silent: each answer is compared once more
    for (const carrier of carriers) {
      for (let round = 1; round <= PU_RULES.carriers.materialRounds; round += 1) {
        story.wants(carrier);
        story.supplies({ carrier, documents: [], note: `note ${round}` });
      }
      for (let answer = 1; answer <= MOST_ANSWERS; answer += 1) story.answers(carrier, standard(answer));
    }
    expect(story.case.comparisons).toHaveLength(1 + carriers.length);
    for (const decision of [...story.decisions, story.withdraw(), story.erase()]) {
      if (decision === 'same-again' || decision === undefined)
        throw new Error('the test expected a decision');
      expect(writesOfDecision(decision, story.now).length).toBeLessThanOrEqual(LARGEST_TRANSACTION);
    }
  });
});

describe('the day of deletion', () => {
  it('erases a case that was closed long before, tells its carriers, and does so once', () => {
    const story = withSecrets();
    story.chooses('carrier-a');
    story.until(at('2026-12-31', '02:00'));
    const erased = present(story.erase());
    for (const secret of Object.values(SECRETS)) expect(everythingOf(story)).not.toContain(secret);
    expect(story.case).toMatchObject({ stage: 'chosen', documents: [], erasedAt: story.now.toISOString() });
    const told = erased.events.flatMap(noticesOf).map(({ attributes }) => attributes.notice);
    expect(told).toEqual(['sharing-withdrawn', 'sharing-withdrawn']);
    expect(story.erase()).toBeUndefined();
    expect(story.withdraw()).toBe('same-again');
  });

  it('leaves no policy by which the applicant could be found', () => {
    const story = asked();
    story.answers('carrier-a');
    story.chooses('carrier-a');
    const { conclusion } = standard();
    story.links({ policyId: 'pl-1', carrier: 'carrier-a', product: 'ci-1', conclusion, premiumFen: 1 });
    story.erase();
    expect(JSON.stringify(story.case)).not.toContain('pl-1');
    expect(story.case.policy).toMatchObject({ differs: ['premium'] });
  });

  it('leaves nothing to compare a policy with', () => {
    const story = asked();
    story.answers('carrier-a');
    story.chooses('carrier-a');
    story.erase();
    const { conclusion } = standard();
    const issued = { policyId: 'pl-1', carrier: 'carrier-a', product: 'ci-1', conclusion, premiumFen: 1 };
    expect(ruleOf(() => story.links(issued))).toBe('erased');
  });
});
