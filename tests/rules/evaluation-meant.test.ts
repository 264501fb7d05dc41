import { describe, expect, it } from 'vitest';
import type { EvaluationCase } from '../../domain/evaluation/case.ts';
import { evaluationMeant } from '../../domain/evaluation/matching.ts';
import { asked, at, DAY, EVALUATION_RULES, EvaluationStory, HOUR } from '../support/evaluation-story.ts';
import { at as onDay } from '../support/wall.ts';

const FIRST = '0471';
const SECOND = '0472';
const { correctionHours } = EVALUATION_RULES.evaluation;

const second = (when: Date): EvaluationCase =>
  new EvaluationStory({ extension: SECOND }, when).advance(when).case;

/** The code of the evaluation that is meant, or that it is none or cannot be told. */
function meant(evaluations: readonly EvaluationCase[], receivedAt: Date, text = '1A'): string {
  const found = evaluationMeant(evaluations, { id: 'r', text, receivedAt }, EVALUATION_RULES);
  return typeof found === 'string' ? found : found.extension;
}

describe('a reply without a code', () => {
  it('is of the one that waits, once an answer of the other can be corrected no more', () => {
    const answered = asked().reply('1A', at(HOUR)).case;
    const both = [answered, second(at(2 * HOUR))];
    const end = HOUR + correctionHours * HOUR;
    expect(meant(both, at(end))).toBe('ask');
    expect(meant(both, at(end + 1))).toBe(SECOND);
  });

  it('may have been written before the answer that counts', () => {
    const answered = asked().reply('1A', at(2 * HOUR)).case;
    expect(meant([answered, second(at(HOUR / 2))], at(HOUR))).toBe('ask');
    expect(meant([answered, second(at(HOUR / 2))], at(HOUR / 4))).toBe(FIRST);
  });

  it('is not of whom it told to write no more', () => {
    const both = [asked().reply('TD', at(HOUR)).case, second(at(2 * HOUR))];
    expect(meant(both, at(3 * HOUR))).toBe(SECOND);
  });

  it('is of the one that could be answered when it was sent, whenever its push comes', () => {
    const expired = asked().advance(at(8 * DAY)).case;
    const both = [expired, second(onDay('2026-03-09', '12:00'))];
    expect(expired.stage).toBe('expired');
    expect(meant([expired], onDay('2026-03-09', '23:59'))).toBe(FIRST);
    expect(meant(both, onDay('2026-03-09', '11:59'))).toBe(FIRST);
    expect(meant(both, onDay('2026-03-09', '23:59'))).toBe('ask');
    expect(meant(both, onDay('2026-03-10', '00:00'))).toBe(SECOND);
  });

  it('comes too late for the only one of the last thirty days, and is of none after them', () => {
    const { case: one } = asked();
    expect(meant([one], at(30 * DAY))).toBe(FIRST);
    expect(meant([one], at(30 * DAY + 1))).toBe('none');
    expect(meant([one, second(at(DAY))], at(29 * DAY))).toBe('ask');
    expect(meant([], at(DAY))).toBe('none');
  });
});

describe('a reply with a code', () => {
  it('is of the one that has it, also when that came too late and another one waits', () => {
    const answered = asked().reply('1A', at(HOUR)).case;
    const both = [answered, second(at(2 * DAY))];
    expect(meant(both, at(3 * DAY), `#${FIRST} 1B`)).toBe(FIRST);
    expect(meant(both, at(3 * DAY), `#${SECOND} 1B`)).toBe(SECOND);
  });

  it('that no evaluation has is not guessed', () => {
    expect(meant([asked().case], at(HOUR), '#9999 1B')).toBe('ask');
    expect(meant([asked().case], at(20 * DAY), '#9999 1B')).toBe('ask');
    expect(meant([asked().case], at(31 * DAY), '#9999 1B')).toBe('none');
  });
});
