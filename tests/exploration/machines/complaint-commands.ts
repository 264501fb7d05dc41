import type { Action } from '../../../domain/access.ts';
import type { Message } from '../../../domain/case.ts';
import { advanceComplaint } from '../../../domain/complaint/advance.ts';
import type { ComplaintCase, Notice, PauseKind } from '../../../domain/complaint/case.ts';
import {
  approveDecision,
  decide,
  decideReview,
  recordAcceptance,
  recordSatisfaction,
  reopenComplaint,
  requestReview,
  withdrawComplaint,
} from '../../../domain/complaint/decide.ts';
import { finish } from '../../../domain/complaint/draft.ts';
import {
  assign,
  type Classification,
  classify,
  extend,
  pause,
  recordFirstContact,
  refuse,
  resume,
  settleOnTheSpot,
  transfer,
} from '../../../domain/complaint/handle.ts';
import { addContact, type ComplaintIntake, openComplaint } from '../../../domain/complaint/intake.ts';
import { answerByLink, withdrawByLink } from '../../../domain/complaint/link.ts';
import { mergeComplaints } from '../../../domain/complaint/merge.ts';
import { recuse } from '../../../domain/complaint/recuse.ts';
import { nameResponsible, recordDeskFault } from '../../../domain/complaint/responsibility.ts';
import { revealNumber } from '../../../domain/complaint/reveal.ts';
import type { ComplaintRules } from '../../../domain/complaint/settings.ts';
import { notifyDecision, tellByLink } from '../../../domain/complaint/tell.ts';
import { CaseDraft, type Decision } from '../../../domain/decision.ts';
import { announceDocument, keepDocument } from '../../../domain/document-events.ts';
import { Refused } from '../../../domain/errors.ts';
import type { Staff } from '../../../domain/people.ts';
import { addDays, dateOf } from '../../../domain/time/calendar.ts';
import {
  COMPLAINT_RULES,
  CONTENTS,
  HANDLER,
  intake,
  RECEIVED_AT,
  SECOND_HANDLER,
  SECOND_HEAD,
} from '../../support/complaint-story.ts';
import { BRANCH_MANAGER, HEAD_OFFICE, SELLER, staff } from '../../support/people.ts';
import { timeOf } from '../clock.ts';
import { caseOf, type Kept, keep, nothingKept } from '../kept.ts';
import type { Command } from '../machine.ts';
import { asStaff } from '../staff.ts';

export type State = Kept;

/** One warning for each clock, when it is over: the two before it say the same to others. */
export const RULES: ComplaintRules = {
  ...COMPLAINT_RULES,
  complaint: { ...COMPLAINT_RULES.complaint, warnings: [{ percent: 100, to: 'head-office-manager' }] },
};
const ID = `cp-${'1'.repeat(20)}`;
const BUSINESS = staff('complaint-handler', 'business-shan');

function opened(state: State, id: string, said: Partial<ComplaintIntake>): State {
  const matter = {
    id,
    branch: 'bj',
    customerRef: 'customer-1',
    policyId: `pl-${'1'.repeat(20)}`,
    carrier: 'carrier-a',
    brokerId: SELLER.id,
    line: 'life',
    phone: '13900000001',
  } as const;
  const filed = intake(said, state.now);
  return keep(state, openComplaint(filed, matter, { earlier: undefined }, HANDLER, state.now, RULES));
}

export const begin = (said: Partial<ComplaintIntake>) => opened(nothingKept(RECEIVED_AT), ID, said);

export const complaintOf = (state: State) => caseOf<ComplaintCase>(state, ID);

type Rule<A> = (
  complaint: ComplaintCase,
  said: A,
  by: Staff,
  at: Date,
  rules: ComplaintRules,
) => Decision | 'same-again';

function act<A>(rule: Rule<A>, said: A | ((state: State) => A)) {
  return (state: State, by: Staff): State => {
    const given = typeof said === 'function' ? (said as (of: State) => A)(state) : said;
    return keep(state, rule(complaintOf(state), given, by, state.now, RULES));
  };
}

const door = (who: string, by: Staff, action: Action) =>
  asStaff<State>(who, by, action, (state) => {
    const { branch, involved } = complaintOf(state);
    return { branch, recused: involved };
  });
const handler = (by: Staff = HANDLER, who = 'handler') => door(who, by, 'complaint:handle');
const manager = (by: Staff = BRANCH_MANAGER, who = 'branch manager') => door(who, by, 'complaint:assign');

const told = (state: State): Notice => ({
  way: 'post',
  at: state.now.toISOString(),
  proof: 'receipt-1',
});

const pauses = (kind: PauseKind, isTold: boolean) =>
  handler()(
    `stops the clock for ${kind}${isTold ? '' : ', and tells nobody'}`,
    act(pause, (state) => (isTold ? { kind, told: told(state) } : { kind })),
    'stop the clock',
  );

