import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { present } from '../support/present.ts';
import { personOf } from './house-visitor.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.house.close());

async function refused(path: string, as: string, text: string) {
  const before = world.house.changes.made;
  const told = await world.house.ask({ by: personOf(as), method: 'POST', path, body: Buffer.from(text) });
  expect(told.status, told.text).toBe(400);
  expect(world.house.changes.made).toBe(before);
  return { ...told, problem: JSON.parse(told.text) as { fields: { field: string; reason: string }[] } };
}

const EVIDENCE = { way: 'call', recording: 'rec-1' };

describe('a body', () => {
  it('that holds half of a character is refused at the door, and hashed by nobody', async () => {
    const { callback } = world.matters.bj;
    const body = JSON.stringify({ version: 1, done: 'X' }).replace('X', '\\ud800');
    const { problem } = await refused(`/cases/${callback}/remedies`, 'broker-bj-1', body);

    expect(problem.fields).toEqual([{ field: 'body', reason: 'holds half of a character' }]);
  });

  it.each([
    ['in a field', { version: 1, done: 'a', documents: 'DEEP' }],
    [
      'where anything may stand',
      { version: 1, takenOn: '2026-01-01', clauses: [], decisionLetter: 'd1', policy: { a: 'DEEP' } },
    ],
  ])('nested without end %s is refused, and nothing overflows', async (where, shape) => {
    const { callback, reconsideration } = world.matters.bj;
    const path =
      where === 'where anything may stand'
        ? `/reconsiderations/${reconsideration}/snapshot`
        : `/cases/${callback}/remedies`;
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const text = JSON.stringify(shape).replace('"DEEP"', deep);

    const { problem } = await refused(path, 'broker-bj-1', text);
    expect(problem.fields).toEqual([{ field: 'body', reason: 'is nested too deeply' }]);
  });

  it('with a person’s number in the place of a name is refused without repeating it, in the answer and in the log', async () => {
    const { callback } = world.matters.bj;
    const number = '13577776666';
    const body = { version: 1, evidence: EVIDENCE, answers: { [number]: 'maybe' }, [number]: 1 };
    const { text } = await refused(`/cases/${callback}/answers`, 'agent-bj-1', JSON.stringify(body));

    expect(text).not.toContain(number);
    expect(text).toContain('is not known here');
    expect(present(world.house.log.at(-1))).toContain('request refused');
    expect(world.house.log.join()).not.toContain(number);
  });

  it('with thousands of unknown fields is refused with a hundred of them, in few words', async () => {
    const fields = Object.fromEntries(
      Array.from({ length: 5000 }, (_, at) => [`f${'x'.repeat(50)}${at}`, at]),
    );
    const { text, problem } = await refused(
      `/cases/${world.matters.bj.callback}/remedies`,
      'broker-bj-1',
      JSON.stringify({ version: 1, done: 'a', ...fields }),
    );

    expect(problem.fields).toHaveLength(100);
    expect(text.length).toBeLessThan(10_000);
  });
});
