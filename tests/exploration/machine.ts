/** Who gives a command. Staff are told on their screens what is next; the others act when they like. */
export type Giver = 'staff' | 'customer' | 'carrier' | 'outside' | 'time';

/** One command with its arguments. `deed` is what is done, whoever does it: next steps promise deeds. */
export interface Command<S> {
  /** Unique in its machine. */
  name: string;
  deed: string;
  by: Giver;
  /** @returns the very same state when nothing happened; throws a named refusal of the domain */
  run: (state: S) => S;
}

/** What any state of any workflow answers. */
export interface Seen {
  stage: string;
  category: 'open' | 'closed';
  now: Date;
  nextDueAt?: string | undefined;
}

export interface Step {
  who: string;
  what: string;
}

/** Words with the reason beside each. */
export type Reasons = Readonly<Record<string, string>>;

/** A workflow as something to be explored. A state is plain data and is never changed: a command makes another. */
export interface Machine<S> {
  name: string;
  /** All that the schema of the case declares. */
  stages: readonly string[];
  starts: Readonly<Record<string, () => S>>;
  commands: readonly Command<S>[];
  see: (state: S) => Seen;
  /** What tells two states apart: no instants, no versions, counts with a lid. */
  key: (state: S) => unknown;
  /** What is wrong with a state, in words. */
  faults: (state: S) => string[];
  /** What is wrong with a step that was taken. */
  faultsOfStep?: (before: S, after: S, command: Command<S>) => string[];
  /** What screens say is next; nothing when the workflow says nothing of the kind. */
  steps?: (state: S) => readonly Step[];
  /** The words of next steps, each with the deeds of which one must be accepted then. */
  promises?: readonly (readonly [RegExp, readonly string[]])[];
  /** Deeds of staff that no next step names, with the reason why they are always at hand. */
  always?: Reasons;
  /** Commands that must never be accepted, with the rule. */
  never?: Reasons;
  /** Why an open state may have no moment ahead; nothing when it must have one. */
  livingWait?: (state: S) => string | undefined;
  /** More states than this are a fault of the projection, not a place to stop. */
  most?: number;
}

/** Moments that do not come by themselves are no way out: a way to the end must not need them. */
export const LATE = 'the due time passes and nobody looks';
export const DUE = 'time passes to the next due';
