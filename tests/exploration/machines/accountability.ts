import type { Action } from '../../../domain/access.ts';
import { advanceAccountability, finishAccountability } from '../../../domain/accountability/advance.ts';
import {
  type AccountabilityCase,
  type AccountabilityFile,
  type AccountabilityLine,
  AccountabilityStage,
  decidedFen,
  isSettled,
} from '../../../domain/accountability/case.ts';
import { decideLines, decideObjection, type Verdict } from '../../../domain/accountability/decide.ts';
import { announceProof, keepProof } from '../../../domain/accountability/evidence.ts';
import { type FindingSaid, findOnLines } from '../../../domain/accountability/find.ts';
import { fileOf, linesOf } from '../../../domain/accountability/lines.ts';
import { accountabilityNextActions } from '../../../domain/accountability/next.ts';
import { objectTo } from '../../../domain/accountability/object.ts';
import {
  accountabilityIdOf,
  openAccountability,
  recordProposal,
} from '../../../domain/accountability/open.ts';
import { propose } from '../../../domain/accountability/proposal.ts';
import { windowOf } from '../../../domain/accountability/window.ts';
import type { Decision } from '../../../domain/decision.ts';
import { Refused } from '../../../domain/errors.ts';
import { sumFen } from '../../../domain/money.ts';
import type { Staff } from '../../../domain/people.ts';
import {
  BUSINESS,
  complaintOf,
  MONTH,
  RULES,
  SERVICE,
  SETTINGS,
} from '../../support/accountability-story.ts';
import { COMPLIANCE, HEAD_OFFICE, staff } from '../../support/people.ts';
import { at } from '../../support/wall.ts';
import { isPast, timeOf } from '../clock.ts';
import { caseOf, type Kept, keep, keptFaults, keptStepFaults, nothingKept } from '../kept.ts';
import { type Command, DUE, type Machine } from '../machine.ts';
import { asStaff } from '../staff.ts';

type State = Kept;
const ID = accountabilityIdOf(MONTH);
const COMPILED_AT = at('2026-03-21', '09:00');
const SYSTEM = { kind: 'system', id: 'schedule' } as const;
const WINDOW = windowOf(MONTH, SETTINGS.dates);

/** One answers for the first complaint, a head of the branch for the second. */
const FIRST = 'broker-jia';
const LIABLE_HEAD: Staff = { ...HEAD_OFFICE, id: 'head-liable' };
const COMPLAINTS = [
  complaintOf(1, { responsible: [{ role: 'direct-person', person: FIRST }] }),
  complaintOf(2, { responsible: [{ role: 'department-head', person: LIABLE_HEAD.id }] }),
];

function begin(): State {
  return keep(nothingKept(COMPILED_AT), openAccountability(MONTH, SYSTEM, COMPILED_AT, RULES));
}

const runOf = (state: State) => caseOf<AccountabilityCase>(state, ID);
const fileIn = (state: State): AccountabilityFile => fileOf(runOf(state), [...state.contents.values()]);

function compiles(what: string, complaints: typeof COMPLAINTS): Command<State> {
  return {
    name: `workflow: ${what}`,
    deed: 'compile',
    by: 'outside',
    run: (state) =>
      keep(state, recordProposal(fileIn(state), propose(complaints, WINDOW, SETTINGS), state.now, RULES)),
  };
}

/** The routes ask who it is; which lines it may be is the rules’. */
const door = (who: string, by: Staff, action: Action) => asStaff<State>(who, by, action, () => undefined);
type Decide = (file: AccountabilityFile, now: Date) => Decision;
const decided = (who: string, by: Staff, action: Action, what: string, deed: string, decide: Decide) =>
  door(who, by, action)(what, (state) => keep(state, decide(fileIn(state), state.now)), deed);

function finds(who: string, by: Staff, said: FindingSaid): Command<State> {
  return decided(who, by, 'accountability:find', `finds ${said.says}`, 'find', (file, now) =>
    findOnLines(file, 'all', said, by, now, RULES),
  );
}

const CONFIRMED: Verdict = { outcome: 'confirmed' };
const WAIVED: Verdict = { outcome: 'waived', reason: 'was on leave' };
const decidesAll = (who: string, by: Staff, verdict: Verdict) =>
  decided(who, by, 'accountability:decide', `decides ${verdict.outcome}`, 'decide', (file, now) =>
    decideLines(file, 'all', verdict, by, now, RULES),
  );

const lineIn = (file: AccountabilityFile, person: string) =>
  linesOf(file).find((line) => line.person === person);

const redecides = (who: string, by: Staff, verdict: Verdict) =>
  decided(
    who,
    by,
    'accountability:decide',
    `decides the objection: ${verdict.outcome}`,
    'decide the objection',
    (file, now) => {
      const line = linesOf(file).find(({ state }) => state === 'objected');
      return decideObjection(file, line?.id ?? 'no-such-line', verdict, by, now, RULES);
    },
  );

const PROOF = { type: 'other', media: 'application/pdf', bytes: 1_000, sha256: 'e'.repeat(64) } as const;

/** With a proof that was brought in the same breath. */
function objects(who: string, by: Staff, person: string): Command<State> {
  return {
    ...door(who, by, 'accountability:object')(
      person === by.id ? 'objects with a proof' : `objects for ${person}`,
      (state) => {
        const line = lineIn(fileIn(state), person);
        if (line === undefined) throw new Refused('no-line', 'There is no such line.');
        const { document, decision } = announceProof(fileIn(state), PROOF, by, state.now, RULES);
        const announced = keep(state, decision);
        const there = keep(announced, keepProof(fileIn(announced), document.id, PROOF, state.now, RULES));
        const made = { text: 'I was on leave when it was promised.', documents: [document.id] };
        return keep(there, objectTo(fileIn(there), line.id, made, by, there.now, RULES));
      },
      'object',
    ),
    by: 'customer',
  };
}

