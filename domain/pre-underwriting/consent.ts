import { endSharing } from '../carrier-request/commands.ts';
import type { Content } from '../case.ts';
import type { Decision } from '../decision.ts';
import { storedDocuments } from '../documents.ts';
import { type FieldFault, Gone, Invalid, Refused } from '../errors.ts';
import type { LinkClaim, LinkState } from '../links.ts';
import type { Actor, Staff } from '../people.ts';
import { dateOf } from '../time/calendar.ts';
import type { Consent, PreUnderwritingCase } from './case.ts';
import { PreUnderwritingDraft } from './draft.ts';
import type { PreUnderwritingFile } from './file.ts';
import type { PreUnderwritingRules } from './settings.ts';

export const CUSTOMER: Actor = { kind: 'customer' };

/** Which asking for the consent a link belongs to. */
export function consentClaim(matter: PreUnderwritingCase): LinkClaim {
  return { caseId: matter.id, purpose: 'consent', round: matter.consentAsked };
}

/** A link is bound to the facts and carriers that it asks about. */
export function consentBound(matter: PreUnderwritingCase): (string | number)[] {
  return [matter.factsHash, matter.openedAt];
}

/** A consent can be taken back as easily as it was given (PIPL art. 15), so its link stays open until all is erased. */
export function consentLinkState(matter: PreUnderwritingCase, claim: LinkClaim): LinkState {
  return claim.round === matter.consentAsked && matter.stage !== 'withdrawn' && matter.erasedAt === undefined
    ? 'open'
    : 'used';
}

/** @throws Refused when the carriers have been asked, or nobody said where the link goes */
export function askConsent(
  file: PreUnderwritingFile,
  { hasPhone }: { hasPhone: boolean },
  by: Staff,
  at: Date,
  rules: PreUnderwritingRules,
): Decision {
  mustBePreparing(file.case);
  if (!hasPhone) throw new Refused('no-number', 'The applicant left no number: the consent comes on paper.');
  const draft = new PreUnderwritingDraft(file, by, at, rules);
  const asked = file.case.consentAsked + 1;
  draft.record('consent-asked', { asking: asked, facts: file.case.factsHash }, { consentAsked: asked });
  draft.matter.send('consent-request', { round: asked });
  return draft.finish({ wakes: false });
}

function mustBePreparing({ stage }: PreUnderwritingCase): void {
  if (stage !== 'preparing') throw new Refused('sent', 'The request is not being prepared any more.');
}

/** The applicant's own word by link. @throws Gone when the link asks nothing any more */
export function consentByLink(
  file: PreUnderwritingFile,
  at: Date,
  rules: PreUnderwritingRules,
): Decision | 'same-again' {
  const { case: matter } = file;
  if (matter.consent !== undefined) return 'same-again';
  if (matter.stage !== 'preparing') throw new Gone('This question was answered already.');
  return recordConsent(file, { givenAt: at.toISOString(), evidence: { way: 'link' } }, CUSTOMER, at, rules);
}

/**
 * A signed form. It names each carrier, and it is no older than the facts that it is about.
 * @throws Invalid with each field that does not fit
 */
export function consentByForm(
  file: PreUnderwritingFile,
  form: { document: string; carriers: readonly string[]; givenAt: string },
  by: Staff,
  at: Date,
  rules: PreUnderwritingRules,
): Decision {
  const { case: matter } = file;
  mustBePreparing(matter);
  const [document] = storedDocuments(matter.documents, [form.document], 'document');
  const faults: FieldFault[] = [];
  if (document?.type !== 'consent-form') faults.push({ field: 'document', reason: 'is no consent form' });
  const missing = matter.wanted.filter(({ carrier }) => !form.carriers.includes(carrier));
  for (const { carrier } of missing) faults.push({ field: 'carriers', reason: `does not name ${carrier}` });
  if (Date.parse(form.givenAt) < Date.parse(matter.factsAt)) {
    faults.push({ field: 'givenAt', reason: 'is older than the request that it is to cover' });
  }
  if (Date.parse(form.givenAt) > at.getTime()) faults.push({ field: 'givenAt', reason: 'is in the future' });
  if (faults.length > 0) throw new Invalid('The consent does not cover this request.', faults);
  const given = { givenAt: form.givenAt, evidence: { way: 'form', document: form.document } } as const;
  return recordConsent(file, given, by, at, rules);
}

