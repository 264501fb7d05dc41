import type { Action } from '../../../domain/access.ts';
import type { CarrierRequest, WantedItem } from '../../../domain/carrier-request/case.ts';
import { CaseDraft, type Decision } from '../../../domain/decision.ts';
import { announceDocument, keepDocument } from '../../../domain/document-events.ts';
import type { DocumentType } from '../../../domain/documents.ts';
import { Refused } from '../../../domain/errors.ts';
import type { Staff } from '../../../domain/people.ts';
import { advanceReconsideration } from '../../../domain/reconsideration/advance.ts';
import { standingFen } from '../../../domain/reconsideration/amounts.ts';
import { openLevel2 } from '../../../domain/reconsideration/ask-level.ts';
import { assess } from '../../../domain/reconsideration/assess.ts';
import type {
  DisputedDecision,
  ReconsiderationCase,
  ReconsiderationFile,
} from '../../../domain/reconsideration/case.ts';
import { missingEvidence } from '../../../domain/reconsideration/evidence.ts';
import {
  finishDocument,
  freezeSnapshot,
  recordMandate,
  reviseFacts,
  waiveEvidence,
} from '../../../domain/reconsideration/gather.ts';
import {
  type LevelAnswer,
  recordLevelAnswer,
  wantLevelEvidence,
} from '../../../domain/reconsideration/levels.ts';
import { answerLetter, readLetter, withdrawByLink } from '../../../domain/reconsideration/link.ts';
import { openReconsideration, reconsiderationIdOf } from '../../../domain/reconsideration/open.ts';
import { recordPayment, settle } from '../../../domain/reconsideration/payment.ts';
import { reopen } from '../../../domain/reconsideration/reopen.ts';
import type { ReconsiderationRules } from '../../../domain/reconsideration/settings.ts';
import { type Supply, supplyEvidence } from '../../../domain/reconsideration/supply.ts';
import { recordWithdrawal } from '../../../domain/reconsideration/withdraw.ts';
import { dateOf } from '../../../domain/time/calendar.ts';
import { BRANCH_MANAGER, SELLER, staff } from '../../support/people.ts';
import { present } from '../../support/present.ts';
import {
  CHANGED,
  CLAUSE,
  checklist,
  EXPERT,
  FILED_AT,
  FIRST_DECIDER,
  RECONSIDERATION_RULES,
  reviewer,
  SECOND_EXPERT,
  UPHELD,
} from '../../support/reconsideration-story.ts';
import { timeOf } from '../clock.ts';
import { caseOf, type Kept, keep, nothingKept } from '../kept.ts';
import type { Command } from '../machine.ts';
import { asStaff } from '../staff.ts';

export type State = Kept;

/** One re-opening and one round of material show what a second is: a third begins like it. */
export const RULES: ReconsiderationRules = {
  ...RECONSIDERATION_RULES,
  reconsideration: { ...RECONSIDERATION_RULES.reconsideration, reopenings: 1 },
  carriers: { ...RECONSIDERATION_RULES.carriers, materialRounds: 1 },
};
const ID = reconsiderationIdOf('explored');

export function begin(decision: DisputedDecision, facts?: Record<string, unknown>): State {
  const opening = {
    id: ID,
    branch: 'bj',
    brokerId: SELLER.id,
    concerned: [SELLER.id, 'leader-yi'],
    customerRef: 'customer-1',
    phone: '13900000001',
    decision,
    ...(facts === undefined ? {} : { facts }),
  };
  return keep(nothingKept(FILED_AT), openReconsideration(opening, SELLER, FILED_AT, RULES));
}

export const matterOf = (state: State) => caseOf<ReconsiderationCase>(state, ID);

export function fileOf(state: State): ReconsiderationFile {
  const matter = matterOf(state);
  const requests = matter.levels.map(({ requestId }) => caseOf<CarrierRequest>(state, requestId));
  return { case: matter, requests };
}

const requestOf = (state: State) => present(fileOf(state).requests.at(-1));

