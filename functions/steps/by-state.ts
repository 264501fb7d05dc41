import { InvariantBroken } from '../../domain/errors.ts';

export type Step<Deps> = (event: unknown, deps: Deps) => Promise<object>;

/** The function of a workflow: every Task state of its ASL file is a step of the same name. */
export function stepsByState<Deps>(
  workflow: string,
  steps: ReadonlyMap<unknown, Step<Deps>>,
  deps: Deps,
): (event: { state: string }) => Promise<object> {
  return async (event) => {
    const step = steps.get(event.state);
    if (step === undefined)
      throw new InvariantBroken(`The ${workflow} workflow has no state ${event.state}.`);
    return step(event, deps);
  };
}
