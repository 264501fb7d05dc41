import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Exploration } from './explore.ts';
import { type Explorable, MACHINES } from './machines/all.ts';
import { documentOf } from './report.ts';

const LONG_MS = 180_000; // forty seconds of one free core for all of them, on a machine that others use as well
const found = new Map<string, Exploration>();

function explored({ name, explore }: Explorable): Exploration {
  const exploration = found.get(name) ?? explore();
  found.set(name, exploration);
  return exploration;
}

describe('every state that a workflow can come to', () => {
  it.each(MACHINES)('keeps the promises of $name', { timeout: LONG_MS }, (machine) => {
    const { faults, stages } = explored(machine);
    expect(faults.map(({ fault, path }) => [fault, ...path].join('\n  '))).toEqual([]);
    expect(stages.reached).toEqual(stages.declared);
  });

  it('is counted in docs/state-machines.md as it is: `npm run explore` makes it anew', {
    timeout: LONG_MS,
  }, () => {
    const written = readFileSync(new URL('../../docs/state-machines.md', import.meta.url), 'utf8');
    expect(written).toBe(documentOf(MACHINES.map(explored)));
  });
});
