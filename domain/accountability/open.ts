import { follow } from '../case.ts';
import type { Month } from '../commission/payout.ts';
import type { Decision } from '../decision.ts';
import { Refused } from '../errors.ts';
import type { Actor } from '../people.ts';
import { dateOf } from '../time/calendar.ts';
import { type AccountabilityCase, type AccountabilityFile, HEAD_OFFICE, LEADING_GROUP } from './case.ts';
import { AccountabilityDraft, WORKFLOW } from './draft.ts';
import { inParts } from './lines.ts';
import type { Proposal } from './proposal.ts';
import type { AccountabilityRules } from './settings.ts';
import { windowOf } from './window.ts';

export function accountabilityIdOf(month: Month): string {
  return `ac-${month}`;
}

/**
 * Opens the run of a month, of which there is one. The schedule asks on the 21st.
 * @throws Refused before the window is over: a complaint could still come into it
 */
export function openAccountability(
  month: Month,
  by: Actor,
  at: Date,
  { accountability: { dates, version } }: AccountabilityRules,
): Decision {
  const { from, to, compiledOn } = windowOf(month, dates);
  if (dateOf(at) < compiledOn) {
    throw new Refused('window-not-over', `The run of ${month} is compiled on ${compiledOn}.`);
  }
  const since = at.toISOString();
  const empty: AccountabilityCase = {
    id: accountabilityIdOf(month),
    kind: 'accountability',
    stage: 'proposing',
    category: 'open',
    version: 0,
    lastHash: '',
    branch: HEAD_OFFICE,
    owner: LEADING_GROUP,
    nextDueAt: since,
    wait: 0,
    openedAt: since,
    month,
    from,
    to,
    settings: version,
    parts: [],
    lines: 0,
    undecided: 0,
    objected: 0,
    concerned: [],
    documents: [],
    stageSince: since,
    stageReminders: 0,
    statements: [],
  };
  const { case: opened, event } = follow(empty, {
    type: 'accountability-opened',
    by,
    at,
    data: { month, from, to, settings: version },
  });
  return { cases: [{ case: opened, expected: 0 }], events: [event], contents: [], messages: [], ends: [] };
}

const HEAD_BYTES = 300_000; // a row holds 400 kB; an exemption takes about 250 bytes

/**
 * The workflow compiles the run, and a person when somebody was named too late for it. Compiled again over the same facts, nothing changes; over others, the proposal is
 * another one, as long as nobody has said anything about it.
 * @returns nothing when it is the proposal that is there
 * @throws Refused when a line was found or decided already, or there is more than a run can hold
 */
export function recordProposal(
  file: AccountabilityFile,
  { lines, hash, ...head }: Proposal,
  at: Date,
  rules: AccountabilityRules,
  by: Actor = WORKFLOW,
): Decision | undefined {
  const { case: run } = file;
  if (run.proposal === hash) return undefined;
  const isTouched = file.parts
    .flat()
    .some(({ state, findings }) => state !== 'proposed' || findings.length > 0);
  if (run.stage !== 'proposing' || isTouched) {
    throw new Refused('already-judged', 'Lines of this run were judged already: it is not compiled anew.');
  }
  if (Buffer.byteLength(JSON.stringify(head)) > HEAD_BYTES) {
    throw new Refused('too-many-lines', 'The sums and exemptions of this run do not fit into it.');
  }
  const draft = new AccountabilityDraft(file, by, at, rules);
  draft.matter.drop('escalatedTo');
  draft.matter.keep('proposal', head);
  draft.replace(
    inParts(lines.map((line) => ({ ...line, state: 'proposed', findings: [] }))),
    'accountability-proposed',
    {
      proposal: hash,
      lines: lines.length,
      people: head.totals.byPerson.length,
      amountFen: head.totals.amountFen,
      exemptions: head.exemptions.filter(({ holds }) => holds).length,
      nobodyNamed: head.nobodyNamed.length,
    },
    {
      ...draft.stageOf('proposing'),
      proposal: hash,
      concerned: head.totals.byPerson.map(({ person }) => person),
    },
  );
  // Nothing to decide and nobody to object: only the empty statements are left.
  if (lines.length === 0) {
    draft.moveTo('deciding-objections', 'objections-over', { accepted: 0, objected: 0 });
    draft.settleIfDone();
  }
  return draft.finish({ wakes: false });
}
