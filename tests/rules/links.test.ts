import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NotFound } from '../../domain/errors.ts';
import { type LinkClaim, type LinkPurpose, mustBeSigned, readLink, signLink } from '../../domain/links.ts';
import { consentBound, consentClaim, consentLinkState } from '../../domain/pre-underwriting/consent.ts';
import { asked, PreUnderwritingStory } from '../support/pre-underwriting-story.ts';

const KEY = 'a key of these tests';

const claims: fc.Arbitrary<LinkClaim> = fc.record({
  caseId: fc
    .tuple(fc.constantFrom('cb', 'pu', 'rc', 'cp', 'ev'), fc.integer({ min: 0, max: 0xffff }))
    .map(([kind, number]) => `${kind}-${number.toString(16).padStart(20, '0')}`),
  purpose: fc.constantFrom<LinkPurpose>(
    'answers',
    'confirmation',
    'consent',
    'letter',
    'complaint',
    'evaluation',
  ),
  round: fc.integer({ min: 0, max: 999 }),
});
const bounds = fc.array(fc.oneof(fc.string({ maxLength: 12 }), fc.integer()), { maxLength: 3 });

const isTaken = (token: string, claim: LinkClaim, bound: (string | number)[], key = KEY): boolean => {
  try {
    mustBeSigned(token, claim, bound, key);
    return true;
  } catch (error) {
    if (error instanceof NotFound) return false;
    throw error;
  }
};

describe('a link', () => {
  it('says what it claims, and is taken as it was made', () => {
    fc.assert(
      fc.property(claims, bounds, (claim, bound) => {
        const token = signLink(claim, bound, KEY);
        expect(readLink(token)).toEqual(claim);
        expect(isTaken(token, claim, bound)).toBe(true);
        expect(token).toMatch(/^[A-Za-z0-9._-]+$/); // nothing that a mail client or a proxy would change
      }),
    );
  });

  it('cannot be moved to another case, purpose, asking or matter, nor made with another key', () => {
    fc.assert(
      fc.property(claims, claims, bounds, (claim, other, bound) => {
        const token = signLink(claim, bound, KEY);
        const forged = signLink(other, bound, KEY).replace(/.{22}$/, token.slice(-22));
        const isSame = JSON.stringify(other) === JSON.stringify(claim);
        expect(isTaken(forged, other, bound)).toBe(isSame);
        expect(isTaken(token, claim, [...bound, 'more'])).toBe(false);
        expect(isTaken(token, claim, bound, 'another key')).toBe(false);
      }),
    );
  });

  it.each([
    '',
    'pu-1.n1.x',
    `pu-${'0'.repeat(20)}.x1.${'A'.repeat(22)}`,
    `cr-${'0'.repeat(20)}.n1.${'A'.repeat(22)}`,
  ])('is none of ours when it reads %j', (token) => {
    expect(() => readLink(token)).toThrow(NotFound);
  });
});

describe('the link to a consent', () => {
  it('asks until it is asked anew, and stays open to take the consent back', () => {
    const story = new PreUnderwritingStory();
    story.askConsent();
    const first = consentClaim(story.case);
    expect(consentLinkState(story.case, first)).toBe('open');
    story.consent();
    expect(consentLinkState(story.case, first)).toBe('open');
    story.askConsent();
    expect(consentLinkState(story.case, first)).toBe('used');
    expect(consentLinkState(story.case, consentClaim(story.case))).toBe('open');
  });

  it('asks nothing any more once all is erased', () => {
    const [withdrawn, kept] = [asked(), asked()];
    withdrawn.withdraw();
    expect(consentLinkState(withdrawn.case, consentClaim(withdrawn.case))).toBe('used');
    kept.erase();
    expect(kept.case.stage).not.toBe('withdrawn');
    expect(consentLinkState(kept.case, consentClaim(kept.case))).toBe('used');
  });

  it('is bound to the facts: the one that was sent before they were revised is none of ours', () => {
    const story = new PreUnderwritingStory();
    story.askConsent();
    const claim = consentClaim(story.case);
    const token = signLink(claim, consentBound(story.case), KEY);
    expect(isTaken(token, claim, consentBound(story.case))).toBe(true);
    story.revise({ sumInsuredFen: 60_000_000 });
    expect(isTaken(token, claim, consentBound(story.case))).toBe(false);
  });
});
