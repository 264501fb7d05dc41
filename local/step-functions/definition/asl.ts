import type { JsonObject } from '../json.ts';

/** As much of the Amazon States Language as the linter and the rewriter look at. */
export interface StatesBlock {
  StartAt: string;
  States: Record<string, State>;
  [field: string]: unknown;
}

export interface State {
  Type: StateType;
  Resource?: string;
  Parameters?: JsonObject;
  Catch?: JsonObject[];
  Choices?: JsonObject[];
  Branches?: StatesBlock[];
  Iterator?: StatesBlock;
  ItemProcessor?: StatesBlock;
  [field: string]: unknown;
}

export type StateType = 'Task' | 'Parallel' | 'Map' | 'Pass' | 'Wait' | 'Choice' | 'Succeed' | 'Fail';

/** The machines inside a Map or Parallel state. */
export function blocksInside(state: State): StatesBlock[] {
  return [...(state.Branches ?? []), state.Iterator, state.ItemProcessor].filter(
    (block) => block !== undefined,
  );
}

/** Whether a Task waits for somebody to send its token back. */
export function waitsForToken(state: State): boolean {
  return state.Resource?.endsWith('.waitForTaskToken') ?? false;
}
