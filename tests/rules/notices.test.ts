import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../domain/case.ts';
import { noticesOf } from '../../domain/notices.ts';
import { CallbackStory, withProblem } from '../support/callback-story.ts';
import { asked } from '../support/pre-underwriting-story.ts';
import { at } from '../support/wall.ts';

const told = (events: readonly CaseEvent[]): string[] =>
  events
    .flatMap(noticesOf)
    .map(({ topic, attributes: { notice, carrier } }) => `${topic} ${notice} ${carrier}`);

describe('what other systems are told', () => {
  it('of a carrier’s request comes once, of the request itself, which a carrier can filter by', () => {
    const story = asked();
    expect(told(story.wants('carrier-a').events)).toEqual(['carrier-requests material-wanted carrier-a']);
    story.until(at('2026-03-20'));
    const everything = told([...story.histories.values()].flat());
    expect(everything.filter((one) => one.includes('carrier-silent'))).toEqual([
      'escalations carrier-silent carrier-b',
    ]);
    expect(everything.filter((one) => one.includes('material-reminded'))).toEqual([
      'escalations material-reminded carrier-a',
    ]);
  });

  it('of answers with a problem is both the problem and its hold', () => {
    const { lastEvent } = withProblem();
    expect(told([lastEvent])).toEqual([
      'callback-problems problem-opened carrier-a',
      'holds hold-placed carrier-a',
    ]);
  });

  it('holds the facts that are named, and nothing else of an event', () => {
    const { lastEvent } = withProblem();
    const [notice] = noticesOf(lastEvent);
    const { caseId, seq, at: when, branch, data } = lastEvent;
    expect(notice?.body).toEqual({
      notice: 'problem-opened',
      caseId,
      event: seq,
      at: when,
      branch,
      categories: data.categories,
      round: data.round,
    });
    expect(Object.keys(data)).toContain('answers');
  });

  it('is nothing of what concerns nobody outside', () => {
    const story = new CallbackStory();
    story.carrierCalledBack('2026-03-02');
    expect(noticesOf(story.lastEvent)).toEqual([]);
  });
});
