import type { Decision } from '../decision.ts';
import { InvariantBroken } from '../errors.ts';
import { sumFen } from '../money.ts';
import { type AccountabilityFile, decidedFen, isSettled, LEADING_GROUP, type StatedFile } from './case.ts';
import { AccountabilityDraft, WORKFLOW } from './draft.ts';
import { accountabilityDues, DECISION_ESCALATION, DECISION_REMINDER, OBJECTIONS_END } from './dues.ts';
import { totalsOf } from './proposal.ts';
import type { AccountabilityRules } from './settings.ts';

const MOST_STEPS = 50; // each step moves the next one ahead: more at one moment would be a circle

/**
 * Does everything that has come due: reminders to decide, and the end of the time to object, at which silence accepts.
 * @returns nothing when nothing was due
 */
export function advanceAccountability(
  file: AccountabilityFile,
  now: Date,
  rules: AccountabilityRules,
): Decision | undefined {
  const draft = new AccountabilityDraft(file, WORKFLOW, now, rules);
  for (let steps = 0; ; steps += 1) {
    const due = accountabilityDues(draft.case, rules)[0];
    if (due === undefined || due.at > now) break;
    if (steps === MOST_STEPS) throw new InvariantBroken('A run is due again and again at one moment.');
    happen(draft, due.what);
  }
  return draft.matter.isChanged ? draft.finish({ wakes: false }) : undefined;
}

function happen(draft: AccountabilityDraft, what: string): void {
  const { stage, stageReminders, undecided, objected } = draft.case;
  const left = stage === 'proposing' ? undecided : objected;
  const to = { stageReminders: stageReminders + 1 };
  switch (what) {
    case DECISION_REMINDER:
      draft.record('accountability-reminded', { stage, left, who: LEADING_GROUP }, to);
      return;
    case DECISION_ESCALATION: {
      const escalatedTo = 'head-office-manager';
      draft.record('accountability-escalated', { stage, left, to: escalatedTo }, { ...to, escalatedTo });
      return;
    }
    case OBJECTIONS_END:
      endObjections(draft);
      return;
    default:
      throw new InvariantBroken(`A run knows nothing of "${what}".`);
  }
}

/** Silence accepts: what nobody objected to is final. */
function endObjections(draft: AccountabilityDraft): void {
  const accepted = draft.lines.filter(({ state }) => state === 'decided');
  draft.change(
    accepted.map((line) => ({ ...line, state: 'final' })),
    'objections-over',
    { accepted: accepted.length, objected: draft.case.objected },
    draft.stageOf('deciding-objections'),
  );
  draft.settleIfDone();
}

/**
 * The files are written: the run is over.
 * @throws InvariantBroken while a line can still change
 */
export function finishAccountability(
  file: AccountabilityFile,
  statements: readonly StatedFile[],
  now: Date,
  rules: AccountabilityRules,
): Decision {
  if (!isSettled(file.case)) throw new InvariantBroken('A run is stated only when every line is final.');
  const draft = new AccountabilityDraft(file, WORKFLOW, now, rules);
  const due = draft.lines.filter((line) => decidedFen(line) > 0);
  draft.moveTo(
    'final',
    'accountability-final',
    {
      lines: due.length,
      people: totalsOf(due).byPerson.length,
      amountFen: sumFen(due.map(decidedFen)),
      statements: statements.map(({ recipient, format, sha256 }) => ({ recipient, format, sha256 })),
    },
    { category: 'closed', closedAt: now.toISOString(), statements: [...statements] },
  );
  return draft.finish({ wakes: false });
}
