import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoCases } from '../../adapters/dynamodb/cases.ts';
import { formatYuan } from '../../domain/money.ts';
import { type Verified, verify } from '../../functions/proof/verify.ts';
import { count, table } from '../print.ts';
import { type ProvenTables, proofOf } from '../proof.ts';
import { type Compared, compare, type Side } from './compare.ts';
import { type Brought, bringForward } from './forward.ts';
import type { Client } from './tables.ts';

export interface DrillDeps {
  client: Client;
  documents: DynamoDBDocumentClient;
  /** The tables in use. They are read, and never written. */
  live: ProvenTables;
  restored: ProvenTables;
  /** Makes the restored tables. @returns what was applied to each that a restore leaves out */
  make(): Promise<string[]>;
  remove(): Promise<void>;
  /** For how long each step took. */
  now(): number;
}

export interface Drilled {
  compared: Compared;
  brought: Brought;
  verified: Verified;
  seconds: [step: string, seconds: number][];
  applied: string[];
}

/**
 * A restore from beginning to end: made, compared with what is in use, what was erased erased again, proven, removed.
 * Restored tables go whatever happens: they hold what customers had erased.
 */
export async function drill(deps: DrillDeps): Promise<Drilled> {
  const { client, documents, live: from, restored: to, now } = deps;
  const seconds: Drilled['seconds'] = [];
  const timed = async <T>(step: string, act: () => Promise<T>): Promise<T> => {
    const began = now();
    const made = await act();
    seconds.push([step, (now() - began) / 1000]);
    return made;
  };
  try {
    const applied = await timed('restore', deps.make);
    const [restored, live] = [sideOf(documents, to), sideOf(documents, from)];
    const compared = await timed('compare', () => compare(restored, live));
    const brought = await timed('erase again', () =>
      bringForward(compared, { client, documents, restored, live, from, to }),
    );
    const verified = await timed('verify', () => verify(restored));
    return { compared, brought, verified, seconds, applied };
  } finally {
    await timed('remove', deps.remove);
  }
}

function sideOf(documents: DynamoDBDocumentClient, tables: ProvenTables): Side {
  return { ...proofOf(documents, tables), cases: new DynamoCases(documents, tables.cases) };
}

export function isSound({ compared, brought, verified }: Drilled): boolean {
  return compared.faults.length === 0 && verified.faults.length === 0 && brought.toBeEnteredAnew.length === 0;
}

/** What came out, for people; the last line says whether the restore could be used. */
export function toldOfDrill(drilled: Drilled): string[] {
  const { compared, brought, verified, seconds, applied } = drilled;
  const { cases, events, money, since, faults } = compared;
  const accounts = Object.keys(money.live) as (keyof typeof money.live)[];
  return [
    ...(applied.length === 0
      ? []
      : [`Applied to each table, for a restore leaves it out: ${applied.join(', ')}`]),
    table(
      ['', 'restored', 'in use'],
      [
        ['cases', String(cases.restored), String(cases.live)],
        ['events', String(events.restored), String(events.live)],
        ...accounts.map((account) => [
          `CNY ${account}`,
          formatYuan(money.restored[account]),
          formatYuan(money.live[account]),
        ]),
      ],
    ),
    '',
    table(
      ['since then', 'how many', 'comes back by'],
      [
        [
          'cases opened',
          String(since.newCases.length),
          'who opened them; policies: the core system sends them again',
        ],
        [
          'cases that moved on',
          String(since.movedCases.length),
          'people, by this list; then npm run ops -- sweep --yes',
        ],
        ['messages sent', String(since.sent.length), `marked as sent: ${brought.markedSent}`],
        ['documents stored', String(since.documents.length), 'announced again; the bytes are in the bucket'],
        [
          'cases with erasures',
          String(since.unerased.length),
          `erased again: ${brought.erasedAgain.length}; to be entered anew: ${brought.toBeEnteredAnew.length}`,
        ],
      ],
    ),
    '',
    table(
      ['step', 'seconds'],
      seconds.map(([step, took]) => [step, took.toFixed(1)]),
    ),
    '',
    ...since.newCases.map((id) => `NOT THERE ${id}`),
    ...since.movedCases.map((id) => `BEHIND ${id}`),
    ...brought.toBeEnteredAnew.map(
      (id) => `FAULT ${id}: erased again, but its withdrawal is to be entered anew`,
    ),
    ...[...faults, ...verified.faults].map(({ where, what }) => `FAULT ${where}: ${what}`),
    `${count(verified.cases, 'case')}, ${count(verified.events, 'event')}, ${count(verified.lines, 'line')} proven in the restored tables.`,
    isSound(drilled) ? 'The restore could be used.' : 'The restore could not be used as it is.',
  ];
}
