import * as z from 'zod/mini';
import type { Decision } from '../decision.ts';
import { Invalid, NotAllowed, Refused } from '../errors.ts';
import { formatYuan, NonNegativeFen, sumFen } from '../money.ts';
import type { Role, Staff } from '../people.ts';
import { addDays, type DateText, dateOf } from '../time/calendar.ts';
import {
  type AccountabilityFile,
  type AccountabilityLine,
  type AccountabilityStage,
  decidedFen,
  type LineDecision,
} from './case.ts';
import { AccountabilityDraft } from './draft.ts';
import { lineOf, linesOf } from './lines.ts';
import { totalsOf } from './proposal.ts';
import type { AccountabilityRules } from './settings.ts';
import { windowOf } from './window.ts';

const Text = z.string().check(z.trim(), z.minLength(1), z.maxLength(2_000));

/** Lines by their ids, or `all` that this person can judge now. */
export const LineChoice = z.union([
  z.literal('all'),
  z.array(z.string()).check(z.minLength(1), z.maxLength(100)),
]);
export type LineChoice = z.infer<typeof LineChoice>;

/** What the leading group says of lines. */
export const Verdict = z
  .strictObject({
    outcome: z.enum(['confirmed', 'lowered', 'waived']),
    /** Of a lowered amount only, for each line. */
    amountFen: z.optional(NonNegativeFen),
    reason: z.optional(Text),
  })
  .check(
    z.refine(({ outcome, amountFen }) => (outcome === 'lowered') === (amountFen !== undefined), {
      error: 'belongs to a lowered amount, and to no other',
      path: ['amountFen'],
    }),
    z.refine(({ outcome, reason }) => outcome === 'confirmed' || reason !== undefined, {
      error: 'is missing: only what is confirmed needs none',
      path: ['reason'],
    }),
  );
export type Verdict = z.infer<typeof Verdict>;

export const OWN_LINE = 'Nobody judges a line of their own.';

const GROUP: readonly Role[] = ['head-office-manager', 'compliance'];

/**
 * The leading group decides lines that customer service or the business line has found on. When the last one is
 * decided, the result is sent to the units and the time to object begins.
 * @throws NotAllowed for somebody outside the group, and for a named line of the person's own
 * @throws Refused `not-found-on` and `already-decided`, `nothing-to-decide` when `all` are none
 * @throws NotFound, Invalid
 */
export function decideLines(
  file: AccountabilityFile,
  choice: LineChoice,
  verdict: Verdict,
  by: Staff,
  now: Date,
  rules: AccountabilityRules,
): Decision {
  mustBeOfTheGroup(by);
  mustBeIn(file, 'proposing');
  const chosen = choiceOf(file, choice, (line) => whyNotDecidable(line, by));
  const draft = new AccountabilityDraft(file, by, now, rules);
  const reason = keepReason(draft, 'decision', verdict.reason);
  const lines = chosen.map(
    (line): AccountabilityLine => ({
      ...line,
      state: 'decided',
      decision: decisionOn(line.amountFen, verdict, by, now, reason),
    }),
  );
  draft.change(lines, 'lines-decided', {
    ...(choice === 'all' ? {} : { ids: chosen.map(({ id }) => id) }),
    outcome: verdict.outcome,
    lines: lines.length,
    amountFen: sumFen(lines.map(decidedFen)),
    ...(reason === undefined ? {} : { reason }),
  });
  if (draft.case.undecided === 0) sendResult(draft);
  return draft.finish({ wakes: true });
}

/**
 * The leading group decides an objection. It never raises the amount: nobody must fear to object.
 * @throws NotAllowed for who decided the line first and for the person concerned
 * @throws Refused when the line has no open objection
 */
export function decideObjection(
  file: AccountabilityFile,
  id: string,
  verdict: Verdict,
  by: Staff,
  now: Date,
  rules: AccountabilityRules,
): Decision {
  mustBeOfTheGroup(by);
  mustBeIn(file, 'awaiting-objections', 'deciding-objections');
  const line = lineOf(file, id);
  if (line.state !== 'objected') throw new Refused('no-objection', 'Nobody waits for a word on this line.');
  if (line.person === by.id) throw new NotAllowed(OWN_LINE);
  if (line.decision?.by === by.id) {
    throw new NotAllowed('Whoever decided the line first does not decide the objection to it.');
  }
  const draft = new AccountabilityDraft(file, by, now, rules);
  const reason = keepReason(draft, 'redecision', verdict.reason);
  const redecision = decisionOn(decidedFen(line), verdict, by, now, reason);
  draft.change([{ ...line, state: 'final', redecision }], 'objection-decided', {
    line: id,
    outcome: verdict.outcome,
    amountFen: redecision.amountFen,
    ...(reason === undefined ? {} : { reason }),
  });
  draft.settleIfDone();
  return draft.finish({ wakes: true });
}

