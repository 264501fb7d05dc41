import type { CaseKind } from '../../domain/case.ts';
import type { Workflows } from '../../domain/ports.ts';
import { copied } from './copy.ts';

interface Start {
  kind: CaseKind;
  name: string;
  input: { caseId: string };
}

interface Wake {
  token: string;
  output: object;
}

/** Keeps what was started and woken. Like Step Functions it takes a name, and a token, once. */
export class MemoryWorkflows implements Workflows {
  readonly #started = new Map<string, Start>();
  readonly #woken = new Map<string, Wake>();
  readonly #gone = new Set<string>();
  readonly #failures: Error[] = [];

  get started(): Start[] {
    return [...this.#started.values()].map(copied);
  }

  get woken(): Wake[] {
    return [...this.#woken.values()].map(copied);
  }

  /** From now on nobody waits with this token: its execution has timed out, ended or never was. */
  forget(token: string): void {
    this.#gone.add(token);
  }

  failNext(error: Error): void {
    this.#failures.push(error);
  }

  async start(kind: CaseKind, name: string, input: { caseId: string }): Promise<void> {
    this.#failIfPlanned();
    const key = `${kind} ${name}`; // names are unique within one state machine
    if (!this.#started.has(key)) this.#started.set(key, copied({ kind, name, input }));
  }

  async wake(token: string, output: object): Promise<'woken' | 'gone'> {
    this.#failIfPlanned();
    if (this.#gone.has(token)) return 'gone';
    this.#gone.add(token);
    this.#woken.set(token, copied({ token, output }));
    return 'woken';
  }

  #failIfPlanned(): void {
    const failure = this.#failures.shift();
    if (failure !== undefined) throw failure;
  }
}
