import { Refused } from '../../../domain/errors.ts';
import { advanceEvaluation, type NumberState } from '../../../domain/evaluation/advance.ts';
import {
  cardOf,
  dissatisfiedItems,
  type EvaluationCase,
  EvaluationStage,
  evaluationId,
  saidIn,
} from '../../../domain/evaluation/case.ts';
import { type DeliveryReport, recordDelivery } from '../../../domain/evaluation/delivery.ts';
import { evaluationDues, lastDay } from '../../../domain/evaluation/dues.ts';
import { evaluationNextSteps } from '../../../domain/evaluation/next.ts';
import { openEvaluation } from '../../../domain/evaluation/open.ts';
import { answerByLink, askWhich, gradeByHand, recordReply } from '../../../domain/evaluation/replies.ts';
import { DEFAULT_EVALUATION_SETTINGS, type EvaluationRules } from '../../../domain/evaluation/settings.ts';
import type { Staff } from '../../../domain/people.ts';
import { dateOf } from '../../../domain/time/calendar.ts';
import { COMPLAINT_RULES, HANDLER } from '../../support/complaint-story.ts';
import { LEADER, SELLER, staff } from '../../support/people.ts';
import { present } from '../../support/present.ts';
import { at } from '../../support/wall.ts';
import { dueOf, isPast, lateOf } from '../clock.ts';
import { caseOf, type Kept, keep, keptFaults, keptStepFaults, nothingKept } from '../kept.ts';
import { type Command, DUE, type Machine } from '../machine.ts';
import { asStaff } from '../staff.ts';

type State = Kept;

const RULES: EvaluationRules = { ...COMPLAINT_RULES, evaluation: DEFAULT_EVALUATION_SETTINGS };
const ID = evaluationId({ moment: 'policy-issued', matter: 'pl-1', resolution: 1 });

function begin(when: Date): State {
  const opening = {
    id: ID,
    moment: 'policy-issued',
    line: 'life',
    branch: 'bj',
    brokerId: SELLER.id,
    concerned: [SELLER.id, LEADER.id],
    customerRef: 'customer-1',
    policyId: 'pl-1',
    extension: '0471',
  } as const;
  return keep(nothingKept(when), openEvaluation(opening, { kind: 'system', id: 'core' }, when, RULES));
}

const matterOf = (state: State) => caseOf<EvaluationCase>(state, ID);
const fileOf = (state: State) => ({ case: matterOf(state) });

const FREE: NumberState = { sentAt: [], optedOut: false };
const OPTED_OUT: NumberState = { sentAt: [], optedOut: true };
const capped = (now: Date): NumberState => ({ sentAt: [now, now], optedOut: false });

/** Every push has an id of its own, but the one that is said again. */
function replies(what: string, text: string, receivedAt = (state: State) => state.now): Command<State> {
  return customer(`replies ${what}`, (state) => {
    if (matterOf(state).sent.length === 0) throw new Refused('not-asked', 'No message is there to reply to.');
    const given = { id: `r-${matterOf(state).version}`, text, receivedAt: receivedAt(state) };
    return keep(state, recordReply(fileOf(state), given, state.now, RULES));
  });
}

function customer(what: string, run: (state: State) => State): Command<State> {
  return { name: `customer: ${what}`, deed: 'evaluate', by: 'customer', run };
}

function byLink(grade: 'A' | 'C', comment?: string): Command<State> {
  return customer(
    `evaluates by link with ${grade}${comment === undefined ? '' : ' and a comment'}`,
    (state) => {
      const grades = Object.fromEntries(
        cardOf(matterOf(state)).items.map(({ code }) => [code, grade] as const),
      );
      return keep(state, answerByLink(fileOf(state), { grades, comment }, state.now, RULES));
    },
  );
}

const askedAt = (state: State) => new Date(Date.parse(present(matterOf(state).sent[0]).askedAt) + 60_000);

const CUSTOMER: readonly Command<State>[] = [
  replies('satisfied', 'A'),
  replies('dissatisfied', 'C'),
  replies('in words that nobody can read', '我再想想'),
  replies('that no more is to come', 'TD'),
  replies('satisfied, and the gateway is slow', 'A', askedAt),
  replies('dissatisfied, and the gateway is slow', 'C', askedAt),
  byLink('A'),
  byLink('C', '等了很久'),
  customer('replies to one of several messages', (state) => whichOf(state, FREE)),
  customer('replies to one of several messages, number capped', (state) => whichOf(state, capped(state.now))),
  customer('is pushed again', (state) => {
    const seq = state.histories.get(ID)?.findLast(({ type }) => type.startsWith('reply-'))?.seq;
    if (seq === undefined) throw new Refused('nothing', 'Nothing was replied.');
    return keep(
      state,
      recordReply(fileOf(state), { id: `r-${seq - 1}`, text: 'A', receivedAt: state.now }, state.now, RULES),
    );
  }),
];

function whichOf(state: State, number: NumberState): State {
  if (matterOf(state).sent.length === 0) throw new Refused('not-asked', 'No message is there to reply to.');
  const given = { id: `r-${matterOf(state).version}`, text: 'A', receivedAt: state.now };
  return keep(state, askWhich(fileOf(state), given, number, state.now, RULES));
}

