import { InvariantBroken, RecourseError } from '../../domain/errors.ts';
import { type Command, LATE, type Machine, type Seen } from './machine.ts';

const MOST_STATES = 30_000;
const MOST_FAULTS = 20; // more say no more

export interface Fault {
  fault: string;
  /** The shortest way there: the start, then each command. */
  path: readonly string[];
}

export interface Exploration {
  name: string;
  states: number;
  /** Commands that were accepted and changed something. */
  transitions: number;
  /** Commands that were accepted as said before: nothing changed. */
  repeats: number;
  refusals: number;
  /** Commands on the longest of the shortest ways. */
  depth: number;
  commands: number;
  stages: { declared: readonly string[]; reached: readonly string[] };
  /** `from to`, each with the deeds that lead from one to the other. */
  edges: ReadonlyMap<string, ReadonlySet<string>>;
  startStages: readonly string[];
  closedStages: readonly string[];
  /** Refused in every state, and rightly so. */
  never: readonly { command: string; reason: string }[];
  faults: readonly Fault[];
}

interface Node<S> {
  seen: Seen;
  parent?: Node<S>;
  command: string;
  depth: number;
  /** States that differ in what the key leaves out and were expanded as well. */
  expanded: number;
  cameFrom: Set<Node<S>>;
}

/**
 * Breadth first, so that each state is met on a shortest way, until no command leads to a new key.
 * @param representatives how many different states of one key are expanded: more than one asks whether the key hides
 * something that matters
 */