/** Announced and uploaded, one after the other, as the shared routes do it. */
function bring(state: State, types: readonly DocumentType[]): State {
  let after = state;
  for (const type of types) {
    const bytes = matterOf(after).documents.length + 1;
    const claim = { type, media: 'application/pdf', bytes, sha256: `${bytes}`.padStart(64, '0') } as const;
    let id = '';
    after = withDocument(after, (draft) => {
      id = announceDocument(draft as never, claim, SELLER.id).id;
    });
    after = withDocument(after, (draft) => keepDocument(draft as never, id, claim));
  }
  return after;
}

function withDocument(state: State, change: (draft: CaseDraft<ReconsiderationCase>) => void): State {
  const draft = new CaseDraft(matterOf(state), SELLER, state.now);
  change(draft);
  return keep(state, finishDocument(draft, fileOf(state).requests, RULES));
}

function documentOf(state: State, type: DocumentType): string {
  return matterOf(state).documents.find((one) => one.type === type)?.id ?? 'no-such-document';
}

const door = (who: string, by: Staff, action: Action) => asStaff<State>(who, by, action, matterOf);

type Rule<A> = (
  file: ReconsiderationFile,
  said: A,
  by: Staff,
  now: Date,
  rules: ReconsiderationRules,
) => Decision;

function ask<A>(rule: Rule<A>, said: A | ((state: State) => A)) {
  return (state: State, by: Staff): State => {
    const given = typeof said === 'function' ? (said as (of: State) => A)(state) : said;
    return keep(state, rule(fileOf(state), given, by, state.now, RULES));
  };
}

const EXPLANATION = [{ text: 'the illness was named in the report', clauses: [CLAUSE], documents: [] }];

function judges(who: string, by: Staff, verdict: 'agree' | 'contest'): Command<State> {
  return door(who, by, 'reconsideration:assess')(
    verdict === 'agree' ? 'agrees with the carrier' : 'contests',
    ask(assess, (state) => {
      const { decision } = matterOf(state);
      if (verdict === 'agree') return { verdict, checklist: checklist(decision), explanation: EXPLANATION };
      const ground = decision.of === 'claim' ? 'ambiguous-wording' : 'new-evidence';
      const argument = [{ text: 'it can be read otherwise', clauses: [CLAUSE], documents: [], ground }];
      return { verdict, checklist: checklist(decision, ground), argument };
    }),
    'judge',
  );
}

export const BRANCH_REVIEWERS = [1, 2, 3, 4].map((n) => reviewer(`branch-reviewer-${n}`));
export const HEAD_REVIEWERS = [1, 2, 3, 4, 5, 6].map((n) => reviewer(`head-reviewer-${n}`, 'head-office'));

/** Somebody of the carrier who has not decided yet. */
function fresh(request: CarrierRequest, among: readonly Staff[]): Staff {
  return present(among.find(({ id }) => !request.mayNotDecide.includes(id)));
}

const PART = (state: State): LevelAnswer => {
  const amountFen = standingFen(matterOf(state)) + 100_000;
  return { outcome: 'changed-in-part', wording: 'we pay a part', ...(ofClaim(state) ? { amountFen } : {}) };
};
const ofClaim = (state: State) => matterOf(state).decision.of === 'claim';
const STAYS = (state: State): LevelAnswer =>
  ofClaim(state) ? UPHELD : ({ ...UPHELD, reason: 'declined' } as LevelAnswer);

function answers(
  who: string,
  whoOf: (request: CarrierRequest) => Staff,
  what: string,
  answer: (state: State) => LevelAnswer,
): Command<State> {
  return {
    name: `${who}: ${what}`,
    deed: 'answer',
    by: 'carrier',
    run: (state) => {
      const request = lastRequest(state);
      const by = whoOf(request);
      return keep(
        state,
        recordLevelAnswer(fileOf(state), request.id, answer(state), by, state.now, RULES).decision,
      );
    },
  };
}

function lastRequest(state: State): CarrierRequest {
  if (matterOf(state).levels.length === 0) throw new Refused('not-asked', 'The carrier was asked nothing.');
  return requestOf(state);
}

