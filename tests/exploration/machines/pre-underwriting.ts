import { type CarrierRequest, CarrierRequestStage } from '../../../domain/carrier-request/case.ts';
import type { Opinion } from '../../../domain/carrier-request/conclusion.ts';
import { PreUnderwritingStage } from '../../../domain/pre-underwriting/case.ts';
import { consentByLink } from '../../../domain/pre-underwriting/consent.ts';
import { preUnderwritingDues } from '../../../domain/pre-underwriting/dues.ts';
import { preUnderwritingNextSteps } from '../../../domain/pre-underwriting/next.ts';
import { sendRequests } from '../../../domain/pre-underwriting/send.ts';
import { dateOf } from '../../../domain/time/calendar.ts';
import { reviewer, SELLER } from '../../support/people.ts';
import { idOf } from '../../support/pre-underwriting-story.ts';
import { present } from '../../support/present.ts';
import { isPast } from '../clock.ts';
import { keep, keptFaults, keptStepFaults } from '../kept.ts';
import type { Machine } from '../machine.ts';
import {
  BOTH,
  BRING,
  begin,
  broker,
  contentsOf,
  ENDING,
  factsIn,
  fileOf,
  matterOf,
  ofCarrier,
  PREPARING,
  RULES,
  requestsOf,
  type State,
  TIME,
} from './pre-underwriting-commands.ts';

function key(state: State): unknown {
  const matter = matterOf(state);
  const { opinions } = fileOf(state);
  const requests = requestsOf(state).map((one) => requestKey(one, opinions.get(one.carrier), state.now));
  const isClosed = matter.category === 'closed';
  return [
    [
      matter.stage,
      matter.asks.deleteOn,
      isPast(matter.nextDueAt, state.now),
      matter.eraseOn <= dateOf(state.now),
    ],
    matter.stage === 'preparing' ? [matter.consent?.evidence.way, matter.consentAsked > 0] : [],
    isClosed ? [] : [Math.min(matter.comparisons.length, 1), Math.min(matter.choosingReminders, 2)],
    [
      matter.choice?.carrier,
      matter.policy !== undefined,
      matter.erasedAt !== undefined,
      matter.replacedBy !== undefined,
    ],
    requests,
  ];
}

function requestKey(request: CarrierRequest, opinion: Opinion | undefined, now: Date): unknown {
  const { stage, silentSince, remindedAt, material, answers, category, deletionConfirmed } = request;
  if (category === 'closed') {
    const isOver = opinion?.validUntil !== undefined && opinion.validUntil < dateOf(now);
    return [stage, answers.length, opinion?.conclusion.is, isOver, deletionConfirmed !== undefined];
  }
  return [
    stage,
    silentSince !== undefined,
    remindedAt !== undefined,
    material.length,
    material.at(-1)?.reminders,
  ];
}

function faults(state: State): string[] {
  const matter = matterOf(state);
  const found = keptFaults(state);
  const [due] = preUnderwritingDues(fileOf(state), RULES);
  if (matter.nextDueAt !== due?.at.toISOString()) found.push('what is stored as due is not what is due');
  for (const request of requestsOf(state)) {
    const told = matter.requests.find(({ id }) => id === request.id);
    const said = request.answers.map(({ hash }) => hash);
    if (new Set(said).size !== said.length) found.push('one answer is kept twice');
    if (told?.stage !== request.stage) found.push('the case and its request differ');
    if (matter.category === 'closed' && request.category === 'open')
      found.push('a carrier is still asked after the end');
  }
  if (matter.requests.length > 0 && matter.consent === undefined) found.push('shared without a consent');
  const isGone = matter.erasedAt !== undefined || matter.stage === 'withdrawn';
  if (isGone && contentsOf(state).some(({ body }) => body !== undefined))
    found.push('something is left after the erasure');
  if (isGone && (matter.customerRef !== undefined || matter.policy?.policyId !== undefined)) {
    found.push('the record still says whose it was');
  }
  return found;
}

/** What a carrier was sent says nothing of another carrier. */
function faultsOfStep(before: State, after: State): string[] {
  const found = keptStepFaults(before, after);
  for (const { id, carrier: own } of requestsOf(after)) {
    const others = matterOf(after)
      .wanted.map((one) => one.carrier)
      .filter((one) => one !== own);
    const packet = JSON.stringify(after.contents.get(`${id} packet`)?.body ?? '');
    if (others.some((one) => packet.includes(one))) found.push(`${own} is told who else is asked`);
  }
  return found;
}

export const PRE_UNDERWRITING: Machine<State> = {
  name: 'pre-underwriting',
  stages: PreUnderwritingStage.options,
  starts: {
    'two carriers are to be asked': () => begin(BOTH),
    'two carriers, and all is to be gone within days': () => begin(BOTH, '2026-03-06'),
  },
  commands: [
    ...PREPARING,
    ...ofCarrier('carrier-a'),
    ...ofCarrier('carrier-b'),
    ...ofCarrier('carrier-a', reviewer('carrier-b')).slice(0, 1),
    ...broker('carrier-a'),
    ...broker('carrier-b'),
    ...ENDING,
    ...TIME,
  ],
  see: (state) => {
    const { stage, category, nextDueAt } = matterOf(state);
    return { stage, category, nextDueAt, now: state.now };
  },
  key,
  faults,
  faultsOfStep,
  steps: (state) => preUnderwritingNextSteps(fileOf(state), RULES),
  promises: [
    [/^consent to the carriers/, ['consent']],
    [/^ask the carriers$/, ['asks the carriers']],
    [/^bring what .* want to see$/, [BRING]],
    [/^answer$/, ['answer']],
    [/^choose with the client$/, ['choose']],
  ],
  always: {
    'brings a report': 'while it is prepared',
    'asks for the consent': 'a link may be sent again while it is prepared',
    'revises the facts': 'while it is prepared',
    consent: 'a signed form may take the place of a word by link',
    choose: 'the client may take an offer before the last carrier has answered, or none at any time',
    'start anew': 'new facts may come at any time',
    'tie the policy': 'after the choice',
  },
  never: {
    'seller: asks for the consent without a number': 'without a number the consent comes on paper',
    'another broker: asks the carriers': 'it is another broker’s customer',
    'carrier-b for carrier-a: offers': 'a carrier knows of its own requests only',
  },
};

const requestOf = (state: State) => present(requestsOf(state)[0]);

/** The same commands, seen from one request: what its carrier is shown, and how it ends. */
export const CARRIER_REQUEST: Machine<State> = {
  name: 'carrier-request',
  stages: CarrierRequestStage.options,
  starts: { 'one carrier was asked': asked },
  commands: [...ofCarrier('carrier-a'), ...broker('carrier-a'), ...ENDING, ...TIME],
  see: (state) => {
    const { stage, category, nextDueAt } = requestOf(state);
    return { stage, category, nextDueAt, now: state.now };
  },
  key,
  faults,
  faultsOfStep,
  never: { 'customer: consents by link': 'the consent was given before' },
  livingWait: (state) =>
    requestOf(state).silentSince === undefined ? undefined : 'its case goes on without it',
};

function asked(): State {
  const prepared = begin(['carrier-a']);
  const consented = keep(prepared, consentByLink(fileOf(prepared), prepared.now, RULES));
  const sending = { facts: factsIn(consented), ids: new Map([['carrier-a', idOf('cr', 'carrier-a')]]) };
  return keep(consented, sendRequests(fileOf(consented), sending, SELLER, consented.now, RULES));
}
