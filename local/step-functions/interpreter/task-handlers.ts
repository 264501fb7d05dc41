import type { Json, JsonObject } from '../json.ts';
import type { Branch } from './branches.ts';

type Start = (branch: Branch, waits: boolean, parameters: JsonObject) => Promise<Json>;
type Handler = (parameters: JsonObject) => Promise<Json>;

const BRANCH = Symbol('branch');

/**
 * The handlers that the interpreter looks up by state name, bound to a branch. They share one prototype per
 * machine: a closure per state and execution would be most of a parked execution's memory.
 */
export function taskHandlers(
  tasks: ReadonlyMap<string, { waits: boolean }>,
  start: Start,
): (branch: Branch) => Record<string, Handler> {
  const shared = {};
  for (const [name, { waits }] of tasks) {
    Object.defineProperty(shared, name, {
      get(this: { [BRANCH]: Branch }): Handler {
        return (parameters) => start(this[BRANCH], waits, parameters);
      },
    });
  }
  return (branch) => Object.create(shared, { [BRANCH]: { value: branch } });
}
