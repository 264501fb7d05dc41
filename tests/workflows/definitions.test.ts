import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WORKFLOW_NAMES } from '../../local/workflows.ts';
import published from '../../workflows/published.json' with { type: 'json' };
import { DISPATCHERS } from '../support/dispatchers.ts';

interface State {
  Type: string;
  Parameters?: { Payload?: { state?: string } };
  ItemProcessor?: Machine;
  Branches?: Machine[];
}
interface Machine {
  States: Record<string, State>;
}

/** Every Task state, those inside Map and Parallel too, with the name it gives to its function. */
function tasksOf(machine: Machine): { name: string; asksFor: string | undefined }[] {
  return Object.entries(machine.States).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [{ name, asksFor: state.Parameters?.Payload?.state }] : []),
    ...[...(state.Branches ?? []), ...(state.ItemProcessor ? [state.ItemProcessor] : [])].flatMap(tasksOf),
  ]);
}

/** Names that a dispatcher's source gives to its steps: what is there and never called would be found by nobody. */
function stepsOf(file: string): string[] {
  const source = readFileSync(new URL(`../../functions/${file}/steps/index.ts`, import.meta.url), 'utf8');
  const table = /const STEPS[^=]*=\s*(?:new Map[^(]*\(\[|\{)([\s\S]*?)\n[\]}]/.exec(source)?.[1] ?? '';
  return [...table.matchAll(/^\s*(?:\['?|'?)([A-Z]\w*)/gm)].map(([, name]) => name ?? '');
}

const FOLDERS = {
  accountability: 'accountability',
  complaint: 'complaint',
  callback: 'callback',
  evaluation: 'evaluation',
  payout: 'commission',
  'policy-import': 'policy',
  'pre-underwriting': 'pre-underwriting',
  reconsideration: 'reconsideration',
} as const;

describe.each(WORKFLOW_NAMES)('the %s workflow', (workflow) => {
  const file = new URL(`../../workflows/${workflow}.asl.json`, import.meta.url);
  const tasks = tasksOf(JSON.parse(readFileSync(file, 'utf8')));

  it('has Task states, and each asks for the step of its own name', () => {
    expect(tasks.length).toBeGreaterThan(2);
    for (const { name, asksFor } of tasks) expect(asksFor).toBe(name);
  });

  it('has a step for every Task state', async () => {
    for (const { name } of tasks) {
      // With nothing to work on the step itself fails; only a state that is not known is refused by name.
      const outcome = await DISPATCHERS[workflow]({ state: name }).catch((error: Error) => error);
      expect(String(outcome)).not.toMatch(/has no state/);
    }
  });

  it('has a Task state for every step, today or in a definition that may still be waited in', () => {
    const steps = stepsOf(FOLDERS[workflow]);
    const known = new Set([...tasks.map(({ name }) => name), ...Object.keys(published[workflow].steps)]);
    expect(steps.toSorted()).toEqual([...known].toSorted());
  });

  it.each(['NoSuchState', 'toString', '__proto__', ''])('has no step for "%s"', async (state) => {
    await expect(DISPATCHERS[workflow]({ state })).rejects.toMatchObject({ name: 'InvariantBroken' });
  });
});