const ofBranch = (request: CarrierRequest) => fresh(request, BRANCH_REVIEWERS);
const ofHead = (request: CarrierRequest) => fresh(request, HEAD_REVIEWERS);

function decidedBefore({ mayNotDecide }: CarrierRequest): Staff {
  const found = [FIRST_DECIDER, ...BRANCH_REVIEWERS, ...HEAD_REVIEWERS].find(({ id }) =>
    mayNotDecide.includes(id),
  );
  if (found === undefined) throw new Refused('nobody', 'Nobody of the carrier is known to have decided.');
  return found;
}

const PATHOLOGY: readonly WantedItem[] = [{ type: 'pathology', text: 'please show it' }];

function wants(who: string, whoOf: (request: CarrierRequest) => Staff): Command<State> {
  return {
    name: `${who}: wants more evidence`,
    deed: 'want evidence',
    by: 'carrier',
    run: (state) => {
      const request = lastRequest(state);
      const wish = wantLevelEvidence(fileOf(state), request.id, PATHOLOGY, whoOf(request), state.now, RULES);
      return keep(state, wish);
    },
  };
}

export const CARRIER: readonly Command<State>[] = [
  answers('reviewer of a branch', ofBranch, 'stays with it', STAYS),
  answers('reviewer at the head office', ofHead, 'stays with it', STAYS),
  answers('reviewer at the head office', ofHead, 'gives a part', PART),
  answers('reviewer at the head office', ofHead, 'gives all', () => CHANGED),
  answers('whoever decided before', decidedBefore, 'stays with it', STAYS),
  answers(
    'another carrier',
    () => reviewer('reviewer-b', 'head-office', 'carrier-b'),
    'gives all',
    () => CHANGED,
  ),
  wants('reviewer at the head office', ofHead),
  wants('whoever decided before', decidedBefore),
];

type Word = (file: ReconsiderationFile, round: number, now: Date) => Decision | 'same-again';

function says(what: string, word: Word, lettersAgo = 0): Command<State> {
  return {
    name: `customer: ${what}`,
    deed: what.startsWith('takes') ? 'take back' : 'read and say',
    by: 'customer',
    run: (state) => keep(state, word(fileOf(state), matterOf(state).letters.length - lettersAgo, state.now)),
  };
}

export const CUSTOMER: readonly Command<State>[] = [
  says('reads the letter', (file, round, now) => readLetter(file, round, now, RULES)),
  says('accepts', (file, round, now) => answerLetter(file, round, { accepted: true }, now, RULES)),
  says('does not accept', (file, round, now) => answerLetter(file, round, { accepted: false }, now, RULES)),
  says(
    'accepts by the letter before',
    (file, round, now) => answerLetter(file, round, { accepted: true }, now, RULES),
    1,
  ),
  says('takes it back by link', (file, round, now) => withdrawByLink(file, round, now, RULES)),
];

const SNAPSHOT = { takenOn: '2026-01-15', policy: { number: 'POL-1', premiumFen: 100 } };
const CLAUSES = [{ code: CLAUSE, title: 'Illness that was there before', text: 'wording of the clause' }];
export const BRING = 'bring evidence';
export const SUPPLY = 'supply what is wanted';

function supplies(what: string, supply: (state: State) => Supply): Command<State> {
  return door('seller', SELLER, 'reconsideration:supply')(what, ask(supplyEvidence, supply), SUPPLY);
}

