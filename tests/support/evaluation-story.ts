import { StoredCase } from '../../adapters/dynamodb/cases.ts';
import type { CaseEvent, Content, Message } from '../../domain/case.ts';
import { advanceEvaluation, type NumberState } from '../../domain/evaluation/advance.ts';
import { type EvaluationCase, evaluationId } from '../../domain/evaluation/case.ts';
import type { EvaluationDecision } from '../../domain/evaluation/draft.ts';
import { type EvaluationOpening, openEvaluation } from '../../domain/evaluation/open.ts';
import { gradeByHand, recordReply } from '../../domain/evaluation/replies.ts';
import { DEFAULT_EVALUATION_SETTINGS, type EvaluationRules } from '../../domain/evaluation/settings.ts';
import { DEFAULT_CALLING_HOURS, DEFAULT_QUIET_HOURS } from '../../domain/time/calling-hours.ts';
import { CHINA_CALENDAR } from '../../domain/time/china-calendar.ts';
import { LEADER, SELLER, staff } from './people.ts';
import { present } from './present.ts';

export const EVALUATION_RULES: EvaluationRules = {
  calendar: CHINA_CALENDAR,
  callingHours: DEFAULT_CALLING_HOURS,
  quietHours: DEFAULT_QUIET_HOURS,
  evaluation: DEFAULT_EVALUATION_SETTINGS,
};
export const HANDLER = staff('complaint-handler', 'handler-ren');
const SYSTEM = { kind: 'system', id: 'core' } as const;
export const FREE: NumberState = { sentAt: [], optedOut: false };
/** Monday, 10:00 in Shanghai. */
export const MONDAY = new Date('2026-03-02T02:00:00.000Z');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const at = (ms: number) => new Date(MONDAY.getTime() + ms);

export function opening(over: Partial<EvaluationOpening> = {}): EvaluationOpening {
  return {
    id: evaluationId({ moment: 'policy-issued', matter: 'pl-1', resolution: 1 }),
    moment: 'policy-issued',
    line: 'life',
    branch: 'bj',
    brokerId: SELLER.id,
    concerned: [SELLER.id, LEADER.id],
    customerRef: 'customer-1',
    policyId: 'pl-1',
    extension: '0471',
    ...over,
  };
}

/** One evaluation, with all that its decisions left behind. */
export class EvaluationStory {
  case: EvaluationCase;
  readonly events: CaseEvent[] = [];
  readonly contents = new Map<string, Content>();
  readonly messages: Message[] = [];
  last: EvaluationDecision | undefined;

  constructor(over: Partial<EvaluationOpening> = {}, when = MONDAY) {
    const opened = openEvaluation(opening(over), SYSTEM, when, EVALUATION_RULES);
    this.case = opened.cases[0]?.case as EvaluationCase;
    this.take(opened);
  }

  take(decision: EvaluationDecision | undefined): EvaluationDecision | undefined {
    this.last = decision;
    if (decision === undefined) return undefined;
    this.case = StoredCase.parse(decision.cases[0]?.case) as EvaluationCase;
    this.events.push(...decision.events);
    this.messages.push(...decision.messages);
    for (const content of decision.contents) this.contents.set(content.name, content);
    return decision;
  }

  advance(when: Date, number: NumberState = FREE): this {
    this.take(advanceEvaluation({ case: this.case }, number, when, EVALUATION_RULES));
    return this;
  }

  reply(text: string, receivedAt: Date, { id = `r-${receivedAt.getTime()}`, now = receivedAt } = {}): this {
    this.take(recordReply({ case: this.case }, { id, text, receivedAt }, now, EVALUATION_RULES));
    return this;
  }

  types(): string[] {
    return this.events.map(({ type }) => type);
  }

  grade(says: Parameters<typeof gradeByHand>[1]['says'], when: Date, by = HANDLER): this {
    const waiting = present(this.case.replies.find(({ awaitsPerson }) => awaitsPerson));
    this.take(gradeByHand({ case: this.case }, { reply: waiting.content, says }, by, when, EVALUATION_RULES));
    return this;
  }
}

export function asked(over: Partial<EvaluationOpening> = {}): EvaluationStory {
  return new EvaluationStory(over).advance(MONDAY);
}
