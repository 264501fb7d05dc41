import { Gone, NotFound } from '../../domain/errors.ts';
import { type LinkClaim, type LinkState, mustBeSigned, NO_LINK } from '../../domain/links.ts';
import type { Cases, Clock, Policies, Transactions } from '../../domain/ports.ts';
import {
  CUSTOMER,
  consentBound,
  consentByLink,
  consentClaim,
  consentLinkState,
  withdrawConsent,
} from '../../domain/pre-underwriting/consent.ts';
import type { PreUnderwritingFile } from '../../domain/pre-underwriting/file.ts';
import type { PreUnderwritingRules } from '../../domain/pre-underwriting/settings.ts';
import { saveDecision } from '../matter/file.ts';
import { onFreshRead } from '../on-fresh-read.ts';
import { loadContents, loadPreUnderwriting } from '../pre-underwriting/file.ts';
import { type LinkAnswers, wrongWord } from './answers.ts';
import { namesOf } from './names.ts';
import type { ConsentData } from './words.ts';

export interface ConsentAnswersDeps {
  cases: Cases;
  policies: Pick<Policies, 'carrier'>;
  transactions: Transactions;
  clock: Clock;
  rules: PreUnderwritingRules;
  linkKey: string;
}

/** The kinds of data that a packet holds, as the applicant is told them (PIPL art. 23). */
const KINDS: Readonly<Record<ConsentData, string>> = {
  'age-sex-occupation': 'age, sex and occupation class',
  'health-disclosure': 'health disclosure',
  'medical-documents': 'medical documents',
};

/** The link by which an applicant consents to named carriers, and takes the consent back. */
export function consentAnswers(deps: ConsentAnswersDeps): LinkAnswers {
  async function fileOf(token: string, claim: LinkClaim): Promise<[PreUnderwritingFile, LinkState]> {
    try {
      const file = await loadPreUnderwriting(deps.cases, claim.caseId);
      const state = consentLinkState(file.case, claim);
      if (isLast(claim, file)) mustBeSigned(token, claim, consentBound(file.case), deps.linkKey);
      return [file, state];
    } catch (error) {
      throw error instanceof NotFound ? new NotFound(NO_LINK, { cause: error }) : error;
    }
  }

  return {
    async view(token, claim) {
      const [{ case: matter }, state] = await fileOf(token, claim);
      if (state === 'used') return { asks: 'consent', state };
      const carriers = matter.wanted.map(({ carrier }) => carrier);
      const given = matter.consent !== undefined;
      const recipients = await Promise.all(
        matter.wanted.map(({ carrier, product }) => namesOf(deps, carrier, product)),
      );
      const data = Object.keys(KINDS) as ConsentData[];
      return {
        asks: 'consent',
        state,
        consent: { carriers, recipients, ...matter.asks, kinds: Object.values(KINDS), data, given },
      };
    },
    word: (token, claim, word) =>
      onFreshRead(async (): Promise<LinkState> => {
        const [file, state] = await fileOf(token, claim);
        const now = deps.clock.now();
        const refuses = 'withdraws' in word || ('consents' in word && !word.consents);
        if (!refuses && !('consents' in word)) wrongWord('consent', 'consents');
        if (state === 'used') {
          if (refuses && file.case.stage === 'withdrawn' && isLast(claim, file)) return 'used';
          throw new Gone('This link asks nothing any more.');
        }
        const decision = refuses
          ? withdrawConsent(
              file,
              await loadContents(deps.cases, file),
              { way: 'link' },
              CUSTOMER,
              now,
              deps.rules,
            )
          : consentByLink(file, now, deps.rules);
        if (decision !== 'same-again') await saveDecision(deps, decision, now);
        return refuses ? 'used' : 'open';
      }),
  };
}

/** Of an earlier asking nothing is told: its facts are gone, and its signature can be held against nothing. */
function isLast({ round }: LinkClaim, file: PreUnderwritingFile): boolean {
  return round === consentClaim(file.case).round;
}
