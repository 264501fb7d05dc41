import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { WORKFLOW_NAMES } from '../../local/workflows.ts';
import published from '../../workflows/published.json' with { type: 'json' };
import { DISPATCHERS } from '../support/dispatchers.ts';

/**
 * What was ever published and may still be waited in, a year at the longest: an execution keeps the definition that it
 * began with, and calls the code of today.
 */
interface Published {
  /** What every published definition has a place for: code may say these and no others. */
  routes: string[];
  steps: Record<string, { inputs: Record<string, unknown>[]; answers: string[] }>;
}
interface State {
  Type: string;
  Parameters?: { Payload?: Record<string, unknown> };
  ResultSelector?: Record<string, unknown>;
  Choices?: { StringEquals?: string }[];
  ItemProcessor?: Machine;
  Branches?: Machine[];
}
interface Machine {
  States: Record<string, State>;
}

const PUBLISHED: Record<string, Published> = published;

function statesOf(machine: Machine): [string, State][] {
  return Object.entries(machine.States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...[...(state.Branches ?? []), ...(state.ItemProcessor ? [state.ItemProcessor] : [])].flatMap(statesOf),
  ]);
}

const namesOf = (template: object = {}) =>
  Object.keys(template)
    .map((key) => key.replace(/\.\$$/, ''))
    .toSorted();

/** Where each workflow's code says which routes there are. */
const ROUTES: Record<(typeof WORKFLOW_NAMES)[number], string> = {
  accountability: 'domain/accountability/next.ts',
  callback: 'domain/callback/next.ts',
  complaint: 'domain/complaint/next.ts',
  evaluation: 'domain/evaluation/next.ts',
  payout: 'functions/commission/steps/run.ts',
  'policy-import': 'functions/policy/steps/route.ts',
  'pre-underwriting': 'domain/pre-underwriting/next.ts',
  reconsideration: 'domain/reconsideration/next.ts',
};

const sourceOf = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

function routesSaid(workflow: (typeof WORKFLOW_NAMES)[number]): string[] {
  const union = /(?:export type \w+Route =|route:)((?:\s*\|?\s*'[a-z-]+')+);/.exec(
    sourceOf(ROUTES[workflow]),
  )?.[1];
  return [...(union ?? '').matchAll(/'([a-z-]+)'/g)].map(([, route = '']) => route);
}

it('is kept for every workflow', () => {
  expect(Object.keys(PUBLISHED).toSorted()).toEqual([...WORKFLOW_NAMES].toSorted());
});

describe.each(WORKFLOW_NAMES)('%s, as an execution of an older definition finds it', (workflow) => {
  const { routes, steps } = PUBLISHED[workflow] as Published;
  const states = statesOf(JSON.parse(sourceOf(`workflows/${workflow}.asl.json`)));
  const tasks = states.filter(([, { Type }]) => Type === 'Task');

  it('has every published step, which reads every published input', async () => {
    for (const [step, { inputs }] of Object.entries(steps)) {
      for (const input of inputs) {
        const outcome = await DISPATCHERS[workflow]({ ...input, state: step }).catch((error: Error) => error);
        // It has nothing to work on, so it fails; but not for its name, and not for what it was given.
        expect(String(outcome), step).not.toMatch(/has no state/);
        expect((outcome as Error).name, `${step}: ${outcome}`).not.toMatch(/ZodError/);
      }
    }
  });

  it('reads inputs that matter: one without its case is refused', async () => {
    for (const [step, { inputs }] of Object.entries(steps)) {
      const { caseId: _gone, input: _neither, ...rest } = inputs[0] ?? {};
      const outcome = await DISPATCHERS[workflow]({ ...rest, state: step }).catch((error: Error) => error);
      expect((outcome as Error).name, step).toMatch(/ZodError/);
    }
  });

  it('publishes what is deployed next: steps, their inputs, what is read of their answers', () => {
    for (const [name, { Parameters, ResultSelector }] of tasks) {
      const step = steps[name];
      expect(step, `publish ${name} in workflows/published.json`).toBeDefined();
      expect(step?.inputs.map(namesOf), name).toContainEqual(namesOf(Parameters?.Payload));
      for (const answer of namesOf(ResultSelector)) expect(step?.answers, name).toContain(answer);
    }
  });

  it('says no route that a published definition has no place for', () => {
    const said = routesSaid(workflow);
    expect(said.length).toBeGreaterThan(1);
    for (const route of said) expect(routes).toContain(route);
    const choices = states.flatMap(([, { Choices = [] }]) => Choices.map((one) => one.StringEquals ?? ''));
    for (const route of routes) expect(choices).toContain(route);
  });
});
