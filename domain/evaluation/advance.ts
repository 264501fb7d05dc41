import { InvariantBroken } from '../errors.ts';
import { nextSendingTime } from '../time/calling-hours.ts';
import { type EvaluationFile, saidIn, WORKFLOW } from './case.ts';
import { type EvaluationDecision, EvaluationDraft } from './draft.ts';
import { ASK, EXPIRE, evaluationDues, READ_LATE, REMIND } from './dues.ts';
import { maySend } from './sending.ts';
import type { EvaluationRules } from './settings.ts';

const MOST_STEPS = 50; // each step moves the next one ahead: more at one moment would be a circle
/** Whom two misses did not move is not told a third time: from then on it goes up. Practice, not law. */
const MISSES_OF_THE_BRANCH = 2;

/** What is known of the customer's number. */
export interface NumberState {
  /** When anything was sent to it, by whatever case, in the last hour at least. */
  sentAt: readonly Date[];
  optedOut: boolean;
}

/**
 * Does everything that has come due by `now`: the request, its reminder, the end of waiting, a reply nobody has read.
 * @returns nothing when nothing was due
 */
export function advanceEvaluation(
  file: EvaluationFile,
  number: NumberState,
  now: Date,
  rules: EvaluationRules,
): EvaluationDecision | undefined {
  const draft = new EvaluationDraft(file.case, WORKFLOW, now, rules);
  for (let steps = 0; ; steps += 1) {
    const due = evaluationDues(draft.case, rules)[0];
    if (due === undefined || due.at > now) break;
    if (steps === MOST_STEPS)
      throw new InvariantBroken('An evaluation is due again and again at one moment.');
    happen(draft, due.what, number, rules);
  }
  return draft.isChanged ? draft.finish({ wakes: false }) : undefined;
}

function happen(draft: EvaluationDraft, what: string, number: NumberState, rules: EvaluationRules): void {
  switch (what) {
    case ASK:
    case REMIND:
      write(draft, what, number, rules);
      return;
    case EXPIRE:
      expire(draft);
      return;
    case READ_LATE:
      missReading(draft);
      return;
    default:
      throw new InvariantBroken(`An evaluation knows nothing of "${what}".`);
  }
}

/** A workflow that was down until midnight wakes nobody up, and the gateway's caps are kept before it refuses. */
function write(draft: EvaluationDraft, what: string, number: NumberState, rules: EvaluationRules): void {
  const { at } = draft;
  const send = maySend(number.sentAt, at, number.optedOut);
  if (!send.may && 'why' in send) {
    if (what === ASK)
      draft.record('evaluation-not-sent', { why: send.why }, draft.settled('not-sent', false));
    else draft.record('evaluation-expired', { why: send.why }, draft.settled('expired', false));
    return;
  }
  const allowed = nextSendingTime(send.may ? at : send.from, rules.quietHours);
  if (allowed > at) {
    const until = allowed.toISOString();
    draft.record('message-postponed', { until }, { notBefore: until });
    return;
  }
  if (what === ASK) draft.ask('evaluation-request', 'evaluation-asked');
  else draft.ask('evaluation-reminder', 'evaluation-reminded');
}

function expire(draft: EvaluationDraft): void {
  const { sent, replies } = draft.case;
  const unmatched = replies.filter((reply) => reply.byHand === undefined && saidIn(reply) === undefined);
  if (unmatched.length > 0) {
    // The customer wrote, and never said for which message.
    const since = draft.at.toISOString();
    draft.record(
      'unmatched-to-person',
      { replies: unmatched.map(({ content }) => content) },
      {
        replies: replies.map((reply) =>
          unmatched.includes(reply) ? { ...reply, awaitsPerson: true } : reply,
        ),
        inbox: { since, missed: 0, from: since },
      },
    );
    return;
  }
  // Whom no message reached has not been silent.
  const isUnreached = sent.length > 0 && sent.every(({ outcome }) => outcome === 'undelivered');
  if (isUnreached)
    draft.record('evaluation-not-sent', { why: 'undelivered' }, draft.settled('not-sent', false));
  else draft.record('evaluation-expired', {}, draft.settled('expired', false));
}

/** Nothing is skipped in silence: the reply stays where it is, and a manager is told each time. */
function missReading(draft: EvaluationDraft): void {
  const { inbox } = draft.case;
  if (inbox === undefined) return;
  const missed = inbox.missed + 1;
  const to = missed > MISSES_OF_THE_BRANCH ? 'head-office-manager' : 'branch-manager';
  draft.record(
    'reading-missed',
    { missed, to },
    { inbox: { ...inbox, missed, from: draft.at.toISOString() }, escalatedTo: to },
  );
}