function recordConsent(
  file: PreUnderwritingFile,
  given: Pick<Consent, 'givenAt' | 'evidence'>,
  by: Actor,
  at: Date,
  rules: PreUnderwritingRules,
): Decision {
  const { case: matter } = file;
  const carriers = matter.wanted.map(({ carrier }) => carrier);
  const consent: Consent = { carriers, ...matter.asks, ...given, factsHash: matter.factsHash };
  const draft = new PreUnderwritingDraft(file, by, at, rules);
  draft.record('consent-given', { ...consent }, { consent });
  return draft.finish({ wakes: false });
}

/** @throws Refused when there is none, or it was given for other facts or carriers, or its time is over */
export function mustBeConsented(matter: PreUnderwritingCase, at: Date): void {
  const { consent } = matter;
  if (consent === undefined || consent.factsHash !== matter.factsHash) {
    throw new Refused(
      'no-consent',
      'The applicant has not consented to these facts going to these carriers.',
    );
  }
  if (consent.deleteOn <= dateOf(at)) {
    throw new Refused('consent-over', 'The time for which the applicant consented is over.');
  }
}

/**
 * The consent is taken back, or was never given: nothing is shared any more, each carrier is told to delete, and what
 * we hold is erased. What was shared before was lawful then (PIPL arts. 15, 47).
 * @param contents of the case and of its requests
 */
export function withdrawConsent(
  file: PreUnderwritingFile,
  contents: readonly Content[],
  data: { way: 'link' } | { way: 'form'; document: string },
  by: Actor,
  at: Date,
  rules: PreUnderwritingRules,
): Decision | 'same-again' {
  const { case: matter } = file;
  if (matter.stage === 'withdrawn' || matter.erasedAt !== undefined) return 'same-again';
  const draft = new PreUnderwritingDraft(file, by, at, rules);
  const isOpen = matter.category === 'open';
  for (const id of draft.requestIds()) {
    const request = draft.request(id);
    endSharing(request, 'withdrawn', 'the applicant took the consent back');
    eraseRequest(request, contents);
  }
  forget(draft, contents);
  draft.close(
    'withdrawn',
    'consent-withdrawn',
    { ...data, carriers: matter.requests.map(({ carrier }) => carrier) },
    { eraseOn: dateOf(at), closedAt: matter.closedAt ?? at.toISOString() },
  );
  return draft.finish({ wakes: isOpen });
}

/** Nothing on the record says any more whose case it was. */
function forget(draft: PreUnderwritingDraft, contents: readonly Content[]): void {
  const { matter } = draft;
  for (const content of contents) if (content.caseId === matter.case.id) matter.erase(content);
  matter.drop('customerRef');
  if (matter.case.policy === undefined) return;
  const { policyId: _whose, ...policy } = matter.case.policy;
  matter.case = { ...matter.case, policy };
}

/** Wishes of a carrier are health data as well as the packet and the answer. */
function eraseRequest(
  request: ReturnType<PreUnderwritingDraft['request']>,
  contents: readonly Content[],
): void {
  for (const content of contents) if (content.caseId === request.case.id) request.erase(content);
  request.case = {
    ...request.case,
    material: request.case.material.map((round) => ({
      ...round,
      items: round.items.map(({ type }) => ({ type, text: ERASED })),
    })),
  };
}

const ERASED = '(erased)';

/**
 * Everything that is still held goes: on the day agreed, or after a withdrawal. The files are gone when this is
 * stored. A case that is still open ends with it.
 * @returns nothing when it was done before
 */
export function eraseCase(
  file: PreUnderwritingFile,
  contents: readonly Content[],
  at: Date,
  rules: PreUnderwritingRules,
): Decision | undefined {
  const { case: matter } = file;
  if (matter.erasedAt !== undefined) return undefined;
  const draft = new PreUnderwritingDraft(file, ERASER, at, rules);
  const isOpen = matter.category === 'open';
  for (const id of draft.requestIds()) {
    const request = draft.request(id);
    endSharing(request, 'withdrawn', 'the time that was agreed is over');
    eraseRequest(request, contents);
  }
  forget(draft, contents);
  if (isOpen) endErased(draft);
  draft.record(
    'erased',
    { documents: matter.documents.map(({ id }) => id) },
    { documents: [], erasedAt: at.toISOString() },
  );
  return draft.finish({ wakes: isOpen });
}

/** Its workflow is late: a case that stayed open could be given content again, and nobody would erase that. */
function endErased(draft: PreUnderwritingDraft): void {
  if (draft.matter.case.stage === 'preparing') draft.close('abandoned', 'abandoned', {});
  else draft.close('not-chosen', 'not-chosen', { why: 'erase' });
}

const ERASER: Actor = { kind: 'system', id: 'erasure' };