const BROKER = staff('broker', FIRST);
const COMMANDS: readonly Command<State>[] = [
  compiles('compiles', COMPLAINTS),
  compiles('compiles without any complaint', []),
  finds('service', SERVICE, { says: 'liable' }),
  finds('service', SERVICE, { says: 'cannot-say', reason: 'not known here' }),
  finds('business', BUSINESS, { says: 'not-liable', reason: 'was not there' }),
  finds('business', BUSINESS, { says: 'cannot-say', reason: 'not known here' }),
  decidesAll('group', HEAD_OFFICE, CONFIRMED),
  decidesAll('group', HEAD_OFFICE, WAIVED),
  decidesAll('head who is liable', LIABLE_HEAD, CONFIRMED),
  decidesAll('service', SERVICE, CONFIRMED),
  redecides('group', HEAD_OFFICE, CONFIRMED),
  redecides('second of the group', COMPLIANCE, CONFIRMED),
  redecides('second of the group', COMPLIANCE, { outcome: 'lowered', amountFen: 1, reason: 'half of it' }),
  objects('broker', BROKER, FIRST),
  objects('broker', BROKER, LIABLE_HEAD.id),
  objects('head who is liable', LIABLE_HEAD, LIABLE_HEAD.id),
  { name: 'workflow: writes the statements', deed: 'write the statements', by: 'outside', run: finishes },
  ...timeOf<State>((state) => runOf(state).nextDueAt, goesOn),
];

function finishes(state: State): State {
  if (!isSettled(runOf(state))) throw new Refused('not-settled', 'A line can still change.');
  return keep(state, finishAccountability(fileIn(state), [], state.now, RULES));
}

/** As the workflow does it: it compiles what is not compiled, and states what is settled. */
function goesOn(state: State): State {
  if (runOf(state).proposal === undefined) {
    return keep(
      state,
      recordProposal(fileIn(state), propose(COMPLAINTS, WINDOW, SETTINGS), state.now, RULES),
    );
  }
  if (isSettled(runOf(state))) return finishes(state);
  return keep(state, advanceAccountability(fileIn(state), state.now, RULES));
}

const lineKey = ({ state, findings, decision, objection, redecision }: AccountabilityLine) => [
  state,
  findings.map(({ says }) => says),
  decision && [decision.by, decision.amountFen > 0],
  objection !== undefined,
  redecision?.outcome,
];

function faults(state: State): string[] {
  const run = runOf(state);
  const lines = linesOf(fileIn(state));
  const found = keptFaults(state);
  if (run.undecided !== lines.filter((line) => line.state === 'proposed').length)
    found.push('the undecided are miscounted');
  if (run.objected !== lines.filter((line) => line.state === 'objected').length)
    found.push('the objected are miscounted');
  for (const line of lines) {
    if (decidedFen(line) > line.amountFen) found.push('more than was proposed');
    if (decidedFen(line) > (line.decision?.amountFen ?? 0)) found.push('an objection raised the amount');
    if (line.decision?.by === line.person || line.redecision?.by === line.person)
      found.push('somebody judged the own line');
    if (line.redecision !== undefined && line.redecision.by === line.decision?.by)
      found.push('one person decided twice');
    if (run.stage === 'final' && line.state !== 'final') found.push('stated while a line could change');
    if (line.state !== 'proposed' && line.findings.length === 0)
      found.push('decided before anybody had found on it');
  }
  return found;
}

export const ACCOUNTABILITY: Machine<State> = {
  name: 'accountability',
  stages: AccountabilityStage.options,
  starts: { 'the month is over': begin },
  commands: COMMANDS,
  see: (state) => {
    const { stage, category, nextDueAt } = runOf(state);
    return { stage, category, nextDueAt, now: state.now };
  },
  key: (state) => {
    const { stage, proposal, stageReminders, escalatedTo, nextDueAt, settledOn } = runOf(state);
    return [
      [stage, proposal !== undefined, settledOn !== undefined, isPast(nextDueAt, state.now)],
      [Math.min(stageReminders, 2), escalatedTo],
      linesOf(fileIn(state)).map(lineKey),
    ];
  },
  faults,
  faultsOfStep: (before, after, { deed }) => {
    const found = keptStepFaults(before, after);
    const fen = (state: State) => sumFen(linesOf(fileIn(state)).map(decidedFen));
    if (deed === DUE && fen(before) !== fen(after)) found.push('time changed an amount');
    return found;
  },
  steps: (state) => accountabilityNextActions(fileIn(state), RULES),
  promises: [
    [/^compile the run$/, ['compile']],
    [/^write the statements$/, ['write the statements']],
    [/^find on \d+ lines$/, ['find']],
    [/^decide \d+ lines$/, ['decide']],
    [/^accept by silence, or object with proof$/, ['object', DUE]],
    [/^decide \d+ objections$/, ['decide the objection']],
  ],
  never: {
    'business: finds cannot-say': 'the business line is the last to be asked',
    'service: decides confirmed': 'the leading group decides',
    'broker: objects for head-liable': 'only the person concerned objects',
  },
};