const again = (what: string, over: Partial<ComplaintIntake>) =>
  handler()(
    `takes down ${what}`,
    act(addContact, (state) => intake({ ...over }, state.now)),
    'take a contact down',
  );

export const HANDLING: readonly Command<State>[] = [
  handler()('calls', act(recordFirstContact, { note: 'called' }), 'call'),
  handler(SECOND_HANDLER, 'second handler')('calls', act(recordFirstContact, { note: 'called' }), 'call'),
  handler(SELLER, 'seller')('calls', act(recordFirstContact, { note: 'called' }), 'call'),
  handler()('classifies as simple', act(classify, { complexity: 'simple', reason: 'seen' }), 'classify'),
  handler()(
    'classifies as complex',
    act(
      classify,
      (state): Classification => ({
        complexity: 'complex',
        reason: 'seen',
        promisedOn: addDays(dateOf(state.now), 1),
      }),
    ),
    'classify',
  ),
  pauses('appraisal', true),
  pauses('appraisal', false),
  pauses('carrier-answer', false),
  handler()('lets the clock run', (state, by) =>
    keep(state, resume(complaintOf(state), by, state.now, RULES)),
  ),
  door('head office', HEAD_OFFICE, 'complaint:extend')(
    'extends',
    act(extend, (state) => ({ reason: 'three hospitals', notice: told(state) })),
    'extend',
  ),
  door('branch manager', BRANCH_MANAGER, 'complaint:extend')(
    'extends',
    act(extend, (state) => ({ reason: 'three hospitals', notice: told(state) })),
    'extend',
  ),
  manager()('assigns the second handler', act(assign, SECOND_HANDLER.id), 'assign'),
  manager()('assigns the seller', act(assign, SELLER.id), 'assign'),
  manager()(
    'takes the handler out',
    act(recuse, { person: HANDLER.id, reason: 'a relative' }),
    'take somebody out',
  ),
  manager(HEAD_OFFICE, 'head office')(
    'takes the branch manager out',
    act(recuse, { person: BRANCH_MANAGER.id, reason: 'a relative' }),
    'take somebody out',
  ),
  handler()('transfers', act(transfer, { to: BUSINESS.id, reason: 'a matter of sales' }), 'transfer'),
  again('the same again', {}),
  again('new facts', { newFacts: true }),
  again('the regulator', { channel: 'regulator' }),
];

const decides = (by: Staff, who: string) => handler(by, who)('decides', act(decide, CONTENTS), 'decide');
const reads = (by: Staff, who: string, approve: boolean) =>
  door(who, by, 'complaint:approve')(
    `${approve ? 'approves' : 'returns'} the decision`,
    act(approveDecision, { approve, reason: 'read' }),
    'read the decision',
  );
const tells = (by: Staff, who: string) =>
  handler(by, who)('tells the decision', act(notifyDecision, told), 'tell');
const sends = (hasPhone: boolean) =>
  handler(SECOND_HANDLER, 'second handler')(
    hasPhone ? 'sends the decision' : 'sends the decision to no number',
    act(tellByLink, { hasPhone }),
    'tell',
  );
const records = (accepts: boolean) =>
  handler(SECOND_HANDLER, 'second handler')(
    `takes down that it is ${accepts ? '' : 'not '}accepted`,
    act<{ accepts: boolean; proof: string }>(recordAcceptance, { accepts, proof: 'recording-2' }),
    'accept',
  );
const reviews = (by: Staff, who: string, result: 'confirmed' | 'changed') =>
  door(who, by, 'complaint:review')(
    `finds it ${result}`,
    act(decideReview, (state) => ({
      result,
      reasons: 'looked at it whole',
      notice: told(state),
      ...(result === 'changed' ? { outcome: 'upheld-in-part' as const } : {}),
    })),
    'review',
  );

/** When a letter came that asks for a review: in time, or long after. */
const asks = (isInTime: boolean) =>
  handler(SECOND_HANDLER, 'second handler')(
    `enters a request for review that came ${isInTime ? 'in time' : 'now'}`,
    act(requestReview, (state) => {
      const told = complaintOf(state).decision?.notice?.at;
      return {
        document: 'letter-2',
        receivedAt: isInTime && told !== undefined ? told : state.now.toISOString(),
      };
    }),
    'ask for a review',
  );

export const DECIDING: readonly Command<State>[] = [
  decides(HANDLER, 'handler'),
  decides(SECOND_HANDLER, 'second handler'),
  reads(HANDLER, 'handler', true),
  reads(BRANCH_MANAGER, 'branch manager', true),
  reads(BRANCH_MANAGER, 'branch manager', false),
  reads(HEAD_OFFICE, 'head office', true),
  tells(HANDLER, 'handler'),
  tells(SECOND_HANDLER, 'second handler'),
  sends(true),
  sends(false),
  records(true),
  records(false),
  asks(true),
  asks(false),
  reviews(SECOND_HEAD, 'second of the head office', 'confirmed'),
  reviews(SECOND_HEAD, 'second of the head office', 'changed'),
  reviews(HEAD_OFFICE, 'head office', 'confirmed'),
  reviews(BRANCH_MANAGER, 'branch manager', 'confirmed'),
];

