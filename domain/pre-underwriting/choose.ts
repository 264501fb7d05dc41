import { endSharing } from '../carrier-request/commands.ts';
import { type Conclusion, isAcceptance, type Opinion } from '../carrier-request/conclusion.ts';
import { contentHash, type Decision, together } from '../decision.ts';
import { Refused } from '../errors.ts';
import type { Staff } from '../people.ts';
import { dateOf } from '../time/calendar.ts';
import { classOf } from './comparison.ts';
import { PreUnderwritingDraft } from './draft.ts';
import { type PreUnderwritingFile, requestOf } from './file.ts';
import { type Opening, openPreUnderwriting } from './open.ts';
import type { PreUnderwritingRules } from './settings.ts';

/**
 * The broker chooses with the client. Carriers that have not answered by then need not any more.
 * @throws Refused for an opinion that is none, is no offer, or is over
 */
export function choose(
  file: PreUnderwritingFile,
  requestId: string,
  by: Staff,
  at: Date,
  rules: PreUnderwritingRules,
): Decision {
  mustBeOpenToChoice(file);
  const { carrier, answers } = requestOf(file, requestId);
  const opinion = file.opinions.get(carrier);
  const [answered] = answers;
  if (opinion === undefined || answered === undefined) {
    throw new Refused('not-answered', 'This carrier has not answered.');
  }
  if (!isAcceptance(opinion)) throw new Refused('no-offer', 'This carrier has made no offer.');
  if ((opinion.validUntil ?? '') < dateOf(at)) {
    throw new Refused('expired', 'The offer has expired: the carrier must be asked again.');
  }
  const best = file.case.comparisons.at(-1)?.best;
  const draft = new PreUnderwritingDraft(file, by, at, rules);
  endOthers(draft);
  draft.close(
    'chosen',
    'chosen',
    {
      carrier,
      requestId,
      answer: answered.hash,
      class: classOf(opinion.conclusion),
      recommended: best === undefined ? null : best === carrier,
    },
    { choice: { carrier, requestId, answer: answered.hash, by: by.id, at: at.toISOString() } },
  );
  return draft.finish({ wakes: true });
}

function mustBeOpenToChoice({ case: { stage } }: PreUnderwritingFile): void {
  if (stage !== 'asking' && stage !== 'choosing') {
    throw new Refused('wrong-stage', `The case is at ${stage}: there is nothing to choose.`, {
      details: { stage },
    });
  }
}

/** A carrier is not told why: that another one was chosen would say that others were asked. */
export function endOthers(draft: PreUnderwritingDraft): void {
  for (const id of draft.requestIds()) {
    const request = draft.request(id);
    if (request.case.category === 'open')
      endSharing(request, 'not-needed', 'the firm needs no answer any more');
  }
}

/** The client takes none of them. */
export function chooseNone(
  file: PreUnderwritingFile,
  reason: string,
  by: Staff,
  at: Date,
  rules: PreUnderwritingRules,
): Decision {
  const { stage, category } = file.case;
  if (category === 'closed')
    throw new Refused('wrong-stage', `The case is at ${stage}.`, { details: { stage } });
  const draft = new PreUnderwritingDraft(file, by, at, rules);
  endOthers(draft);
  draft.close('not-chosen', 'not-chosen', { reasonGiven: contentHash(reason) });
  draft.matter.keep('reason', { reason });
  return draft.finish({ wakes: true });
}

/**
 * New facts: a new request that points to this one. What was answered was tied to the old facts, and so was the
 * consent, so both are asked for again.
 */
export function requote(
  file: PreUnderwritingFile,
  opening: Opening,
  by: Staff,
  at: Date,
  rules: PreUnderwritingRules,
): Decision {
  const { case: matter } = file;
  if (matter.replacedBy !== undefined) {
    throw new Refused('requoted', 'A new request was started from this one already.', {
      details: { replacedBy: matter.replacedBy },
    });
  }
  if (matter.stage === 'withdrawn' || matter.stage === 'preparing') {
    throw new Refused('wrong-stage', `The case is at ${matter.stage}.`, { details: { stage: matter.stage } });
  }
  const draft = new PreUnderwritingDraft(file, by, at, rules);
  const isOpen = matter.category === 'open';
  if (isOpen) {
    endOthers(draft);
    draft.close('requoted', 'requoted', { replacedBy: opening.id }, { replacedBy: opening.id });
  } else {
    draft.record('requoted', { replacedBy: opening.id }, { replacedBy: opening.id });
  }
  return together([
    draft.finish({ wakes: isOpen }),
    openPreUnderwriting({ ...opening, replaces: matter.id }, by, at, rules),
  ]);
}

/** The policy that came of a choice, as it was issued. */
export interface Issued {
  policyId: string;
  carrier: string;
  product: string;
  conclusion: Conclusion;
  /** Of a year. */
  premiumFen: number;
  /** Whose policy it is, where the firm knows. */
  customerRef?: string;
}

/**
 * Ties the issued policy to what was chosen, and says in what the two differ: the client decided on other terms.
 * @throws Refused when nothing was chosen or a policy is tied to it already
 */
export function linkPolicy(
  file: PreUnderwritingFile,
  issued: Issued,
  by: Staff,
  at: Date,
  rules: PreUnderwritingRules,
): Decision {
  const { case: matter } = file;
  if (matter.choice === undefined) throw new Refused('nothing-chosen', 'Nothing was chosen in this case.');
  if (matter.policy !== undefined) throw new Refused('linked', 'A policy is tied to this case already.');
  const chosen = file.opinions.get(matter.choice.carrier);
  if (chosen === undefined) throw new Refused('erased', 'What was chosen has been erased.');
  const wanted = matter.wanted.find(({ carrier }) => carrier === matter.choice?.carrier);
  const isOther = issued.customerRef !== undefined && issued.customerRef !== matter.customerRef;
  const differs = [
    ...(isOther ? ['applicant'] : []),
    ...differencesOf(issued, matter.choice.carrier, wanted?.product, chosen),
  ];
  const draft = new PreUnderwritingDraft(file, by, at, rules);
  // By hash: with the policy's id the history would say for ever whose conditions it tells of.
  const hash = draft.matter.keep('policy', issued);
  const policy = { policyId: issued.policyId, at: at.toISOString(), differs };
  draft.record('policy-linked', { policy: hash, differs }, { policy });
  if (differs.length > 0) draft.record('terms-differ', { policy: hash, differs });
  return draft.finish({ wakes: false });
}

function differencesOf(
  issued: Issued,
  carrier: string,
  product: string | undefined,
  { conclusion, premiumFen }: Opinion,
): string[] {
  return [
    issued.carrier === carrier ? [] : ['carrier'],
    issued.product === product ? [] : ['product'],
    contentHash(termsOf(issued.conclusion)) === contentHash(termsOf(conclusion)) ? [] : ['conclusion'],
    premiumFen === undefined || issued.premiumFen === premiumFen ? [] : ['premium'],
  ].flat();
}

/** The wording of an exclusion may be put differently in the policy: what counts is what is excluded. */
function termsOf(conclusion: Conclusion): unknown {
  return conclusion.is === 'on-terms'
    ? { ...conclusion, exclusions: conclusion.exclusions.map(({ code }) => code).sort() }
    : conclusion;
}