/** @throws Refused */
export function mustBeIn({ case: run }: AccountabilityFile, ...stages: AccountabilityStage[]): void {
  if (stages.includes(run.stage)) return;
  throw new Refused('wrong-stage', `The run is at ${run.stage}, not at ${stages.join(' or ')}.`, {
    details: { stage: run.stage },
  });
}

/**
 * The lines that are chosen: one by one they must all be possible, of `all` those that are.
 * @param whyNot throws what is said to somebody who names the line
 */
export function choiceOf(
  file: AccountabilityFile,
  choice: LineChoice,
  whyNot: (line: AccountabilityLine) => Error | undefined,
): AccountabilityLine[] {
  if (choice === 'all') {
    const possible = linesOf(file).filter((line) => whyNot(line) === undefined);
    if (possible.length === 0) throw new Refused('nothing-to-decide', 'There is no line to judge.');
    return possible;
  }
  return [...new Set(choice)].map((id) => {
    const line = lineOf(file, id);
    const error = whyNot(line);
    if (error !== undefined) throw error;
    return line;
  });
}

/** Words can name people: they are kept apart, and the line and the event hold their hash. */
export function keepReason(
  draft: AccountabilityDraft,
  name: string,
  reason: string | undefined,
): string | undefined {
  if (reason === undefined) return undefined;
  return draft.matter.keep(`${name}-${draft.case.version + 1}`, { reason });
}

function mustBeOfTheGroup({ role }: Staff): void {
  if (!GROUP.includes(role)) throw new NotAllowed('Only the leading group may do this.');
}

function whyNotDecidable(line: AccountabilityLine, by: Staff): Error | undefined {
  if (line.person === by.id) return new NotAllowed(OWN_LINE);
  if (line.state !== 'proposed') return new Refused('already-decided', `The line ${line.id} is decided.`);
  const last = line.findings.at(-1);
  if (last === undefined || last.says === 'cannot-say') {
    return new Refused(
      'not-found-on',
      `Customer service, or the business line where it cannot say, looks at ${line.id} first.`,
    );
  }
  return undefined;
}

/** The table is the most that can be asked, and a first decision is the most after an objection. @throws Invalid */
function decisionOn(
  mostFen: number,
  { outcome, amountFen = mostFen }: Verdict,
  by: Staff,
  now: Date,
  reason: string | undefined,
): LineDecision {
  if (outcome === 'lowered' && (amountFen >= mostFen || amountFen === 0)) {
    throw new Invalid('The amount is not lower.', [
      { field: 'amountFen', reason: `must be above 0.00 and below ${formatYuan(mostFen)} yuan` },
    ]);
  }
  return {
    outcome,
    amountFen: outcome === 'waived' ? 0 : amountFen,
    by: by.id,
    at: now.toISOString(),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** To the units: how many lines of theirs, how much, and until when an objection is in time. */
function sendResult(draft: AccountabilityDraft): void {
  const objectUntil = lastDayFor(draft);
  const { byBranch, byPerson, amountFen } = totalsOf(
    draft.lines.map((line) => ({ ...line, amountFen: decidedFen(line) })),
  );
  draft.moveTo(
    'awaiting-objections',
    'result-sent',
    { until: objectUntil, people: byPerson.length, amountFen, branches: byBranch },
    { objectUntil },
  );
}

/** Whoever learns of it only after the 26th has as many days as lie between the 21st and the 26th. */
function lastDayFor({ at, case: { month }, rules }: AccountabilityDraft): DateText {
  const { dates } = rules.accountability;
  const { objectUntil } = windowOf(month, dates);
  const today = dateOf(at);
  return today <= objectUntil ? objectUntil : addDays(today, dates.lateObjectionDays);
}
