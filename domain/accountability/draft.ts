import { CaseDraft, type Decision } from '../decision.ts';
import type { Actor } from '../people.ts';
import { dateOf } from '../time/calendar.ts';
import {
  type AccountabilityCase,
  type AccountabilityFile,
  type AccountabilityLine,
  isSettled,
  LEADING_GROUP,
} from './case.ts';
import { accountabilityDues } from './dues.ts';
import { linesOf, partName } from './lines.ts';
import type { AccountabilityRules } from './settings.ts';

export const WORKFLOW: Actor & { kind: 'system' } = { kind: 'system', id: 'accountability-workflow' };

/** A decision in the making about a run and its lines. */
export class AccountabilityDraft {
  readonly matter: CaseDraft<AccountabilityCase>;
  readonly at: Date;
  readonly rules: AccountabilityRules;
  #parts: readonly (readonly AccountabilityLine[])[];

  constructor(file: AccountabilityFile, by: Actor, at: Date, rules: AccountabilityRules) {
    this.matter = new CaseDraft(file.case, by, at);
    this.at = at;
    this.rules = rules;
    this.#parts = file.parts;
  }

  get case(): AccountabilityCase {
    return this.matter.case;
  }

  get lines(): AccountabilityLine[] {
    return linesOf({ parts: this.#parts });
  }

  record(type: string, data: Record<string, unknown>, to: Partial<AccountabilityCase> = {}): void {
    this.matter.record(type, data, to);
  }

  /** Lines change: their parts are kept anew, and the event names the hash of each. */
  change(
    lines: readonly AccountabilityLine[],
    type: string,
    data: Record<string, unknown>,
    to: Partial<AccountabilityCase> = {},
  ): void {
    const changed = new Map(lines.map((line) => [line.id, line]));
    const touched = this.#parts.map((part) => part.some(({ id }) => changed.has(id)));
    this.#parts = this.#parts.map((part, index) =>
      touched[index] === true ? part.map((line) => changed.get(line.id) ?? line) : part,
    );
    this.#keep(
      touched.flatMap((isTouched, index) => (isTouched ? [index] : [])),
      type,
      data,
      to,
    );
  }

  /** All lines are other ones. */
  replace(
    parts: readonly (readonly AccountabilityLine[])[],
    type: string,
    data: Record<string, unknown>,
    to: Partial<AccountabilityCase>,
  ): void {
    this.#parts = parts;
    this.#keep([...parts.keys()], type, data, to);
  }

  #keep(
    indexes: readonly number[],
    type: string,
    data: Record<string, unknown>,
    to: Partial<AccountabilityCase>,
  ): void {
    const hashes = new Map(
      indexes.map((index) => [index, this.matter.keep(partName(index), this.#parts[index])]),
    );
    const { lines } = this;
    this.record(
      type,
      { ...data, parts: Object.fromEntries([...hashes].map(([index, hash]) => [partName(index), hash])) },
      {
        parts: this.#parts.map((_part, index) => hashes.get(index) ?? this.case.parts[index] ?? ''),
        lines: lines.length,
        undecided: lines.filter(({ state }) => state === 'proposed').length,
        objected: lines.filter(({ state }) => state === 'objected').length,
        ...to,
      },
    );
  }

  /** A new stage has reminders of its own. */
  moveTo(
    stage: AccountabilityCase['stage'],
    type: string,
    data: Record<string, unknown>,
    to: Partial<AccountabilityCase> = {},
  ): void {
    this.matter.drop('escalatedTo');
    this.record(type, data, { ...this.stageOf(stage), ...to });
  }

  /** What a stage begins with. */
  stageOf(stage: AccountabilityCase['stage']): Partial<AccountabilityCase> {
    return { stage, owner: LEADING_GROUP, stageSince: this.at.toISOString(), stageReminders: 0 };
  }

  /** The time to object is over and no objection is open: nothing can change any more. */
  settleIfDone(): void {
    const { stage, objected, settledOn } = this.case;
    if (stage !== 'deciding-objections' || objected > 0 || settledOn !== undefined) return;
    this.record('accountability-settled', { lines: this.case.lines }, { settledOn: dateOf(this.at) });
  }

  finish({ wakes }: { wakes: boolean }): Decision {
    const due = isSettled(this.case)
      ? new Date(this.at.getTime() + QUIET_MS)
      : accountabilityDues(this.case, this.rules)[0]?.at;
    return this.matter.finish({ nextDueAt: due, wakes });
  }
}

const QUIET_MS = 900_000; // longer than a step may take: a run that moves is never taken for a dead one
