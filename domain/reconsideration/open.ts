import { createHash } from 'node:crypto';
import type { Decision } from '../decision.ts';
import { type FieldFault, Invalid } from '../errors.ts';
import type { Staff } from '../people.ts';
import { dateOf } from '../time/calendar.ts';
import type { DisputedDecision, ReconsiderationCase } from './case.ts';
import { ReconsiderationDraft } from './draft.ts';
import { missingEvidence, requiredEvidence } from './evidence.ts';
import { REASON_CODES } from './grounds.ts';
import { LegalFacts } from './legal-clocks.ts';
import type { ReconsiderationRules } from './settings.ts';

/** Dates that start and stop the legal clocks, as they are handed in: what kind of decision they are of is known. */
export type StatedFacts = Record<string, unknown>;

export interface ReconsiderationOpening {
  id: string;
  branch: string;
  brokerId: string;
  /** Seller and payees of the policy, where it is one of ours. */
  concerned: readonly string[];
  customerRef: string;
  /** Where the explanation and the letter go. */
  phone: string;
  policyId?: string | undefined;
  decision: DisputedDecision;
  /** What the customer says to it, in the customer's words. */
  statement?: string | undefined;
  facts?: StatedFacts | undefined;
}

/** `rc-` and 20 hex digits: the same request again is the same case. */
export function reconsiderationIdOf(requestId: string): string {
  return `rc-${createHash('sha256').update(requestId).digest('hex').slice(0, 20)}`;
}

/**
 * A carrier's decision is taken up (两核复议): what it was, how much was asked and given, and what is missing.
 * @throws Invalid for amounts, dates or a reason that cannot be
 */
export function openReconsideration(
  opening: ReconsiderationOpening,
  by: Staff,
  at: Date,
  rules: ReconsiderationRules,
): Decision {
  const { decision, statement } = opening;
  mustBePossible(decision, at);
  const since = at.toISOString();
  const empty: ReconsiderationCase = {
    id: opening.id,
    kind: 'reconsideration',
    stage: 'gathering',
    category: 'open',
    version: 0,
    lastHash: '',
    branch: opening.branch,
    owner: opening.brokerId,
    wait: 0,
    openedAt: since,
    carrier: decision.carrier,
    ...(opening.policyId === undefined ? {} : { policyId: opening.policyId }),
    brokerId: opening.brokerId,
    concerned: [...new Set([opening.brokerId, ...opening.concerned])],
    customerRef: opening.customerRef,
    settings: rules.reconsideration.version,
    decision,
    facts: factsOf(decision, { decidedOn: decision.decidedOn, ...opening.facts }),
    clauses: [],
    documents: [],
    waived: [],
    gathering: { since, reminders: 0 },
    assessments: [],
    letters: [],
    levels: [],
    stageSince: since,
    stageReminders: 0,
    warned: [],
    reopened: 0,
  };
  const draft = new ReconsiderationDraft({ case: empty, requests: [] }, by, at, rules);
  draft.matter.keep('contact', { phone: opening.phone });
  const { of, reasonCode, clause, askedFen, givenFen } = decision;
  draft.record('reconsideration-opened', {
    of,
    reasonCode,
    ...(clause === undefined ? {} : { clause }),
    ...(askedFen === undefined ? {} : { askedFen, givenFen }),
    ...(statement === undefined ? {} : { statement: draft.matter.keep('statement', { statement }) }),
    missing: missingEvidence(empty),
  });
  return draft.finish({ wakes: false });
}

/** @throws Invalid naming each fact that is not known here or cannot be */
export function factsOf({ of, line }: DisputedDecision, stated: StatedFacts): LegalFacts {
  const read = LegalFacts.safeParse({ ...stated, kind: of, line });
  if (read.success) return read.data;
  throw new Invalid(
    'The facts cannot be.',
    read.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ field: `facts.${key}`, reason: 'is not known here' }))
        : [{ field: ['facts', ...issue.path.map(String)].join('.'), reason: issue.message }],
    ),
  );
}

function mustBePossible(decision: DisputedDecision, at: Date): void {
  const faults = [...amountFaults(decision)];
  if (!REASON_CODES[decision.of].safeParse(decision.reasonCode).success) {
    faults.push({ field: 'decision.reasonCode', reason: `is no reason of a decision on ${decision.of}` });
  }
  if (decision.decidedOn > dateOf(at)) faults.push({ field: 'decision.decidedOn', reason: 'is ahead' });
  if (faults.length > 0) throw new Invalid('The decision cannot have been like this.', faults);
  requiredEvidence({ decision });
}

/** A dispute about money needs to know how much; one about cover has none. */
function amountFaults({ of, askedFen, givenFen }: DisputedDecision): FieldFault[] {
  if (of === 'underwriting') {
    return [
      ...(askedFen === undefined ? [] : [{ field: 'decision.askedFen', reason: 'is of claims only' }]),
      ...(givenFen === undefined ? [] : [{ field: 'decision.givenFen', reason: 'is of claims only' }]),
    ];
  }
  if (askedFen === undefined || givenFen === undefined) {
    return [
      ...(askedFen === undefined ? [{ field: 'decision.askedFen', reason: 'is missing' }] : []),
      ...(givenFen === undefined ? [{ field: 'decision.givenFen', reason: 'is missing' }] : []),
    ];
  }
  return givenFen < askedFen
    ? []
    : [{ field: 'decision.givenFen', reason: 'must be less than what was asked, or nothing is in dispute' }];
}
