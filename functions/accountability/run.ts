import type { AccountabilityCase, AccountabilityFile } from '../../domain/accountability/case.ts';
import { fileOf } from '../../domain/accountability/lines.ts';
import { accountabilityIdOf, openAccountability, recordProposal } from '../../domain/accountability/open.ts';
import { propose } from '../../domain/accountability/proposal.ts';
import type { AccountabilityRules } from '../../domain/accountability/settings.ts';
import { windowOf } from '../../domain/accountability/window.ts';
import type { Content } from '../../domain/case.ts';
import type { Month } from '../../domain/commission/payout.ts';
import type { Decision } from '../../domain/decision.ts';
import { AlreadyExists, StaleVersion } from '../../domain/errors.ts';
import type { Actor } from '../../domain/people.ts';
import type { Cases, Clock, Transactions } from '../../domain/ports.ts';
import { saveDecision } from '../matter/file.ts';
import { accountableComplaints, type FactsDeps } from './facts.ts';

export interface RunDeps {
  cases: Cases;
  transactions: Transactions;
  clock: Clock;
  rules: AccountabilityRules;
}

export interface LoadedRun {
  file: AccountabilityFile;
  contents: readonly Content[];
}

const READS = 4; // three others in a row may get in between

/**
 * A run with its lines. Record and lines are several rows: when somebody stored between the reads, all is read again.
 * @throws NotFound, StaleVersion when it changes faster than it can be read
 */
export async function loadRun({ cases }: Pick<RunDeps, 'cases'>, id: string): Promise<LoadedRun> {
  let record = await cases.load('accountability', id);
  for (let read = 0; read < READS; read += 1) {
    const contents = await cases.contents(id);
    const after = await cases.load('accountability', id);
    if (after.version === record.version) return { file: fileOf(after, contents), contents };
    record = after;
  }
  throw new StaleVersion('The run changes faster than it can be read.');
}

/**
 * Opens the run of a month, of which there is one whoever asks. The stream starts its workflow.
 * @throws Refused before the window is over
 */
export async function openRun(
  month: Month,
  by: Actor,
  {
    cases,
    transactions,
    clock,
    rules,
  }: Pick<RunDeps, 'transactions' | 'clock' | 'rules'> & {
    cases: Pick<Cases, 'load'>;
  },
): Promise<{ run: AccountabilityCase; isNew: boolean }> {
  const now = clock.now();
  const id = accountabilityIdOf(month);
  try {
    await saveDecision({ transactions }, openAccountability(month, by, now, rules), now);
    return { run: await cases.load('accountability', id), isNew: true };
  } catch (error) {
    if (!(error instanceof AlreadyExists)) throw error;
    return { run: await cases.load('accountability', id), isNew: false };
  }
}

/**
 * What the complaints say now, as the proposal of the run.
 * @returns nothing when it is the proposal that is there
 * @throws Refused when a line was judged already
 */
export async function compiled(
  file: AccountabilityFile,
  now: Date,
  { rules, ...deps }: FactsDeps & Pick<RunDeps, 'rules'>,
  by?: Actor,
): Promise<Decision | undefined> {
  const window = windowOf(file.case.month, rules.accountability.dates);
  const proposal = propose(await accountableComplaints(window, deps), window, rules.accountability);
  return recordProposal(file, proposal, now, rules, by);
}