export const GATHERING: readonly Command<State>[] = [
  door('seller', SELLER, 'reconsideration:supply')(
    'brings every paper',
    (state) => {
      const types = missingEvidence(matterOf(state)).filter(
        (type) => documentOf(state, type) === 'no-such-document',
      );
      return bring(state, types);
    },
    BRING,
  ),
  door('seller', SELLER, 'reconsideration:supply')(
    'brings a new report',
    (state) => {
      if (documentOf(state, 'pathology') !== 'no-such-document') return state;
      return bring(state, ['pathology']);
    },
    'bring a report',
  ),
  door('seller', SELLER, 'reconsideration:supply')(
    'names the mandate',
    (state, by) => {
      const document = documentOf(state, 'mandate');
      return matterOf(state).mandate === document ? state : ask(recordMandate, { document })(state, by);
    },
    BRING,
  ),
  door('seller', SELLER, 'reconsideration:supply')(
    'freezes the snapshot',
    ask(freezeSnapshot, (state) => ({
      ...SNAPSHOT,
      clauses: CLAUSES,
      decisionLetter: documentOf(state, 'decision-letter'),
    })),
    BRING,
  ),
  door(
    'seller',
    SELLER,
    'reconsideration:supply',
  )('revises the facts', (state, by) => {
    const stated = { noticeOn: '2026-02-27' };
    if (matterOf(state).facts.noticeOn === stated.noticeOn) return state;
    return keep(state, reviseFacts(fileOf(state), stated, by, state.now, RULES));
  }),
  supplies('supplies with a note', () => ({ documents: [], note: 'there is none' })),
  supplies('supplies the report', (state) => ({ documents: [documentOf(state, 'pathology')] })),
];

const waives = (who: string, by: Staff) =>
  door(who, by, 'reconsideration:assess')(
    'waives a paper',
    ask(waiveEvidence, (state) => ({
      type:
        missingEvidence(matterOf(state)).find((type) => type !== 'mandate' && type !== 'decision-letter') ??
        'other',
      reason: 'is with the court',
    })),
    BRING,
  );

const goesOn = (who: string, by: Staff, isNew: boolean) =>
  door(who, by, 'reconsideration:assess')(
    isNew ? 'asks the head office with a reason' : 'asks the head office with nothing new',
    ask(openLevel2, isNew ? { reason: 'the report was left out', documents: [] } : { documents: [] }),
    'decide to go on',
  );

const settles = (who: string, by: Staff) =>
  door(who, by, 'reconsideration:assess')(
    'settles for the answer',
    ask(settle, { explanation: EXPLANATION }),
    'decide to go on',
  );

const reopens = (who: string, by: Staff) =>
  door(
    who,
    by,
    'reconsideration:reopen',
  )('re-opens', ask(reopen, { reason: 'the hospital has corrected its report' }));

const CONCERNED = staff('expert', SELLER.id, 'head-office');
export const JUDGING: readonly Command<State>[] = [
  waives('expert', EXPERT),
  waives('seller', SELLER),
  judges('expert', EXPERT, 'agree'),
  judges('expert', EXPERT, 'contest'),
  judges('second expert', SECOND_EXPERT, 'agree'),
  judges('second expert', SECOND_EXPERT, 'contest'),
  judges('expert whom it concerns', CONCERNED, 'contest'),
  judges('branch manager', BRANCH_MANAGER, 'agree'),
  goesOn('expert', EXPERT, true),
  goesOn('expert', EXPERT, false),
  goesOn('expert whom it concerns', CONCERNED, true),
  settles('expert', EXPERT),
  settles('seller', SELLER),
];

const pays = (who: string, by: Staff, isRight: boolean) =>
  door(who, by, 'reconsideration:record-payment')(
    `records ${isRight ? 'the payment' : 'another amount'}`,
    ask(recordPayment, (state) => {
      const { fen = 0, paidFen = 0 } = matterOf(state).recovered ?? {};
      return { amountFen: isRight ? fen - paidFen : fen - paidFen + 1, paidOn: dateOf(state.now) };
    }),
    'record the payment',
  );

export const ENDING: readonly Command<State>[] = [
  pays('seller', SELLER, true),
  pays('seller', SELLER, false),
  door('seller', SELLER, 'reconsideration:withdraw')(
    'records the withdrawal',
    ask(recordWithdrawal, (state) => ({ document: matterOf(state).documents[0]?.id ?? 'no-such-document' })),
    'record the withdrawal',
  ),
  reopens('expert', EXPERT),
  reopens('seller', SELLER),
];

export const TIME = timeOf<State>(
  (state) => matterOf(state).nextDueAt,
  (state) => keep(state, advanceReconsideration(fileOf(state), state.now, RULES)),
);
