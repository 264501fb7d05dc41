import type { CaseEvent, Content, Message } from '../../domain/case.ts';
import type { Decision } from '../../domain/decision.ts';
import type { AnyCase } from '../../domain/ports.ts';
import { addedFaults, headFaults } from './chains.ts';

/** What decisions leave behind, as the tables keep it. Never changed: storing a decision makes another. */
export interface Kept {
  now: Date;
  cases: ReadonlyMap<string, AnyCase>;
  histories: ReadonlyMap<string, readonly CaseEvent[]>;
  contents: ReadonlyMap<string, Content>;
  messages: readonly Message[];
}

export function nothingKept(now: Date): Kept {
  return { now, cases: new Map(), histories: new Map(), contents: new Map(), messages: [] };
}

/** The state after a decision; the same one when there was none. Throws when it was made from another version. */
export function keep<S extends Kept>(state: S, decision: Decision | 'same-again' | undefined): S {
  if (decision === undefined || decision === 'same-again') return state;
  const cases = new Map(state.cases);
  const histories = new Map(state.histories);
  const contents = new Map(state.contents);
  for (const { case: changed, expected } of decision.cases) {
    if ((cases.get(changed.id)?.version ?? 0) !== expected) throw new Error('made from another version');
    cases.set(changed.id, changed);
  }
  for (const event of decision.events) {
    histories.set(event.caseId, [...(histories.get(event.caseId) ?? []), event]);
  }
  for (const content of decision.contents) contents.set(`${content.caseId} ${content.name}`, content);
  return { ...state, cases, histories, contents, messages: [...state.messages, ...decision.messages] };
}

/** A case of a kind that the caller knows. */
export function caseOf<C extends AnyCase>(state: Kept, id: string): C {
  const found = state.cases.get(id);
  if (found === undefined) throw new Error(`there is no case ${id}`);
  return found as C;
}

/** Every record knows the end of its history, nothing closed is due, every message is known once. */
export function keptFaults({ cases, histories, messages }: Kept): string[] {
  const found: string[] = [];
  for (const one of cases.values()) {
    found.push(...headFaults(histories.get(one.id) ?? [], one));
    if (one.category === 'closed' && one.nextDueAt !== undefined) found.push(`${one.kind} is closed and due`);
    if ((one.category === 'closed') !== (one.closedAt !== undefined))
      found.push(`${one.kind} has half an end`);
  }
  if (new Set(messages.map(({ id }) => id)).size !== messages.length) found.push('one message twice');
  return found;
}

export function keptStepFaults(before: Kept, after: Kept): string[] {
  const found: string[] = [];
  for (const [id, events] of after.histories) {
    const known = before.histories.get(id) ?? [];
    if (known !== events) found.push(...addedFaults(known, events));
  }
  for (const [id, one] of before.cases) {
    const wait = after.cases.get(id)?.wait ?? -1;
    if (wait < one.wait || wait > one.wait + 1) found.push(`the wait of ${one.kind} jumped`);
  }
  return found;
}
