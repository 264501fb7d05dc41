import type { CarrierRequest } from '../../../domain/carrier-request/case.ts';
import { decidingBar } from '../../../domain/carrier-request/commands.ts';
import { isStored } from '../../../domain/documents.ts';
import { assessmentsOfRun, levelsOfRun, offeredFen } from '../../../domain/reconsideration/amounts.ts';
import { type ReconsiderationCase, ReconsiderationStage } from '../../../domain/reconsideration/case.ts';
import { reconsiderationDues } from '../../../domain/reconsideration/dues.ts';
import { missingEvidence } from '../../../domain/reconsideration/evidence.ts';
import { reconsiderationNextAction } from '../../../domain/reconsideration/next.ts';
import { DISPUTED, UNDERWRITING } from '../../support/reconsideration-story.ts';
import { isPast } from '../clock.ts';
import { keptFaults, keptStepFaults } from '../kept.ts';
import type { Machine } from '../machine.ts';
import {
  BRANCH_REVIEWERS,
  BRING,
  begin,
  CARRIER,
  CUSTOMER,
  ENDING,
  fileOf,
  GATHERING,
  HEAD_REVIEWERS,
  JUDGING,
  matterOf,
  RULES,
  type State,
  SUPPLY,
  TIME,
} from './reconsideration-commands.ts';

function key(state: State): unknown {
  const matter = matterOf(state);
  const open = fileOf(state).requests.find(({ category }) => category === 'open');
  const paid = matter.recovered && matter.recovered.paidFen === matter.recovered.fen;
  return [
    [
      matter.stage,
      matter.decision.of,
      matter.reopened,
      matter.escalatedTo,
      isPast(matter.nextDueAt, state.now),
    ],
    gatheringKey(matter),
    matter.category === 'closed' ? [] : [Math.min(matter.stageReminders, 2), letterKey(matter)],
    matter.stage === 'explaining' || matter.stage === 'second-opinion' ? assessmentsOfRun(matter)[0]?.by : '',
    levelsOfRun(matter).map(({ level, outcome }) => [level, outcome]),
    open && [requestKey(open), matter.documents.some((one) => one.type === 'pathology' && isStored(one))],
    [paid, Math.min(matter.recovered?.lateNoticed ?? 0, 2), offeredFen(matter) > 0],
  ];
}

/** Only while it is gathered: afterwards all of it is there. */
function gatheringKey(matter: ReconsiderationCase): unknown {
  const lacks = missingEvidence(matter);
  if (matter.snapshotHash !== undefined && lacks.length === 0) return [];
  const { mandate, snapshotHash, waived, gathering } = matter;
  return [
    Math.min(lacks.length, 2),
    [mandate !== undefined, snapshotHash !== undefined, waived.length > 0, Math.min(gathering.reminders, 2)],
  ];
}

/** What was sent and asks nothing is over. */
function letterKey({ letters, stage }: ReconsiderationCase): unknown {
  const letter = letters.at(-1);
  if (stage !== 'explaining' && letter?.sentAt !== undefined) return [];
  return letter && [letter.kind, letter.sentAt !== undefined, letter.reminders, letter.accepted];
}

function requestKey({
  stage,
  silentSince,
  remindedAt,
  escalations,
  material,
  answers: given,
}: CarrierRequest): unknown {
  const round = material.at(-1);
  return [
    stage,
    silentSince !== undefined,
    remindedAt !== undefined,
    Math.min(escalations, 2),
    material.length,
    round?.reminders,
    given.length,
  ];
}

const ENDS = ['changed', 'accepted', 'upheld', 'withdrawn'];

function faults(state: State): string[] {
  const file = fileOf(state);
  const { case: matter, requests } = file;
  const found = keptFaults(state);
  const [due] = reconsiderationDues(file, RULES);
  if (matter.nextDueAt !== due?.at.toISOString()) found.push('what is stored as due is not what is due');
  if ((matter.category === 'closed') !== ENDS.includes(matter.stage)) found.push('stage and category differ');
  const open = requests.filter(({ category }) => category === 'open').length;
  if (open !== (matter.stage === 'level-1' || matter.stage === 'level-2' ? 1 : 0)) {
    found.push(`${open} open requests at ${matter.stage}`);
  }
  const opinions = assessmentsOfRun(matter).map(({ by }) => by);
  if (new Set(opinions).size !== opinions.length) found.push('one expert gave both opinions');
  return [...found, ...moneyFaults(matter), ...deciderFaults(matter, requests)];
}

