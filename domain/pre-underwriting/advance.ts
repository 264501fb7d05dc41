import { advanceRequest } from '../carrier-request/advance.ts';
import type { Decision } from '../decision.ts';
import { InvariantBroken } from '../errors.ts';
import { dateOf } from '../time/calendar.ts';
import { endOthers } from './choose.ts';
import { PreUnderwritingDraft, WORKFLOW } from './draft.ts';
import { ABANDONED, CHOOSE, NOT_CHOSEN, preUnderwritingDues } from './dues.ts';
import type { PreUnderwritingFile } from './file.ts';
import type { PreUnderwritingRules } from './settings.ts';

const MOST_STEPS = 50; // each step moves the next one ahead: more at one moment would be a circle

/**
 * Does everything that has come due: carriers are reminded, marked as silent, the comparison made when nobody is
 * waited for any more, the broker reminded to choose.
 * @returns nothing when nothing was due
 */
export function advancePreUnderwriting(
  file: PreUnderwritingFile,
  now: Date,
  rules: PreUnderwritingRules,
): Decision | undefined {
  if (file.case.category === 'closed') return undefined;
  const draft = new PreUnderwritingDraft(file, WORKFLOW, now, rules);
  for (const id of draft.requestIds()) {
    const request = draft.request(id);
    for (const happened of advanceRequest(request, rules)) {
      draft.record(happened, { carrier: request.case.carrier, requestId: id });
    }
  }
  draft.compareWhenComplete();
  for (let steps = 0; ; steps += 1) {
    const due = preUnderwritingDues(draft.file(), rules)[0];
    if (due === undefined || due.at > now) break;
    if (steps === MOST_STEPS) throw new InvariantBroken('A case is due again and again at one moment.');
    happen(draft, due.what);
  }
  return draft.matter.isChanged ? draft.finish({ wakes: false }) : undefined;
}

function happen(draft: PreUnderwritingDraft, what: string): void {
  const { case: matter } = draft.matter;
  switch (what) {
    case ABANDONED:
      abandon(draft);
      return;
    case CHOOSE:
      draft.record('choice-reminded', {}, { choosingReminders: matter.choosingReminders + 1 });
      return;
    case NOT_CHOSEN:
    case 'erase':
      if (matter.stage === 'preparing') {
        abandon(draft);
        return;
      }
      endOthers(draft);
      draft.close('not-chosen', 'not-chosen', { why: what });
      return;
    default:
      throw new InvariantBroken(`A pre-underwriting knows nothing of "${what}".`);
  }
}

/** Nothing was sent and nobody consented to keeping it: it is erased at once. */
function abandon(draft: PreUnderwritingDraft): void {
  draft.close('abandoned', 'abandoned', {}, { eraseOn: dateOf(draft.at) });
}
