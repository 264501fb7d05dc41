import { nextOf } from '../carrier-request/advance.ts';
import { type Asking, ask, type RequestDraft } from '../carrier-request/commands.ts';
import type { Opinion } from '../carrier-request/conclusion.ts';
import { CaseDraft, type Decision, together } from '../decision.ts';
import type { Actor } from '../people.ts';
import { dateOf } from '../time/calendar.ts';
import type { PreUnderwritingCase, PreUnderwritingStage } from './case.ts';
import { columnsOf } from './columns.ts';
import { classOf, compare, divergence } from './comparison.ts';
import { isComplete, preUnderwritingDues } from './dues.ts';
import { type PreUnderwritingFile, requestOf } from './file.ts';
import { recommend } from './recommendation.ts';
import type { PreUnderwritingRules } from './settings.ts';

export const WORKFLOW: Actor = { kind: 'system', id: 'pre-underwriting-workflow' };

/** A decision in the making about a case and what its carriers were asked. */
export class PreUnderwritingDraft {
  readonly matter: CaseDraft<PreUnderwritingCase>;
  readonly at: Date;
  readonly #by: Actor;
  readonly #rules: PreUnderwritingRules;
  readonly #before: PreUnderwritingFile;
  readonly #requests = new Map<string, RequestDraft>();
  readonly #opinions: Map<string, Opinion>;

  constructor(file: PreUnderwritingFile, by: Actor, at: Date, rules: PreUnderwritingRules) {
    this.matter = new CaseDraft(file.case, by, at);
    this.at = at;
    this.#by = by;
    this.#rules = rules;
    this.#before = file;
    this.#opinions = new Map(file.opinions);
  }

  /** One request, to be changed. @throws NotFound */
  request(id: string): RequestDraft {
    const known = this.#requests.get(id);
    if (known !== undefined) return known;
    const draft = new CaseDraft(requestOf(this.#before, id), this.#by, this.at);
    this.#requests.set(id, draft);
    return draft;
  }

  ask(asking: Asking): RequestDraft {
    const draft = ask(asking, this.#by, this.at, this.#rules);
    this.#requests.set(asking.id, draft);
    return draft;
  }

  requestIds(): string[] {
    return this.matter.case.requests.map(({ id }) => id);
  }

  putOpinion(carrier: string, opinion: Opinion): void {
    this.#opinions.set(carrier, opinion);
  }

  /** The file as it stands in the making. */
  file(): PreUnderwritingFile {
    const requests = new Map(this.#before.requests.map((request) => [request.id, request]));
    for (const [id, draft] of this.#requests) requests.set(id, draft.case);
    return { case: this.matter.case, requests: [...requests.values()], opinions: this.#opinions };
  }

  /** Something happened on the case; where its requests stand goes with it. */
  record(type: string, data: Record<string, unknown>, to: Partial<PreUnderwritingCase> = {}): void {
    const requests = this.file().requests.map(({ carrier, id, stage, silentSince }) => ({
      carrier,
      id,
      stage,
      silent: silentSince !== undefined,
    }));
    this.matter.record(type, data, { requests, ...to });
  }

  /** Lays the opinions side by side once the last carrier has answered or let its time pass. */
  compareWhenComplete(): void {
    if (this.matter.case.stage === 'asking' && isComplete(this.file())) this.compareNow();
  }

  /** Another comparison beside those that were made: none is changed. */
  compareNow(): void {
    const file = this.file();
    const columns = columnsOf(file, this.at);
    const grid = compare(columns, file.case.sumInsuredFen, dateOf(this.at));
    const best = recommend(grid).best?.carrier;
    const differs = divergence(columns);
    const content = `comparison-${file.case.comparisons.length + 1}`;
    const hash = this.matter.keep(content, grid);
    const answered = columns.filter(({ state }) => state === 'answered').map(({ carrier }) => carrier);
    const silent = columns.filter(({ state }) => state === 'silent').map(({ carrier }) => carrier);
    const made = { at: this.at.toISOString(), content, hash, answered, silent };
    const known = file.case.comparisons.some((one) => one.differs === true);
    const comparable = file.case.comparisons.find((one) => one.differs !== undefined);
    const newlyComparable = differs !== undefined && comparable === undefined;
    this.record(
      'compared',
      {
        comparison: hash,
        answered,
        silent,
        conditions: file.case.conditions,
        classes: Object.fromEntries(
          columns.flatMap(({ carrier, opinion }) =>
            opinion === undefined ? [] : [[carrier, classOf(opinion.conclusion)]],
          ),
        ),
        isFirst: file.case.comparisons.length === 0,
        differs: differs ?? null,
        /** Two carriers had answered for the first time, and when they had: the month in which the customer counts. */
        newlyComparable,
        comparableAt: newlyComparable ? made.at : (comparable?.at ?? null),
        /** The carriers were not yet known to differ: counted once for each customer. */
        newlyDiffers: differs === true && !known,
        best: best ?? null,
      },
      {
        stage: 'choosing',
        choosingReminders: 0,
        comparisons: [
          ...file.case.comparisons,
          { ...made, ...(differs === undefined ? {} : { differs }), ...(best === undefined ? {} : { best }) },
        ],
      },
    );
  }

  close(
    stage: PreUnderwritingStage,
    type: string,
    data: Record<string, unknown>,
    to: Partial<PreUnderwritingCase> = {},
  ): void {
    this.record(type, data, { closedAt: this.at.toISOString(), ...to, stage, category: 'closed' });
  }

  finish({ wakes }: { wakes: boolean }): Decision {
    const next = preUnderwritingDues(this.file(), this.#rules)[0]?.at;
    return together([
      this.matter.finish({ nextDueAt: next, wakes }),
      ...[...this.#requests.values()]
        .filter(({ isChanged }) => isChanged)
        .map((draft) => draft.finish({ nextDueAt: nextOf(draft.case, this.#rules), wakes: false })),
    ]);
  }
}
