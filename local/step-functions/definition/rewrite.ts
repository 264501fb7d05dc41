import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { blocksInside, type State, type StatesBlock, waitsForToken } from './asl.ts';

export interface Owner {
  kind: 'Map' | 'Parallel';
  name: string;
}

/** A definition as the interpreter needs it to behave as AWS does. */
export interface Interpretable {
  definition: StatesBlock;
  /** Task states by name: whether each waits for a token. */
  tasks: Map<string, { waits: boolean }>;
  /** State names under keys that are safe in a JSONPath; see `$$.State.Name`. */
  names: Record<string, string>;
  /** Which Map or Parallel state each nested machine belongs to. */
  owners: Map<object, Owner>;
}

const TEMPLATES = ['Parameters', 'ResultSelector', 'ItemSelector'];

/** Rewrites what aws-local-stepfunctions 3.0.0 reads otherwise than AWS; each reason stands at its line. */
export function rewrite(source: StatesBlock): Interpretable {
  const tasks = new Map<string, { waits: boolean }>();
  const names: Record<string, string> = {};
  const owners = new Map<object, Owner>();
  const definition = structuredClone(source);
  rewriteBlock(definition);
  return { definition, tasks, names, owners };

  function rewriteBlock(block: StatesBlock): void {
    for (const [name, state] of Object.entries(block.States)) rewriteState(name, state);
  }

  function rewriteState(name: string, state: State): void {
    const key = `s${Object.keys(names).length}`;
    names[key] = name;
    const path = (text: string) => contextPaths(text, key);

    for (const field of TEMPLATES) {
      if (state[field] !== undefined) state[field] = rewriteTemplate(state[field] as Json, path);
    }
    for (const [field, value] of Object.entries(state)) {
      if (field.endsWith('Path') && typeof value === 'string') state[field] = path(value);
    }
    // `"$"` means "all of it" in AWS; the interpreter would write a field named "$".
    if (state.ResultPath === '$') delete state.ResultPath;
    for (const catcher of state.Catch ?? []) if (catcher.ResultPath === '$') delete catcher.ResultPath;
    if (state.Choices) state.Choices = state.Choices.map((rule) => rewriteRule(rule, path));
    if (state.Type === 'Task') rewriteTimeout(name, state);
    for (const block of blocksInside(state)) {
      owners.set(block, { kind: state.Type as Owner['kind'], name });
      rewriteBlock(block);
    }
  }

  // AWS reads TimeoutSecondsPath from the state's input, the interpreter from the evaluated Parameters: so
  // the timeout travels inside the Parameters, where the task handler can read it too.
  function rewriteTimeout(name: string, state: State): void {
    tasks.set(name, { waits: waitsForToken(state) });
    const timeout =
      state.TimeoutSecondsPath === undefined
        ? { TimeoutSeconds: state.TimeoutSeconds as number }
        : { 'TimeoutSeconds.$': state.TimeoutSecondsPath as string };
    state.Parameters = { ...state.Parameters, ...timeout };
    state.TimeoutSecondsPath = '$.TimeoutSeconds';
    delete state.TimeoutSeconds;
  }
}

// The interpreter has no $$.State, and in Map and Parallel it replaces $$.Execution.Input by the item.
function contextPaths(text: string, key: string): string {
  return text
    .replaceAll('$$.State.Name', () => `$$.Names.${key}`)
    .replaceAll('$$.Execution.', () => '$$.Run.');
}

function rewriteTemplate(template: Json, path: (text: string) => string): Json {
  if (Array.isArray(template)) return template.map((item) => rewriteTemplate(item, path));
  if (!isJsonObject(template)) return template;
  const entries = Object.entries(template).map(([key, value]): [string, Json] => [
    key,
    key.endsWith('.$') && typeof value === 'string' ? path(value) : rewriteTemplate(value, path),
  ]);
  return Object.fromEntries(entries);
}

function rewriteRule(rule: JsonObject, path: (text: string) => string): JsonObject {
  const { Next, ...test } = rule;
  const next = Next === undefined ? {} : { Next };
  const negated = Object.keys(test).find((field) => field.startsWith('Is') && test[field] === false);
  // The interpreter never matches `IsPresent: false`.
  if (negated !== undefined) return { Not: rewriteRule({ ...test, [negated]: true }, path), ...next };
  const entries = Object.entries(test).map(([field, value]): [string, Json] => {
    if (isJsonObject(value)) return [field, rewriteRule(value, path)];
    if (Array.isArray(value)) return [field, value.map((inner) => rewriteRule(inner as JsonObject, path))];
    const isPath = field === 'Variable' || field.endsWith('Path');
    return [field, isPath && typeof value === 'string' ? path(value) : value];
  });
  return { ...Object.fromEntries(entries), ...next };
}
