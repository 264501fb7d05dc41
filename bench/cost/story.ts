import type { FunctionName } from '../../local/functions.ts';
import type { Figure } from '../report.ts';

/** What is counted of each kind of case. */
export type Unit = 'transitions' | 'invocations' | 'events' | 'writes' | 'reads' | 'dollars';

/** A kind of case whose cost is counted, from its first request to its end. */
export interface CountedStory {
  name: string;
  workflow: 'callback' | 'evaluation' | 'complaint' | 'pre-underwriting' | 'reconsideration';
  /** Run first and not counted: the first ones load modules, which a warm function has behind it. */
  warm: number;
  /** How many are counted at most: one is like the other, and some take months of moved time. */
  most: number;
  /** Runs one case to its end, with nothing under way when it returns. */
  run(index: number): Promise<void>;
  /** @throws BenchFailed unless every one ended as it should */
  check(indexes: readonly number[]): Promise<void>;
  /** What functions do, in the order in which it happens: the columns of the table of units. */
  steps: readonly string[];
  stepOf(call: Called): string;
  budgets: Partial<Record<Unit, NonNullable<Figure['budget']>>>;
}

/** A call of a function, as far as it says what it is for. */
export interface Called {
  name: FunctionName;
  /** Of a call by the API: `POST`, and the last word of the path that is no id. */
  method?: string;
  what?: string;
  /** Of a step of a workflow. */
  state?: string;
  /** The workflow comes back to `Route` from a wait. */
  isBack: boolean;
}

export function calledOf(name: FunctionName, event: unknown): Called {
  const { state, input, requestContext } = event as {
    state?: string;
    input?: { wait?: number };
    requestContext?: { http?: { method: string; path: string } };
  };
  const { method, path = '' } = requestContext?.http ?? {};
  const words = path.split('/').filter((word) => /^[a-z-]+[12]?$/.test(word));
  const what = words.at(-1);
  return {
    name,
    isBack: input?.wait !== undefined,
    ...(state === undefined ? {} : { state }),
    ...(method === undefined ? {} : { method }),
    ...(what === undefined ? {} : { what }),
  };
}