function moneyFaults({ recovered, decision, stage, letters }: ReconsiderationCase): string[] {
  const found: string[] = [];
  const most = (decision.askedFen ?? 0) - (decision.givenFen ?? 0);
  if (recovered !== undefined && (recovered.fen > most || recovered.paidFen > recovered.fen)) {
    found.push('more was recovered than was asked, or more paid than agreed');
  }
  if (stage === 'changed' && recovered !== undefined && recovered.paidFen !== recovered.fen) {
    found.push('ended as changed, and the money has not come');
  }
  const letter = letters.at(-1);
  const isLost = letter?.kind === 'outcome' && letter.sentAt === undefined;
  if ((stage === 'upheld' || stage === 'changed') && isLost)
    found.push('ended, and its letter never went out');
  if (stage === 'upheld' && letter?.kind !== 'outcome') found.push('upheld, and no letter was written');
  return found;
}

function deciderFaults(
  { levels, decision }: ReconsiderationCase,
  requests: readonly CarrierRequest[],
): string[] {
  const found: string[] = [];
  const decided = [decision.decider, ...levels.map(({ answeredBy }) => answeredBy)].filter(
    (id) => id !== undefined,
  );
  if (new Set(decided).size !== decided.length) found.push('somebody at the carrier decided twice');
  for (const request of requests) {
    const by = [...BRANCH_REVIEWERS, ...HEAD_REVIEWERS].find(({ id }) => id === request.answers[0]?.by);
    if (by !== undefined && decidingBar(request, by) !== undefined)
      found.push('who may not decide has decided');
  }
  return found;
}

export const RECONSIDERATION: Machine<State> = {
  name: 'reconsideration',
  stages: ReconsiderationStage.options,
  starts: {
    'a claim that was paid in part': () => begin(DISPUTED),
    'an application that was declined': () => begin(UNDERWRITING),
  },
  commands: [...GATHERING, ...JUDGING, ...CARRIER, ...CUSTOMER, ...ENDING, ...TIME],
  see: (state) => {
    const { stage, category, nextDueAt } = matterOf(state);
    return { stage, category, nextDueAt, now: state.now };
  },
  key,
  faults,
  faultsOfStep: keptStepFaults,
  steps: (state) => {
    const next = reconsiderationNextAction(fileOf(state), RULES);
    return next === undefined ? [] : [next];
  },
  promises: [
    [/^bring the evidence that the carrier wants$/, [SUPPLY]],
    [/^bring /, [BRING]],
    [/^judge the decision/, ['judge']],
    [/^give a second opinion/, ['judge']],
    [/^read the explanation/, ['read and say']],
    [/^answer level-/, ['answer']],
    [/^settle for/, ['decide to go on']],
    [/^send the letter$/, ['time passes to the next due']],
    [/^pay by /, ['record the payment']],
  ],
  always: {
    'bring a report': 'evidence may be found at any time',
    'revises the facts': 'dates become known at any time',
    [BRING]: 'mandate and snapshot may be replaced or frozen while a case is open',
    'record the withdrawal': 'the customer may take the matter back at any time',
    're-opens': 'a closed case waits for nobody',
  },
  never: {
    'seller: waives a paper': 'doing without is the expert’s',
    'expert whom it concerns: contests': 'nobody judges what concerns them',
    'branch manager: agrees with the carrier': 'judging is the expert’s',
    'expert: asks the head office with nothing new': 'the head office needs a reason or new evidence',
    'expert whom it concerns: asks the head office with a reason': 'nobody judges what concerns them',
    'seller: settles for the answer': 'settling is the expert’s',
    'whoever decided before: stays with it': 'nobody at the carrier decides twice',
    'whoever decided before: wants more evidence': 'nobody at the carrier decides twice',
    'another carrier: gives all': 'a carrier answers its own requests',
    'customer: accepts by the letter before': 'another letter took its place',
    'seller: records another amount': 'what was agreed on is paid, no more and no less',
    'seller: re-opens': 'who brought the case does not re-open it',
  },
};
