import { type CaseEvent, follow, type Message } from '../case.ts';
import type { HoldType } from '../commission/holds.ts';
import { type CommissionLine, hasHold, liftHold, placeHold, voidLine } from '../commission/line.ts';
import type { Actor } from '../people.ts';
import type { CallbackCase, CallbackFile } from './case.ts';
import { type CallbackRules, duesOf } from './due.ts';

/** What came of a decision: to be stored in one transaction, or not at all. */
export interface CallbackDecision {
  case: CallbackCase;
  /** Version that must still be stored for the change to hold. 0: the case must not exist. */
  expected: number;
  events: CaseEvent[];
  /** Lines that changed, each with the version it was read at. */
  lines: { line: CommissionLine; expected: number }[];
  messages: Message[];
  /** The wait that this decision ends; absent when the workflow itself made it. */
  ends?: number;
}

/** A decision in the making: one event after the other, the case and its lines moving along. */
export class Draft {
  case: CallbackCase;
  readonly by: Actor;
  readonly at: Date;
  readonly #before: CallbackFile;
  readonly #rules: CallbackRules;
  readonly #events: CaseEvent[] = [];
  readonly #messages: Message[] = [];
  #lines: readonly CommissionLine[];

  constructor(before: CallbackFile, by: Actor, at: Date, rules: CallbackRules) {
    this.#before = before;
    this.#rules = rules;
    this.case = before.case;
    this.#lines = before.lines;
    this.by = by;
    this.at = at;
  }

  /** Something happened: `data` is what the history keeps, `to` how the case differs after it. */
  record(
    type: string,
    data: Record<string, unknown>,
    to: Partial<CallbackCase> = {},
    by: Actor = this.by,
  ): void {
    const { event, case: after } = follow({ ...this.case, ...to }, { type, by, at: this.at, data });
    this.case = after;
    this.#events.push(event);
  }

  placeHold(type: HoldType, reason: string): void {
    this.#lines = this.#lines.map((line) => placeHold(line, type, reason, this.by, this.at));
  }

  /** A hold on the customer's data is an event of its own: the step that brings it is about something else. */
  holdForData(reason: string): void {
    if (this.#lines.every((line) => hasHold(line, 'customer-data'))) return;
    this.record('customer-data-held', { reason });
    this.placeHold('customer-data', reason);
  }

  liftHold(type: HoldType, why: string): void {
    this.#lines = this.#lines.map((line) => liftHold(line, type, why, this.by, this.at));
  }

  voidCommission(why: string): void {
    this.#lines = this.#lines.map((line) => voidLine(line, why, this.by, this.at));
  }

  /** As `voidCommission`, but a line that was paid is left as it is: nothing is taken back by it. */
  voidUnpaid(why: string): void {
    this.#lines = this.#lines.map((line) =>
      line.balances.paid === 0 ? voidLine(line, why, this.by, this.at) : line,
    );
  }

  replaceLines(change: (line: CommissionLine) => CommissionLine): void {
    this.#lines = this.#lines.map(change);
  }

  /** A message to the customer, known by the event that is recorded with it. */
  send(template: Message['template']): void {
    this.#messages.push({
      id: `${this.case.id}.${this.case.version}`,
      caseId: this.case.id,
      policyId: this.case.policyId,
      template,
      round: this.case.round,
      status: 'intended',
      intendedAt: this.at.toISOString(),
    });
  }

  /** `wakes`: the workflow waits somewhere and must look again. */
  finish({ wakes }: { wakes: boolean }): CallbackDecision {
    const { nextDueAt: _old, ...rest } = this.case;
    const next = rest.category === 'closed' ? undefined : duesOf(this.case, this.#rules)[0];
    const changed: CallbackCase = {
      ...rest,
      ...(next === undefined ? {} : { nextDueAt: next.at.toISOString() }),
      wait: this.#before.case.wait + (wakes ? 1 : 0),
    };
    const before = new Map(this.#before.lines.map((line) => [line.payee, line]));
    return {
      case: changed,
      expected: this.#before.case.version,
      events: this.#events,
      lines: this.#lines
        .filter((line) => line !== before.get(line.payee))
        .map((line) => ({ line, expected: before.get(line.payee)?.version ?? 0 })),
      messages: this.#messages,
      ...(wakes ? { ends: this.#before.case.wait } : {}),
    };
  }
}
