import { createHash } from 'node:crypto';
import { type CaseEvent, type Content, follow, type Message } from './case.ts';
import { canonicalJson } from './history.ts';
import type { Actor } from './people.ts';
import type { AnyCase, Write } from './ports.ts';
import { sightOfCase } from './sight.ts';

/** What came of a decision about one case or several: stored in one transaction, or not at all. */
export interface Decision {
  /** Each with the version that must still be stored; 0: the case must not exist. */
  cases: { case: AnyCase; expected: number }[];
  events: CaseEvent[];
  contents: Content[];
  messages: Message[];
  /** Waits that the decision ends. */
  ends: { caseId: string; wait: number }[];
}

/** The hash by which an event names a content. */
export function contentHash(body: unknown): string {
  return createHash('sha256').update(canonicalJson(body)).digest('base64url');
}

/** One case in the making: one event after the other, the record moving along. */
export class CaseDraft<C extends AnyCase> {
  case: C;
  readonly by: Actor;
  readonly at: Date;
  readonly #before: C;
  readonly #events: CaseEvent[] = [];
  readonly #contents = new Map<string, Content>();
  readonly #messages: Message[] = [];

  constructor(before: C, by: Actor, at: Date) {
    this.#before = before;
    this.case = before;
    this.by = by;
    this.at = at;
  }

  /** Something happened: `data` is what the history keeps for ever, so it holds ids, codes and hashes only. */
  record(type: string, data: Record<string, unknown>, to: Partial<C> = {}, by: Actor = this.by): void {
    const { event, case: after } = follow<AnyCase>({ ...this.case, ...to }, { type, by, at: this.at, data });
    this.case = after as C; // a record of the same kind: only fields of its own were set
    this.#events.push(event);
  }

  /** Leaves optional fields out: a stored record knows no `undefined`. */
  drop(...names: (keyof C)[]): void {
    const rest = { ...this.case };
    for (const name of names) delete rest[name];
    this.case = rest;
  }

  /** Keeps something that can be erased later. @returns its hash, for the event */
  keep(name: string, body: unknown): string {
    const hash = contentHash(body);
    this.#contents.set(name, { caseId: this.case.id, name, hash, body });
    return hash;
  }

  erase(content: Content): void {
    if (content.erasedAt !== undefined) return;
    const { body: _gone, ...rest } = content;
    this.#contents.set(content.name, { ...rest, erasedAt: this.at.toISOString() });
  }

  /** A message to the customer, known by the event that is recorded with it. */
  send(template: Message['template'], to: Pick<Message, 'policyId' | 'round'>): void {
    this.#messages.push({
      id: `${this.case.id}.${this.case.version}`,
      caseId: this.case.id,
      template,
      status: 'intended',
      intendedAt: this.at.toISOString(),
      ...to,
    });
  }

  get isChanged(): boolean {
    return this.case.version !== this.#before.version;
  }

  /** `wakes`: the workflow waits somewhere and must look again. `nextDueAt`: of an open case, what comes by itself. */
  finish({ nextDueAt, wakes }: { nextDueAt: Date | undefined; wakes: boolean }): Decision {
    const { nextDueAt: _old, ...rest } = this.case;
    const due =
      rest.category === 'closed' || nextDueAt === undefined ? {} : { nextDueAt: nextDueAt.toISOString() };
    const changed = { ...rest, ...due, wait: this.#before.wait + (wakes ? 1 : 0) } as unknown as AnyCase;
    return {
      cases: [{ case: changed, expected: this.#before.version }],
      events: this.#events,
      contents: [...this.#contents.values()],
      messages: this.#messages,
      ends: wakes ? [{ caseId: this.#before.id, wait: this.#before.wait }] : [],
    };
  }
}

/** Several decisions as one. */
export function together(decisions: readonly Decision[]): Decision {
  return {
    cases: decisions.flatMap((decision) => decision.cases),
    events: decisions.flatMap((decision) => decision.events),
    contents: decisions.flatMap((decision) => decision.contents),
    messages: decisions.flatMap((decision) => decision.messages),
    ends: decisions.flatMap((decision) => decision.ends),
  };
}

export function writesOfDecision(decision: Decision, at: Date): Write[] {
  return [
    ...decision.cases.map((one): Write => ({ store: 'case', ...one })),
    ...decision.events.map((event): Write => ({ store: 'event', event })),
    ...decision.events.flatMap((event): Write[] => {
      const sight = sightOfCase(event);
      return sight === undefined ? [] : [{ store: 'sight', sight }];
    }),
    ...decision.contents.map((content): Write => ({ store: 'content', content })),
    ...decision.messages.map((message): Write => ({ store: 'message', message })),
    ...decision.ends.map((end): Write => ({ store: 'decided-wait', ...end, at: at.toISOString() })),
  ];
}
