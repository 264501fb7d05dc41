import type { Action } from '../../../domain/access.ts';
import type { CarrierRequest } from '../../../domain/carrier-request/case.ts';
import { confirmDeletion } from '../../../domain/carrier-request/commands.ts';
import type { Opinion } from '../../../domain/carrier-request/conclusion.ts';
import { CaseDraft, type Decision } from '../../../domain/decision.ts';
import { announceDocument, keepDocument } from '../../../domain/document-events.ts';
import { Refused } from '../../../domain/errors.ts';
import type { Staff } from '../../../domain/people.ts';
import { advancePreUnderwriting } from '../../../domain/pre-underwriting/advance.ts';
import {
  recordOpinion,
  supplyOpinionMaterial,
  wantOpinionMaterial,
} from '../../../domain/pre-underwriting/answers.ts';
import type { PreUnderwritingCase } from '../../../domain/pre-underwriting/case.ts';
import { choose, chooseNone, linkPolicy, requote } from '../../../domain/pre-underwriting/choose.ts';
import {
  askConsent,
  consentByForm,
  consentByLink,
  eraseCase,
  withdrawConsent,
} from '../../../domain/pre-underwriting/consent.ts';
import { preUnderwritingDues } from '../../../domain/pre-underwriting/dues.ts';
import { opinionOf, type PreUnderwritingFile } from '../../../domain/pre-underwriting/file.ts';
import { openPreUnderwriting, reviseFacts } from '../../../domain/pre-underwriting/open.ts';
import { sendRequests } from '../../../domain/pre-underwriting/send.ts';
import type { PreUnderwritingRules } from '../../../domain/pre-underwriting/settings.ts';
import { dateOf, startOf } from '../../../domain/time/calendar.ts';
import { OTHER_BROKER, reviewer, SELLER } from '../../support/people.ts';
import {
  ASKED_AT,
  claimOf,
  DECLINED,
  DELETE_ON,
  factsOf,
  idOf,
  openingOf,
  PATHOLOGY,
  PU_RULES,
  standard,
  wantedOf,
} from '../../support/pre-underwriting-story.ts';
import { present } from '../../support/present.ts';
import { timeOf } from '../clock.ts';
import { caseOf, type Kept, keep, nothingKept } from '../kept.ts';
import type { Command } from '../machine.ts';
import { asStaff } from '../staff.ts';

export type State = Kept;

/** One round of material shows what a second is. */
export const RULES: PreUnderwritingRules = {
  ...PU_RULES,
  carriers: { ...PU_RULES.carriers, materialRounds: 1 },
};
export const BOTH = ['carrier-a', 'carrier-b'];
const ID = idOf('pu', 'explored');

export function begin(carriers: readonly string[], deleteOn = DELETE_ON): State {
  const opening = { ...openingOf({ wanted: wantedOf(...carriers), deleteOn }), id: ID };
  return keep(nothingKept(ASKED_AT), openPreUnderwriting(opening, SELLER, ASKED_AT, RULES));
}

export const matterOf = (state: State) => caseOf<PreUnderwritingCase>(state, ID);

export function requestsOf(state: State): CarrierRequest[] {
  return matterOf(state).requests.map(({ id }) => caseOf<CarrierRequest>(state, id));
}

export function fileOf(state: State): PreUnderwritingFile {
  const requests = requestsOf(state);
  const opinions = requests.flatMap(({ id, carrier, answers: [first] }) => {
    const content = first === undefined ? undefined : state.contents.get(`${id} ${first.content}`);
    const opinion = content === undefined ? undefined : opinionOf(content);
    return opinion === undefined ? [] : [[carrier, opinion] as const];
  });
  return { case: matterOf(state), requests, opinions: new Map(opinions) };
}

export const factsIn = (state: State) => factsOf({ wanted: matterOf(state).wanted });

type Decide = (file: PreUnderwritingFile, state: State, by: Staff) => Decision | 'same-again' | undefined;

const door = (who: string, by: Staff, action: Action) => asStaff<State>(who, by, action, matterOf);

function staffed(by: Staff, who: string, action: Action) {
  return (what: string, decide: Decide, deed = what): Command<State> =>
    door(who, by, action)(what, (state) => keep(state, decide(fileOf(state), state, by)), deed);
}
const seller = (action: Action) => staffed(SELLER, 'seller', action);
const prepares = seller('pre-underwriting:prepare');
const chooses = seller('pre-underwriting:choose');

/** Announced, and uploaded when it is to be there. */
function bring(state: State, type: 'check-up-report' | 'consent-form', isThere = true): State {
  const draft = new CaseDraft(matterOf(state), SELLER, state.now);
  const claim = claimOf(type, (type === 'consent-form' ? 'c' : 'd').repeat(64));
  const { id } = announceDocument(draft as never, claim, SELLER.id);
  if (isThere) keepDocument(draft as never, id, claim);
  const nextDueAt = preUnderwritingDues({ ...fileOf(state), case: draft.case }, RULES)[0]?.at;
  return keep(state, draft.finish({ nextDueAt, wakes: false }));
}

const hasDocument = (state: State, type: string) =>
  matterOf(state).documents.some((one) => one.type === type);

