import aslValidator from 'asl-validator';
import { afterAll, describe, expect, it } from 'vitest';
import {
  CATALOGUE,
  flat,
  PROFILE_NAMES,
  type ProfileName,
  removeTemporaryFolders,
  resources,
  rightsOfRole,
} from './templates.ts';

afterAll(removeTemporaryFolders);

interface State {
  Type: string;
  Resource?: string;
  TimeoutSeconds?: number;
  TimeoutSecondsPath?: string;
  Retry?: { ErrorEquals: string[]; MaxAttempts?: number }[];
  Catch?: { ErrorEquals: string[]; Next: string }[];
  ItemProcessor?: { States: Record<string, State> };
  Iterator?: { States: Record<string, State> };
  Branches?: { States: Record<string, State> }[];
}

interface Found {
  name: string;
  state: State;
  /** Inside a Map or Parallel, whose own Catch takes what fails there. */
  inside: boolean;
}

function walk(states: Record<string, State>, inside = false): Found[] {
  return Object.entries(states).flatMap(([name, state]) => [
    { name, state, inside },
    ...[state.ItemProcessor, state.Iterator, ...(state.Branches ?? [])].flatMap((part) =>
      part === undefined ? [] : walk(part.States, true),
    ),
  ]);
}

/** The machine as CloudFormation makes it: the text of the template with its names filled in. */
function deployed(profile: ProfileName, workflow: string): { text: string; states: Found[] } {
  const machine = machineOf(profile, workflow);
  const filled = Object.entries<unknown>(machine.DefinitionSubstitutions).reduce(
    (text, [name, value]) => text.replaceAll(`\${${name}}`, arnLike(flat(value))),
    String(machine.DefinitionString),
  );
  return { text: filled, states: walk(JSON.parse(filled).States) };
}

function arnLike(value: string): string {
  return value.startsWith('<') && !value.includes(':states:')
    ? 'arn:aws:lambda:eu-west-1:111122223333:function:steps'
    : value.replace('<AWS::Partition>', 'aws');
}

function machineOf(profile: ProfileName, workflow: string) {
  const found = resources(profile, 'stateless', 'AWS::StepFunctions::StateMachine').find(
    ({ Properties }) => Properties.StateMachineName === `recourse-${workflow}`,
  );
  if (found === undefined) throw new Error(`no machine ${workflow}`);
  return found.Properties;
}

const WORKFLOWS = Object.keys(CATALOGUE.workflows);
const EVERY = PROFILE_NAMES.flatMap((profile) => WORKFLOWS.map((workflow) => [workflow, profile] as const));

it('deploys every workflow of the folder', () => {
  expect(WORKFLOWS.sort()).toEqual([
    'accountability',
    'callback',
    'complaint',
    'evaluation',
    'payout',
    'policy-import',
    'pre-underwriting',
    'reconsideration',
  ]);
});

describe.each(EVERY)('%s in %s', (workflow, profile) => {
  const tasks = () => deployed(profile, workflow).states.filter(({ state }) => state.Type === 'Task');

  it('is valid once its names are filled in', () => {
    const { text, states } = deployed(profile, workflow);
    expect(text).not.toContain('${');
    expect(states.length).toBeGreaterThan(4);
    expect(tasks().length).toBeGreaterThan(1);
    const { isValid, errorsText } = aslValidator(JSON.parse(text));
    expect(isValid, errorsText()).toBe(true);
  });

  it('ends every wait: each Task has a timeout', () => {
    for (const { name, state } of tasks()) {
      const timeouts = [state.TimeoutSeconds, state.TimeoutSecondsPath].filter((one) => one !== undefined);
      expect({ name, timeouts: timeouts.length }).toEqual({ name, timeouts: 1 });
    }
  });

  it('waits for people until the time that the record gives', () => {
    for (const { state } of tasks()) {
      if (state.Resource?.endsWith('.waitForTaskToken'))
        expect(state.TimeoutSecondsPath).toBe('$.waitSeconds');
    }
  });

  it('tries again what time can heal, by name, and never a timeout', () => {
    for (const { name, state } of tasks()) {
      const retried = (state.Retry ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
      expect(retried.length, name).toBeGreaterThan(0);
      expect(
        retried.filter((error) => error.startsWith('States.')),
        name,
      ).toEqual([]);
      for (const { MaxAttempts } of state.Retry ?? []) expect(MaxAttempts, name).toBeLessThanOrEqual(10);
    }
  });

  it('has a place for every failure', () => {
    for (const { name, state, inside } of deployed(profile, workflow).states) {
      if (inside || !['Task', 'Map', 'Parallel'].includes(state.Type)) continue;
      const caught = (state.Catch ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
      expect(caught, name).toContain('States.ALL');
    }
  });

  it('takes silence as a path of its own, not as a fault', () => {
    for (const { name, state } of tasks()) {
      if (!state.Resource?.endsWith('.waitForTaskToken')) continue;
      const silence = state.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes('States.Timeout'));
      expect(silence?.Next, name).toBe('Route');
    }
  });

  it('logs every step without its data, in which task tokens stand', () => {
    const { LoggingConfiguration, StateMachineType } = machineOf(profile, workflow);
    expect(StateMachineType).toBe('STANDARD');
    expect(LoggingConfiguration).toMatchObject({ Level: 'ALL', IncludeExecutionData: false });
    expect(flat(LoggingConfiguration.Destinations[0].CloudWatchLogsLogGroup.LogGroupArn)).toMatch(
      new RegExp(`log-group:/aws/vendedlogs/states/recourse-${workflow}:\\*$`),
    );
  });

  it('calls its own steps and no other function', () => {
    const invokes = rightsOfRole(profile, `recourse-${workflow}-workflow`).filter(({ actions }) =>
      actions.includes('lambda:InvokeFunction'),
    );
    const steps = Object.entries(CATALOGUE.functions).filter(
      ([, file]) => 'workflow' in file && file.workflow === workflow,
    );
    expect(steps).toHaveLength(1);
    expect(invokes).toHaveLength(1);
    expect(invokes[0]?.resources).toHaveLength(1);
    const [name = ''] = steps[0] ?? [];
    expect(invokes[0]?.resources[0]).toMatch(new RegExp(`^<${name.replaceAll('-', '')}Function`));
  });
});
