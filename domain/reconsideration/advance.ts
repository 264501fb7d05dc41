import { advanceRequest, type RequestHappening } from '../carrier-request/advance.ts';
import type { RequestDraft } from '../carrier-request/commands.ts';
import type { Decision } from '../decision.ts';
import { InvariantBroken } from '../errors.ts';
import { dateOf } from '../time/calendar.ts';
import { daysBetween } from '../time/dates.ts';
import { levelOf } from './ask-level.ts';
import { EXPERTS, type ReconsiderationCase, type ReconsiderationFile } from './case.ts';
import { ReconsiderationDraft, WORKFLOW } from './draft.ts';
import {
  EVIDENCE_ESCALATION,
  EVIDENCE_REMINDER,
  EXPLANATION_END,
  EXPLANATION_REMINDER,
  JUDGEMENT_ESCALATION,
  JUDGEMENT_REMINDER,
  OF_THE_CARRIER,
  PAYMENT_LATE,
  reconsiderationDues,
  SEND_LETTER,
  TIME_BAR_END,
  TIME_BAR_WARNING,
  timeBarsAhead,
} from './dues.ts';
import { missingEvidence } from './evidence.ts';
import { changeLetter, sendLetter, tellCustomer } from './letters.ts';
import type { ReconsiderationRules } from './settings.ts';

const MOST_STEPS = 50; // each step moves the next one ahead: more at one moment would be a circle

/**
 * Does everything that has come due: reminders and escalations, the carrier's clock, letters that waited for the
 * morning, late payments, time bars. Called by the workflow when it starts, wakes or times out.
 * @returns nothing when nothing was due
 */
export function advanceReconsideration(
  file: ReconsiderationFile,
  now: Date,
  rules: ReconsiderationRules,
): Decision | undefined {
  const draft = new ReconsiderationDraft(file, WORKFLOW, now, rules);
  for (let steps = 0; ; steps += 1) {
    const due = reconsiderationDues(draft.file, rules)[0];
    if (due === undefined || due.at > now) break;
    if (steps === MOST_STEPS) throw new InvariantBroken('A case is due again and again at one moment.');
    happen(draft, due.what);
  }
  return draft.matter.isChanged ? draft.finish({ wakes: false }) : undefined;
}

function happen(draft: ReconsiderationDraft, what: string): void {
  if (what.startsWith(OF_THE_CARRIER)) {
    for (const request of draft.requests) askAgain(draft, request);
    return;
  }
  switch (what) {
    case SEND_LETTER:
      sendLetter(draft);
      return;
    case EVIDENCE_REMINDER:
    case EVIDENCE_ESCALATION:
      missEvidence(draft, what);
      return;
    case JUDGEMENT_REMINDER:
    case JUDGEMENT_ESCALATION:
      missJudgement(draft, what);
      return;
    case EXPLANATION_REMINDER:
      remindCustomer(draft);
      return;
    case EXPLANATION_END:
      // Silence accepts nothing: the customer is told where else to go, and the case can be taken up again.
      draft.record('explanation-unanswered', { letter: draft.case.letters.length });
      tellCustomer(draft, 'outcome', []);
      return;
    case PAYMENT_LATE:
      missPayment(draft);
      return;
    case TIME_BAR_WARNING:
    case TIME_BAR_END:
      warnOfTimeBar(draft);
      return;
    default:
      throw new InvariantBroken(`A reconsideration knows nothing of "${what}".`);
  }
}

type Manager = NonNullable<ReconsiderationCase['escalatedTo']>;

/** What happened to the request, as it reads in the history of the case. */
const ON_THE_CASE: Readonly<Record<RequestHappening, string>> = {
  'carrier-reminded': 'level-reminded',
  'carrier-silent': 'level-silent',
  'carrier-silence-escalated': 'level-silence-escalated',
  'material-reminded': 'level-evidence-reminded',
  'material-escalated': 'level-evidence-escalated',
  'material-not-supplied': 'level-evidence-not-supplied',
};

function askAgain(draft: ReconsiderationDraft, request: RequestDraft): void {
  for (const happened of advanceRequest(request, draft.rules)) {
    const { level, requestId } = levelOf(draft.case, request.case.id);
    const to = toldOf(happened);
    draft.record(
      ON_THE_CASE[happened],
      { level, requestId, ...(to === undefined ? {} : { to }) },
      {
        ...(to === undefined ? {} : { escalatedTo: to }),
        ...(happened === 'material-not-supplied' ? { owner: EXPERTS } : {}),
      },
    );
  }
}

/** Silence goes to the branch first, then to the head office; a broker who brings nothing to the branch. */
function toldOf(happened: RequestHappening): Manager | undefined {
  switch (happened) {
    case 'carrier-silent':
    case 'material-escalated':
      return 'branch-manager';
    case 'carrier-silence-escalated':
      return 'head-office-manager';
    default:
      return undefined;
  }
}

function missEvidence(draft: ReconsiderationDraft, what: string): void {
  const { gathering, brokerId } = draft.case;
  const types = missingEvidence(draft.case);
  const snapshot = draft.case.snapshotHash === undefined ? { snapshot: 'missing' } : {};
  const to = { gathering: { ...gathering, reminders: gathering.reminders + 1 } };
  if (what === EVIDENCE_REMINDER)
    draft.record('evidence-reminded', { types, ...snapshot, who: brokerId }, to);
  else {
    const escalatedTo = 'branch-manager';
    draft.record('evidence-escalated', { types, ...snapshot, to: escalatedTo }, { ...to, escalatedTo });
  }
}

function missJudgement(draft: ReconsiderationDraft, what: string): void {
  const { stage, stageReminders } = draft.case;
  const to = { stageReminders: stageReminders + 1 };
  if (what === JUDGEMENT_REMINDER) draft.record('judgement-reminded', { stage, who: EXPERTS }, to);
  else {
    const escalatedTo = 'head-office-manager';
    draft.record('judgement-escalated', { stage, to: escalatedTo }, { ...to, escalatedTo });
  }
}

function remindCustomer(draft: ReconsiderationDraft): void {
  const round = draft.case.letters.length;
  const reminders = (draft.case.letters.at(-1)?.reminders ?? 0) + 1;
  draft.record(
    'explanation-reminded',
    { letter: round },
    { letters: changeLetter(draft.case, { reminders }) },
  );
  draft.matter.send('explanation-reminder', { round });
}

/** Late by Insurance Law art. 23: the branch is told first, the head office from the second time on. */
function missPayment(draft: ReconsiderationDraft): void {
  const { recovered } = draft.case;
  if (recovered === undefined) return;
  const lateNoticed = recovered.lateNoticed + 1;
  const to: Manager = lateNoticed === 1 ? 'branch-manager' : 'head-office-manager';
  draft.record(
    'payment-late',
    { agreedOn: recovered.agreedOn, recoveredFen: recovered.fen, to },
    { recovered: { ...recovered, lateNoticed }, escalatedTo: to },
  );
}

/** One warning for all that have come due: of 180 and 30 days only the nearer one still says something. */
function warnOfTimeBar(draft: ReconsiderationDraft): void {
  const today = dateOf(draft.at);
  const due = timeBarsAhead(draft.case, draft.rules.calendar).filter(({ on }) => on <= today);
  const { until } = due.at(-1) ?? {};
  if (until === undefined) return;
  const warned = [...draft.case.warned, ...due.map(({ key }) => key)];
  if (today > until) draft.record('time-bar-passed', { until }, { warned });
  else draft.record('time-bar-warned', { until, daysLeft: daysBetween(today, until) }, { warned });
}