export const PREPARING: readonly Command<State>[] = [
  door(
    'seller',
    SELLER,
    'pre-underwriting:prepare',
  )('brings a report', (state) => {
    if (matterOf(state).stage !== 'preparing' || hasDocument(state, 'check-up-report')) return state;
    return bring(state, 'check-up-report');
  }),
  door('seller', SELLER, 'pre-underwriting:prepare')(
    'brings the signed consent',
    (state, by) => {
      const there = hasDocument(state, 'consent-form') ? state : bring(state, 'consent-form');
      const document = present(matterOf(there).documents.find(({ type }) => type === 'consent-form')).id;
      const carriers = matterOf(there).wanted.map(({ carrier }) => carrier);
      const form = { document, carriers, givenAt: there.now.toISOString() };
      return keep(there, consentByForm(fileOf(there), form, by, there.now, RULES));
    },
    'consent',
  ),
  prepares('asks for the consent', (file, { now }, by) =>
    askConsent(file, { hasPhone: true }, by, now, RULES),
  ),
  prepares('asks for the consent without a number', (file, { now }, by) =>
    askConsent(file, { hasPhone: false }, by, now, RULES),
  ),
  prepares('revises the facts', (file, state, by) => reviseFacts(file, factsIn(state), by, state.now, RULES)),
  prepares('asks the carriers', (file, state, by) => {
    const ids = new Map(file.case.wanted.map(({ carrier }) => [carrier, idOf('cr', carrier)]));
    return sendRequests(file, { facts: factsIn(state), ids }, by, state.now, RULES);
  }),
  staffed(OTHER_BROKER, 'another broker', 'pre-underwriting:prepare')('asks the carriers', () => undefined),
];

/** At the same door as in the API: a carrier knows of its own requests only. */
function carrier(
  name: string,
  by: Staff,
  what: string,
  deed: string,
  decide: (id: string, file: PreUnderwritingFile, state: State) => Decision | undefined,
): Command<State> {
  const idIn = (state: State) => {
    const request = requestsOf(state).find((one) => one.carrier === name);
    if (request === undefined) throw new Refused('not-asked', 'This carrier was asked nothing.');
    return request;
  };
  const who = by.carrier === name ? name : `${by.carrier} for ${name}`;
  const command = asStaff<State>(who, by, 'carrier-request:answer', (state) => ({
    carrier: idIn(state).carrier,
  }))(what, (state) => keep(state, decide(idIn(state).id, fileOf(state), state)), deed);
  return { ...command, by: 'carrier' };
}

export function ofCarrier(name: string, by = reviewer(name)): Command<State>[] {
  const answers = (what: string, opinion: Opinion) =>
    carrier(
      name,
      by,
      what,
      'answer',
      (id, file, { now }) => recordOpinion(file, id, opinion, by, now, RULES).decision,
    );
  return [
    answers('offers', standard()),
    answers('declines', DECLINED),
    carrier(name, by, 'wants to see more', 'want more', (id, file, { now }) =>
      wantOpinionMaterial(file, id, [PATHOLOGY], by, now, RULES),
    ),
    carrier(name, by, 'confirms the deletion', 'confirm the deletion', (id, file, { now }) => {
      const draft = new CaseDraft(present(file.requests.find((one) => one.id === id)), by, now);
      confirmDeletion(draft, by);
      return draft.isChanged ? draft.finish({ nextDueAt: undefined, wakes: false }) : undefined;
    }),
  ];
}

export const BRING = 'bring what is wanted';
export function broker(name: string): Command<State>[] {
  const requestId = idOf('cr', name);
  return [
    prepares(
      `brings what ${name} wants`,
      (file, { now }, by) =>
        supplyOpinionMaterial(file, [{ requestId, documents: [], note: 'there is none' }], by, now, RULES),
      BRING,
    ),
    chooses(`chooses ${name}`, (file, { now }, by) => choose(file, requestId, by, now, RULES), 'choose'),
  ];
}

export const ENDING: readonly Command<State>[] = [
  chooses('chooses none', (file, { now }, by) => chooseNone(file, 'too dear', by, now, RULES), 'choose'),
  prepares(
    'starts anew with other facts',
    (file, { now }, by) => requote(file, { ...openingOf(), id: idOf('pu', 'requoted') }, by, now, RULES),
    'start anew',
  ),
  seller('pre-underwriting:link-policy')(
    'ties the policy to it',
    (file, { now }, by) => linkPolicy(file, ISSUED, by, now, RULES),
    'tie the policy',
  ),
  {
    name: 'customer: consents by link',
    deed: 'consent',
    by: 'customer',
    run: (state) => keep(state, consentByLink(fileOf(state), state.now, RULES)),
  },
  {
    name: 'customer: takes the consent back',
    deed: 'take the consent back',
    by: 'customer',
    run: (state) =>
      keep(
        state,
        withdrawConsent(
          fileOf(state),
          contentsOf(state),
          { way: 'link' },
          { kind: 'customer' },
          state.now,
          RULES,
        ),
      ),
  },
  { name: 'nightly erasure: erases', deed: 'erase', by: 'outside', run: erase },
];

const ISSUED = {
  policyId: `pl-${'1'.repeat(20)}`,
  carrier: 'carrier-a',
  product: 'ci-1',
  conclusion: { is: 'standard' },
  premiumFen: 800_000,
} as const;

export function contentsOf(state: State) {
  const ids = new Set([ID, ...matterOf(state).requests.map(({ id }) => id)]);
  return [...state.contents.values()].filter(({ caseId }) => ids.has(caseId));
}

/** From the day that was agreed on. */
function erase(state: State): State {
  if (matterOf(state).eraseOn > dateOf(state.now)) throw new Refused('kept', 'It is kept for longer.');
  return keep(state, eraseCase(fileOf(state), contentsOf(state), state.now, RULES));
}

/** Of a closed case the day of its erasure is what comes next. */
function nextOf(state: State): string | undefined {
  const { nextDueAt, erasedAt, eraseOn } = matterOf(state);
  return nextDueAt ?? (erasedAt === undefined ? startOf(eraseOn).toISOString() : undefined);
}

export const TIME = timeOf<State>(nextOf, (state) =>
  keep(state, advancePreUnderwriting(fileOf(state), state.now, RULES)),
);