export const CUSTOMER: readonly Command<State>[] = [
  says('accepts by link', (one, now) => answerByLink(one, { accepts: true }, now, RULES), 'accept'),
  says('does not accept by link', (one, now) => answerByLink(one, { accepts: false }, now, RULES), 'accept'),
  says('takes it back by link', (one, now) => withdrawByLink(one, now, RULES), 'withdraw'),
];

function says(
  what: string,
  rule: (one: ComplaintCase, now: Date) => Decision | 'same-again',
  deed: string,
): Command<State> {
  return {
    name: `customer: ${what}`,
    deed,
    by: 'customer',
    run: (state) => keep(state, rule(complaintOf(state), state.now)),
  };
}

export const ENDING: readonly Command<State>[] = [
  handler()(
    'settles on the spot',
    act(settleOnTheSpot, { remedy: 'explained', cause: CONTENTS.cause, proof: 'recording-1' }),
    'settle on the spot',
  ),
  handler()(
    'refuses who filed it',
    act(refuse, (state) => ({ reason: 'a neighbour', notice: told(state) })),
    'refuse',
  ),
  handler(SECOND_HANDLER, 'second handler')(
    'enters the withdrawal',
    act<{ proof: string }>(withdrawComplaint, { proof: 'letter-1' }),
    'withdraw',
  ),
  handler(SECOND_HANDLER, 'second handler')(
    'asks whether it was well',
    act(recordSatisfaction, { satisfied: false, recording: 'recording-3' }),
    'ask whether it was well',
  ),
  manager(HEAD_OFFICE, 'head office')(
    're-opens',
    act(reopenComplaint, (state) => ({
      reason: 'a recording was found',
      receivedAt: state.now.toISOString(),
    })),
    're-open',
  ),
  manager(HEAD_OFFICE, 'head office')(
    'transfers, and names who answers',
    namesWhoAnswers,
    'name who answers',
  ),
  manager(HEAD_OFFICE, 'head office')('brings a paper, and notes a fault', notesFault, 'note a fault'),
  handler(SECOND_HANDLER, 'second handler')(
    'sees the number',
    act(revealNumber, { reason: 'to call' }),
    'see the number',
  ),
  merges('it into another', true),
  merges('another into it', false),
];

/** In one go: whether it was transferred is not part of the key. */
function namesWhoAnswers(state: State, by: Staff): State {
  const transferred = act(transfer, { to: BUSINESS.id, reason: 'a matter of sales' })(state, by);
  const people = [{ role: 'direct-person' as const, person: SELLER.id }];
  return act(nameResponsible, { people })(transferred, by);
}

function notesFault(state: State, by: Staff): State {
  const draft = new CaseDraft(complaintOf(state), by, state.now);
  const claim = { type: 'other', media: 'application/pdf', bytes: 1, sha256: 'f'.repeat(64) } as const;
  const { id } = announceDocument(draft as never, claim, by.id);
  keepDocument(draft as never, id, claim);
  const kept = keep(state, finish(draft, RULES, { wakes: false }));
  return act(recordDeskFault, { fault: 'attitude' as const, handler: HANDLER.id, evidence: id })(kept, by);
}

/** A second complaint of the customer comes in and turns out to be the same matter. */
function merges(what: string, isPart: boolean): Command<State> {
  return manager(HEAD_OFFICE, 'head office')(
    `merges ${what}`,
    (state, by) => {
      const otherId = `cp-${String(complaintOf(state).version).padStart(20, '0')}`;
      const two = opened(state, otherId, { category: 'claims' });
      const [one, other] = [complaintOf(two), caseOf<ComplaintCase>(two, otherId)];
      const [part, root] = isPart ? [one, other] : [other, one];
      return keep(two, mergeComplaints(part, root, { newFacts: false }, by, state.now, RULES));
    },
    'merge',
  );
}

export function messageOf(state: State): Message | undefined {
  return state.messages.find(({ id }) => id === complaintOf(state).decision?.sending?.message);
}

export function gateway(status: 'sent' | 'failed'): Command<State> {
  return {
    name: `sms-gateway: ${status}`,
    deed: 'bring the decision',
    by: 'outside',
    run: (state) => {
      const message = messageOf(state);
      if (message === undefined || message.status !== 'intended')
        throw new Refused('nothing', 'Nothing to send.');
      const after: Message = { ...message, status, sentAt: state.now.toISOString() };
      return { ...state, messages: state.messages.map((one) => (one === message ? after : one)) };
    },
  };
}

export const TIME = timeOf<State>(
  (state) => complaintOf(state).nextDueAt,
  (state) => keep(state, advanceComplaint(complaintOf(state), state.now, RULES, messageOf(state))),
);
