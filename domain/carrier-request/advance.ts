import { InvariantBroken } from '../errors.ts';
import type { CarrierRequest } from './case.ts';
import {
  ANSWER_END,
  ANSWER_HALF,
  MATERIAL_END,
  MATERIAL_ESCALATION,
  MATERIAL_REMINDER,
  requestDues,
  SILENCE_AGAIN,
} from './clock.ts';
import { daysOfRound, endRound, lastOf, type RequestDraft } from './commands.ts';
import type { CarrierRules } from './settings.ts';

/** What happened by itself to a request, for the case that it was asked for. */
export type RequestHappening =
  | 'carrier-reminded'
  | 'carrier-silent'
  | 'carrier-silence-escalated'
  | 'material-reminded'
  | 'material-escalated'
  | 'material-not-supplied';

const MOST_STEPS = 50; // each step moves the next one ahead: more at one moment would be a circle

/** Does everything that has come due on a request. @returns what happened, in order */
export function advanceRequest(draft: RequestDraft, rules: CarrierRules): RequestHappening[] {
  const happened: RequestHappening[] = [];
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const due = requestDues(draft.case, rules)[0];
    if (due === undefined || due.at > draft.at) return happened;
    happened.push(happen(draft, due.what));
  }
  throw new InvariantBroken("A carrier's request is due again and again at one moment.");
}

function happen(draft: RequestDraft, what: string): RequestHappening {
  const { case: request, at } = draft;
  switch (what) {
    case ANSWER_HALF:
      draft.record('carrier-reminded', {}, { remindedAt: at.toISOString() });
      return 'carrier-reminded';
    case ANSWER_END:
      draft.record(
        'carrier-silent',
        { purpose: request.purpose },
        { silentSince: at.toISOString(), escalations: 1 },
      );
      return 'carrier-silent';
    case SILENCE_AGAIN:
      draft.record('carrier-silence-escalated', {}, { escalations: request.escalations + 1 });
      return 'carrier-silence-escalated';
    case MATERIAL_REMINDER:
    case MATERIAL_ESCALATION: {
      const happened = what === MATERIAL_REMINDER ? 'material-reminded' : 'material-escalated';
      const round = lastOf(request.material);
      draft.record(
        happened,
        { round: request.material.length },
        { material: request.material.with(-1, { ...round, reminders: round.reminders + 1 }) },
      );
      return happened;
    }
    case MATERIAL_END:
      endRound(draft, 'not-supplied');
      draft.record(
        'material-not-supplied',
        { round: request.material.length, purpose: request.purpose, days: daysOfRound(draft) },
        { stage: 'asked' },
      );
      return 'material-not-supplied';
    default:
      throw new InvariantBroken(`A carrier's request knows nothing of "${what}".`);
  }
}

/** The next moment of a request, or nothing. */
export function nextOf(request: CarrierRequest, rules: CarrierRules): Date | undefined {
  return requestDues(request, rules)[0]?.at;
}
