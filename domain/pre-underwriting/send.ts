import type { Decision } from '../decision.ts';
import { type CaseDocument, type DocumentType, isStored } from '../documents.ts';
import { Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import type { Applicant, Disclosure } from './case.ts';
import { mustBeConsented } from './consent.ts';
import { PreUnderwritingDraft } from './draft.ts';
import type { PreUnderwritingFile } from './file.ts';
import type { Facts } from './open.ts';
import type { PreUnderwritingRules } from './settings.ts';

/** What one carrier is given: the risk without the person, and nothing of who else is asked. */
export interface Packet {
  /** The request's own id: another one for each carrier, so that two cannot find out that they were asked alike. */
  reference: string;
  product: string;
  sumInsuredFen: number;
  applicant: Applicant;
  disclosure: Disclosure;
}

/** Kinds of document that say by themselves who somebody is. */
const NAMING: ReadonlySet<DocumentType> = new Set([
  'consent-form',
  'id-card',
  'mandate',
  'relationship-proof',
  'bank-account',
]);

/** It stays with the firm: a carrier is asked about a risk without the person. */
export function namesTheApplicant({ type }: Pick<CaseDocument, 'type'>): boolean {
  return NAMING.has(type);
}

/**
 * Every carrier is asked at once, each with a packet and a clock of its own.
 * @param ids of the requests, one for each carrier
 * @throws Refused without a consent that covers it, or while an announced document has not arrived
 */
export function sendRequests(
  file: PreUnderwritingFile,
  { facts, ids }: { facts: Facts; ids: ReadonlyMap<string, string> },
  by: Staff,
  at: Date,
  rules: PreUnderwritingRules,
): Decision {
  const { case: matter } = file;
  if (matter.stage !== 'preparing') throw new Refused('sent', 'The carriers have been asked.');
  mustBeConsented(matter, at);
  const awaited = matter.documents.filter((document) => !isStored(document));
  if (awaited.length > 0) {
    throw new Refused(
      'not-arrived',
      `These documents were announced and have not arrived: ${awaited.map(({ id }) => id).join(', ')}.`,
      {
        details: { documents: awaited.map(({ id }) => id) },
      },
    );
  }
  const draft = new PreUnderwritingDraft(file, by, at, rules);
  const documents = matter.documents.filter((document) => !namesTheApplicant(document));
  for (const { carrier, product, answerWithinWorkingDays } of matter.wanted) {
    const id = ids.get(carrier);
    if (id === undefined) throw new Refused('no-id', `There is no id for the request to ${carrier}.`);
    const packet: Packet = {
      reference: id,
      product,
      sumInsuredFen: facts.sumInsuredFen,
      applicant: facts.applicant,
      disclosure: facts.disclosure,
    };
    draft.ask({
      id,
      about: matter.id,
      branch: matter.branch,
      carrier,
      purpose: 'pre-underwriting',
      packet,
      documents,
      answerWithinWorkingDays,
    });
  }
  draft.record(
    'carriers-asked',
    { carriers: matter.wanted.map(({ carrier }) => carrier) },
    { stage: 'asking' },
  );
  return draft.finish({ wakes: true });
}