export function explore<S>(machine: Machine<S>, representatives = 1): Exploration {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0; // a refusal is an answer here, given by the hundred thousand: a trace was a fifth of the time
  try {
    return new Explorer(machine, representatives).run();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

class Explorer<S> {
  readonly #machine: Machine<S>;
  readonly #representatives: number;
  readonly #nodes = new Map<string, Node<S>>();
  #queue: { node: Node<S>; state: S }[] = [];
  readonly #faults: Fault[] = [];
  readonly #edges = new Map<string, Set<string>>();
  readonly #accepted = new Set<string>();
  readonly #startStages = new Set<string>();
  #transitions = 0;
  #repeats = 0;
  #refusals = 0;

  constructor(machine: Machine<S>, representatives: number) {
    this.#machine = machine;
    this.#representatives = representatives;
  }

  run(): Exploration {
    for (const [name, start] of Object.entries(this.#machine.starts)) {
      const state = start();
      const node = this.#meet(state, undefined, name);
      for (const fault of this.#faultsOf(state)) this.#blame(fault, node);
      this.#startStages.add(node.seen.stage);
    }
    while (this.#queue.length > 0 && this.#faults.length < MOST_FAULTS) {
      const level = this.#queue;
      this.#queue = [];
      for (const { node, state } of level) {
        this.#expand(node, state);
        if (this.#nodes.size > (this.#machine.most ?? MOST_STATES)) {
          this.#blame('there are more states than the bound: the projection tells too much apart', node);
          return this.#result();
        }
        if (this.#faults.length >= MOST_FAULTS) break;
      }
    }
    if (this.#faults.length === 0) this.#judgeWhole();
    return this.#result();
  }

  /** Finds or makes the node of a state: one that is new to its key is to be expanded. */
  #meet(state: S, parent: Node<S> | undefined, command: string): Node<S> {
    const { see, key } = this.#machine;
    const text = JSON.stringify(key(state));
    let node = this.#nodes.get(text);
    if (node === undefined) {
      node = {
        seen: see(state),
        command,
        depth: parent === undefined ? 0 : parent.depth + 1,
        expanded: 0,
        cameFrom: new Set(),
        ...(parent === undefined ? {} : { parent }),
      };
      this.#nodes.set(text, node);
    }
    if (node.expanded < this.#representatives) {
      node.expanded += 1;
      freeze(state);
      this.#queue.push({ node, state });
    }
    return node;
  }

  /** Asked of each state that a command makes, also where its key is known: a key leaves out what a fault may sit in. */
  #faultsOf(state: S): string[] {
    const { see, faults, livingWait } = this.#machine;
    const found = faults(state);
    const { stage, category, nextDueAt } = see(state);
    if (category === 'closed' && nextDueAt !== undefined) found.push('closed, and something is still due');
    if (category === 'open' && nextDueAt === undefined && livingWait?.(state) === undefined) {
      found.push(`waits for ever at ${stage}`);
    }
    return found;
  }

  #expand(node: Node<S>, state: S): void {
    const done = new Set<string>();
    const byStaff = new Set<string>();
    for (const command of this.#machine.commands) {
      const after = this.#give(command, node, state);
      if (after === undefined) continue;
      done.add(command.deed);
      if (after === state) {
        this.#repeats += 1;
        continue;
      }
      this.#accepted.add(command.name);
      this.#transitions += 1;
      if (command.by === 'staff') byStaff.add(command.deed);
      for (const fault of [...this.#faultsOfStep(state, after, command), ...this.#faultsOf(after)]) {
        this.#blame(fault, node, command.name);
      }
      const to = this.#meet(after, node, command.name);
      this.#link(node, to, command);
    }
    this.#judgeSteps(node, state, done, byStaff);
  }

  /** Nothing when it was refused. Data that was frozen before is as it was: a change in place would have thrown. */
  #give(command: Command<S>, node: Node<S>, state: S): S | undefined {
    try {
      return command.run(state);
    } catch (error) {
      this.#refusals += 1;
      if (error instanceof RecourseError && !(error instanceof InvariantBroken)) return undefined;
      this.#blame(`threw ${error}`, node, command.name);
      return undefined;
    }
  }

  #faultsOfStep(before: S, after: S, command: Command<S>): string[] {
    const faults = this.#machine.faultsOfStep?.(before, after, command) ?? [];
    if (command.by !== 'time' || command.name === LATE) return faults;
    const { category, nextDueAt, now } = this.#machine.see(after);
    if (category === 'open' && nextDueAt !== undefined && new Date(nextDueAt) <= now) {
      faults.push('after everything due was done, something is due in the past');
    }
    return faults;
  }

  #link(from: Node<S>, to: Node<S>, command: Command<S>): void {
    if (command.name !== LATE) to.cameFrom.add(from);
    const edge = `${from.seen.stage} ${to.seen.stage}`;
    const deeds = this.#edges.get(edge) ?? new Set();
    this.#edges.set(edge, deeds.add(command.deed));
  }

  /** What is said to be next can be done, and what staff can do is said. */
  #judgeSteps(node: Node<S>, state: S, done: ReadonlySet<string>, byStaff: ReadonlySet<string>): void {
    const { steps, promises = [], always = {} } = this.#machine;
    if (steps === undefined) return;
    const offered = new Set<string>();
    const said = steps(state);
    const { category, nextDueAt, now } = this.#machine.see(state);
    // While the workflow is late, what is said may be over: it looks again at once.
    const isLate = nextDueAt !== undefined && new Date(nextDueAt) <= now;
    if (category === 'open' && said.length === 0 && !isLate) this.#blame('nobody is told what is next', node);
    for (const { who, what } of said) {
      const promise = promises.find(([words]) => words.test(what));
      if (promise === undefined) {
        this.#blame(`no deed is known for the next step “${what}”`, node);
        continue;
      }
      for (const deed of promise[1]) offered.add(deed);
      if (!isLate && !promise[1].some((deed) => done.has(deed))) {
        this.#blame(`${who} is told to “${what}”, and nothing of the kind is accepted`, node);
      }
    }
    for (const deed of byStaff) {
      if (!offered.has(deed) && always[deed] === undefined) {
        this.#blame(`staff can “${deed}”, and nobody is told (told: ${said.map(({ what }) => what)})`, node);
      }
    }
  }

  #judgeWhole(): void {
    const { stages, commands, never = {} } = this.#machine;
    const reached = this.#stagesReached();
    for (const stage of stages) if (!reached.includes(stage)) this.#blame(`stage ${stage} is never reached`);
    for (const stage of reached) if (!stages.includes(stage)) this.#blame(`stage ${stage} is not declared`);
    for (const { name } of commands) {
      const accepted = this.#accepted.has(name);
      if (!accepted && never[name] === undefined) this.#blame(`“${name}” is never accepted`);
      if (accepted && never[name] !== undefined) this.#blame(`“${name}” is accepted: ${never[name]}`);
    }
    for (const name of Object.keys(never)) {
      if (!commands.some((one) => one.name === name)) this.#blame(`“${name}” is no command`);
    }
    const ends = this.#reachAnEnd();
    for (const node of this.#nodes.values()) {
      if (!ends.has(node)) this.#blame('no way leads from here to the end', node);
    }
  }

  /** Backwards from the closed states. */
  #reachAnEnd(): Set<Node<S>> {
    const found = new Set([...this.#nodes.values()].filter(({ seen }) => seen.category === 'closed'));
    for (const node of found) for (const before of node.cameFrom) found.add(before);
    return found;
  }

  #stagesReached(): string[] {
    return [...new Set([...this.#nodes.values()].map(({ seen }) => seen.stage))];
  }

  #blame(fault: string, at?: Node<S>, command?: string): void {
    if (this.#faults.some((known) => known.fault === fault)) return; // the first way there is the shortest
    const path: string[] = command === undefined ? [] : [command];
    for (let node = at; node !== undefined; node = node.parent) path.unshift(node.command);
    this.#faults.push({ fault, path });
  }

  #result(): Exploration {
    const nodes = [...this.#nodes.values()];
    const { name, stages, commands, never = {} } = this.#machine;
    const reached = this.#stagesReached();
    const closed = nodes.filter(({ seen }) => seen.category === 'closed');
    return {
      name,
      states: nodes.length,
      transitions: this.#transitions,
      repeats: this.#repeats,
      refusals: this.#refusals,
      depth: nodes.reduce((most, { depth }) => Math.max(most, depth), 0),
      commands: commands.length,
      stages: { declared: stages, reached: stages.filter((stage) => reached.includes(stage)) },
      edges: this.#edges,
      startStages: [...this.#startStages],
      closedStages: stages.filter((stage) => closed.some(({ seen }) => seen.stage === stage)),
      never: Object.entries(never).map(([command, reason]) => ({ command, reason })),
      faults: this.#faults,
    };
  }
}

/** All the way down, past what is frozen already: a rule that changed its input would throw. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (value instanceof Map) {
    for (const one of value.values()) freeze(one);
    return;
  }
  if (value instanceof Date || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const one of Object.values(value)) freeze(one);
}