function reports(outcome: DeliveryReport['outcome']): Command<State> {
  return {
    name: `sms-gateway: ${outcome}`,
    deed: 'report',
    by: 'outside',
    run: (state) => {
      const message = matterOf(state).sent.at(-1);
      if (message === undefined) throw new Refused('nothing-sent', 'Nothing was sent.');
      const report = { messageId: message.id, outcome, at: state.now };
      return keep(state, recordDelivery(fileOf(state), report, state.now, RULES));
    },
  };
}

function reads(who: string, by: Staff, what: string, grade?: 'A' | 'C'): Command<State> {
  return asStaff<State>(
    who,
    by,
    'evaluation:read-by-hand',
    matterOf,
  )(
    `reads ${what}`,
    (state) => {
      const waiting = matterOf(state).replies.find(({ awaitsPerson }) => awaitsPerson);
      const says = { grades: {}, ...(grade === undefined ? {} : { overall: grade }) };
      const reading = { reply: waiting?.content ?? 'no-such-reply', says };
      return keep(state, gradeByHand(fileOf(state), reading, by, state.now, RULES));
    },
    'read',
  );
}

const nextDueAt = (state: State) => matterOf(state).nextDueAt;

function passes(numberAt: (now: Date) => NumberState, number?: string): Command<State> {
  const doWhatIsDue = (state: State) =>
    keep(state, advanceEvaluation(fileOf(state), numberAt(state.now), state.now, RULES));
  return dueOf(nextDueAt, doWhatIsDue, number);
}

const TIME: readonly Command<State>[] = [
  passes(() => FREE),
  passes(() => OPTED_OUT, 'opted out'),
  passes(capped, 'capped'),
  lateOf(nextDueAt),
];

function key(state: State): unknown {
  const matter = matterOf(state);
  const { sent, replies: kept, result, inbox } = matter;
  const last = lastDay(matter, RULES);
  const waiting = kept.filter(({ awaitsPerson }) => awaitsPerson);
  return [
    [
      matter.stage,
      matter.category,
      isPast(matter.nextDueAt, state.now),
      last !== undefined && dateOf(state.now) > last,
    ],
    [sent.length, sent.some(({ outcome }) => outcome !== 'undelivered'), matter.notBefore !== undefined],
    [Math.min(kept.length, 1), Math.min(waiting.length, 1), waiting.some((one) => saidIn(one) !== undefined)],
    [result && dissatisfiedItems(result.says).length > 0, matter.complained.length > 0],
    [inbox && Math.min(inbox.missed, 3), matter.askedWhichAt !== undefined, matter.escalatedTo],
  ];
}

function faults(state: State): string[] {
  const matter = matterOf(state);
  const found = keptFaults(state);
  const [due] = evaluationDues(matter, RULES);
  if (matter.nextDueAt !== due?.at.toISOString()) found.push('what is stored as due is not what is due');
  const waits = matter.replies.some(({ awaitsPerson }) => awaitsPerson);
  if (waits && (matter.inbox === undefined || matter.category === 'closed'))
    found.push('a reply waits and is in no inbox');
  if (matter.result !== undefined && matter.stage !== 'replied')
    found.push('a grade counts, and it is not replied');
  if (matter.sent.length > 2) found.push('more than a request and a reminder went out');
  return found;
}

function faultsOfStep(before: State, after: State, { deed, name }: Command<State>): string[] {
  const found = keptStepFaults(before, after);
  const [from, to] = [matterOf(before), matterOf(after)];
  if (from.stage === 'replied' && to.stage !== 'replied') found.push(`${name} took an answer back`);
  if (deed === DUE && from.result !== to.result) found.push('time changed what the customer said');
  for (const item of from.complained)
    if (!to.complained.includes(item)) found.push('a complaint was forgotten');
  return found;
}

export const EVALUATION: Machine<State> = {
  name: 'evaluation',
  stages: EvaluationStage.options,
  starts: {
    'a policy was issued': () => begin(at('2026-03-02')),
    'a policy was issued at night': () => begin(at('2026-03-02', '23:30')),
  },
  commands: [
    ...CUSTOMER,
    reports('sent'),
    reports('delivered'),
    reports('undelivered'),
    reads('handler', HANDLER, 'that it is good', 'A'),
    reads('handler', HANDLER, 'that it is bad', 'C'),
    reads('handler', HANDLER, 'that it says nothing'),
    reads('seller, as a handler', staff('complaint-handler', SELLER.id), 'that it is good', 'A'),
    ...TIME,
  ],
  see: (state) => {
    const { stage, category, nextDueAt } = matterOf(state);
    return { stage, category, nextDueAt, now: state.now };
  },
  key,
  faults,
  faultsOfStep,
  steps: (state) => evaluationNextSteps(matterOf(state), RULES),
  promises: [
    [/^evaluate the service$/, ['evaluate', DUE]],
    [/^read what the customer wrote$/, ['read']],
  ],
  never: {
    'seller, as a handler: reads that it is good': 'the seller does not read what was said of the sale',
  },
};
