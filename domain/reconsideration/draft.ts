import { nextOf } from '../carrier-request/advance.ts';
import type { CarrierRequest } from '../carrier-request/case.ts';
import { type Asking, ask, type RequestDraft } from '../carrier-request/commands.ts';
import { CaseDraft, type Decision, together } from '../decision.ts';
import { NotFound } from '../errors.ts';
import type { Actor } from '../people.ts';
import { levelsOfRun } from './amounts.ts';
import {
  EXPERTS,
  type ReconsiderationCase,
  type ReconsiderationFile,
  type ReconsiderationStage,
} from './case.ts';
import { reconsiderationDues } from './dues.ts';
import type { ReconsiderationRules } from './settings.ts';

export const WORKFLOW: Actor = { kind: 'system', id: 'reconsideration-workflow' };

type OpenStage = Exclude<ReconsiderationStage, 'changed' | 'accepted' | 'upheld' | 'withdrawn'>;
type ClosedStage = Exclude<ReconsiderationStage, OpenStage>;

/** A decision in the making about a case and what its carrier was asked. */
export class ReconsiderationDraft {
  readonly matter: CaseDraft<ReconsiderationCase>;
  readonly at: Date;
  readonly rules: ReconsiderationRules;
  readonly #by: Actor;
  readonly #requests: Map<string, RequestDraft>;

  /** @param matter the case in the making already */
  constructor(
    file: ReconsiderationFile,
    by: Actor,
    at: Date,
    rules: ReconsiderationRules,
    matter = new CaseDraft(file.case, by, at),
  ) {
    this.matter = matter;
    this.at = at;
    this.rules = rules;
    this.#by = by;
    this.#requests = new Map(file.requests.map((request) => [request.id, new CaseDraft(request, by, at)]));
  }

  get case(): ReconsiderationCase {
    return this.matter.case;
  }

  /** The file as it stands in the making. */
  get file(): ReconsiderationFile {
    return { case: this.case, requests: this.requests.map((draft) => draft.case) };
  }

  get requests(): RequestDraft[] {
    return [...this.#requests.values()];
  }

  /** @throws NotFound */
  request(id: string): RequestDraft {
    const found = this.#requests.get(id);
    if (found === undefined)
      throw new NotFound('The case has no such request.', { details: { requestId: id } });
    return found;
  }

  /** What the carrier is being asked now, if it is. */
  get openRequest(): RequestDraft | undefined {
    return this.requests.find((draft) => draft.case.category === 'open');
  }

  ask(asking: Asking): CarrierRequest {
    const draft = ask(asking, this.#by, this.at, this.rules);
    this.#requests.set(asking.id, draft);
    return draft.case;
  }

  record(type: string, data: Record<string, unknown>, to: Partial<ReconsiderationCase> = {}): void {
    this.matter.record(type, data, to);
  }

  /** Something happened that moves the case on: its new stage has reminders and escalations of its own. */
  moveTo(
    stage: OpenStage,
    type: string,
    data: Record<string, unknown>,
    to: Partial<ReconsiderationCase> = {},
  ): void {
    this.matter.drop('escalatedTo');
    const stageSince = this.at.toISOString();
    this.record(type, data, { owner: EXPERTS, stage, stageSince, stageReminders: 0, ...to });
  }

  /** The end, with the facts that the figures are made of. */
  close(stage: ClosedStage): void {
    this.matter.drop('escalatedTo');
    const { decision, recovered } = this.case;
    const { of, reasonCode, clause, askedFen } = decision;
    this.record(
      'reconsideration-closed',
      {
        stage,
        of,
        reasonCode,
        ...(clause === undefined ? {} : { clause }),
        ...(askedFen === undefined ? {} : { askedFen }),
        recoveredFen: recovered?.paidFen ?? 0,
        // Of this run: a case that is taken up again counts again when it closes again.
        levels: levelsOfRun(this.case).length,
        changed: stage === 'changed',
      },
      { stage, category: 'closed', closedAt: this.at.toISOString() },
    );
  }

  finish({ wakes }: { wakes: boolean }): Decision {
    return together([
      this.matter.finish({ nextDueAt: reconsiderationDues(this.file, this.rules)[0]?.at, wakes }),
      ...this.requests
        .filter(({ isChanged }) => isChanged)
        .map((draft) => draft.finish({ nextDueAt: nextOf(draft.case, this.rules), wakes: false })),
    ]);
  }
}
