import { describe, expect, it } from 'vitest';
import { advanceEvaluation, type NumberState } from '../../domain/evaluation/advance.ts';
import { type EvaluationCase, evaluationId } from '../../domain/evaluation/case.ts';
import type { EvaluationDecision } from '../../domain/evaluation/draft.ts';
import { openEvaluation } from '../../domain/evaluation/open.ts';
import { askWhich, gradeByHand, recordReply } from '../../domain/evaluation/replies.ts';
import { DEFAULT_EVALUATION_SETTINGS, type EvaluationRules } from '../../domain/evaluation/settings.ts';
import { COMPLAINT_RULES, HANDLER } from '../support/complaint-story.ts';
import { SELLER } from '../support/people.ts';
import { present } from '../support/present.ts';
import { at } from '../support/wall.ts';

const RULES: EvaluationRules = { ...COMPLAINT_RULES, evaluation: DEFAULT_EVALUATION_SETTINGS };
const MONDAY = at('2026-03-02');
const TUESDAY = at('2026-03-03');
const WEDNESDAY = at('2026-03-04');
const FREE: NumberState = { sentAt: [], optedOut: false };
const CAPPED: NumberState = { sentAt: [TUESDAY, TUESDAY], optedOut: false };

const after = (decision: EvaluationDecision | undefined) =>
  present(decision?.cases[0]).case as EvaluationCase;

/** Answered on Monday, and so closed. */
function answered(): EvaluationCase {
  const opening = {
    id: evaluationId({ moment: 'policy-issued', matter: 'pl-1', resolution: 1 }),
    moment: 'policy-issued',
    line: 'life',
    branch: 'bj',
    concerned: [SELLER.id],
    customerRef: 'customer-1',
    policyId: 'pl-1',
    extension: '0471',
  } as const;
  const opened = after(openEvaluation(opening, { kind: 'system', id: 'core' }, MONDAY, RULES));
  const asked = after(advanceEvaluation({ case: opened }, FREE, MONDAY, RULES));
  const reply = { id: 'r-1', text: 'A', receivedAt: MONDAY };
  return after(recordReply({ case: asked }, reply, MONDAY, RULES));
}

describe('an evaluation that was answered, and gets a reply that nobody can place', () => {
  it('is open again without an end, and ends when it was read', () => {
    const closed = answered();
    expect(closed).toMatchObject({ category: 'closed', closedAt: MONDAY.toISOString() });

    const reply = { id: 'r-2', text: '好', receivedAt: TUESDAY };
    const open = after(askWhich({ case: closed }, reply, CAPPED, TUESDAY, RULES));
    expect(open.category).toBe('open');
    expect(open.closedAt).toBeUndefined();

    const waiting = present(open.replies.find(({ awaitsPerson }) => awaitsPerson)).content;
    const reading = { reply: waiting, says: { grades: {} } };
    const read = after(gradeByHand({ case: open }, reading, HANDLER, WEDNESDAY, RULES));
    expect(read).toMatchObject({ category: 'closed', closedAt: WEDNESDAY.toISOString() });
  });
});
