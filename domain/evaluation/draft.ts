import type { Message } from '../case.ts';
import { CaseDraft, type Decision } from '../decision.ts';
import type { Actor } from '../people.ts';
import type { EvaluationCase, EvaluationStage } from './case.ts';
import { evaluationDues } from './dues.ts';
import type { EvaluationRules } from './settings.ts';

/** What the caller does in the same transaction, beside storing the decision. */
export interface EvaluationDecision extends Decision {
  /** Open a complaint for these items; its clock runs from `receivedAt`, the gateway's time stamp. */
  complaint?: { items: string[]; receivedAt: string };
  /** A person has something to read. */
  inbox: boolean;
  /** The number goes onto the list of those who want no messages. */
  optOut: boolean;
}

/** An evaluation in the making: closes when the customer has answered and nothing waits for a person. */
export class EvaluationDraft {
  readonly #before: EvaluationCase;
  readonly #draft: CaseDraft<EvaluationCase>;
  readonly #rules: EvaluationRules;

  constructor(matter: EvaluationCase, by: Actor, at: Date, rules: EvaluationRules) {
    this.#before = matter;
    this.#draft = new CaseDraft(matter, by, at);
    this.#rules = rules;
  }

  get case(): EvaluationCase {
    return this.#draft.case;
  }

  get at(): Date {
    return this.#draft.at;
  }

  get isChanged(): boolean {
    return this.#draft.isChanged;
  }

  /** Figures count what becomes of a request in the month in which it was sent, so every event says when. */
  record(type: string, data: Record<string, unknown>, to: Partial<EvaluationCase> = {}): void {
    const { moment, sent } = this.case;
    const [request] = sent;
    const asked = request === undefined ? {} : { askedAt: request.askedAt };
    this.#draft.record(type, { moment, ...asked, ...data }, to);
  }

  keep(name: string, body: unknown): string {
    return this.#draft.keep(name, body);
  }

  drop(...names: (keyof EvaluationCase)[]): void {
    this.#draft.drop(...names);
  }

  /** Records that the customer is written to, and intends the message. */
  ask(template: Message['template'], type: string): void {
    const askedAt = this.at.toISOString();
    const id = `${this.case.id}.${this.case.version + 1}`;
    this.drop('notBefore');
    this.record(type, { template }, { sent: [...this.case.sent, { id, askedAt }] });
    this.send(template);
  }

  send(template: Message['template']): void {
    const { policyId, sent } = this.case;
    this.#draft.send(template, { round: sent.length, ...(policyId === undefined ? {} : { policyId }) });
  }

  /** The stage, and open or closed with it. */
  settled(stage: EvaluationStage, awaitsPerson: boolean): Partial<EvaluationCase> {
    const ends = stage !== 'awaiting-reply' && !awaitsPerson;
    if (!ends) this.drop('closedAt');
    return ends
      ? { stage, category: 'closed', closedAt: this.case.closedAt ?? this.at.toISOString() }
      : { stage, category: 'open' };
  }

  finish(
    { wakes }: { wakes: boolean },
    beside: Partial<Pick<EvaluationDecision, 'complaint' | 'inbox' | 'optOut'>> = {},
  ): EvaluationDecision {
    if (this.#before.category === 'closed' && this.case.category === 'open') this.record('reopened', {});
    this.#draft.case = { ...this.case, owner: ownerOf(this.case) };
    const nextDueAt = evaluationDues(this.case, this.#rules)[0]?.at;
    return { ...this.#draft.finish({ nextDueAt, wakes }), inbox: false, optOut: false, ...beside };
  }
}

/** On a work list only while a person has something to read: a branch has thousands that wait for their customers. */
export function ownerOf({ branch, inbox }: Pick<EvaluationCase, 'branch' | 'inbox'>): string {
  return inbox === undefined ? `evaluation@${branch}` : `complaint-handler@${branch}`;
}
